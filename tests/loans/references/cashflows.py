"""Quarterly loans of the Python package "cashflows": its documented examples (doctests), rates a year of 10 and 20 %.

It computes unrounded and prints two decimals, half cents to the even side; where its unrounded cents show,
the difference is listed.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import Method, RoundingMode
from loans.engine.events import Payment
from loans.engine.rules import Excess, LifeRules
from loans.engine.terms import Frequency, GivenInstalment, LoanTerms, RateChange
from tests.loans.references.life_table import LifeTable
from tests.loans.references.table import Difference, Source, Table

SOURCE = Source(
    "cashflows, module loan.py, examples in its documentation (commit 3af3b8f2)",
    "Juan D. Velásquez",
    "github.com/jdvelasq/cashflows/blob/3af3b8f28e9bc0590665f9cfe38517cbcba9c256/cashflows/loan.py",
)
UNROUNDED = (
    "The source carries fractions of cents from row to row and rounds only what it shows; we round every row."
)
QUARTERLY = "quarterly interest of a quarter of the yearly rate"


def thousand(**more: object) -> LoanTerms:
    """1,000 at 10 % in ten quarters. The first day is ours: with equal quarters the days change nothing."""
    known: dict[str, object] = {"instalments": 10} | more
    return LoanTerms(
        principal=Decimal("1000"),
        rate_yearly=Decimal("0.10"),
        paid_out_on=date(2024, 1, 1),
        frequency=Frequency(3),
        interest_rounding=RoundingMode.HALF_EVEN,
        **known,  # type: ignore[arg-type]
    )


def tens(*principals: int) -> tuple[GivenInstalment, ...]:
    """Instalments by hand, of so much principal each."""
    return tuple(GivenInstalment(principal=Decimal(one)) if one else GivenInstalment() for one in principals)


TABLES = (
    Table(
        name="fixed-principal",
        source=SOURCE,
        place="fixed_ppal_loan, first example",
        conventions=QUARTERLY,
        terms=thousand(method=Method.EQUAL_PRINCIPAL),
        rows="""
            opening  total interest principal closing
            1000.00 125.00    25.00    100.00  900.00
             900.00 122.50    22.50    100.00  800.00
             800.00 120.00    20.00    100.00  700.00
             700.00 117.50    17.50    100.00  600.00
             600.00 115.00    15.00    100.00  500.00
             500.00 112.50    12.50    100.00  400.00
             400.00 110.00    10.00    100.00  300.00
             300.00 107.50     7.50    100.00  200.00
             200.00 105.00     5.00    100.00  100.00
             100.00 102.50     2.50    100.00    0.00
        """,
    ),
    Table(
        name="fixed-principal-grace",
        source=SOURCE,
        place="fixed_ppal_loan, second example, grace=2",
        conventions=f"{QUARTERLY}; two quarters of interest only; half cents to the even side",
        terms=thousand(method=Method.EQUAL_PRINCIPAL, interest_only=2),
        rows="""
            opening  total interest principal closing
            1000.00  25.00    25.00      0.00 1000.00
            1000.00  25.00    25.00      0.00 1000.00
            1000.00 150.00    25.00    125.00  875.00
             875.00 146.88    21.88    125.00  750.00
             750.00 143.75    18.75    125.00  625.00
             625.00 140.62    15.62    125.00  500.00
             500.00 137.50    12.50    125.00  375.00
             375.00 134.38     9.38    125.00  250.00
             250.00 131.25     6.25    125.00  125.00
             125.00 128.12     3.12    125.00    0.00
        """,
    ),
    Table(
        name="fixed-principal-extra",
        source=SOURCE,
        place="fixed_ppal_loan, fourth example, grace=2, 200 more with the seventh payment",
        conventions=f"{QUARTERLY}; by hand",
        terms=thousand(
            instalments=None,
            method=Method.BY_HAND,
            by_hand=tens(0, 0, 100, 100, 100, 100, 300, 100, 100, 100),
        ),
        rows="""
            opening  total interest principal closing
            1000.00  25.00    25.00      0.00 1000.00
            1000.00  25.00    25.00      0.00 1000.00
            1000.00 125.00    25.00    100.00  900.00
             900.00 122.50    22.50    100.00  800.00
             800.00 120.00    20.00    100.00  700.00
             700.00 117.50    17.50    100.00  600.00
             600.00 315.00    15.00    300.00  300.00
             300.00 107.50     7.50    100.00  200.00
             200.00 105.00     5.00    100.00  100.00
             100.00 102.50     2.50    100.00    0.00
        """,
    ),
    Table(
        name="bullet",
        source=SOURCE,
        place="bullet_loan",
        conventions=QUARTERLY,
        terms=thousand(method=Method.BULLET),
        rows="""
            number opening   total interest principal closing
            1      1000.00   25.00    25.00      0.00 1000.00
            2      1000.00   25.00    25.00      0.00 1000.00
            9      1000.00   25.00    25.00      0.00 1000.00
            10     1000.00 1025.00    25.00   1000.00    0.00
        """,
    ),
    Table(
        name="buydown",
        source=SOURCE,
        place="buydown_loan, first example: 20 % from the fifth quarter on",
        conventions=f"{QUARTERLY}; the instalment follows the rate",
        terms=thousand(rate_changes=(RateChange(date(2025, 1, 1), Decimal("0.20")),)),
        rows="""
            opening  total interest principal closing
            1000.00 114.26    25.00     89.26  910.74
             910.74 114.26    22.77     91.49  819.25
             819.25 114.26    20.48     93.78  725.47
             725.47 114.26    18.14     96.12  629.35
             629.35 123.99    31.47     92.53  536.83
             536.83 123.99    26.84     97.15  439.67
             439.67 123.99    21.98    102.01  337.66
             337.66 123.99    16.88    107.11  230.55
             230.55 123.99    11.53    112.47  118.09
             118.09 123.99     5.90    118.09    0.00
        """,
        differences=(
            Difference(
                UNROUNDED,
                """
                5 principal 92.52
                6 closing 439.68
                7 opening 439.68; 7 closing 337.67
                8 opening 337.67; 8 closing 230.56
                9 opening 230.56; 9 principal 112.46; 9 closing 118.10
                10 opening 118.10; 10 total 124.00; 10 principal 118.10
                """,
            ),
        ),
    ),
)

LIVES = (
    LifeTable(
        name="fixed-rate-prepaid",
        source=SOURCE,
        place="fixed_rate_loan: 200 more with the seventh payment (314.26 there is 114.26 and "
        "a row of its own of 200.00 here)",
        conventions=f"{QUARTERLY}; the term gets shorter",
        terms=thousand(),
        rules=LifeRules(excess=Excess.SHORTEN),
        events=(
            *[
                Payment(f"p{number}", due_on, Decimal("114.26"))
                for number, due_on in enumerate(
                    (
                        date(2024, 4, 1),
                        date(2024, 7, 1),
                        date(2024, 10, 1),
                        date(2025, 1, 1),
                        date(2025, 4, 1),
                        date(2025, 7, 1),
                    ),
                    1,
                )
            ],
            Payment("p7", date(2025, 10, 1), Decimal("314.26")),
        ),
        on=date(2025, 10, 1),
        rows="""
            due_on      total interest principal closing
            2024-04-01 114.26    25.00     89.26  910.74
            2024-07-01 114.26    22.77     91.49  819.25
            2024-10-01 114.26    20.48     93.78  725.47
            2025-01-01 114.26    18.14     96.12  629.35
            2025-04-01 114.26    15.73     98.52  530.83
            2025-07-01 114.26    13.27    100.99  429.84
            2025-10-01 200.00     0.00    200.00 -
            2025-10-01 114.26    10.75    103.51  126.33
            2026-01-01 114.26     3.16    111.10   15.23
            2026-04-01  15.61     0.38     15.23    0.00
        """,
        differences=(
            Difference(
                UNROUNDED,
                """
                5 principal 98.53; 5 closing 530.82
                6 closing 429.83
                8 closing 126.32
                9 closing 15.22
                10 total 15.60; 10 principal 15.22
                """,
            ),
        ),
    ),
    LifeTable(
        name="fixed-principal-prepaid",
        source=SOURCE,
        place="fixed_ppal_loan, third example, 200 more with the seventh payment (325.00 of principal there is "
        "125.00 and a row of its own of 200.00 here)",
        conventions=f"{QUARTERLY}; half cents to the even side; the term gets shorter",
        terms=thousand(method=Method.EQUAL_PRINCIPAL, interest_only=2),
        rules=LifeRules(excess=Excess.SHORTEN),
        events=(
            Payment("p1", date(2024, 4, 1), Decimal("25.00")),
            Payment("p2", date(2024, 7, 1), Decimal("25.00")),
            Payment("p3", date(2024, 10, 1), Decimal("150.00")),
            Payment("p4", date(2025, 1, 1), Decimal("146.88")),
            Payment("p5", date(2025, 4, 1), Decimal("143.75")),
            Payment("p6", date(2025, 7, 1), Decimal("140.62")),
            Payment("p7", date(2025, 10, 1), Decimal("337.50")),
        ),
        on=date(2025, 10, 1),
        rows="""
            due_on      total interest principal closing
            2024-04-01  25.00    25.00      0.00 1000.00
            2024-07-01  25.00    25.00      0.00 1000.00
            2024-10-01 150.00    25.00    125.00  875.00
            2025-01-01 146.88    21.88    125.00  750.00
            2025-04-01 143.75    18.75    125.00  625.00
            2025-07-01 140.62    15.62    125.00  500.00
            2025-10-01 200.00     0.00    200.00 -
            2025-10-01 137.50    12.50    125.00  175.00
            2026-01-01 129.38     4.38    125.00   50.00
            2026-04-01  51.25     1.25     50.00    0.00
        """,
    ),
    LifeTable(
        name="buydown-prepaid",
        source=SOURCE,
        place="buydown_loan, second example: 20 % from the fifth quarter on, 200 more with the seventh payment (323.99 "
        "there is 123.99 and a row of its own of 200.00 here)",
        conventions=f"{QUARTERLY}; the instalment follows the rate and the prepayment",
        terms=thousand(rate_changes=(RateChange(date(2025, 1, 1), Decimal("0.20")),)),
        rules=LifeRules(excess=Excess.REDUCE),
        events=(
            Payment("p1", date(2024, 4, 1), Decimal("114.26")),
            Payment("p2", date(2024, 7, 1), Decimal("114.26")),
            Payment("p3", date(2024, 10, 1), Decimal("114.26")),
            Payment("p4", date(2025, 1, 1), Decimal("114.26")),
            Payment("p5", date(2025, 4, 1), Decimal("123.99")),
            Payment("p6", date(2025, 7, 1), Decimal("123.99")),
            Payment("p7", date(2025, 10, 1), Decimal("323.99")),
        ),
        on=date(2025, 10, 1),
        rows="""
            due_on      total interest principal closing
            2024-04-01 114.26    25.00     89.26  910.74
            2024-07-01 114.26    22.77     91.49  819.25
            2024-10-01 114.26    20.48     93.78  725.47
            2025-01-01 114.26    18.14     96.12  629.35
            2025-04-01 123.99    31.47     92.53  536.83
            2025-07-01 123.99    26.84     97.15  439.67
            2025-10-01 200.00     0.00    200.00 -
            2025-10-01 123.99    21.98    102.01  137.66
            2026-01-01  50.55     6.88     43.67   94.00
            2026-04-01  50.55     4.70     45.85   48.14
            2026-07-01  50.55     2.41     48.14    0.00
        """,
        differences=(
            Difference(
                UNROUNDED,
                """
                5 principal 92.52
                6 closing 439.68
                8 closing 137.67
                10 closing 48.15
                11 total 50.56; 11 principal 48.15
                """,
            ),
        ),
    ),
)

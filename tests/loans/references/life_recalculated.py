"""Loans of Apache Fineract whose interest is worked out anew with every payment (its older, cumulative generator).

Its conventions: actual/365; an instalment of 862 whole units; a payment pays penalty, fee, interest, principal, oldest
instalment first; what comes before its due day pays principal only; late principal bears interest by days, early
principal saves it by days; the instalment keeps its amount, the last one takes the difference. It rounds the interest
of every stretch of days with one balance by itself; we round that of the whole period.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, Method
from loans.engine.events import Payment
from loans.engine.rules import Component, EarlyInterest, LateInterest, LifeRules
from loans.engine.terms import LoanTerms
from tests.loans.references.fineract_cumulative import LOAN
from tests.loans.references.life_table import LifeTable
from tests.loans.references.table import Difference

TERMS = LoanTerms(
    principal=Decimal("5000"),
    rate_yearly=Decimal("0.12"),
    paid_out_on=date(2022, 11, 1),
    instalments=6,
    method=Method.GIVEN_INSTALMENT,
    instalment=Decimal("862.00"),
    day_count=DayCount.ACTUAL_365,
)
RULES = LifeRules(
    advance=(Component.PRINCIPAL,), late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS
)
CONVENTIONS = "actual/365, interest recalculated daily, no compounding"


def paid(on: date, amount: str) -> tuple[Payment, ...]:
    return (Payment("payment", on, Decimal(amount)),)


TABLES = (
    LifeTable(
        name="RP04",
        source=LOAN,
        place="C2558, RP04: late exact payment",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=RULES,
        events=paid(date(2022, 12, 5), "862"),
        on=date(2022, 12, 5),
        rows="""
            due_on      closing principal interest  total   paid in_advance   late unpaid
            2022-12-01  4187.32    812.68    49.32 862.00 862.00       0.00 862.00   0.00
            2023-01-01  3369.07    818.25    43.75 862.00   0.00       0.00   0.00 862.00
            2023-02-01  2541.41    827.66    34.34 862.00   0.00       0.00   0.00 862.00
            2023-03-01  1702.80    838.61    23.39 862.00   0.00       0.00   0.00 862.00
            2023-04-01   858.15    844.65    17.35 862.00   0.00       0.00   0.00 862.00
            2023-05-01     0.00    858.15     8.46 866.61   0.00       0.00   0.00 866.61
        """,
        differences=(
            Difference(
                "The source rounds the interest of each stretch of days by itself (4 days of 5,000.00: 6.58, 27 of "
                "4,187.32: 37.17); we round their sum.",
                """
                2 closing 3369.06; 2 principal 818.26; 2 interest 43.74
                3 closing 2541.40
                4 closing 1702.79
                5 closing 858.14
                6 principal 858.14; 6 total 866.60; 6 unpaid 866.60
                """,
            ),
        ),
    ),
    LifeTable(
        name="RP05",
        source=LOAN,
        place="C2559, RP05: on time partial payment",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=RULES,
        events=paid(date(2022, 12, 1), "200"),
        on=date(2022, 12, 1),
        rows="""
            due_on      closing principal interest  total   paid in_advance late unpaid
            2022-12-01  4187.32    812.68    49.32 862.00 200.00       0.00 0.00 662.00
            2023-01-01  3368.00    819.32    42.68 862.00   0.00       0.00 0.00 862.00
            2023-02-01  2540.33    827.67    34.33 862.00   0.00       0.00 0.00 862.00
            2023-03-01  1701.71    838.62    23.38 862.00   0.00       0.00 0.00 862.00
            2023-04-01   857.05    844.66    17.34 862.00   0.00       0.00 0.00 862.00
            2023-05-01     0.00    857.05     8.45 865.50   0.00       0.00 0.00 865.50
        """,
    ),
    LifeTable(
        name="RP06",
        source=LOAN,
        place="C2560, RP06: early partial payment",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=RULES,
        events=paid(date(2022, 11, 27), "200"),
        on=date(2022, 11, 27),
        rows="""
            due_on      closing principal interest  total   paid in_advance late unpaid
            2022-12-01  4187.05    812.95    49.05 862.00 200.00     200.00 0.00 662.00
            2023-01-01  3367.72    819.33    42.67 862.00   0.00       0.00 0.00 862.00
            2023-02-01  2540.04    827.68    34.32 862.00   0.00       0.00 0.00 862.00
            2023-03-01  1701.42    838.62    23.38 862.00   0.00       0.00 0.00 862.00
            2023-04-01   856.76    844.66    17.34 862.00   0.00       0.00 0.00 862.00
            2023-05-01     0.00    856.76     8.45 865.21   0.00       0.00 0.00 865.21
        """,
    ),
    LifeTable(
        name="RP07",
        source=LOAN,
        place="C2561, RP07: late partial payment",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=RULES,
        events=paid(date(2022, 12, 5), "200"),
        on=date(2022, 12, 5),
        rows="""
            due_on      closing principal interest  total   paid in_advance   late unpaid
            2022-12-01  4187.32    812.68    49.32 862.00 200.00       0.00 200.00 662.00
            2023-01-01  3369.07    818.25    43.75 862.00   0.00       0.00   0.00 862.00
            2023-02-01  2541.41    827.66    34.34 862.00   0.00       0.00   0.00 862.00
            2023-03-01  1702.80    838.61    23.39 862.00   0.00       0.00   0.00 862.00
            2023-04-01   858.15    844.65    17.35 862.00   0.00       0.00   0.00 862.00
            2023-05-01     0.00    858.15     8.46 866.61   0.00       0.00   0.00 866.61
        """,
        differences=(
            Difference(
                "The source rounds the interest of each stretch of days by itself (4 days of 5,000.00: 6.58, 27 of "
                "4,187.32: 37.17); we round their sum.",
                """
                2 closing 3369.06; 2 principal 818.26; 2 interest 43.74
                3 closing 2541.40
                4 closing 1702.79
                5 closing 858.14
                6 principal 858.14; 6 total 866.60; 6 unpaid 866.60
                """,
            ),
        ),
    ),
    LifeTable(
        name="RP10",
        source=LOAN,
        place="C2564, RP10: late excess payment",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=RULES,
        events=paid(date(2022, 12, 5), "1500"),
        on=date(2022, 12, 5),
        rows="""
            due_on      closing principal interest  total   paid in_advance   late unpaid
            2022-12-01  4187.32    812.68    49.32 862.00 862.00       0.00 862.00   0.00
            2023-01-01  3363.41    823.91    38.09 862.00 638.00     638.00   0.00 224.00
            2023-02-01  2535.69    827.72    34.28 862.00   0.00       0.00   0.00 862.00
            2023-03-01  1697.03    838.66    23.34 862.00   0.00       0.00   0.00 862.00
            2023-04-01   852.33    844.70    17.30 862.00   0.00       0.00   0.00 862.00
            2023-05-01     0.00    852.33     8.41 860.74   0.00       0.00   0.00 860.74
        """,
        differences=(
            Difference(
                "The source rounds the interest of each stretch of days by itself (4 days of 5,000.00: 6.58, 27 of "
                "3,549.32: 31.51); we round their sum.",
                """
                2 closing 3363.40; 2 principal 823.92; 2 interest 38.08
                3 closing 2535.68
                4 closing 1697.02
                5 closing 852.32
                6 principal 852.32; 6 total 860.73; 6 unpaid 860.73
                """,
            ),
        ),
    ),
)

"""Loans of Apache Fineract with a fee in every instalment: an amount, a share of the interest, a share of all of it.

Its conventions: EUR 100 at 7 %, six months from 1 January 2024; shares are rounded half even. With shares of something
it counts actual/365 and rounds the instalment to a whole unit, with the amount of 10.00 "360/30" to the cent.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, FeeBase, RoundingMode
from loans.engine.events import Payment, Reversal
from loans.engine.rules import EarlyInterest, LateInterest, LifeRules
from loans.engine.terms import Fee, LoanTerms, Rounding
from tests.loans.references.fineract_emi_months import FEATURES, PUBLISHER
from tests.loans.references.life_table import LifeTable
from tests.loans.references.table import Difference, Source, Table

SOURCE = Source(
    "Apache Fineract, end-to-end test LoanChargesInstallmentFee.feature (commit 7700f370)",
    PUBLISHER,
    FEATURES.format("7700f37076705b8e9dfdf7049b9d5b37f879b169", "LoanChargesInstallmentFee"),
)
TEN = LoanTerms(
    principal=Decimal("100"),
    rate_yearly=Decimal("0.07"),
    paid_out_on=date(2024, 1, 1),
    instalments=6,
    fees=(Fee(amount=Decimal("10")),),
)
RECALCULATED = LifeRules(early_interest=EarlyInterest.BY_DAYS, late_interest=LateInterest.BY_DAYS)


def sharing(share: str, of: FeeBase) -> LoanTerms:
    """The loan with a fee of a share of something."""
    return LoanTerms(
        principal=Decimal("100"),
        rate_yearly=Decimal("0.07"),
        paid_out_on=date(2024, 1, 1),
        instalments=6,
        day_count=DayCount.ACTUAL_365,
        instalment_rounding=Rounding(unit=Decimal(1)),
        fees=(Fee(share=Decimal(share), of=of, rounding=Rounding(mode=RoundingMode.HALF_EVEN)),),
    )


TABLES = (
    Table(
        name="C3784-ten",
        source=SOURCE,
        place="C3784: flat charge",
        conventions="360/30; 10.00 with every instalment",
        terms=TEN,
        rows="""
            due_on     closing principal interest  fees total
            2024-02-01   83.57     16.43     0.58 10.00 27.01
            2024-03-01   67.05     16.52     0.49 10.00 27.01
            2024-04-01   50.43     16.62     0.39 10.00 27.01
            2024-05-01   33.71     16.72     0.29 10.00 27.01
            2024-06-01   16.90     16.81     0.20 10.00 27.01
            2024-07-01    0.00     16.90     0.10 10.00 27.00
        """,
        totals="principal 100.00 interest 2.05 fees 60.00 total 162.05",
    ),
    Table(
        name="C3812-of-interest",
        source=SOURCE,
        place="C3812: percentage interest charge, before the early repayment",
        conventions="actual/365; 5 % of the interest, half even (0.005 is 0.00)",
        terms=sharing("0.05", FeeBase.INTEREST),
        rows="""
            due_on     closing principal interest fees total
            2024-02-01   83.59     16.41     0.59 0.03 17.03
            2024-03-01   67.05     16.54     0.46 0.02 17.02
            2024-04-01   50.45     16.60     0.40 0.02 17.02
            2024-05-01   33.74     16.71     0.29 0.01 17.01
            2024-06-01   16.94     16.80     0.20 0.01 17.01
            2024-07-01    0.00     16.94     0.10 0.00 17.04
        """,
        totals="principal 100.00 interest 2.04 fees 0.09 total 102.13",
    ),
    Table(
        name="C3787-of-amount-and-interest",
        source=SOURCE,
        place="C3787: percentage amount + interest charge",
        conventions="actual/365; 1 % of principal and interest together",
        terms=sharing("0.01", FeeBase.INSTALMENT),
        rows="""
            due_on     closing principal interest fees total
            2024-02-01   83.59     16.41     0.59 0.17 17.17
            2024-03-01   67.05     16.54     0.46 0.17 17.17
            2024-04-01   50.45     16.60     0.40 0.17 17.17
            2024-05-01   33.74     16.71     0.29 0.17 17.17
            2024-06-01   16.94     16.80     0.20 0.17 17.17
            2024-07-01    0.00     16.94     0.10 0.17 17.21
        """,
        totals="principal 100.00 interest 2.04 fees 1.02 total 103.06",
    ),
)

LIVES = (
    LifeTable(
        name="C3784-paid",
        source=SOURCE,
        place="C3784: the first instalment paid on its due day",
        conventions="360/30, interest recalculated by days; 10.00 with every instalment",
        terms=TEN,
        rules=RECALCULATED,
        events=(Payment("payment", date(2024, 2, 1), Decimal("27.01")),),
        on=date(2024, 2, 1),
        rows="""
            due_on     closing principal interest  fees total  paid in_advance unpaid paid_on
            2024-02-01   83.57     16.43     0.58 10.00 27.01 27.01       0.00   0.00 2024-02-01
            2024-03-01   67.05     16.52     0.49 10.00 27.01  0.00       0.00  27.01 -
            2024-04-01   50.43     16.62     0.39 10.00 27.01  0.00       0.00  27.01 -
            2024-05-01   33.71     16.72     0.29 10.00 27.01  0.00       0.00  27.01 -
            2024-06-01   16.90     16.81     0.20 10.00 27.01  0.00       0.00  27.01 -
            2024-07-01    0.00     16.90     0.10 10.00 27.00  0.00       0.00  27.00 -
        """,
        shares="payment principal 16.43 interest 0.58 fee 10.00",
    ),
    LifeTable(
        name="C3784-undone",
        source=SOURCE,
        place="C3784: the payment undone on the same day",
        conventions="360/30, interest recalculated by days; 10.00 with every instalment",
        terms=TEN,
        rules=RECALCULATED,
        events=(
            Payment("payment", date(2024, 2, 1), Decimal("27.01")),
            Reversal("undone", date(2024, 2, 1), "payment"),
        ),
        on=date(2024, 2, 1),
        rows="""
            due_on     closing principal interest  fees total paid unpaid
            2024-02-01   83.57     16.43     0.58 10.00 27.01 0.00  27.01
            2024-03-01   67.05     16.52     0.49 10.00 27.01 0.00  27.01
            2024-04-01   50.43     16.62     0.39 10.00 27.01 0.00  27.01
            2024-05-01   33.71     16.72     0.29 10.00 27.01 0.00  27.01
            2024-06-01   16.90     16.81     0.20 10.00 27.01 0.00  27.01
            2024-07-01    0.00     16.90     0.10 10.00 27.00 0.00  27.00
        """,
    ),
    LifeTable(
        name="C3811",
        source=SOURCE,
        place="C3811: two instalments with their charges paid on 15 January",
        conventions="360/30, interest recalculated by days; money in advance pays the interest borne so far",
        terms=TEN,
        rules=RECALCULATED,
        events=(Payment("payment", date(2024, 1, 15), Decimal("54.02")),),
        on=date(2024, 1, 15),
        rows="""
            due_on     closing principal interest  fees total  paid in_advance unpaid paid_on
            2024-02-01   83.25     16.75     0.26 10.00 27.01 27.01      27.01   0.00 2024-01-15
            2024-03-01   66.24     17.01     0.00 10.00 27.01 27.01      27.01   0.00 2024-01-15
            2024-04-01   50.23     16.01     1.00 10.00 27.01  0.00       0.00  27.01 -
            2024-05-01   33.51     16.72     0.29 10.00 27.01  0.00       0.00  27.01 -
            2024-06-01   16.70     16.81     0.20 10.00 27.01  0.00       0.00  27.01 -
            2024-07-01    0.00     16.70     0.10 10.00 26.80  0.00       0.00  26.80 -
        """,
        differences=(
            Difference(
                "The source rounds what each period bears before it moves on what is not yet paid (January 0.48 - 0.26 "
                "= 0.22, February 0.39, March 0.39); we round once, 0.2634 + 0.2119 + 0.3864 + 0.3864 - 0.26 = 0.99. "
                "The cent goes through to the end.",
                """
                3 interest 0.99; 3 principal 16.02; 3 closing 50.22
                4 closing 33.50
                5 closing 16.69
                6 principal 16.69; 6 total 26.79; 6 unpaid 26.79
                """,
            ),
        ),
    ),
    LifeTable(
        name="C3812-paid-ahead",
        source=SOURCE,
        place="C3812: two instalments with their charges paid on 15 January, nothing recalculated",
        conventions="actual/365; 5 % of the interest as a fee; money in advance saves no interest",
        terms=sharing("0.05", FeeBase.INTEREST),
        rules=LifeRules(),
        events=(Payment("payment", date(2024, 1, 15), Decimal("34.05")),),
        on=date(2024, 1, 15),
        rows="""
            due_on     closing principal interest fees total  paid in_advance unpaid paid_on
            2024-02-01   83.59     16.41     0.59 0.03 17.03 17.03      17.03   0.00 2024-01-15
            2024-03-01   67.05     16.54     0.46 0.02 17.02 17.02      17.02   0.00 2024-01-15
            2024-04-01   50.45     16.60     0.40 0.02 17.02  0.00       0.00  17.02 -
            2024-05-01   33.74     16.71     0.29 0.01 17.01  0.00       0.00  17.01 -
            2024-06-01   16.94     16.80     0.20 0.01 17.01  0.00       0.00  17.01 -
            2024-07-01    0.00     16.94     0.10 0.00 17.04  0.00       0.00  17.04 -
        """,
        shares="payment principal 32.95 interest 1.05 fee 0.05",
    ),
)

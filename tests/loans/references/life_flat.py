"""Flat loans of Apache Fineract with a second payout on the way.

Its conventions: 12 % flat, three months; a period bears a twelfth on all that is paid out before its end, and the
principal that is left comes back in equal parts, the last of which takes the difference.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import Method
from loans.engine.events import Payment, Payout, Reversal
from loans.engine.rules import LifeRules
from loans.engine.terms import LoanTerms
from tests.loans.references.fineract_emi_months import FEATURES, PUBLISHER
from tests.loans.references.life_table import LifeTable
from tests.loans.references.table import Source

SOURCE = Source(
    "Apache Fineract, end-to-end test EMICalculation-Part4.feature (commit 3632a951)",
    PUBLISHER,
    FEATURES.format("3632a9518fd84dd3d78847a98983a294a54a4d5c", "EMICalculation-Part4"),
)
CONVENTIONS = "flat interest, no interest for parts of a period"
TERMS = LoanTerms(
    principal=Decimal("3000"),
    rate_yearly=Decimal("0.12"),
    paid_out_on=date(2024, 6, 1),
    instalments=3,
    method=Method.FLAT,
)
FIRST = Payout("first", date(2024, 6, 1), Decimal("1000"))
ON_A_DUE_DAY = Payout("second", date(2024, 8, 1), Decimal("250"))
IN_BETWEEN = Payout("second", date(2024, 7, 15), Decimal("250"))
ALL_AT_ONCE = Payment("payment", date(2024, 8, 1), Decimal("1282.50"))

TABLES = (
    LifeTable(
        name="C3836-second-payout",
        source=SOURCE,
        place="C3836: second disbursement on the due day of an instalment",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=LifeRules(),
        events=(FIRST, ON_A_DUE_DAY),
        on=date(2024, 8, 1),
        rows="""
            due_on     closing principal interest  total unpaid
            2024-07-01  666.67    333.33    10.00 343.33 343.33
            2024-08-01  333.34    333.33    10.00 343.33 343.33
            2024-09-01    0.00    583.34    12.50 595.84 595.84
        """,
    ),
    LifeTable(
        name="C3836-paid",
        source=SOURCE,
        place="C3836: everything paid on the day of the second disbursement",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=LifeRules(),
        events=(FIRST, ON_A_DUE_DAY, ALL_AT_ONCE),
        on=date(2024, 8, 1),
        rows="""
            due_on     paid_on    closing principal interest  total   paid in_advance   late unpaid
            2024-07-01 2024-08-01  666.67    333.33    10.00 343.33 343.33       0.00 343.33   0.00
            2024-08-01 2024-08-01  333.34    333.33    10.00 343.33 343.33       0.00   0.00   0.00
            2024-09-01 2024-08-01    0.00    583.34    12.50 595.84 595.84     595.84   0.00   0.00
        """,
        shares="payment principal 1250.00 interest 32.50",
    ),
    LifeTable(
        name="C3836-undone",
        source=SOURCE,
        place="C3836: the payment and the second disbursement undone",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=LifeRules(),
        events=(
            FIRST,
            ON_A_DUE_DAY,
            ALL_AT_ONCE,
            Reversal("undo-1", date(2024, 8, 1), "payment"),
            Reversal("undo-2", date(2024, 8, 1), "second"),
        ),
        on=date(2024, 8, 1),
        rows="""
            due_on     closing principal interest  total paid unpaid
            2024-07-01  666.67    333.33    10.00 343.33 0.00 343.33
            2024-08-01  333.34    333.33    10.00 343.33 0.00 343.33
            2024-09-01    0.00    333.34    10.00 343.34 0.00 343.34
        """,
    ),
    LifeTable(
        name="C3837",
        source=SOURCE,
        place="C3837: second disbursement in the middle of the second period",
        conventions=CONVENTIONS,
        terms=TERMS,
        rules=LifeRules(),
        events=(FIRST, IN_BETWEEN),
        on=date(2024, 7, 15),
        rows="""
            due_on     closing principal interest  total unpaid
            2024-07-01  666.67    333.33    10.00 343.33 343.33
            2024-08-01  458.33    458.34    12.50 470.84 470.84
            2024-09-01    0.00    458.33    12.50 470.83 470.83
        """,
    ),
)

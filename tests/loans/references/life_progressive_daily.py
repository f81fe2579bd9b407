"""Progressive loans of Apache Fineract paid in advance, late or not at all, and some with recalculated interest.

Conventions: see `life_progressive`.
"""

from datetime import date
from decimal import Decimal

from loans.engine.events import Payment, Payout, RateChanged, Reversal
from loans.engine.terms import LoanTerms
from tests.loans.references.fineract_emi_changes import PAUSE
from tests.loans.references.fineract_emi_months import QUARTER_DOWN, START
from tests.loans.references.life_progressive import (
    HUNDRED,
    INTEREST_FIRST,
    KEEPING,
    NOT_ON_PAST_DUE,
    ONE_MONTH,
    PART_3,
    RECALCULATED,
)
from tests.loans.references.life_table import LifeTable

TABLES = (
    LifeTable(
        name="C3329",
        source=PART_3,
        place="C3329: no interest on past due principal, less than the instalment paid late",
        conventions="360/30; late principal bears nothing",
        terms=HUNDRED,
        rules=NOT_ON_PAST_DUE,
        events=(Payment("p1", date(2024, 2, 15), Decimal("15")),),
        on=date(2024, 2, 15),
        rows="""
            due_on     closing principal interest total  paid  late unpaid
            2024-02-01   83.57     16.43     0.58 17.01 15.00 15.00   2.01
            2024-03-01   67.05     16.52     0.49 17.01  0.00  0.00  17.01
            2024-04-01   50.43     16.62     0.39 17.01  0.00  0.00  17.01
            2024-05-01   33.71     16.72     0.29 17.01  0.00  0.00  17.01
            2024-06-01   16.90     16.81     0.20 17.01  0.00  0.00  17.01
            2024-07-01    0.00     16.90     0.10 17.00  0.00  0.00  17.00
        """,
        shares="p1 principal 15.00",
    ),
    LifeTable(
        name="C3330",
        source=PART_3,
        place="C3330: no interest on past due principal, the whole instalment paid late",
        conventions="360/30; late principal bears nothing",
        terms=HUNDRED,
        rules=NOT_ON_PAST_DUE,
        events=(Payment("p1", date(2024, 2, 15), Decimal("17.01")),),
        on=date(2024, 2, 15),
        rows="""
            due_on     closing principal interest total  paid  late unpaid paid_on
            2024-02-01   83.57     16.43     0.58 17.01 17.01 17.01   0.00 2024-02-15
            2024-03-01   67.05     16.52     0.49 17.01  0.00  0.00  17.01 -
            2024-04-01   50.43     16.62     0.39 17.01  0.00  0.00  17.01 -
            2024-05-01   33.71     16.72     0.29 17.01  0.00  0.00  17.01 -
            2024-06-01   16.90     16.81     0.20 17.01  0.00  0.00  17.01 -
            2024-07-01    0.00     16.90     0.10 17.00  0.00  0.00  17.00 -
        """,
        shares="p1 principal 16.43 interest 0.58",
    ),
    LifeTable(
        name="C3302-paid-ahead",
        source=PART_3,
        place="C3302, UC18-2: one instalment, 85.63 paid on 10 January",
        conventions="actual/actual; money ahead pays principal and saves its interest by days",
        terms=ONE_MONTH,
        rules=RECALCULATED,
        events=(Payment("p1", date(2021, 1, 10), Decimal("85.63")),),
        on=date(2021, 1, 10),
        rows="""
            due_on     principal interest   total  paid in_advance unpaid
            2021-02-01   1000.00     7.90 1007.90 85.63      85.63 922.27
        """,
        shares="p1 principal 85.63",
    ),
    LifeTable(
        name="C3303-nothing-paid",
        source=PART_3,
        place="C3303, UC18-3: the same loan after its refund was undone",
        conventions="actual/actual",
        terms=ONE_MONTH,
        rules=RECALCULATED,
        events=(
            Payment("refund", date(2021, 1, 22), Decimal("1000")),
            Reversal("undone", date(2021, 1, 23), "refund"),
        ),
        on=date(2021, 1, 23),
        rows="""
            due_on     principal interest   total paid in_advance  unpaid
            2021-02-01   1000.00     8.41 1008.41 0.00       0.00 1008.41
        """,
    ),
    LifeTable(
        name="C3328-backdated-payout",
        source=PART_3,
        place="C3328: planned for 1 January, paid out on 3 January, a quarter down",
        conventions="360/30; the due days follow the real payout",
        terms=LoanTerms(
            principal=Decimal("800"),
            rate_yearly=Decimal("0.07"),
            paid_out_on=START,
            instalments=4,
            down_payment_share=QUARTER_DOWN,
        ),
        rules=RECALCULATED,
        events=(
            Payout("payout", date(2024, 1, 3), Decimal("800")),
            Payment("down-payment", date(2024, 1, 3), Decimal("200")),
        ),
        on=date(2024, 1, 5),
        rows="""
            due_on     closing principal interest  total   paid unpaid
            2024-01-03  600.00    200.00     0.00 200.00 200.00   0.00
            2024-02-03  451.31    148.69     3.50 152.19   0.00 152.19
            2024-03-03  301.75    149.56     2.63 152.19   0.00 152.19
            2024-04-03  151.32    150.43     1.76 152.19   0.00 152.19
            2024-05-03    0.00    151.32     0.88 152.20   0.00 152.20
        """,
    ),
    LifeTable(
        name="C3475",
        source=PAUSE,
        place="C3475, S1: the first instalment paid, then no interest from 5 to 10 February",
        conventions="360/30, interest recalculated by days; our nights from the 4th to the 10th",
        terms=KEEPING,
        rules=RECALCULATED,
        events=(
            Payment("payment", date(2024, 2, 1), Decimal("17.01")),
            RateChanged("pause", date(2024, 2, 4), Decimal(0)),
            RateChanged("again", date(2024, 2, 10), Decimal("0.07")),
        ),
        on=date(2024, 2, 10),
        rows="""
            due_on     closing principal interest total  paid in_advance late unpaid
            2024-02-01   83.57     16.43     0.58 17.01 17.01       0.00 0.00   0.00
            2024-03-01   66.95     16.62     0.39 17.01  0.00       0.00 0.00  17.01
            2024-04-01   50.33     16.62     0.39 17.01  0.00       0.00 0.00  17.01
            2024-05-01   33.61     16.72     0.29 17.01  0.00       0.00 0.00  17.01
            2024-06-01   16.80     16.81     0.20 17.01  0.00       0.00 0.00  17.01
            2024-07-01    0.00     16.80     0.10 16.90  0.00       0.00 0.00  16.90
        """,
    ),
    LifeTable(
        name="C3476",
        source=PAUSE,
        place="C3476, S2: the first instalment paid, then no interest from 10 February to 10 March",
        conventions="360/30, interest recalculated by days; our nights from 9 February to 10 March",
        terms=KEEPING,
        rules=INTEREST_FIRST,
        events=(
            Payment("p1", date(2024, 2, 1), Decimal("17.01")),
            RateChanged("pause", date(2024, 2, 9), Decimal(0)),
            RateChanged("again", date(2024, 3, 10), Decimal("0.07")),
        ),
        on=date(2024, 3, 10),
        rows="""
            due_on     closing principal interest total  paid in_advance late unpaid
            2024-02-01   83.57     16.43     0.58 17.01 17.01       0.00 0.00   0.00
            2024-03-01   66.69     16.88     0.13 17.01  0.00       0.00 0.00  17.01
            2024-04-01   49.96     16.73     0.28 17.01  0.00       0.00 0.00  17.01
            2024-05-01   33.24     16.72     0.29 17.01  0.00       0.00 0.00  17.01
            2024-06-01   16.42     16.82     0.19 17.01  0.00       0.00 0.00  17.01
            2024-07-01    0.00     16.42     0.10 16.52  0.00       0.00 0.00  16.52
        """,
    ),
)

"""Progressive loans of Apache Fineract on their way: payments, further tranches, changes of rate, a moved due day.

Its conventions: "360/30", a payment pays penalty, fee, principal, interest, oldest instalment first; money in advance
goes to the next or to the last instalment and changes no interest, unless the product recalculates it.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import AfterChange, DayCount, PartOfPeriod
from loans.engine.events import DueDayMoved, Payment, Payout, RateChanged, Reversal
from loans.engine.rules import Component, EarlyInterest, Excess, LateInterest, LifeRules
from loans.engine.terms import LoanTerms
from tests.loans.references.fineract_emi_changes import RATE_CHANGE
from tests.loans.references.fineract_emi_months import EMI, FEATURES, PUBLISHER, QUARTER_DOWN, START
from tests.loans.references.life_table import LifeTable
from tests.loans.references.table import Source

ORDER = (Component.PENALTY, Component.FEE, Component.PRINCIPAL, Component.INTEREST)
PRINCIPAL_FIRST = LifeRules(overdue=ORDER, due=ORDER, advance=ORDER)
INTEREST_FIRST = LifeRules()
RECALCULATED = LifeRules(
    overdue=ORDER,
    due=ORDER,
    advance=ORDER,
    late_interest=LateInterest.BY_DAYS,
    early_interest=EarlyInterest.BY_DAYS,
)
NOT_ON_PAST_DUE = LifeRules(overdue=ORDER, due=ORDER, advance=ORDER, early_interest=EarlyInterest.BY_DAYS)
PART_2 = Source(
    "Apache Fineract, end-to-end test EMICalculation-Part2.feature (commit 3632a951)",
    PUBLISHER,
    FEATURES.format("3632a9518fd84dd3d78847a98983a294a54a4d5c", "EMICalculation-Part2"),
)
PART_3 = Source(
    "Apache Fineract, end-to-end test EMICalculation-Part3.feature (commit 09d78858)",
    PUBLISHER,
    FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "EMICalculation-Part3"),
)
HUNDRED = LoanTerms(principal=Decimal("100"), rate_yearly=Decimal("0.07"), paid_out_on=START, instalments=6)
ONE_MONTH = LoanTerms(
    principal=Decimal("1000"),
    rate_yearly=Decimal("0.099"),
    paid_out_on=date(2021, 1, 1),
    instalments=1,
    day_count=DayCount.ACTUAL_ACTUAL_END,
)
RATE = Decimal("0.094822")
THREE_HUNDRED = LoanTerms(principal=Decimal("300"), rate_yearly=RATE, paid_out_on=START, instalments=6)
KEEPING = LoanTerms(
    principal=Decimal("100"),
    rate_yearly=Decimal("0.07"),
    paid_out_on=START,
    instalments=6,
    after_change=AfterChange.KEEP,
)
MULTIDISBURSE = "360/30, a second tranche of 200 on the way, no recalculation for money in advance"


def payouts(*days: date) -> tuple[Payout, ...]:
    """EUR 100 on 1 January and EUR 200 on each of `days`."""
    first = Payout("payout-1", START, Decimal("100"))
    return (first, *[Payout(f"payout-{number}", day, Decimal("200")) for number, day in enumerate(days, 2)])


TABLES = (
    LifeTable(
        name="C3195-next",
        source=EMI,
        place="C3195, UC2: 1st installment repaid early, then 2nd disbursement, NEXT INSTALLMENT",
        conventions=MULTIDISBURSE,
        terms=THREE_HUNDRED,
        rules=INTEREST_FIRST,
        events=(
            *payouts(date(2024, 1, 8)),
            Payment("payment", date(2024, 1, 5), Decimal("17.13")),
        ),
        on=date(2024, 1, 8),
        rows="""
            due_on     principal interest total  paid in_advance late unpaid
            2024-02-01     49.32     2.01 51.33 17.13      17.13 0.00  34.20
            2024-03-01     49.35     1.98 51.33  0.00       0.00 0.00  51.33
            2024-04-01     49.74     1.59 51.33  0.00       0.00 0.00  51.33
            2024-05-01     50.13     1.20 51.33  0.00       0.00 0.00  51.33
            2024-06-01     50.53     0.80 51.33  0.00       0.00 0.00  51.33
            2024-07-01     50.93     0.40 51.33  0.00       0.00 0.00  51.33
        """,
    ),
    LifeTable(
        name="C3195-before-the-tranche",
        source=EMI,
        place="C3195, UC2: after the early repayment of the 1st installment",
        conventions=MULTIDISBURSE,
        terms=LoanTerms(principal=Decimal("100"), rate_yearly=RATE, paid_out_on=START, instalments=6),
        rules=INTEREST_FIRST,
        events=(Payment("payment", date(2024, 1, 5), Decimal("17.13")),),
        on=date(2024, 1, 5),
        rows="""
            due_on     principal interest total  paid in_advance late unpaid paid_on
            2024-02-01     16.34     0.79 17.13 17.13      17.13 0.00   0.00 2024-01-05
            2024-03-01     16.47     0.66 17.13  0.00       0.00 0.00  17.13 -
            2024-04-01     16.60     0.53 17.13  0.00       0.00 0.00  17.13 -
            2024-05-01     16.73     0.40 17.13  0.00       0.00 0.00  17.13 -
            2024-06-01     16.86     0.27 17.13  0.00       0.00 0.00  17.13 -
            2024-07-01     17.00     0.13 17.13  0.00       0.00 0.00  17.13 -
        """,
        shares="payment principal 16.34 interest 0.79",
    ),
    LifeTable(
        name="C3196-last",
        source=EMI,
        place="C3196, UC3: the same with LAST INSTALLMENT, after the 2nd disbursement",
        conventions=MULTIDISBURSE,
        terms=THREE_HUNDRED,
        rules=LifeRules(excess=Excess.LAST),
        events=(
            *payouts(date(2024, 1, 8)),
            Payment("payment", date(2024, 1, 5), Decimal("17.13")),
        ),
        on=date(2024, 1, 8),
        rows="""
            due_on     principal interest total  paid in_advance late unpaid
            2024-02-01     49.32     2.01 51.33  0.00       0.00 0.00  51.33
            2024-03-01     49.35     1.98 51.33  0.00       0.00 0.00  51.33
            2024-04-01     49.74     1.59 51.33  0.00       0.00 0.00  51.33
            2024-05-01     50.13     1.20 51.33  0.00       0.00 0.00  51.33
            2024-06-01     50.53     0.80 51.33  0.00       0.00 0.00  51.33
            2024-07-01     50.93     0.40 51.33 17.13      17.13 0.00  34.20
        """,
        shares="payment principal 17.00 interest 0.13",
    ),
    LifeTable(
        name="C3197",
        source=EMI,
        place="C3197, UC4: 1st installment repaid on its due day, 2nd disbursement in the 2nd period",
        conventions=MULTIDISBURSE,
        terms=THREE_HUNDRED,
        rules=INTEREST_FIRST,
        events=(
            *payouts(date(2024, 2, 15)),
            Payment("payment", date(2024, 2, 1), Decimal("17.13")),
        ),
        on=date(2024, 2, 15),
        rows="""
            due_on     principal interest total  paid in_advance late unpaid
            2024-02-01     16.34     0.79 17.13 17.13       0.00 0.00   0.00
            2024-03-01     56.45     1.48 57.93  0.00       0.00 0.00  57.93
            2024-04-01     56.13     1.80 57.93  0.00       0.00 0.00  57.93
            2024-05-01     56.58     1.35 57.93  0.00       0.00 0.00  57.93
            2024-06-01     57.03     0.90 57.93  0.00       0.00 0.00  57.93
            2024-07-01     57.47     0.45 57.92  0.00       0.00 0.00  57.92
        """,
        shares="payment principal 16.34 interest 0.79",
    ),
    LifeTable(
        name="C3207-paid",
        source=EMI,
        place="C3207, UC5: two partial payments on the due day, the second one backdated",
        conventions="360/30, a quarter down; a payment pays principal before interest",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.05"),
            paid_out_on=START,
            instalments=5,
            down_payment_share=QUARTER_DOWN,
        ),
        rules=PRINCIPAL_FIRST,
        events=(
            Payment("p1", START, Decimal("25")),
            Payment("p2", date(2024, 2, 1), Decimal("10")),
            Payment("p3", date(2024, 2, 1), Decimal("5.19")),
        ),
        on=date(2024, 2, 15),
        rows="""
            due_on     principal interest total  paid in_advance late unpaid paid_on
            2024-01-01     25.00     0.00 25.00 25.00       0.00 0.00   0.00 2024-01-01
            2024-02-01     14.88     0.31 15.19 15.19       0.00 0.00   0.00 2024-02-01
            2024-03-01     14.94     0.25 15.19  0.00       0.00 0.00  15.19 -
            2024-04-01     15.00     0.19 15.19  0.00       0.00 0.00  15.19 -
            2024-05-01     15.06     0.13 15.19  0.00       0.00 0.00  15.19 -
            2024-06-01     15.12     0.06 15.18  0.00       0.00 0.00  15.18 -
        """,
        shares="""
            p1 principal 25.00
            p2 principal 10.00
            p3 principal 4.88 interest 0.31
        """,
    ),
    LifeTable(
        name="C3207-reversed",
        source=EMI,
        place="C3207, UC5: the first partial payment undone",
        conventions="360/30, a quarter down; a reversal replays what came after it",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.05"),
            paid_out_on=START,
            instalments=5,
            down_payment_share=QUARTER_DOWN,
        ),
        rules=PRINCIPAL_FIRST,
        events=(
            Payment("p1", START, Decimal("25")),
            Payment("p2", date(2024, 2, 1), Decimal("10")),
            Payment("p3", date(2024, 2, 1), Decimal("5.19")),
            Reversal("r1", date(2024, 2, 16), "p2"),
        ),
        on=date(2024, 2, 16),
        rows="""
            due_on     principal interest total  paid unpaid
            2024-01-01     25.00     0.00 25.00 25.00   0.00
            2024-02-01     14.88     0.31 15.19  5.19  10.00
            2024-03-01     14.94     0.25 15.19  0.00  15.19
            2024-04-01     15.00     0.19 15.19  0.00  15.19
            2024-05-01     15.06     0.13 15.19  0.00  15.19
            2024-06-01     15.12     0.06 15.18  0.00  15.18
        """,
        shares="""
            p1 principal 25.00
            p3 principal 5.19
        """,
    ),
    LifeTable(
        name="C3156-due-day-moved",
        source=EMI,
        place="C3156, 360/30 setup - decimal - reschedule: 1 February moved to 18 February",
        conventions="360/30; the moved period counts 1 month and 17 days of 29; all later due days follow",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=RATE,
            paid_out_on=START,
            instalments=6,
            part_of_period=PartOfPeriod.ACTUAL_FORWARD,
        ),
        rules=INTEREST_FIRST,
        events=(DueDayMoved("moved", START, 1, date(2024, 2, 18)),),
        on=date(2024, 2, 18),
        rows="""
            due_on     closing principal interest total
            2024-02-18   84.12     15.88     1.25 17.13
            2024-03-18   67.65     16.47     0.66 17.13
            2024-04-18   51.05     16.60     0.53 17.13
            2024-05-18   34.32     16.73     0.40 17.13
            2024-06-18   17.46     16.86     0.27 17.13
            2024-07-18    0.00     17.46     0.14 17.60
        """,
    ),
    LifeTable(
        name="C3217-rate-changed",
        source=RATE_CHANGE,
        place="C3217, UC1: backdated rate change on a due day, two instalments paid",
        conventions="360/30; 4 % from 2 February (our 1 February); what was paid too much goes to the next instalment",
        terms=LoanTerms(
            principal=Decimal("100"), rate_yearly=Decimal("0.07"), paid_out_on=START, instalments=6
        ),
        rules=INTEREST_FIRST,
        events=(
            RateChanged("rate", date(2024, 2, 1), Decimal("0.04")),
            Payment("p1", date(2024, 2, 1), Decimal("17.01")),
            Payment("p2", date(2024, 3, 1), Decimal("17.01")),
        ),
        on=date(2024, 3, 1),
        rows="""
            due_on     closing principal interest total  paid in_advance unpaid
            2024-02-01   83.57     16.43     0.58 17.01 17.01       0.00   0.00
            2024-03-01   66.97     16.60     0.28 16.88 16.88       0.00   0.00
            2024-04-01   50.31     16.66     0.22 16.88  0.13       0.13  16.75
            2024-05-01   33.60     16.71     0.17 16.88  0.00       0.00  16.88
            2024-06-01   16.83     16.77     0.11 16.88  0.00       0.00  16.88
            2024-07-01    0.00     16.83     0.06 16.89  0.00       0.00  16.89
        """,
    ),
    LifeTable(
        name="C3916-rate-changed",
        source=RATE_CHANGE,
        place="C3916, UC2: backdated rate change in the middle of a period, two instalments paid",
        conventions="360/30; 4 % from 16 February (our 15 February); parts of the month by actual days",
        terms=LoanTerms(
            principal=Decimal("100"), rate_yearly=Decimal("0.07"), paid_out_on=START, instalments=6
        ),
        rules=INTEREST_FIRST,
        events=(
            RateChanged("rate", date(2024, 2, 15), Decimal("0.04")),
            Payment("p1", date(2024, 2, 1), Decimal("17.01")),
            Payment("p2", date(2024, 3, 1), Decimal("17.01")),
        ),
        on=date(2024, 3, 1),
        rows="""
            due_on     closing principal interest total  paid in_advance unpaid
            2024-02-01   83.57     16.43     0.58 17.01 17.01       0.00   0.00
            2024-03-01   67.05     16.52     0.38 16.90 16.90       0.00   0.00
            2024-04-01   50.37     16.68     0.22 16.90  0.11       0.11  16.79
            2024-05-01   33.64     16.73     0.17 16.90  0.00       0.00  16.90
            2024-06-01   16.85     16.79     0.11 16.90  0.00       0.00  16.90
            2024-07-01    0.00     16.85     0.06 16.91  0.00       0.00  16.91
        """,
    ),
    LifeTable(
        name="UC14-late-in-part",
        source=PART_2,
        place="the scenario before C3240, UC14: 2nd installment paid partially and late, 5 March",
        conventions="360/30; late principal bears interest by days until it is paid, or until today",
        terms=HUNDRED,
        rules=RECALCULATED,
        events=(
            Payment("p1", date(2024, 2, 1), Decimal("17.01")),
            Payment("p2", date(2024, 3, 5), Decimal("10")),
        ),
        on=date(2024, 3, 5),
        rows="""
            due_on     closing principal interest total  paid  late unpaid
            2024-02-01   83.57     16.43     0.58 17.01 17.01  0.00   0.00
            2024-03-01   67.05     16.52     0.49 17.01 10.00 10.00   7.01
            2024-04-01   50.44     16.61     0.40 17.01  0.00  0.00  17.01
            2024-05-01   33.72     16.72     0.29 17.01  0.00  0.00  17.01
            2024-06-01   16.91     16.81     0.20 17.01  0.00  0.00  17.01
            2024-07-01    0.00     16.91     0.10 17.01  0.00  0.00  17.01
        """,
        shares="""
            p1 principal 16.43 interest 0.58
            p2 principal 10.00
        """,
    ),
    LifeTable(
        name="UC14-five-days-later",
        source=PART_2,
        place="the scenario before C3240, UC14: 2nd installment still overdue on 10 March",
        conventions="360/30; late principal bears interest by days until it is paid, or until today",
        terms=HUNDRED,
        rules=RECALCULATED,
        events=(
            Payment("p1", date(2024, 2, 1), Decimal("17.01")),
            Payment("p2", date(2024, 3, 5), Decimal("10")),
        ),
        on=date(2024, 3, 10),
        rows="""
            due_on     closing principal interest total  paid  late unpaid
            2024-02-01   83.57     16.43     0.58 17.01 17.01  0.00   0.00
            2024-03-01   67.05     16.52     0.49 17.01 10.00 10.00   7.01
            2024-04-01   50.45     16.60     0.41 17.01  0.00  0.00  17.01
            2024-05-01   33.73     16.72     0.29 17.01  0.00  0.00  17.01
            2024-06-01   16.92     16.81     0.20 17.01  0.00  0.00  17.01
            2024-07-01    0.00     16.92     0.10 17.02  0.00  0.00  17.02
        """,
    ),
)

"""Schedules of Apache Fineract that change on the way: further tranches, changes of rate, a pause of interest.

Its conventions: "360/30", parts of a month by actual days; after a tranche or a change of rate the equal instalment of
the period in which it falls and of all later ones is worked out anew; after a pause it stays and the last one takes the
difference. Its dates of a change name the first day at whose END the new rate has run: "from 16 February" is the
night from the 15th, our `from_on` = 15 February; a pause "5 to 10 February" is the six nights from the 4th to the 10th.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import AfterChange
from loans.engine.terms import LoanTerms, RateChange, Tranche
from tests.loans.references.fineract_emi_days import CALCULATOR
from tests.loans.references.fineract_emi_months import EMI, FEATURES, PUBLISHER, START
from tests.loans.references.table import Source, Table

RATE_CHANGE = Source(
    "Apache Fineract, end-to-end test LoanInterestRateChange.feature (commit 1882a8b4)",
    PUBLISHER,
    FEATURES.format("1882a8b447c10eb4586242b88634f2915fcd513f", "LoanInterestRateChange"),
)
PAUSE = Source(
    "Apache Fineract, end-to-end test LoanInterestPause.feature (commit 09d78858)",
    PUBLISHER,
    FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "LoanInterestPause"),
)
SEVEN = Decimal("0.07")


def hundred(*changes: RateChange, after: AfterChange = AfterChange.INSTALMENT) -> LoanTerms:
    """EUR 100 at 7 %, six months from 1 January 2024, with changes of rate."""
    return LoanTerms(
        principal=Decimal("100"),
        rate_yearly=SEVEN,
        paid_out_on=START,
        instalments=6,
        rate_changes=changes,
        after_change=after,
    )


TABLES = (
    Table(
        name="C3194",
        source=EMI,
        place="C3194, multidisburse - UC1: 2nd disbursement in the 1st installment period",
        conventions="360/30; the parts of the month before and after the second tranche by actual days",
        terms=LoanTerms(
            principal=Decimal("300"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=START,
            instalments=6,
            tranches=(Tranche(START, Decimal("100")), Tranche(date(2024, 1, 8), Decimal("200"))),
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01  250.68     49.32     2.01 51.33
            29   2024-03-01  201.33     49.35     1.98 51.33
            31   2024-04-01  151.59     49.74     1.59 51.33
            30   2024-05-01  101.46     50.13     1.20 51.33
            31   2024-06-01   50.93     50.53     0.80 51.33
            30   2024-07-01    0.00     50.93     0.40 51.33
        """,
        totals="principal 300.00 interest 7.98 total 307.98",
    ),
    Table(
        name="second-tranche-on-a-due-day",
        source=CALCULATOR,
        place="test_multi_disbursedAmt200_2ndOnDueDate_dayInYears360_daysInMonth30_repayEvery1Month",
        conventions="360/30; the second tranche is paid out on the second due day",
        terms=LoanTerms(
            principal=Decimal("200"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=START,
            instalments=6,
            tranches=(Tranche(START, Decimal("100")), Tranche(date(2024, 3, 1), Decimal("100"))),
        ),
        rows="""
            number due_on     principal interest total
            1      2024-02-01     16.34     0.79 17.13
            2      2024-03-01     16.47     0.66 17.13
            3      2024-04-01     41.31     1.32 42.63
            4      2024-05-01     41.64     0.99 42.63
            5      2024-06-01     41.96     0.67 42.63
            6      2024-07-01     42.28     0.33 42.61
        """,
    ),
    Table(
        name="second-tranche-in-the-second-period",
        source=CALCULATOR,
        place="the test before test_multiDisbursedAmt150InSamePeriod: 100 on 1 January, 100 on 15 February",
        conventions="360/30; 14 of the 29 days of February before the tranche, 15 after it",
        terms=LoanTerms(
            principal=Decimal("200"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=START,
            instalments=6,
            tranches=(Tranche(START, Decimal("100")), Tranche(date(2024, 2, 15), Decimal("100"))),
        ),
        rows="""
            number closing principal interest total
            2       147.20     36.46     1.07 37.53
            3       110.83     36.37     1.16 37.53
            4        74.18     36.65     0.88 37.53
            5        37.24     36.94     0.59 37.53
            6         0.00     37.24     0.29 37.53
        """,
    ),
    Table(
        name="three-tranches-in-a-short-first-period",
        source=CALCULATOR,
        place="test_multiDisbursedAmt150InSamePeriod_..._backdated_disbursement: 100 on 5, 50 and 25 on 8 January",
        conventions="360/30; the first period is 27 of the 31 days of January",
        terms=LoanTerms(
            principal=Decimal("175"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2024, 1, 5),
            first_due_on=date(2024, 2, 1),
            instalments=6,
            tranches=(
                Tranche(date(2024, 1, 5), Decimal("100")),
                Tranche(date(2024, 1, 8), Decimal("75")),
            ),
        ),
        rows="""
            closing principal interest total
             146.21     28.79     1.15 29.94
             117.43     28.78     1.16 29.94
              88.42     29.01     0.93 29.94
              59.18     29.24     0.70 29.94
              29.71     29.47     0.47 29.94
               0.00     29.71     0.23 29.94
        """,
        totals="interest 4.64",
    ),
    Table(
        name="rate-change-on-a-due-day",
        source=CALCULATOR,
        place="test_reschedule_interest_on0201_4per_disbursedAmt100_dayInYears360_daysInMonth30_repayEvery1Month",
        conventions="360/30; 4 % from 2 February (our 1 February)",
        terms=hundred(RateChange(date(2024, 2, 1), Decimal("0.04"))),
        rows="""
            due_on     closing principal interest total
            2024-02-01   83.57     16.43     0.58 17.01
            2024-03-01   66.97     16.60     0.28 16.88
            2024-04-01   50.31     16.66     0.22 16.88
            2024-05-01   33.60     16.71     0.17 16.88
            2024-06-01   16.83     16.77     0.11 16.88
            2024-07-01    0.00     16.83     0.06 16.89
        """,
    ),
    Table(
        name="C3916",
        source=RATE_CHANGE,
        place="C3916, UC2: modification in the middle of an installment",
        conventions="360/30; 4 % from 16 February (our 15 February), parts of the month by actual days",
        terms=hundred(RateChange(date(2024, 2, 15), Decimal("0.04"))),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.57     16.43     0.58 17.01
            29   2024-03-01   67.05     16.52     0.38 16.90
            31   2024-04-01   50.37     16.68     0.22 16.90
            30   2024-05-01   33.64     16.73     0.17 16.90
            31   2024-06-01   16.85     16.79     0.11 16.90
            30   2024-07-01    0.00     16.85     0.06 16.91
        """,
        totals="principal 100.00 interest 1.52 total 101.52",
    ),
    Table(
        name="C3475",
        source=PAUSE,
        place="C3475, S1: pause within one period",
        conventions="360/30; no interest from 5 to 10 February (our nights from the 4th to the 10th)",
        terms=hundred(
            RateChange(date(2024, 2, 4), Decimal(0)),
            RateChange(date(2024, 2, 10), SEVEN),
            after=AfterChange.KEEP,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.57     16.43     0.58 17.01
            29   2024-03-01   66.95     16.62     0.39 17.01
            31   2024-04-01   50.33     16.62     0.39 17.01
            30   2024-05-01   33.61     16.72     0.29 17.01
            31   2024-06-01   16.80     16.81     0.20 17.01
            30   2024-07-01    0.00     16.80     0.10 16.90
        """,
        totals="principal 100.00 interest 1.95 total 101.95",
    ),
    Table(
        name="C3476",
        source=PAUSE,
        place="C3476, S2: pause between two periods",
        conventions="360/30; no interest from 10 February to 10 March (our nights from 9 February to 10 March)",
        terms=hundred(
            RateChange(date(2024, 2, 9), Decimal(0)),
            RateChange(date(2024, 3, 10), SEVEN),
            after=AfterChange.KEEP,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.57     16.43     0.58 17.01
            29   2024-03-01   66.69     16.88     0.13 17.01
            31   2024-04-01   49.96     16.73     0.28 17.01
            30   2024-05-01   33.24     16.72     0.29 17.01
            31   2024-06-01   16.42     16.82     0.19 17.01
            30   2024-07-01    0.00     16.42     0.10 16.52
        """,
        totals="principal 100.00 interest 1.57 total 101.57",
    ),
)

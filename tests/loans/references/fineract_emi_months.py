"""Progressive schedules of Apache Fineract with equal months: "360/30", every month a twelfth of the year.

Its conventions: interest of each period on the balance, rounded half up to the cent; the last instalment takes the
difference; where it "iterates", the equal instalment moves by cents until the last one differs least. With due days
every 15 or 30 days the same product counts days over 360. A down payment of 25 % is due on the day of the payout.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, PartOfPeriod, PeriodUnit, Remainder
from loans.engine.terms import Frequency, LoanTerms
from tests.loans.references.table import Source, Table

FEATURES = (
    "github.com/apache/fineract/blob/{}/fineract-e2e-tests-runner/src/test/resources/features/{}.feature"
)
PUBLISHER = "The Apache Software Foundation"
EMI = Source(
    "Apache Fineract, end-to-end test EMICalculation-Part1.feature (commit 80821e8a)",
    PUBLISHER,
    FEATURES.format("80821e8a6890fab8b5a96d3a3b61c101469e5897", "EMICalculation-Part1"),
)
BULLET = Source(
    "Apache Fineract, end-to-end test LoanBulletBalloon.feature (commit 60d645f9)",
    PUBLISHER,
    FEATURES.format("60d645f9ef6af343e84806a40f6b5c51113f81e2", "LoanBulletBalloon"),
)
MONTH_END = Source(
    "Apache Fineract, end-to-end test LoanMonthEndDueDateStrategy.feature (commit 5b1f06e8)",
    PUBLISHER,
    FEATURES.format("5b1f06e8c720e7163105b347e438bd0e1bafb97a", "LoanMonthEndDueDateStrategy"),
)
START = date(2024, 1, 1)
QUARTER_DOWN = Decimal("0.25")
ROLLED = (date(2025, 3, 1), date(2025, 3, 31), date(2025, 5, 1))

TABLES = (
    Table(
        name="C3154",
        source=EMI,
        place="C3154, 360/30 setup - integer",
        conventions="a year of 360 days, months of 30",
        terms=LoanTerms(
            principal=Decimal("100"), rate_yearly=Decimal("0.12"), paid_out_on=START, instalments=6
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.75     16.25     1.00 17.25
            29   2024-03-01   67.34     16.41     0.84 17.25
            31   2024-04-01   50.76     16.58     0.67 17.25
            30   2024-05-01   34.02     16.74     0.51 17.25
            31   2024-06-01   17.11     16.91     0.34 17.25
            30   2024-07-01    0.00     17.11     0.17 17.28
        """,
        totals="principal 100.00 interest 3.53 total 103.53",
    ),
    Table(
        name="C3155",
        source=EMI,
        place="C3155, 360/30 setup - decimal",
        conventions="a year of 360 days, months of 30",
        terms=LoanTerms(
            principal=Decimal("100"), rate_yearly=Decimal("0.094822"), paid_out_on=START, instalments=6
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.66     16.34     0.79 17.13
            29   2024-03-01   67.19     16.47     0.66 17.13
            31   2024-04-01   50.59     16.60     0.53 17.13
            30   2024-05-01   33.86     16.73     0.40 17.13
            31   2024-06-01   17.00     16.86     0.27 17.13
            30   2024-07-01    0.00     17.00     0.13 17.13
        """,
        totals="principal 100.00 interest 2.78 total 102.78",
    ),
    Table(
        name="C3165",
        source=EMI,
        place="C3165, 360/30 setup - decimal - iterate",
        conventions="a year of 360 days, months of 30; the instalment is adjusted by iteration",
        terms=LoanTerms(
            principal=Decimal("75"),
            rate_yearly=Decimal("0.123"),
            paid_out_on=START,
            instalments=5,
            remainder=Remainder.EVEN,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   60.30     14.70     0.77 15.47
            29   2024-03-01   45.45     14.85     0.62 15.47
            31   2024-04-01   30.45     15.00     0.47 15.47
            30   2024-05-01   15.29     15.16     0.31 15.47
            31   2024-06-01    0.00     15.29     0.16 15.45
        """,
        totals="principal 75.00 interest 2.33 total 77.33",
    ),
    Table(
        name="C3157",
        source=EMI,
        place="C3157, 360/30 setup - integer - repayment every 2 months",
        conventions="a year of 360 days, months of 30; due every second month",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=START,
            instalments=3,
            frequency=Frequency(2),
        ),
        rows="""
            days due_on     closing principal interest total
            60   2024-03-01   67.32     32.68     2.00 34.68
            61   2024-05-01   33.99     33.33     1.35 34.68
            61   2024-07-01    0.00     33.99     0.68 34.67
        """,
        totals="principal 100.00 interest 4.03 total 104.03",
    ),
    Table(
        name="C3161",
        source=EMI,
        place="C3161, 360/30 setup - integer - downpayment",
        conventions="a year of 360 days, months of 30; a quarter is repaid on the day of the payout",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.05"),
            paid_out_on=START,
            instalments=5,
            down_payment_share=QUARTER_DOWN,
        ),
        rows="""
            days due_on     closing principal interest total
             0   2024-01-01   75.00     25.00     0.00 25.00
            31   2024-02-01   60.12     14.88     0.31 15.19
            29   2024-03-01   45.18     14.94     0.25 15.19
            31   2024-04-01   30.18     15.00     0.19 15.19
            30   2024-05-01   15.12     15.06     0.13 15.19
            31   2024-06-01    0.00     15.12     0.06 15.18
        """,
        totals="principal 100.00 interest 0.94 total 100.94",
    ),
    Table(
        name="C3205",
        source=EMI,
        place="C3205, downpayment setup - UC3: 30 days repayment",
        conventions="a year of 360 days, due every 30 days; a quarter is repaid on the day of the payout",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=START,
            instalments=5,
            frequency=Frequency(30, PeriodUnit.DAYS),
            day_count=DayCount.ACTUAL_360,
            down_payment_share=QUARTER_DOWN,
        ),
        rows="""
            days due_on     closing principal interest total
             0   2024-01-01   75.00     25.00     0.00 25.00
            30   2024-01-31   60.23     14.77     0.59 15.36
            30   2024-03-01   45.35     14.88     0.48 15.36
            30   2024-03-31   30.35     15.00     0.36 15.36
            30   2024-04-30   15.23     15.12     0.24 15.36
            30   2024-05-30    0.00     15.23     0.12 15.35
        """,
        totals="principal 100.00 interest 1.79 total 101.79",
    ),
    Table(
        name="C3206",
        source=EMI,
        place="C3206, downpayment setup - UC4: 15 days repayment",
        conventions="a year of 360 days, due every 15 days; a quarter is repaid on the day of the payout",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=START,
            instalments=5,
            frequency=Frequency(15, PeriodUnit.DAYS),
            day_count=DayCount.ACTUAL_360,
            down_payment_share=QUARTER_DOWN,
        ),
        rows="""
            days due_on     closing principal interest total
             0   2024-01-01   75.00     25.00     0.00 25.00
            15   2024-01-16   60.12     14.88     0.30 15.18
            15   2024-01-31   45.18     14.94     0.24 15.18
            15   2024-02-15   30.18     15.00     0.18 15.18
            15   2024-03-01   15.12     15.06     0.12 15.18
            15   2024-03-16    0.00     15.12     0.06 15.18
        """,
        totals="principal 100.00 interest 0.90 total 100.90",
    ),
    Table(
        name="C3313",
        source=Source(
            "Apache Fineract, end-to-end test EMICalculation-Part3.feature (commit 09d78858)",
            PUBLISHER,
            FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "EMICalculation-Part3"),
        ),
        place="C3313, the schedule before its charges",
        conventions="a year of 360 days, months of 30",
        terms=LoanTerms(
            principal=Decimal("100"), rate_yearly=Decimal("0.07"), paid_out_on=START, instalments=4
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   75.21     24.79     0.58 25.37
            29   2024-03-01   50.28     24.93     0.44 25.37
            31   2024-04-01   25.20     25.08     0.29 25.37
            30   2024-05-01    0.00     25.20     0.15 25.35
        """,
        totals="principal 100.00 interest 1.46 total 101.46",
    ),
    Table(
        name="BL01",
        source=BULLET,
        place="BL01, bullet: grace on principal equals the number of repayments minus 1",
        conventions="a year of 360 days, months of 30; interest only, the principal with the last instalment",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.30"),
            paid_out_on=START,
            instalments=8,
            interest_only=7,
        ),
        rows="""
            days due_on     closing principal interest  total
            31   2024-02-01  100.00      0.00     2.50   2.50
            29   2024-03-01  100.00      0.00     2.50   2.50
            31   2024-04-01  100.00      0.00     2.50   2.50
            30   2024-05-01  100.00      0.00     2.50   2.50
            31   2024-06-01  100.00      0.00     2.50   2.50
            30   2024-07-01  100.00      0.00     2.50   2.50
            31   2024-08-01  100.00      0.00     2.50   2.50
            31   2024-09-01    0.00    100.00     2.50 102.50
        """,
        totals="principal 100.00 interest 20.00 total 120.00",
    ),
    Table(
        name="C111045-clamp",
        source=MONTH_END,
        place="C111045, UC3, clamp: due days stay inside the month",
        conventions="a year of 360 days, months of 30; the 31st is cut to the end of a short month and comes back",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2025, 1, 31),
            instalments=3,
        ),
        rows="""
            days due_on     closing principal interest   total
            28   2025-02-28 6699.78   3300.22   100.00 3400.22
            31   2025-03-31 3366.56   3333.22    67.00 3400.22
            30   2025-04-30    0.00   3366.56    33.67 3400.23
        """,
    ),
    Table(
        name="C111047-clamp",
        source=MONTH_END,
        place="C111047, UC5: the default strategy keeps due days inside the month",
        conventions="days in year actual, days in month actual; the 31st is cut to the end of a short month",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2025, 1, 31),
            instalments=3,
            day_count=DayCount.ACTUAL_ACTUAL,
        ),
        rows="""
            days due_on     closing principal interest   total
            28   2025-02-28 6694.23   3305.77    92.05 3397.82
            31   2025-03-31 3364.64   3329.59    68.23 3397.82
            30   2025-04-30    0.00   3364.64    33.19 3397.83
        """,
        totals="principal 10000.00 interest 193.47 total 10193.47",
    ),
    Table(
        name="C111045-roll",
        source=MONTH_END,
        place="C111045, UC3, roll: a missing 31st falls on the first of the next month",
        conventions="a year of 360 days, months of 30, whatever the days between",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2025, 1, 31),
            due_days=ROLLED,
            part_of_period=PartOfPeriod.WHOLE,
        ),
        rows="""
            days due_on     closing principal interest   total
            29   2025-03-01 6699.78   3300.22   100.00 3400.22
            30   2025-03-31 3366.56   3333.22    67.00 3400.22
            31   2025-05-01    0.00   3366.56    33.67 3400.23
        """,
    ),
    Table(
        name="C111043-roll",
        source=MONTH_END,
        place="C111043, UC1: the same by actual days",
        conventions="days in year actual, days in month actual",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2025, 1, 31),
            due_days=ROLLED,
            day_count=DayCount.ACTUAL_ACTUAL_END,
        ),
        rows="""
            days due_on     closing principal interest   total
            29   2025-03-01 6696.78   3303.22    95.34 3398.56
            30   2025-03-31 3364.27   3332.51    66.05 3398.56
            31   2025-05-01    0.00   3364.27    34.29 3398.56
        """,
        totals="principal 10000.00 interest 195.68 total 10195.68",
    ),
)

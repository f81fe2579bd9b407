"""Progressive schedules of Apache Fineract with interest by days: actual/actual, actual/365, weeks and 15 days.

Its actual/actual gives a night to the year it ends in, not, as ISDA does, to the year it begins in.

Its conventions: interest of each period on the balance, by the days of the period, rounded half up to the cent; the
equal instalment is worked out from the interest of the periods as they will be; the last one takes the difference.
Where it "iterates", the instalment moves by cents until the last one differs least (our remainder "even").
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, PeriodUnit, Remainder
from loans.engine.terms import Frequency, LoanTerms
from tests.loans.references.table import Source, Table

SOURCE = Source(
    "Apache Fineract, end-to-end test EMICalculation-Part1.feature (commit 80821e8a)",
    "The Apache Software Foundation",
    "github.com/apache/fineract/blob/80821e8a6890fab8b5a96d3a3b61c101469e5897/fineract-e2e-tests-runner/src/test/"
    "resources/features/EMICalculation-Part1.feature",
)
CALCULATOR = Source(
    "Apache Fineract, unit test ProgressiveEMICalculatorTest (commit 048cf93c)",
    "The Apache Software Foundation",
    "github.com/apache/fineract/blob/048cf93c398524899433b82df9974619e1b3a6de/fineract-progressive-loan/src/test/java/"
    "org/apache/fineract/portfolio/loanproduct/calc/ProgressiveEMICalculatorTest.java",
)
DAILY = DayCount.ACTUAL_365

TABLES = (
    Table(
        name="C3152",
        source=SOURCE,
        place="C3152, Actual/Actual setup - integer",
        conventions="days in year actual, days in month actual",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2023, 12, 12),
            instalments=6,
            day_count=DayCount.ACTUAL_ACTUAL_END,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-01-12 8376.25   1623.75   101.81 1725.56
            31   2024-02-12 6735.83   1640.42    85.14 1725.56
            29   2024-03-12 5074.32   1661.51    64.05 1725.56
            31   2024-04-12 3400.34   1673.98    51.58 1725.56
            30   2024-05-12 1708.23   1692.11    33.45 1725.56
            31   2024-06-12    0.00   1708.23    17.36 1725.59
        """,
        totals="principal 10000.00 interest 353.39 total 10353.39",
    ),
    Table(
        name="C3153",
        source=SOURCE,
        place="C3153, Actual/Actual setup - decimal",
        conventions="days in year actual, days in month actual",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2023, 12, 12),
            instalments=6,
            day_count=DayCount.ACTUAL_ACTUAL_END,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-01-12 8367.33   1632.67    80.45 1713.12
            31   2024-02-12 6721.41   1645.92    67.20 1713.12
            29   2024-03-12 5058.79   1662.62    50.50 1713.12
            31   2024-04-12 3386.30   1672.49    40.63 1713.12
            30   2024-05-12 1699.50   1686.80    26.32 1713.12
            31   2024-06-12    0.00   1699.50    13.65 1713.15
        """,
        totals="principal 10000.00 interest 278.75 total 10278.75",
    ),
    Table(
        name="C3164",
        source=SOURCE,
        place="C3164, Actual/Actual setup - decimal - iterate",
        conventions="days in year actual, days in month actual; the instalment is adjusted by iteration",
        terms=LoanTerms(
            principal=Decimal("331.77"),
            rate_yearly=Decimal("0.1065"),
            paid_out_on=date(2023, 12, 12),
            instalments=5,
            day_count=DayCount.ACTUAL_ACTUAL_END,
            remainder=Remainder.EVEN,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-01-12  266.63     65.14     3.00   68.14
            31   2024-02-12  200.90     65.73     2.41   68.14
            29   2024-03-12  134.46     66.44     1.70   68.14
            31   2024-04-12   67.53     66.93     1.21   68.14
            30   2024-05-12    0.00     67.53     0.59   68.12
        """,
        totals="principal 331.77 interest 8.91 total 340.68",
    ),
    Table(
        name="C3158",
        source=SOURCE,
        place="C3158, 360/30 setup - decimal - repayment every 2 weeks",
        conventions="a year of 360 days; periods of weeks count their days",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2024, 1, 1),
            instalments=6,
            frequency=Frequency(2, PeriodUnit.WEEKS),
            day_count=DayCount.ACTUAL_360,
        ),
        rows="""
            days due_on     closing principal interest total
            14   2024-01-15   83.49     16.51     0.37 16.88
            14   2024-01-29   66.92     16.57     0.31 16.88
            14   2024-02-12   50.29     16.63     0.25 16.88
            14   2024-02-26   33.60     16.69     0.19 16.88
            14   2024-03-11   16.84     16.76     0.12 16.88
            14   2024-03-25    0.00     16.84     0.06 16.90
        """,
        totals="principal 100.00 interest 1.30 total 101.30",
    ),
    Table(
        name="C3159",
        source=SOURCE,
        place="C3159, 365/Actual setup - integer",
        conventions="a year of 365 days, days in month actual",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2024, 1, 1),
            instalments=6,
            day_count=DAILY,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.77     16.23     1.02 17.25
            29   2024-03-01   67.32     16.45     0.80 17.25
            31   2024-04-01   50.76     16.56     0.69 17.25
            30   2024-05-01   34.01     16.75     0.50 17.25
            31   2024-06-01   17.11     16.90     0.35 17.25
            30   2024-07-01    0.00     17.11     0.17 17.28
        """,
        totals="principal 100.00 interest 3.53 total 103.53",
    ),
    Table(
        name="C3160",
        source=SOURCE,
        place="C3160, 365/Actual setup - decimal",
        conventions="a year of 365 days, days in month actual",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2024, 1, 1),
            instalments=6,
            day_count=DAILY,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.68     16.32     0.81 17.13
            29   2024-03-01   67.18     16.50     0.63 17.13
            31   2024-04-01   50.59     16.59     0.54 17.13
            30   2024-05-01   33.85     16.74     0.39 17.13
            31   2024-06-01   16.99     16.86     0.27 17.13
            30   2024-07-01    0.00     16.99     0.13 17.12
        """,
        totals="principal 100.00 interest 2.77 total 102.77",
    ),
    Table(
        name="C3166",
        source=SOURCE,
        place="C3166, 365/Actual setup - decimal - iterate - repayment every 15 days",
        conventions="a year of 365 days, days in month actual; the instalment is adjusted by iteration",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2024, 1, 1),
            instalments=6,
            frequency=Frequency(15, PeriodUnit.DAYS),
            day_count=DAILY,
            remainder=Remainder.EVEN,
        ),
        rows="""
            days due_on     closing principal interest total
            15   2024-01-16   83.49     16.51     0.39 16.90
            15   2024-01-31   66.92     16.57     0.33 16.90
            15   2024-02-15   50.28     16.64     0.26 16.90
            15   2024-03-01   33.58     16.70     0.20 16.90
            15   2024-03-16   16.81     16.77     0.13 16.90
            15   2024-03-31    0.00     16.81     0.07 16.88
        """,
        totals="principal 100.00 interest 1.38 total 101.38",
    ),
    Table(
        name="C3167",
        source=SOURCE,
        place="C3167, 365/Actual setup - iterate but outcome is false positive, go with original EMI",
        conventions="a year of 365 days, days in month actual; here the iteration changes nothing",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.15678"),
            paid_out_on=date(2024, 1, 1),
            instalments=6,
            day_count=DAILY,
        ),
        rows="""
            days due_on     closing principal interest total
            31   2024-02-01   83.90     16.10     1.33 17.43
            29   2024-03-01   67.52     16.38     1.05 17.43
            31   2024-04-01   50.99     16.53     0.90 17.43
            30   2024-05-01   34.22     16.77     0.66 17.43
            31   2024-06-01   17.25     16.97     0.46 17.43
            30   2024-07-01    0.00     17.25     0.22 17.47
        """,
        totals="principal 100.00 interest 4.62 total 104.62",
    ),
    Table(
        name="364-weekly",
        source=CALCULATOR,
        place="test_disbursedAmt100_dayInYears364_daysInMonthActual_repayEvery1Week",
        conventions="a year of 364 days: 52 weeks",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2024, 1, 1),
            instalments=6,
            frequency=Frequency(1, PeriodUnit.WEEKS),
            day_count=DayCount.ACTUAL_364,
        ),
        rows="""
            due_on     closing principal interest total
            2024-01-08   83.41     16.59     0.18 16.77
            2024-01-15   66.79     16.62     0.15 16.77
            2024-01-22   50.14     16.65     0.12 16.77
            2024-01-29   33.46     16.68     0.09 16.77
            2024-02-05   16.75     16.71     0.06 16.77
            2024-02-12    0.00     16.75     0.03 16.78
        """,
    ),
    Table(
        name="364-every-2-weeks",
        source=CALCULATOR,
        place="test_disbursedAmt100_dayInYears364_daysInMonthActual_repayEvery2Week",
        conventions="a year of 364 days: 52 weeks; the instalment is adjusted by iteration",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("0.094822"),
            paid_out_on=date(2024, 1, 1),
            instalments=3,
            frequency=Frequency(2, PeriodUnit.WEEKS),
            day_count=DayCount.ACTUAL_364,
            remainder=Remainder.EVEN,
        ),
        rows="""
            due_on     closing principal interest total
            2024-01-15   66.79     33.21     0.36 33.57
            2024-01-29   33.46     33.33     0.24 33.57
            2024-02-12    0.00     33.46     0.12 33.58
        """,
    ),
)

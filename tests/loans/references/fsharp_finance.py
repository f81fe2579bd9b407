"""Schedules of short British and American loans by actual days, from the tests of FSharp.Finance.Personal."""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, PeriodUnit, Remainder, RoundingMode
from loans.engine.terms import Frequency, LoanTerms, Rounding
from tests.loans.references.table import Source, Table

PUBLISHER = "Simon Treanor"
ADDRESS = "github.com/simontreanor/FSharp.Finance.Personal/blob/{}/io/out/PaymentSchedule/{}.md"


def source(name: str, commit: str) -> Source:
    return Source(
        f"FSharp.Finance.Personal, {name}.md (commit {commit[:8]})", PUBLISHER, ADDRESS.format(commit, name)
    )


TABLES = (
    Table(
        name="monthly-1500-32-days",
        source=source("PaymentScheduleTest_Monthly_1500_fp32_r5", "0108b50c7a63acab65fc420c3819924cdab802cb"),
        place="GBP 1500, 32 days to the first payment on the 8th, 5 repayments",
        conventions="0.798 % a day (x 365 a year, actual/365); payments and interest rounded half away from zero",
        terms=LoanTerms(
            principal=Decimal("1500"),
            rate_yearly=Decimal("2.9127"),
            paid_out_on=date(2023, 12, 7),
            first_due_on=date(2024, 1, 8),
            instalments=5,
            day_count=DayCount.ACTUAL_365,
        ),
        rows="""
            days  total interest principal closing
            32   554.53   383.04    171.49 1328.51
            31   554.53   328.65    225.88 1102.63
            29   554.53   255.17    299.36  803.27
            31   554.53   198.71    355.82  447.45
            30   554.57   107.12    447.45    0.00
        """,
        totals="principal 1500.00 interest 1272.69 total 2772.69",
    ),
    Table(
        name="biweekly-3473",
        source=source(
            "PaymentScheduleTest_Biweekly_1200_fp14_r11", "0108b50c7a63acab65fc420c3819924cdab802cb"
        ),
        place="USD 1200 with a fee of 189.47 % inside the balance: 3,473.64; first period equal to the unit-period",
        conventions="9.95 % a year, actual/365; payments rounded up, interest rounded down; the least final payment",
        terms=LoanTerms(
            principal=Decimal("3473.64"),
            rate_yearly=Decimal("0.0995"),
            paid_out_on=date(2023, 11, 15),
            instalments=11,
            frequency=Frequency(2, PeriodUnit.WEEKS),
            day_count=DayCount.ACTUAL_365,
            interest_rounding=RoundingMode.DOWN,
            instalment_rounding=Rounding(mode=RoundingMode.UP),
            remainder=Remainder.EVEN,
        ),
        rows="""
            days  total interest principal closing
            14   323.06    13.25    309.81 3163.83
            14   323.06    12.07    310.99 2852.84
            14   323.06    10.88    312.18 2540.66
            14   323.06     9.69    313.37 2227.29
            14   323.06     8.50    314.56 1912.73
            14   323.06     7.29    315.77 1596.96
            14   323.06     6.09    316.97 1279.99
            14   323.06     4.88    318.18  961.81
            14   323.06     3.67    319.39  642.42
            14   323.06     2.45    320.61  321.81
            14   323.03     1.22    321.81    0.00
        """,
        totals="principal 3473.64 interest 79.99 total 3553.63",
    ),
    Table(
        name="monthly-100-10-days",
        source=source("PaymentScheduleTest005", "59b2dc2ec14cfcf42394c1e661a1bb9a21afd46f"),
        place="GBP 100, payments on days 10, 41, 72 and 102; the calendar is ours, such that the days fall so",
        conventions="0.8 % a day (x 365 a year, actual/365), short first period",
        terms=LoanTerms(
            principal=Decimal("100"),
            rate_yearly=Decimal("2.92"),
            paid_out_on=date(2024, 6, 27),
            first_due_on=date(2024, 7, 7),
            instalments=4,
            day_count=DayCount.ACTUAL_365,
            instalment_rounding=Rounding(mode=RoundingMode.UP),
        ),
        rows="""
            days  total interest principal closing
            10    36.48     8.00     28.48   71.52
            31    36.48    17.74     18.74   52.78
            31    36.48    13.09     23.39   29.39
            30    36.44     7.05     29.39    0.00
        """,
        totals="principal 100.00 interest 45.88 total 145.88",
    ),
)

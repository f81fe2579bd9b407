"""Cumulative schedules of Apache Fineract (the older generator): flat, declining, equal principal, grace, weeks.

Its conventions: interest "same as repayment period" is a twelfth of the year a month, "daily" is actual/365; the equal
instalment (or, with flat interest, its principal part) is rounded to a whole unit; the last instalment takes the
difference.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, Method, PeriodUnit, UnpaidInterest
from loans.engine.terms import Frequency, LoanTerms, Rounding, Tranche
from tests.loans.references.fineract_emi_months import FEATURES, PUBLISHER
from tests.loans.references.table import Source, Table

LOAN = Source(
    "Apache Fineract, end-to-end test LoanRepayment-Part1.feature (commit 09d78858)",
    PUBLISHER,
    FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "LoanRepayment-Part1"),
)
RECALCULATED = Source(
    "Apache Fineract, end-to-end test LoanRepayment-Part2.feature (commit 39445135)",
    PUBLISHER,
    FEATURES.format("394451354f73c882d8c04d4ec9aef982bf331294", "LoanRepayment-Part2"),
)
WAIVER = Source(
    "Apache Fineract, end-to-end test LoanInterestPaymentWaiver.feature",
    PUBLISHER,
    FEATURES.format("develop", "LoanInterestPaymentWaiver"),
)
INTEGRATION = Source(
    "Apache Fineract, integration tests GroupLoanIntegrationTest and ClientLoanIntegrationTest (commit 08093b4c)",
    PUBLISHER,
    "github.com/apache/fineract/blob/08093b4cb639dfad4ebaadfb4dbef8c2d9d2d750/integration-tests/src/test/java/org/"
    "apache/fineract/integrationtests/ClientLoanIntegrationTest.java",
)
WHOLE = Rounding(Decimal("1.00"))


def five_thousand(**more: object) -> LoanTerms:
    """EUR 5,000 at 12 %, paid out on 1 November 2022, 18 months, in whole units of money."""
    known: dict[str, object] = {"instalments": 18, "instalment_rounding": WHOLE} | more
    return LoanTerms(
        principal=Decimal("5000"),
        rate_yearly=Decimal("0.12"),
        paid_out_on=date(2022, 11, 1),
        **known,  # type: ignore[arg-type]
    )


TABLES = (
    Table(
        name="RS01",
        source=LOAN,
        place="C2490, RS01: flat, same as payment period, equal installments",
        conventions="flat interest, instalment in whole units",
        terms=five_thousand(method=Method.FLAT),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 4722.00    278.00    50.00 328.00
            31   2023-01-01 4444.00    278.00    50.00 328.00
            31   2023-02-01 4166.00    278.00    50.00 328.00
            28   2023-03-01 3888.00    278.00    50.00 328.00
            31   2023-04-01 3610.00    278.00    50.00 328.00
            30   2023-05-01 3332.00    278.00    50.00 328.00
            31   2023-06-01 3054.00    278.00    50.00 328.00
            30   2023-07-01 2776.00    278.00    50.00 328.00
            31   2023-08-01 2498.00    278.00    50.00 328.00
            31   2023-09-01 2220.00    278.00    50.00 328.00
            30   2023-10-01 1942.00    278.00    50.00 328.00
            31   2023-11-01 1664.00    278.00    50.00 328.00
            30   2023-12-01 1386.00    278.00    50.00 328.00
            31   2024-01-01 1108.00    278.00    50.00 328.00
            31   2024-02-01  830.00    278.00    50.00 328.00
            29   2024-03-01  552.00    278.00    50.00 328.00
            31   2024-04-01  274.00    278.00    50.00 328.00
            30   2024-05-01    0.00    274.00    50.00 324.00
        """,
        totals="principal 5000.00 interest 900.00 total 5900.00",
    ),
    Table(
        name="RS02",
        source=LOAN,
        place="C2492, RS02: declining balance, same as payment period, equal installments",
        conventions="a twelfth of the year a month, instalment in whole units",
        terms=five_thousand(),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 4745.00    255.00    50.00 305.00
            31   2023-01-01 4487.45    257.55    47.45 305.00
            31   2023-02-01 4227.32    260.13    44.87 305.00
            28   2023-03-01 3964.59    262.73    42.27 305.00
            31   2023-04-01 3699.24    265.35    39.65 305.00
            30   2023-05-01 3431.23    268.01    36.99 305.00
            31   2023-06-01 3160.54    270.69    34.31 305.00
            30   2023-07-01 2887.15    273.39    31.61 305.00
            31   2023-08-01 2611.02    276.13    28.87 305.00
            31   2023-09-01 2332.13    278.89    26.11 305.00
            30   2023-10-01 2050.45    281.68    23.32 305.00
            31   2023-11-01 1765.95    284.50    20.50 305.00
            30   2023-12-01 1478.61    287.34    17.66 305.00
            31   2024-01-01 1188.40    290.21    14.79 305.00
            31   2024-02-01  895.28    293.12    11.88 305.00
            29   2024-03-01  599.23    296.05     8.95 305.00
            31   2024-04-01  300.22    299.01     5.99 305.00
            30   2024-05-01    0.00    300.22     3.00 303.22
        """,
        totals="principal 5000.00 interest 488.22 total 5488.22",
    ),
    Table(
        name="RS03",
        source=LOAN,
        place="C2493, RS03: declining balance, daily, equal installments",
        conventions="actual/365, instalment in whole units",
        terms=five_thousand(day_count=DayCount.ACTUAL_365),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 4744.32    255.68    49.32 305.00
            31   2023-01-01 4487.67    256.65    48.35 305.00
            31   2023-02-01 4228.41    259.26    45.74 305.00
            28   2023-03-01 3962.33    266.08    38.92 305.00
            31   2023-04-01 3697.71    264.62    40.38 305.00
            30   2023-05-01 3429.18    268.53    36.47 305.00
            31   2023-06-01 3159.13    270.05    34.95 305.00
            30   2023-07-01 2885.29    273.84    31.16 305.00
            31   2023-08-01 2609.70    275.59    29.41 305.00
            31   2023-09-01 2331.30    278.40    26.60 305.00
            30   2023-10-01 2049.29    282.01    22.99 305.00
            31   2023-11-01 1765.18    284.11    20.89 305.00
            30   2023-12-01 1477.59    287.59    17.41 305.00
            31   2024-01-01 1187.65    289.94    15.06 305.00
            31   2024-02-01  894.75    292.90    12.10 305.00
            29   2024-03-01  598.28    296.47     8.53 305.00
            31   2024-04-01  299.38    298.90     6.10 305.00
            30   2024-05-01    0.00    299.38     2.95 302.33
        """,
        totals="principal 5000.00 interest 487.33 total 5487.33",
    ),
    Table(
        name="RS04",
        source=LOAN,
        place="C2494, RS04: declining balance, equal principal payments",
        conventions="a twelfth of the year a month, equal principal to the cent",
        terms=five_thousand(method=Method.EQUAL_PRINCIPAL, instalment_rounding=Rounding()),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 4722.22    277.78    50.00 327.78
            31   2023-01-01 4444.44    277.78    47.22 325.00
            31   2023-02-01 4166.66    277.78    44.44 322.22
            28   2023-03-01 3888.88    277.78    41.67 319.45
            31   2023-04-01 3611.10    277.78    38.89 316.67
            30   2023-05-01 3333.32    277.78    36.11 313.89
            31   2023-06-01 3055.54    277.78    33.33 311.11
            30   2023-07-01 2777.76    277.78    30.56 308.34
            31   2023-08-01 2499.98    277.78    27.78 305.56
            31   2023-09-01 2222.20    277.78    25.00 302.78
            30   2023-10-01 1944.42    277.78    22.22 300.00
            31   2023-11-01 1666.64    277.78    19.44 297.22
            30   2023-12-01 1388.86    277.78    16.67 294.45
            31   2024-01-01 1111.08    277.78    13.89 291.67
            31   2024-02-01  833.30    277.78    11.11 288.89
            29   2024-03-01  555.52    277.78     8.33 286.11
            31   2024-04-01  277.74    277.78     5.56 283.34
            30   2024-05-01    0.00    277.74     2.78 280.52
        """,
        totals="principal 5000.00 interest 475.00 total 5475.00",
    ),
    Table(
        name="RS05",
        source=LOAN,
        place="C2495, RS05: grace on principal payment",
        conventions="3 periods of interest only, instalment in whole units",
        terms=five_thousand(interest_only=3),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 5000.00      0.00    50.00  50.00
            31   2023-01-01 5000.00      0.00    50.00  50.00
            31   2023-02-01 5000.00      0.00    50.00  50.00
            28   2023-03-01 4689.00    311.00    50.00 361.00
            31   2023-04-01 4374.89    314.11    46.89 361.00
            30   2023-05-01 4057.64    317.25    43.75 361.00
            31   2023-06-01 3737.22    320.42    40.58 361.00
            30   2023-07-01 3413.59    323.63    37.37 361.00
            31   2023-08-01 3086.73    326.86    34.14 361.00
            31   2023-09-01 2756.60    330.13    30.87 361.00
            30   2023-10-01 2423.17    333.43    27.57 361.00
            31   2023-11-01 2086.40    336.77    24.23 361.00
            30   2023-12-01 1746.26    340.14    20.86 361.00
            31   2024-01-01 1402.72    343.54    17.46 361.00
            31   2024-02-01 1055.75    346.97    14.03 361.00
            29   2024-03-01  705.31    350.44    10.56 361.00
            31   2024-04-01  351.36    353.95     7.05 361.00
            30   2024-05-01    0.00    351.36     3.51 354.87
        """,
        totals="principal 5000.00 interest 558.87 total 5558.87",
    ),
    Table(
        name="RS06",
        source=LOAN,
        place="C2496, RS06: grace 6 on principal, 3 on interest",
        conventions="6 periods of interest only; the source's grace on interest shows no effect in its own table",
        terms=five_thousand(interest_only=6),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 5000.00      0.00    50.00  50.00
            31   2023-01-01 5000.00      0.00    50.00  50.00
            31   2023-02-01 5000.00      0.00    50.00  50.00
            28   2023-03-01 5000.00      0.00    50.00  50.00
            31   2023-04-01 5000.00      0.00    50.00  50.00
            30   2023-05-01 5000.00      0.00    50.00  50.00
            31   2023-06-01 4606.00    394.00    50.00 444.00
            30   2023-07-01 4208.06    397.94    46.06 444.00
            31   2023-08-01 3806.14    401.92    42.08 444.00
            31   2023-09-01 3400.20    405.94    38.06 444.00
            30   2023-10-01 2990.20    410.00    34.00 444.00
            31   2023-11-01 2576.10    414.10    29.90 444.00
            30   2023-12-01 2157.86    418.24    25.76 444.00
            31   2024-01-01 1735.44    422.42    21.58 444.00
            31   2024-02-01 1308.79    426.65    17.35 444.00
            29   2024-03-01  877.88    430.91    13.09 444.00
            31   2024-04-01  442.66    435.22     8.78 444.00
            30   2024-05-01    0.00    442.66     4.43 447.09
        """,
        totals="principal 5000.00 interest 631.09 total 5631.09",
    ),
    Table(
        name="RS07",
        source=LOAN,
        place="C2497, RS07: grace 6 on principal, interest free period 3",
        conventions="nothing due for 3 periods, their interest with the 4th, then 2 more periods of interest only",
        terms=five_thousand(moratorium=3, moratorium_interest=UnpaidInterest.DEFERRED, interest_only=3),
        rows="""
            days due_on     closing principal interest  total
            30   2022-12-01 5000.00      0.00     0.00   0.00
            31   2023-01-01 5000.00      0.00     0.00   0.00
            31   2023-02-01 5000.00      0.00     0.00   0.00
            28   2023-03-01 5000.00      0.00   200.00 200.00
            31   2023-04-01 5000.00      0.00    50.00  50.00
            30   2023-05-01 5000.00      0.00    50.00  50.00
            31   2023-06-01 4606.00    394.00    50.00 444.00
            30   2023-07-01 4208.06    397.94    46.06 444.00
            31   2023-08-01 3806.14    401.92    42.08 444.00
            31   2023-09-01 3400.20    405.94    38.06 444.00
            30   2023-10-01 2990.20    410.00    34.00 444.00
            31   2023-11-01 2576.10    414.10    29.90 444.00
            30   2023-12-01 2157.86    418.24    25.76 444.00
            31   2024-01-01 1735.44    422.42    21.58 444.00
            31   2024-02-01 1308.79    426.65    17.35 444.00
            29   2024-03-01  877.88    430.91    13.09 444.00
            31   2024-04-01  442.66    435.22     8.78 444.00
            30   2024-05-01    0.00    442.66     4.43 447.09
        """,
        totals="principal 5000.00 interest 631.09 total 5631.09",
    ),
    Table(
        name="C3141-flat",
        source=WAIVER,
        place="C3141: LP1 product, cumulative schedule, flat interest",
        conventions="flat interest",
        terms=LoanTerms(
            principal=Decimal("1000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2024, 1, 1),
            instalments=4,
            method=Method.FLAT,
            instalment_rounding=WHOLE,
        ),
        rows="""
            days due_on     closing principal interest  total
            31   2024-02-01  750.00    250.00    10.00 260.00
            29   2024-03-01  500.00    250.00    10.00 260.00
            31   2024-04-01  250.00    250.00    10.00 260.00
            30   2024-05-01    0.00    250.00    10.00 260.00
        """,
        totals="principal 1000.00 interest 40.00 total 1040.00",
    ),
    Table(
        name="RP16-tranches",
        source=RECALCULATED,
        place="C2634, RP16: same as repayment period, multi-disbursement",
        conventions="a twelfth of the year a month; the instalment of the whole 10,000 is kept through all tranches",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2022, 11, 1),
            instalments=6,
            method=Method.GIVEN_INSTALMENT,
            instalment=Decimal("1725"),
            tranches=(
                Tranche(date(2022, 11, 1), Decimal("5000")),
                Tranche(date(2023, 1, 1), Decimal("3000")),
                Tranche(date(2023, 3, 1), Decimal("2000")),
            ),
        ),
        rows="""
            days due_on     principal interest   total
            30   2022-12-01   1675.00    50.00 1725.00
            31   2023-01-01   1691.75    33.25 1725.00
            31   2023-02-01   1678.67    46.33 1725.00
            28   2023-03-01   1695.45    29.55 1725.00
            31   2023-04-01   1692.41    32.59 1725.00
            30   2023-05-01   1566.72    15.67 1582.39
        """,
        totals="principal 10000.00 interest 207.39 total 10207.39",
    ),
    Table(
        name="group-loan",
        source=INTEGRATION,
        place="GroupLoanIntegrationTest, verifyLoanRepaymentSchedule: 12,000 at 2 % a month",
        conventions="declining balance, same as repayment period",
        terms=LoanTerms(
            principal=Decimal("12000"),
            rate_yearly=Decimal("0.24"),
            paid_out_on=date(2011, 9, 20),
            instalments=4,
        ),
        rows="""
            due_on     principal interest
            2011-10-20   2911.49   240.00
            2011-11-20   2969.72   181.77
            2011-12-20   3029.11   122.38
            2012-01-20   3089.68    61.79
        """,
    ),
    Table(
        name="weekly",
        source=INTEGRATION,
        place="testLoanScheduleWithInterestRecalculation_WITH_PERIODIC_ACCOUNTING, the schedule before disbursement",
        conventions="10,000 at 2 % a month (24 % a year), 4 weeks, a week is 1/52 of the year",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.24"),
            paid_out_on=date(2024, 1, 1),
            instalments=4,
            frequency=Frequency(1, PeriodUnit.WEEKS),
        ),
        rows="""
            principal interest
              2482.76    46.15
              2494.22    34.69
              2505.73    23.18
              2517.29    11.62
        """,
    ),
)

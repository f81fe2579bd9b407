"""A Brazilian lender's schedule (PRICE), as published in the tests of money-warp."""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, RateKind, Remainder
from loans.engine.terms import LoanTerms
from tests.loans.references.table import Source, Table

SOURCE = Source(
    "money-warp, tests/loan/test_external_schedule_verification.py (commit 04dabd98)",
    "Tomas Correa; the schedule is of an external Brazilian lending system",
    "github.com/tomascorrea/money-warp/blob/04dabd98caf9e4508ecc6b5b3c265bb39adf4076/tests/loan/"
    "test_external_schedule_verification.py",
)
# 1 % a month, compounded daily over 365: the year bears 1.01 ^ 12 - 1.
ONE_PERCENT_A_MONTH = Decimal("0.126825030131969721")  # 1.01 ** 12 - 1

TABLES = (
    Table(
        name="price-base-365",
        source=SOURCE,
        place="EXTERNAL_SCHEDULE: 10,000 at 1 % a month from 22 February 2026, 12 months",
        conventions="effective rate by actual days over 365; the last instalment stays equal, its interest gives way",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=ONE_PERCENT_A_MONTH,
            rate_kind=RateKind.EFFECTIVE,
            paid_out_on=date(2026, 2, 22),
            instalments=12,
            day_count=DayCount.ACTUAL_365,
            remainder=Remainder.LAST_INTEREST,
        ),
        rows="""
            days  total interest principal closing
            28   888.08    92.02    796.06 9203.94
            31   888.08    93.81    794.27 8409.67
            30   888.08    82.94    805.14 7604.53
            31   888.08    77.51    810.57 6793.96
            30   888.08    67.00    821.08 5972.88
            31   888.08    60.88    827.20 5145.68
            31   888.08    52.45    835.63 4310.05
            30   888.08    42.51    845.57 3464.48
            31   888.08    35.31    852.77 2611.71
            30   888.08    25.76    862.32 1749.39
            31   888.08    17.83    870.25  879.14
            31   888.08     8.94    879.14    0.00
        """,
    ),
    Table(
        name="price-base-365-last",
        source=SOURCE,
        place="OUR_LAST_PERIOD: the same loan by money-warp itself",
        conventions="effective rate by actual days over 365; the last instalment takes the difference",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=ONE_PERCENT_A_MONTH,
            rate_kind=RateKind.EFFECTIVE,
            paid_out_on=date(2026, 2, 22),
            instalments=12,
            day_count=DayCount.ACTUAL_365,
        ),
        rows="""
            number total interest principal closing
            11    888.08    17.83    870.25  879.14
            12    888.10     8.96    879.14    0.00
        """,
    ),
)

"""Forty instalments of a Brazilian lender, published in the tests of money-warp, against `schedule`.

Source: money-warp, tests/loan/test_external_schedule_verification.py, test_external_loan_schedule_by_principal (commit
04dabd98; github.com/tomascorrea/money-warp). A rate of so many per cent a month, compounded daily over 365, from
22 February 2026, 12 months, due on the 22nd; the yearly rate is kept with six decimals (`precision=6` in the source).
"""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.conventions import DayCount, RateKind
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

INSTALMENTS = """
    principal         1%         2%         3%         4%         5%
         1000      88.81      94.47     100.32     106.35     112.56
         3342     296.80     315.73     335.27     355.43     376.17
         7654     679.74     723.09     767.86     814.02     861.52
         5343     474.50     504.77     536.02     568.24     601.40
     54354353 4827111.92 5134981.55 5452916.69 5780675.55 6117997.65
      4534535  402703.86  428388.02  454911.89  482255.31  510396.55
        70000    6216.57    6613.06    7022.51    7444.62    7879.03
       453553   40279.22   42848.20   45501.17   48236.11   51050.85
"""


def cases() -> list[tuple[str, str, str]]:
    header, *lines = [line.split() for line in INSTALMENTS.strip().splitlines()]
    return [
        (principal, rate, said)
        for principal, *amounts in lines
        for rate, said in zip(header[1:], amounts, strict=True)
    ]


@pytest.mark.parametrize(("principal", "rate", "said"), cases())
def test_the_equal_instalment(principal: str, rate: str, said: str):
    monthly = Decimal(rate.removesuffix("%")) / 100
    terms = LoanTerms(
        principal=Decimal(principal),
        rate_yearly=round((1 + monthly) ** 12 - 1, 6),
        rate_kind=RateKind.EFFECTIVE,
        paid_out_on=date(2026, 2, 22),
        instalments=12,
        day_count=DayCount.ACTUAL_365,
    )
    assert schedule(terms).instalment == Decimal(said)

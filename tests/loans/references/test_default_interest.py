"""Worked examples of default interest against `fold`: an amount overdue, a rate, so many days over 365.

Sources: "How to calculate overdue interest" (makemerichnow.com/know_calculate_overdue_interest_16877.htm): 10,000, 8 %,
30 days, 65.75. "Interest on late payment" (www.infocomm.ky/interest-on-late-payment-how-it-is-calculated): 700, 7 %,
15 days, 2.01. "Setting up a daily interest pro rata late fee" (support.paidnice.com/en/articles/6192438): 10,000,
7.9 %, 30 days: 30 times a day's 2.16 is 64.80; the day's interest is rounded there, so that 13 cents are lost, while we
round the sum of all days: 64.93.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from loans.engine.life import fold
from loans.engine.rules import DefaultBase, DefaultInterest, LifeRules
from loans.engine.terms import LoanTerms

DUE_ON = date(2023, 2, 1)


@pytest.mark.parametrize(
    ("overdue", "rate", "days", "penalty"),
    [("10000", "0.08", 30, "65.75"), ("700", "0.07", 15, "2.01"), ("10000", "0.079", 30, "64.93")],
)
def test_default_interest_of_an_overdue_amount(overdue: str, rate: str, days: int, penalty: str):
    terms = LoanTerms(
        principal=Decimal(overdue), rate_yearly=Decimal(0), paid_out_on=date(2023, 1, 1), instalments=1
    )
    rules = LifeRules(default=DefaultInterest(Decimal(rate), base=DefaultBase.OVERDUE))
    state = fold(terms, (), DUE_ON + timedelta(days), rules)
    assert state.outstanding.penalty == Decimal(penalty)
    assert state.outstanding.principal == Decimal(overdue)

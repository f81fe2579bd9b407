"""A published early repayment in part against `fold`.

Source: loan-schedule.js, test/test-annuity-loan-schedule.js (timmson, commit 4dc23295; github.com/timmson/
loan-schedule.js): 500,000 at 11.5 % from 25 October 2016, 50,000 a month, and 50,000 more on 25 December 2016 that
shorten the term: total interest 23,911.32. Interest by actual days over the days of the year in which a night ends.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, Method
from loans.engine.events import EarlyRepayment, Payment
from loans.engine.life import fold
from loans.engine.rules import Excess
from loans.engine.terms import LoanTerms

FIFTY = Decimal("50000")
EXTRA_ON = date(2016, 12, 25)


def test_the_total_interest_after_an_early_repayment_that_shortens_the_term():
    terms = LoanTerms(
        principal=Decimal("500000"),
        rate_yearly=Decimal("0.115"),
        paid_out_on=date(2016, 10, 25),
        method=Method.GIVEN_INSTALMENT,
        instalment=FIFTY,
        day_count=DayCount.ACTUAL_ACTUAL_END,
    )
    events = (
        Payment("november", date(2016, 11, 25), FIFTY),
        Payment("december", EXTRA_ON, FIFTY),
        EarlyRepayment("extra", EXTRA_ON, FIFTY, excess=Excess.SHORTEN),
    )
    state = fold(terms, events, EXTRA_ON)
    assert sum(row.asked.interest for row in state.rows) == Decimal("23911.32")

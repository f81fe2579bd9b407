"""What an event changes, no convention foresees: the rows that have ended stay, and the rest adds up.

The terms may foresee changes, keep instalments, or move cents to the first one; an event must not reach into the past.
"""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from loans.engine.conventions import AfterChange, Method, Remainder
from loans.engine.events import Event, Payment, Payout, RateChanged
from loans.engine.life import fold
from loans.engine.rules import EarlyInterest, LateInterest, LifeRules
from loans.engine.schedule import schedule
from loans.engine.settlement import settlement
from tests.loans.engine.loans import loan

D = Decimal
BY_DAYS = LifeRules(late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS)
RATE: tuple[Event, ...] = (
    RateChanged("down", date(2025, 4, 14), D("0.06")),
    RateChanged("up", date(2025, 6, 14), D("0.12")),
)
TRANCHES: tuple[Event, ...] = (
    Payout("first", date(2025, 1, 31), D(700)),
    Payout("second", date(2025, 3, 10), D(500)),
)


@pytest.mark.parametrize("method", [Method.ANNUITY, Method.EQUAL_PRINCIPAL])
@pytest.mark.parametrize(("remainder", "after"), list(product(Remainder, AfterChange)))
@pytest.mark.parametrize("events", [RATE, TRANCHES], ids=["rate", "tranches"])
@pytest.mark.parametrize("rules", [LifeRules(), BY_DAYS], ids=["planned", "by-days"])
def test_an_event_leaves_the_past_alone_and_the_rest_adds_up(
    events: tuple[Event, ...], remainder: Remainder, after: AfterChange, method: Method, rules: LifeRules
) -> None:
    terms = loan("1200.00", "0.12", 12, remainder=remainder, after_change=after, method=method)
    state = fold(terms, events, date(2025, 7, 20), rules)
    before = fold(terms, events[:1], events[1].on.replace(day=1), rules)
    ended = [row for row in before.rows if row.due_on < events[1].on]
    assert [(row.due_on, row.asked.principal, row.asked.interest) for row in state.rows[: len(ended)]] == [
        (row.due_on, row.asked.principal, row.asked.interest) for row in ended
    ]
    assert sum((row.asked.principal for row in state.rows), D(0)) == D(1200)


def test_interest_paid_ahead_is_not_asked_again_by_the_settlement() -> None:
    # Apache Fineract, EMICalculation-Part2.feature, C3258: 100 at 7 %, six months; the whole instalment of 17.01 paid
    # on 15 January (0.26 interest, 16.75 principal) leaves 83.25, and 0.08 until the 20th.
    terms = loan("100.00", "0.07", 6, date(2024, 1, 1))
    paid = [Payment("p", date(2024, 1, 15), schedule(terms).rows[0].total)]
    asked = settlement(terms, paid, date(2024, 1, 20), BY_DAYS)
    assert (asked.principal, asked.accrued_interest, asked.total) == (D("83.25"), D("0.08"), D("83.33"))


def test_the_settlement_of_the_day_of_a_payment_ahead_asks_no_interest() -> None:
    terms = loan("1000.00", "0.10", 3, date(2024, 7, 1))
    paid = [Payment("p", date(2024, 7, 10), D("338.90"))]
    asked = settlement(terms, paid, date(2024, 7, 10), BY_DAYS)
    assert (asked.accrued_interest, asked.total) == (D("0.00"), D("663.52"))

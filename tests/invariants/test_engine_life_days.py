"""What holds from day to day: looking at a loan, or a cent of penalty, changes nothing else of it."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loans.engine.conventions import DayCount, RateKind
from loans.engine.events import Charge, Event, Payment
from loans.engine.life import fold
from loans.engine.money import ZERO
from loans.engine.rules import (
    Across,
    Component,
    DefaultBase,
    DefaultInterest,
    EarlyInterest,
    Indemnity,
    LateInterest,
    LifeRules,
)
from loans.engine.schedule import schedule
from loans.engine.settlement import settlement
from loans.engine.terms import LoanTerms, Tranche
from tests.invariants.engine_strategies import amounts

HUNDREDS = settings(max_examples=200, deadline=None)
START = date(2024, 1, 31)
DAYS = st.integers(min_value=0, max_value=900).map(lambda n: START + timedelta(days=n))
CENT = Decimal("0.01")
ACTUAL = [one for one in DayCount if "actual" in one.value]
PENALTY_LAST = (Component.FEE, Component.INTEREST, Component.PRINCIPAL, Component.PENALTY)


@st.composite
def loans(draw: st.DrawFn) -> LoanTerms:
    """A loan of 10,000 in two tranches or one, with any way to count days."""
    rate = Decimal(draw(st.integers(min_value=0, max_value=300))).scaleb(-3)
    second = Tranche(START + timedelta(days=draw(st.integers(min_value=1, max_value=100))), Decimal(3000))
    return LoanTerms(
        principal=Decimal(10000),
        rate_yearly=rate,
        paid_out_on=START,
        instalments=draw(st.integers(min_value=5, max_value=18)),
        moratorium=draw(st.integers(min_value=0, max_value=2)),
        day_count=draw(st.sampled_from(DayCount)),
        rate_kind=draw(st.sampled_from((RateKind.NOMINAL, RateKind.EFFECTIVE))),
        tranches=draw(st.sampled_from(((), (Tranche(START, Decimal(7000)), second)))),
    )


@st.composite
def rules(draw: st.DrawFn) -> LifeRules:
    """Rules by which late money costs something; penalties are paid last, nothing is paid ahead of its day."""
    return LifeRules(
        across=Across.COMPONENT,
        overdue=PENALTY_LAST,
        due=PENALTY_LAST,
        advance=(),
        late_interest=draw(st.sampled_from(LateInterest)),
        early_interest=draw(st.sampled_from(EarlyInterest)),
        default=DefaultInterest(
            rate_yearly=Decimal(draw(st.integers(0, 200))).scaleb(-3),
            base=draw(st.sampled_from(DefaultBase)),
            grace_days=draw(st.sampled_from((0, 0, 7, 45))),
            day_count=draw(st.sampled_from(ACTUAL)),
        ),
        indemnity=Indemnity(months=Decimal(draw(st.integers(0, 9)))),
    )


@HUNDREDS
@given(loans(), rules(), st.sets(DAYS, min_size=1, max_size=6), DAYS)
def test_cents_of_penalty_change_nothing_else(
    terms: LoanTerms, how: LifeRules, charged: set[date], on: date
) -> None:
    cents: list[Event] = [
        Charge(f"c{day}", day, CENT, Component.PENALTY) for day in sorted(charged) if day <= on
    ]
    plain, with_cents = fold(terms, [], on, how), fold(terms, cents, on, how)
    more = CENT * len(cents)
    assert with_cents.outstanding == plain.outstanding._replace(penalty=plain.outstanding.penalty + more)
    assert with_cents.accrued == plain.accrued
    assert with_cents.due.interest == plain.due.interest
    before, after = settlement(terms, [], on, how), settlement(terms, cents, on, how)
    assert after == before._replace(penalties=before.penalties + more, total=before.total + more)


@HUNDREDS
@given(loans(), rules(), DAYS, amounts("1.00", "9000.00"), st.sets(DAYS, min_size=1, max_size=4), DAYS)
def test_cents_of_penalty_beside_a_payment_change_nothing_else(
    terms: LoanTerms, how: LifeRules, paid: date, amount: Decimal, charged: set[date], on: date
) -> None:
    due = fold(terms, [], paid, how).due
    assume(
        paid <= on and ZERO < amount <= due.total - due.penalty
    )  # what is paid never reaches the penalties
    events: list[Event] = [Payment("p", paid, amount)]
    cents = [Charge(f"c{day}", day, CENT, Component.PENALTY) for day in sorted(charged) if day <= on]
    plain, with_cents = fold(terms, events, on, how), fold(terms, [*events, *cents], on, how)
    more = CENT * len(cents)
    assert with_cents.outstanding == plain.outstanding._replace(penalty=plain.outstanding.penalty + more)
    assert with_cents.paid == plain.paid


@HUNDREDS
@given(loans(), rules(), st.sets(DAYS, max_size=3), amounts("1.00", "3000.00"), DAYS)
def test_a_day_more_costs_the_difference_of_two_settlements(
    terms: LoanTerms, how: LifeRules, paid: set[date], amount: Decimal, on: date
) -> None:
    turns = {row.due_on for row in schedule(terms).rows} | {one.on for one in terms.tranches}
    assume(on + timedelta(days=1) not in turns)
    events = [Payment(f"p{day}", day, amount) for day in sorted(paid) if day <= on]
    today, tomorrow = (settlement(terms, events, day, how) for day in (on, on + timedelta(days=1)))
    assert today.per_day == tomorrow.total - today.total

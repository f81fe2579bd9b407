"""What holds for every loan, whatever happens to it."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loans.engine.conventions import DayCount, Method, PartOfPeriod, RateKind, UnpaidInterest
from loans.engine.errors import EngineError, SumBroken
from loans.engine.events import (
    Arrears,
    Charge,
    DueDayMoved,
    EarlyRepayment,
    Event,
    Holiday,
    HolidayInterest,
    NewTerms,
    Payment,
    Payout,
    RateChanged,
    Reversal,
    TermExtended,
    Waiver,
    WriteOff,
)
from loans.engine.life import LoanState, fold, states
from loans.engine.money import ZERO
from loans.engine.rules import (
    PAYABLE,
    Across,
    BrokenInterest,
    Component,
    DefaultBase,
    DefaultInterest,
    EarlyInterest,
    Excess,
    Indemnity,
    Keeps,
    LateInterest,
    LifeRules,
)
from loans.engine.schedule import schedule
from loans.engine.settlement import settlement
from loans.engine.terms import LoanTerms, RateChange, Tranche
from tests.invariants.engine_strategies import amounts

HUNDREDS = settings(max_examples=200, deadline=None)
START = date(2024, 1, 31)
DAYS = st.integers(min_value=0, max_value=900).map(lambda n: START + timedelta(days=n))
RATES = st.integers(min_value=0, max_value=300).map(lambda n: Decimal(n).scaleb(-3))
COUNTS = st.integers(min_value=1, max_value=6)
ORDERS = st.permutations(PAYABLE).map(tuple)


@st.composite
def loans(draw: st.DrawFn) -> LoanTerms:
    """A loan of at least EUR 500, paid out on START, by choice with a second tranche and an agreed change of rate."""
    count = draw(st.integers(min_value=1, max_value=24))
    method = draw(st.sampled_from((Method.ANNUITY, Method.EQUAL_PRINCIPAL, Method.BULLET, Method.FLAT)))
    grace = draw(st.integers(min_value=0, max_value=min(3, count - 1)))
    moratorium = draw(st.booleans())
    flat = method is Method.FLAT
    waits = [one for one in UnpaidInterest if not flat or one is not UnpaidInterest.CAPITALISED]
    principal = draw(amounts("500.00", "50000.00"))
    second = START + timedelta(days=draw(st.integers(min_value=1, max_value=26 * count)))
    tranches = (Tranche(START, principal - 200), Tranche(second, Decimal(200)))
    rate = draw(RATES)
    # Another rate: a change to the same one would cut the days of 30/360 in two in the schedule, but not in its life.
    other = draw(RATES.filter(lambda one: one != rate))
    change = RateChange(START + timedelta(days=draw(st.integers(min_value=1, max_value=400))), other)
    return LoanTerms(
        principal=principal,
        rate_yearly=rate,
        rate_changes=draw(st.sampled_from(((), (), (change,)))),
        paid_out_on=START,
        tranches=draw(st.sampled_from(((), (), tranches))),
        instalments=count,
        method=method,
        day_count=draw(st.sampled_from(DayCount)),
        part_of_period=draw(st.sampled_from(PartOfPeriod)),
        rate_kind=draw(st.sampled_from((RateKind.NOMINAL, RateKind.EFFECTIVE))),
        moratorium=grace if moratorium else 0,
        interest_only=0 if moratorium else grace,
        moratorium_interest=draw(st.sampled_from(waits)),
    )


@st.composite
def rules(draw: st.DrawFn) -> LifeRules:
    """Any rules of life."""
    return LifeRules(
        overdue=draw(ORDERS),
        due=draw(ORDERS),
        advance=draw(ORDERS)[draw(st.integers(min_value=0, max_value=2)) :],
        across=draw(st.sampled_from(Across)),
        excess=draw(st.sampled_from(Excess)),
        broken_interest=draw(st.sampled_from(BrokenInterest)),
        late_interest=draw(st.sampled_from(LateInterest)),
        early_interest=draw(st.sampled_from(EarlyInterest)),
        keeps=draw(st.sampled_from(Keeps)),
        default=DefaultInterest(
            rate_yearly=draw(RATES),
            cap=draw(st.sampled_from((None, Decimal("0.005")))),
            base=draw(st.sampled_from(DefaultBase)),
            grace_days=draw(st.integers(min_value=0, max_value=10)),
        ),
        indemnity=Indemnity(
            share=draw(st.sampled_from((ZERO, Decimal("0.01")))), months=Decimal(draw(st.integers(0, 9)))
        ),
    )


@st.composite
def happenings(draw: st.DrawFn, name: str) -> Event:
    """One event of any kind but a payout or a reversal."""
    on, amount = draw(DAYS), draw(amounts("0.01", "9000.00"))
    kind = draw(st.integers(min_value=0, max_value=13))
    if kind <= 5:
        excess = draw(st.sampled_from((None, *Excess)))
        return Payment(name, on, amount, excess=excess)
    if kind == 6:
        excess = draw(st.sampled_from((Excess.REDUCE, Excess.SHORTEN)))
        return EarlyRepayment(name, on, draw(st.sampled_from((None, amount))), excess)
    if kind == 7:
        component = draw(st.sampled_from((Component.FEE, Component.PENALTY)))
        return Charge(
            name, on, min(amount, Decimal("50.00")), component, on + timedelta(days=draw(COUNTS) * 9)
        )
    if kind == 8:
        return Waiver(name, on, component=draw(st.sampled_from((Component.INTEREST, Component.PENALTY))))
    if kind == 9:
        return RateChanged(name, on, draw(RATES))
    if kind == 10:
        return DueDayMoved(
            name, on, draw(COUNTS), on + timedelta(days=draw(COUNTS) * 7), later_too=draw(st.booleans())
        )
    if kind == 11:
        return draw(
            st.sampled_from(
                (
                    TermExtended(name, on, draw(COUNTS)),
                    Holiday(
                        name,
                        on,
                        draw(COUNTS),
                        draw(st.sampled_from(HolidayInterest)),
                        longer=draw(st.booleans()),
                    ),
                )
            )
        )
    if kind == 12:
        return NewTerms(name, on, draw(COUNTS) + 2, draw(RATES), arrears=draw(st.sampled_from(Arrears)))
    return WriteOff(name, on, draw(st.sampled_from((None, min(amount, Decimal("100.00"))))))


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """Some events in no order."""
    count = draw(st.integers(min_value=0, max_value=8))
    return [draw(happenings(f"e{number}")) for number in range(count)]


def lived(terms: LoanTerms, events: list[Event], on: date, how: LifeRules) -> LoanState | str:
    """The state, or the code of the refusal."""
    try:
        return fold(terms, events, on, how)
    except SumBroken:
        raise
    except EngineError as refusal:
        return refusal.code


def known(found: LoanState | str) -> LoanState:
    """`found` as a state; a story that is refused is no example."""
    assume(isinstance(found, LoanState))
    assert isinstance(found, LoanState)
    return found


@HUNDREDS
@given(loans(), stories(), DAYS, rules())
def test_every_euro_is_in_exactly_one_share(
    terms: LoanTerms, events: list[Event], on: date, how: LifeRules
) -> None:
    state = known(lived(terms, events, on, how))
    for event in events:
        if isinstance(event, Payment | EarlyRepayment) and event.amount and event.on <= on:
            assert sum((one.share.amount for one in state.shares if one.id == event.id), ZERO) == event.amount
    received = sum((one.share.amount for one in state.shares), ZERO)
    assert received == state.paid.total + state.overpaid + state.indemnity


@HUNDREDS
@given(loans(), stories(), DAYS, rules())
def test_rows_and_sums_agree(terms: LoanTerms, events: list[Event], on: date, how: LifeRules) -> None:
    state = known(lived(terms, events, on, how))
    for row in state.rows:
        assert row.asked.total == row.paid.total + row.waived + row.written_off + row.unpaid.total
        assert min(row.unpaid) >= 0
        assert min(row.paid) >= 0
        assert min(row.asked) >= 0
        assert row.closing >= 0
        assert row.in_advance + row.late <= row.paid.total
    assert not state.rows or state.rows[-1].closing == 0
    assert state.overdue.total <= state.due.total <= state.outstanding.total
    assert (state.days_late > 0) <= (state.overdue.total > 0)
    assert state.overpaid >= 0


@HUNDREDS
@given(loans(), stories(), DAYS, rules(), st.randoms())
def test_the_order_of_booking_means_nothing(
    terms: LoanTerms, events: list[Event], on: date, how: LifeRules, random: Random
) -> None:
    before = lived(terms, events, on, how)
    random.shuffle(events)
    assert lived(terms, events, on, how) == before


@HUNDREDS
@given(loans(), stories(), happenings("x"), st.integers(min_value=0, max_value=200), rules())
def test_a_reversal_restores(
    terms: LoanTerms, events: list[Event], mistake: Event, later: int, how: LifeRules
) -> None:
    day = mistake.on + timedelta(days=later)
    undone = [*events, mistake, Reversal("y", day, "x")]
    assert lived(terms, undone, day, how) == lived(terms, events, day, how)
    again = [*undone, Reversal("z", day, "y")]
    assert lived(terms, again, day, how) == lived(terms, [*events, mistake], day, how)
    if later:
        eve = day - timedelta(days=1)
        assert lived(terms, undone, eve, how) == lived(terms, [*events, mistake], eve, how)


@HUNDREDS
@given(loans(), stories(), DAYS, rules())
def test_a_settlement_closes_the_loan(
    terms: LoanTerms, events: list[Event], on: date, how: LifeRules
) -> None:
    before = [event for event in events if event.on <= on]
    known(lived(terms, before, on, how))
    record = settlement(terms, before, on, how)
    assume(record.total)
    closed = fold(terms, [*before, EarlyRepayment("close", on, place=99)], on, how)
    assert closed.outstanding.total == ZERO
    paid = [one.share for one in closed.shares if one.id == "close"]
    assert sum((one.amount for one in paid), ZERO) == record.total
    assert all(one.component is not Component.OVERPAYMENT for one in paid)
    assert sum((one.amount for one in paid if one.component is Component.INDEMNITY), ZERO) == record.indemnity
    cap = record.principal * closed.rate_yearly / 2
    assert record.indemnity <= cap + Decimal("0.005")


@HUNDREDS
@given(loans(), stories(), rules())
def test_states_end_where_a_fold_ends(terms: LoanTerms, events: list[Event], how: LifeRules) -> None:
    assume(events)
    known(lived(terms, events, max(event.on for event in events), how))
    after = states(terms, events, how)
    assert after[-1].state == fold(terms, events, max(event.on for event in events), how)
    assert [one.event.on for one in after] == sorted(event.on for event in events)


@HUNDREDS
@given(loans(), rules())
def test_paid_as_planned_a_loan_stays_as_planned(terms: LoanTerms, how: LifeRules) -> None:
    rows = schedule(terms).rows
    events = [Payment(f"p{row.number}", row.due_on, row.total) for row in rows if row.total]
    state = fold(terms, events, rows[-1].due_on, how)
    assert state.outstanding.total == ZERO
    assert state.overpaid == ZERO
    assert [row.asked.total for row in state.rows] == [row.total for row in rows]
    assert [row.closing for row in state.rows] == [row.closing for row in rows]
    assert not state.waived.total + state.written_off.total + state.in_advance


@HUNDREDS
@given(loans(), st.lists(st.tuples(DAYS, amounts("1.00", "900.00")), min_size=1, max_size=4), DAYS, rules())
def test_what_is_paid_out_is_outstanding_until_it_is_repaid(
    terms: LoanTerms, drawn: list[tuple[date, Decimal]], on: date, how: LifeRules
) -> None:
    total = sum((amount for _, amount in drawn), ZERO)
    assume(total <= terms.principal)
    events = [Payout(f"p{number}", day, amount) for number, (day, amount) in enumerate(drawn)]
    state = known(lived(terms, events, on, how))
    assert state.paid_out == sum((amount for day, amount in drawn if day <= on), ZERO)
    if state.paid_out:
        assert state.outstanding.principal == settlement(terms, events, on, how).principal
        assert state.outstanding.principal >= state.paid_out
    else:
        assert state.outstanding.principal == ZERO

"""The life of a loan: what happened to it, folded over its terms, gives how it stands on any day.

Nothing is stored on the way. The events of a loan, in whatever order they were booked, are put in the order of their
days (`events`), the ones that a reversal took back are left out, and a `Book` walks through them. The same events and
the same day give the same state for ever. Worked numbers: `docs/money.md`; outside tables: tests/loans/engine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import localcontext
from itertools import takewhile
from typing import NamedTuple

from loans.engine.calendar import checked_day
from loans.engine.errors import ImpossibleEvent
from loans.engine.events import DueDayMoved, Event, Payout, Reversal, sort_key
from loans.engine.life_book import Book
from loans.engine.life_moves import MOVES, DueBefore
from loans.engine.life_state import EventShare, LoanState, Parts, RowState, state_of
from loans.engine.money import CONTEXT, ZERO
from loans.engine.rules import LifeRules
from loans.engine.terms import LoanTerms

__all__ = [
    "EventShare",
    "LoanState",
    "Parts",
    "RowState",
    "StateAfter",
    "book_on",
    "each_state",
    "fold",
    "states",
]

_DEFAULT = LifeRules()


class StateAfter(NamedTuple):
    """The state of a loan on the day of `event`, after it and all events before it."""

    event: Event
    state: LoanState


def fold(terms: LoanTerms, events: Iterable[Event], on: date, rules: LifeRules = _DEFAULT) -> LoanState:
    """How the loan of `terms` stands at the end of the day `on`, after those of `events` whose day is not later.

    With a Payout among the events, the loan is paid out by these; without, as the terms plan it. The cost is linear in
    instalments and events, but for changes of the schedule, which draw up what is left of it.

    Raises ImpossibleEvent for an event that cannot happen to this loan on its day (each says why), ImpossibleTerms
    where a change makes terms nobody can keep.
    """
    with localcontext(CONTEXT):
        return state_of(book_on(terms, events, on, rules), on)


def states(terms: LoanTerms, events: Iterable[Event], rules: LifeRules = _DEFAULT) -> tuple[StateAfter, ...]:
    """The state after each of `events`, in the order in which they count. Raises what `fold` raises."""
    return tuple(each_state(terms, events, rules))


def each_state(
    terms: LoanTerms, events: Iterable[Event], rules: LifeRules = _DEFAULT
) -> Iterator[StateAfter]:
    """The same one by one, for those who do not keep the rows of all of them."""
    ordered = _in_order(events)
    by_events = _is_paid_out_by(ordered)
    book: Book | None = None
    for count, event in enumerate(ordered, start=1):
        with localcontext(CONTEXT):
            if book is None or isinstance(event, Reversal | DueDayMoved):
                book = _walked(terms, ordered[:count], event.on, rules, by_events=by_events)
            else:
                _happen(book, event)
            after = StateAfter(event, state_of(book, event.on))
        yield after


def book_on(terms: LoanTerms, events: Iterable[Event], on: date, rules: LifeRules = _DEFAULT) -> Book:
    """The loan itself on the day `on`, for `settlement`; its amounts need the engine's decimal context."""
    checked_day(on)
    ordered = _in_order(events)
    known = [event for event in ordered if event.on <= on]
    return _walked(terms, known, on, rules, by_events=_is_paid_out_by(ordered))


def _is_paid_out_by(ordered: Sequence[Event]) -> bool:
    """Whether a payout among the events, also one to come or taken back, takes the place of those planned."""
    return any(isinstance(event, Payout) for event in ordered)


def _walked(
    terms: LoanTerms, ordered: Sequence[Event], on: date, rules: LifeRules, *, by_events: bool
) -> Book:
    standing = list(_standing(ordered))
    begun, first = _begin(terms, standing)
    book = Book(begun, rules)
    if by_events and not first:
        book.begun = False
    for place, event in enumerate(standing):
        if event in first:
            continue
        try:
            _happen(book, event)
        except DueBefore as late:
            # The due day that is moved has come and gone: the loan is walked again as if it had been moved before.
            moved = replace(event, on=late.day)
            again = sorted([*standing[:place], moved, *standing[place + 1 :]], key=sort_key)
            return _walked(terms, again, on, rules, by_events=by_events)
    if on < book.day:
        book.begun = False
    elif book.begun:
        book.advance(on)
    return book


def _begin(terms: LoanTerms, standing: Sequence[Event]) -> tuple[LoanTerms, list[Event]]:
    """The terms as really paid out on the first day, and the payouts that are in them."""
    payouts = [event for event in standing if isinstance(event, Payout)]
    if not payouts:
        return terms, []
    total = sum([event.amount for event in payouts], ZERO)
    if total > terms.principal:
        raise ImpossibleEvent(
            "payout-above-principal", f"{total} is paid out of a principal of {terms.principal}."
        )
    # Payouts of the first day make one loan, but for those that have their place after something else of that day.
    before = takewhile(lambda event: isinstance(event, Payout) and event.on == payouts[0].on, standing)
    first = [event for event in before if isinstance(event, Payout)] or payouts[:1]
    paid = sum([event.amount for event in first], ZERO)
    return replace(terms, principal=paid, paid_out_on=first[0].on, tranches=()), list(first)


def _happen(book: Book, event: Event) -> None:
    """Go to the day of `event` and let it happen."""
    if event.on < book.day:
        raise ImpossibleEvent(
            "before-payout", f"{event.id} of {event.on} comes before the payout of {book.day}."
        )
    if not book.begun:
        raise ImpossibleEvent("before-payout", f"{event.id} of {event.on} comes before the first payout.")
    book.advance(event.on)
    MOVES[type(event)](book, event)


def _in_order(events: Iterable[Event]) -> list[Event]:
    """`events` as they count; each id once."""
    ordered = sorted(events, key=sort_key)
    seen: set[str] = set()
    for event in ordered:
        if event.id in seen:
            raise ImpossibleEvent("id-twice", f"Two events have the id {event.id}.")
        seen.add(event.id)
    return ordered


def _standing(ordered: Sequence[Event]) -> Iterator[Event]:
    """Those of `ordered` that no standing reversal among them takes back, without the reversals themselves."""
    days = {event.id: event for event in ordered}
    taken: set[str] = set()
    for event in reversed(ordered):
        if isinstance(event, Reversal) and event.id not in taken:
            target = days.get(event.of)
            if target is None or sort_key(target) >= sort_key(event):
                raise ImpossibleEvent(
                    "reversal-of-nothing", f"{event.id} reverses {event.of}, which is not before it."
                )
            if event.of in taken:
                raise ImpossibleEvent("reversed-twice", f"{event.of} is reversed twice.")
            taken.add(event.of)
    return (event for event in ordered if event.id not in taken and not isinstance(event, Reversal))

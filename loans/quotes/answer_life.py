"""What the life of a loan answers: the state after each event and on a day, and what closes the loan."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from loans.engine.arrears import bucket_of
from loans.engine.errors import EngineError
from loans.engine.events import DueDayMoved, Event, Holiday, NewTerms, Reversal, TermExtended, sort_key
from loans.engine.life import EventShare, LoanState, Parts, RowState, each_state, fold
from loans.engine.portfolio import Exposure
from loans.engine.rules import LifeRules
from loans.engine.settlement import settlement
from loans.engine.terms import LoanTerms
from loans.quotes.events import KINDS, Happening
from loans.quotes.items import Loan, LoanAnswer
from loans.quotes.plain import Plain, plain
from loans.quotes.portfolio import PortfolioLoan
from loans.quotes.said import Unmeant, below

_RESCHEDULES = (DueDayMoved, TermExtended, Holiday, NewTerms)


def answer_life(item: Loan, terms: LoanTerms) -> Plain:
    """The answers about states to what `item` asks. Raises Unmeant."""
    asked = set(item.asked) & {LoanAnswer.STATES, LoanAnswer.STATE, LoanAnswer.SETTLEMENT}
    if not asked:
        return {}
    rules, events = rules_and_events(item)
    answers: dict[LoanAnswer, Callable[[], Any]] = {
        LoanAnswer.STATES: lambda: [
            {"event": after.event.id, "kind": KINDS[type(after.event)], **_standing(after.state)}
            for after in each_state(terms, events, rules)
        ],
        LoanAnswer.STATE: lambda: _whole(fold(terms, events, item.on, rules)),
        LoanAnswer.SETTLEMENT: lambda: plain(settlement(terms, events, item.on, rules)),
    }
    answer: Plain = blamed(
        terms, events, rules, lambda: {one.value: answers[one]() for one in answers if one in asked}
    )
    return answer


def exposure_of(loan: PortfolioLoan, on: date) -> Exposure:
    """How a loan of a portfolio stands on the day `on`. Raises Unmeant."""
    terms: LoanTerms = below("terms", loan.terms.record)
    rules, events = rules_and_events(loan)
    state: LoanState = blamed(terms, events, rules, lambda: fold(terms, events, on, rules))
    return Exposure(state.outstanding.principal, state.days_late, _is_rescheduled(events, on))


def rules_and_events(item: Loan | PortfolioLoan) -> tuple[LifeRules, tuple[Event, ...]]:
    """The records of the engine of an item's rules and events. Raises Unmeant."""
    rules: LifeRules = below("rules", item.rules.record)
    events = below("events", lambda: [_event(*numbered) for numbered in enumerate(item.events)])
    return rules, tuple(events)


def _event(index: int, said: Happening) -> Event:
    event: Event = below(index, lambda: said.at(index + 1))
    return event


def blamed(terms: LoanTerms, events: Sequence[Event], rules: LifeRules, answered: Callable[[], Any]) -> Any:
    """What `answered` gives. Raises Unmeant: for the first event without which nothing would be refused, else for the
    day asked."""
    try:
        return answered()
    except EngineError as error:
        ordered = sorted(events, key=sort_key)
        guilty = _first_refused(terms, ordered, rules)
        place = ("on",) if guilty is None else ("events", events.index(guilty))
        raise Unmeant(error, (), place) from error


def _first_refused(terms: LoanTerms, ordered: Sequence[Event], rules: LifeRules) -> Event | None:
    """The event with which the folds of the first ones begin to be refused, found by halving."""
    if not _is_refused(terms, ordered, rules):
        return None
    good, bad = 0, len(ordered)
    while bad - good > 1:
        middle = (good + bad) // 2
        if _is_refused(terms, ordered[:middle], rules):
            bad = middle
        else:
            good = middle
    return ordered[bad - 1]


def _is_refused(terms: LoanTerms, ordered: Sequence[Event], rules: LifeRules) -> bool:
    if not ordered:
        return False
    try:
        fold(terms, ordered, ordered[-1].on, rules)
    except EngineError:
        return True
    return False


def _is_rescheduled(events: Iterable[Event], on: date) -> bool:
    """Whether an event by the day `on` that no standing reversal took back has rescheduled the loan."""
    taken: set[str] = set()
    for event in sorted((event for event in events if event.on <= on), key=sort_key, reverse=True):
        if event.id in taken:
            continue
        if isinstance(event, Reversal):
            taken.add(event.of)
        elif isinstance(event, _RESCHEDULES):
            return True
    return False


def _whole(state: LoanState) -> Plain:
    """A state with its rows and the shares of every payment."""
    return {
        **_standing(state),
        "rows": [_row(row) for row in state.rows],
        "shares": [_share(share) for share in state.shares],
    }


def _standing(state: LoanState) -> Plain:
    parts = {name: _value(getattr(state, name)) for name in state._fields if name not in ("rows", "shares")}
    return {**parts, "bucket": bucket_of(state.days_late).value}


def _row(row: RowState) -> Plain:
    return {name: _value(getattr(row, name)) for name in row._fields}


def _share(given: EventShare) -> Plain:
    share = given.share
    return {
        "event": given.id,
        "on": plain(given.on),
        "number": share.number,
        "component": share.component.value,
        "amount": plain(share.amount),
    }


def _value(value: Any) -> Any:
    if isinstance(value, Parts):
        return {**plain(value), "total": plain(value.total)}
    return plain(value)

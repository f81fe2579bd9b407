"""What people do to a loan: one function for each kind of event, each of which changes the `Book` of that day."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from loans.engine import life_plan
from loans.engine.calendar import add_days
from loans.engine.errors import ImpossibleEvent
from loans.engine.events import (
    Arrears,
    Charge,
    DueDayMoved,
    EarlyRepayment,
    Holiday,
    NewTerms,
    Payment,
    Payout,
    RateChanged,
    Recovery,
    Refund,
    TermExtended,
    Waiver,
    WriteOff,
)
from loans.engine.life_book import FEE, INTEREST, PENALTY, PRINCIPAL, Book
from loans.engine.life_changes import (
    Prepayment,
    change,
    closing,
    end_early,
    fold_in,
    left_after_end,
    left_of,
    off_schedule,
    prepay,
    relay,
    with_balance,
    write,
)
from loans.engine.life_pay import How, overpay, pay_ahead, pay_due, pay_ended
from loans.engine.life_rows import Row, due_day
from loans.engine.money import ZERO
from loans.engine.periods import first_due
from loans.engine.rules import BrokenInterest, Excess


class DueBefore(Exception):  # noqa: N818 - no error: it asks the fold to begin again
    """A due day is moved that has come already; as if it had been moved on `day`, when it was still to come."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


def pay(book: Book, event: Payment) -> None:
    """A payment: what is due by its order, the rest by its excess."""
    rules = book.rules
    how = How(
        event.overdue or rules.overdue,
        event.due or rules.due,
        rules.advance if event.advance is None else event.advance,
        event.excess or rules.excess,
    )
    rest = pay_due(book, event.id, event.amount, how)
    if rest and how.excess in (Excess.REDUCE, Excess.SHORTEN):
        broken = book.broken() if rules.broken_interest is BrokenInterest.PAID else ZERO
        rest = prepay(book, event.id, rest, Prepayment(how.excess, broken))
    elif rest:
        rest = pay_ahead(book, event.id, rest, how)
    overpay(book, event.id, rest)


def repay_early(book: Book, event: EarlyRepayment) -> None:
    """An early repayment, with its indemnity; without an amount, all that closes the loan."""
    rules = book.rules
    how = How(rules.overdue, rules.due, rules.advance, event.excess)
    amount = closing(book).total if event.amount is None else event.amount
    rest = pay_ended(book, event.id, pay_due(book, event.id, amount, how), how)
    if rest or event.amount is None:
        rest = prepay(book, event.id, rest, Prepayment(event.excess, book.broken(), rules.indemnity))
    overpay(book, event.id, rest)


def pay_out(book: Book, event: Payout) -> None:
    """A further payout: the instalments follow by the terms' `after_change`."""
    if book.running() is None:
        raise ImpossibleEvent("payout-after-end", f"The payout of {event.on} comes after the last due day.")
    book.sums.paid_out += event.amount
    book.drawn.append((event.on, event.amount))
    change(book, event.id, lambda terms: life_plan.with_payout(terms, event.on, event.amount))


def change_rate(book: Book, event: RateChanged) -> None:
    """Another yearly rate from today on. After the last due day it counts for late principal only."""
    if book.running() is None:
        book.terms = life_plan.with_rate(book.terms, event.on, event.rate_yearly)
        return
    change(book, event.id, lambda terms: life_plan.with_rate(terms, event.on, event.rate_yearly))


def move_due_day(book: Book, event: DueDayMoved) -> None:
    """One instalment, and by choice the later ones, fall due on other days."""
    row = _instalment(book, event.number)
    place = event.number - 1
    if row.line is None:
        raise ImpossibleEvent(
            "no-period", f"Instalment {event.number} is a down payment: it has no other day."
        )
    if place < book.cur:
        day = max(row.from_on, add_days(min(row.due_on, row.to_on), -1))
        if day >= event.on:  # the loan was closed before this instalment came
            raise ImpossibleEvent("already-due", f"Instalment {event.number} asks nothing any more.")
        raise DueBefore(day)
    if event.due_on <= max(row.from_on, event.on):
        raise ImpossibleEvent("moved-back", f"Instalment {event.number} cannot fall due on {event.due_on}.")
    terms = life_plan.remaining(book.terms, left_of(book))
    days = [one.due_on for one in book.rows[book.cur :] if one.line]
    first = sum(one.line is not None for one in book.rows[book.cur : place])
    kept = life_plan.keeping_instalment(terms, book.instalment)
    relay(book, event.id, life_plan.with_due_day(kept, days, first, event))


def extend(book: Book, event: TermExtended) -> None:
    """More instalments at the end."""
    terms = life_plan.remaining(book.terms, left_of(book))
    relay(book, event.id, life_plan.extended(terms, event.instalments))


def rest(book: Book, event: Holiday) -> None:
    """A holiday: the next instalments repay no principal."""
    terms = life_plan.remaining(book.terms, left_of(book))
    relay(book, event.id, life_plan.with_holiday(terms, event))


def renew(book: Book, event: NewTerms) -> None:
    """Other terms for the principal not yet due, and by choice for what is late."""
    balance = book.planned
    if event.arrears is not Arrears.STAY:
        balance += fold_in(book, PRINCIPAL)
    if event.arrears is Arrears.CAPITALISED:
        late_interest = fold_in(book, INTEREST)
        book.drawn.append((event.on, late_interest))
        balance += late_interest
    if balance <= 0:
        raise ImpossibleEvent("nothing-left", "New terms need principal that is left to repay.")
    if book.running():
        terms = life_plan.remaining(book.terms, left_of(book, balance))
        first = first_due(terms)
    else:
        if event.instalments is None and event.instalment is None:
            raise ImpossibleEvent("instalments-missing", "No instalments are left: new terms say how many.")
        terms = life_plan.remaining(book.terms, left_after_end(book, balance))
        first = book.tail().to_on
    relay(book, event.id, life_plan.renewed(terms, event, balance, event.first_due_on or first))


def charge(book: Book, event: Charge) -> None:
    """A fee or penalty more, with its instalment or by itself."""
    due_on = event.due_on or event.on
    row: Row | None
    if event.number is not None:
        row = _instalment(book, event.number)
    else:
        place = bisect_left(book.rows, due_on, key=due_day)
        row = book.rows[place] if place < len(book.rows) else None
    if row is None:
        row = Row(None, event.on, due_on, due_on)
        book.loose.append(row)
    elif event.number is None and due_on < row.due_on:
        row.charges.append((due_on, event.component, event.amount))
        book.charged[row.number or 0] = row
    book.ask(row, event.component, event.amount)


def waive(book: Book, event: Waiver) -> None:
    """Forgive what is asked of a component, the oldest first."""
    if event.number is not None:
        rows = [_instalment(book, event.number)]
    elif event.amount is None:
        rows = list(book.due_rows())
    else:
        rows = [*book.due_rows(), *(one for one in (*book.rows, *book.loose) if one.due_on > book.day)]
    amount = sum([row.owed(event.component) for row in rows], ZERO) if event.amount is None else event.amount
    for row in rows:
        part = min(amount, row.owed(event.component))
        book.settle(row, event.component, part)
        row.waived += part
        book.sums.waived[event.component] += part
        amount -= part
    if amount:
        raise ImpossibleEvent("waiver-too-large", f"{amount} more is waived than is asked.")


def write_off(book: Book, event: WriteOff) -> None:
    """Take principal out of the books; without an amount all of it, with what else is due."""
    if event.amount is None:
        ended = [row for row in book.rows[book.late_to : book.cur] if row.due_on > book.day]
        for row in (*book.due_rows(), *ended):
            for component in (PENALTY, FEE, INTEREST, PRINCIPAL):
                write(book, row, component, row.owed(component))
        _give_up(book, event)
        return
    rest = event.amount
    for row in book.due_rows():
        part = min(rest, row.owed(PRINCIPAL))
        write(book, row, PRINCIPAL, part)
        rest -= part
    if rest > book.left():
        raise ImpossibleEvent(
            "write-off-too-large", f"{rest - book.left()} more is written off than is outstanding."
        )
    if rest == book.left():
        _give_up(book, event)
    elif rest:
        off_schedule(book, event.id, rest, written=True)
        with_balance(book, event.id, book.planned - rest, Excess.REDUCE)


def _give_up(book: Book, event: WriteOff) -> None:
    """Write all principal off that is not yet due, and with it the charges already made on later instalments."""
    for row in (*book.rows[book.cur :], *book.loose):
        if row.due_on > book.day:
            for component in (PENALTY, FEE):
                write(book, row, component, min(row.charged[component], row.owed(component)))
    end_early(book, event.id, written=True)


def recover(book: Book, event: Recovery) -> None:
    """Money for what was written off."""
    book.sums.recovered += event.amount
    if book.sums.recovered > sum(book.sums.written_off.values(), ZERO):
        raise ImpossibleEvent("recovery-too-large", "More is recovered than was written off.")


def refund(book: Book, event: Refund) -> None:
    """An overpayment goes back."""
    if event.amount > book.sums.overpaid - book.sums.refunded:
        raise ImpossibleEvent("refund-too-large", f"{event.amount} is more than is overpaid.")
    book.sums.refunded += event.amount


MOVES: dict[type, Callable[..., None]] = {
    Payout: pay_out,
    Payment: pay,
    EarlyRepayment: repay_early,
    Charge: charge,
    Waiver: waive,
    RateChanged: change_rate,
    DueDayMoved: move_due_day,
    TermExtended: extend,
    Holiday: rest,
    NewTerms: renew,
    WriteOff: write_off,
    Recovery: recover,
    Refund: refund,
}


def _instalment(book: Book, number: int) -> Row:
    if not 1 <= number <= len(book.rows):
        raise ImpossibleEvent("instalment-unknown", f"There is no instalment {number}.")
    return book.rows[number - 1]

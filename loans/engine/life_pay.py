"""Money on its way to the rows of a living loan: what is due, what lies ahead, and where its shares are booked."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from loans.engine.allocation import Debt, ShareRecord, Spread
from loans.engine.life_book import INTEREST, PRINCIPAL, Book
from loans.engine.life_interest import rounded
from loans.engine.life_rows import Row, due_day
from loans.engine.money import ZERO
from loans.engine.plan import Phase
from loans.engine.rules import Component, Excess


class How(NamedTuple):
    """How one payment is allocated."""

    overdue: tuple[Component, ...]
    due: tuple[Component, ...]
    advance: tuple[Component, ...]
    excess: Excess


def pay_due(book: Book, name: str, amount: Decimal, how: How) -> Decimal:
    """Pay what is overdue, then what is due today, then charges that are due before their instalment; the EUR left."""
    spread = Spread(amount, book.rules.across)
    left = book.left()
    spread.pay((debt_of(book, row, left) for row in book.due_rows() if row.due_on < book.day), how.overdue)
    spread.pay((debt_of(book, row, left) for row in book.due_rows() if row.due_on == book.day), how.due)
    spread.pay((row.charges_due(book.day) for row in book.charged.values() if row.due_on > book.day), how.due)
    apply(book, name, spread.shares)
    return spread.rest


def ended_rows(book: Book) -> list[Row]:
    """The rows whose period is over and whose moved due day is still to come."""
    return [row for row in book.rows[book.late_to : book.cur] if row.due_on > book.day]


def pay_ended(book: Book, name: str, amount: Decimal, how: How) -> Decimal:
    """Pay rows whose period is over, before their moved due day; the EUR left."""
    spread = Spread(amount, book.rules.across)
    spread.pay((row.debt() for row in ended_rows(book)), how.due)
    apply(book, name, spread.shares)
    return spread.rest


def pay_ahead(book: Book, name: str, amount: Decimal, how: How) -> Decimal:
    """Pay instalments not yet due; the EUR left."""
    ended = book.rows[book.late_to : book.cur]  # their periods are over, their due days to come
    principal = book.left() + sum([row.owed(PRINCIPAL) for row in ended], ZERO)
    spread = Spread(amount, book.rules.across, principal)
    spread.ahead(debts_ahead(book, how.excess), how.advance, how.excess)
    apply(book, name, spread.shares)
    return spread.rest


def apply(book: Book, name: str, shares: Iterable[ShareRecord]) -> None:
    """Book `shares` of the payment `name` on their rows."""
    touched = []
    for share in shares:
        book.shares.append((name, book.day, share))
        if share.number is None:
            _take_loose(book, share)
        else:
            row = book.rows[share.number - 1]
            take(book, row, share.component, share.amount)
            touched.append(row)
    for row in touched:
        freeze(book, row)


def take(book: Book, row: Row, component: Component, amount: Decimal) -> None:
    """Book EUR `amount` paid today on one component of `row`."""
    book.settle(row, component, amount)
    row.paid[component] += amount
    row.paid_on = book.day
    if row.due_on > book.day:
        row.advance += amount
    elif row.due_on < book.day:
        row.late += amount


def overpay(book: Book, name: str, amount: Decimal) -> None:
    """Keep EUR `amount` that the loan does not ask for."""
    if amount:
        book.sums.overpaid += amount
        book.shares.append((name, book.day, ShareRecord(None, Component.OVERPAYMENT, amount)))


def freeze(book: Book, row: Row) -> None:
    """Make `row` final where daily balances left nothing of it to pay: it asks what was settled, and what it bears
    from now on goes to the next row."""
    if row.final or row.total is None or not book.by_days or (row.number or 0) <= book.cur:
        return
    debt = debt_of(book, row, book.left())
    if debt.principal or debt.interest or not (row.settled[PRINCIPAL] or row.settled[INTEREST]):
        return
    is_last = row is book.rows[book.last_open]
    if book.tranches if is_last else row.total > row.settled[PRINCIPAL] + row.settled[INTEREST]:
        return
    book.deviates |= row.asked[PRINCIPAL] != row.settled[PRINCIPAL]
    row.asked[PRINCIPAL], row.asked[INTEREST] = row.settled[PRINCIPAL], row.settled[INTEREST]
    row.final = True
    while book.last_open > book.cur and book.rows[book.last_open].final:
        book.last_open -= 1


def debt_of(book: Book, row: Row, left: Decimal) -> Debt:
    """What `row` asks of a payment today, at most EUR `left` of principal where its period has not ended.

    With daily balances a row ahead asks the interest borne until today (the running one) or none (later ones), and
    the rest of its amount as principal.
    """
    debt = row.debt()
    if row.number is None or row.number <= book.cur:
        return debt
    if book.by_days and not row.final:
        waits = ZERO if book.spread_wait else book.waiting
        bears = rounded(book.terms, book.borne) + waits if row is book.running() else ZERO
        interest = max(bears if row.phase() is not Phase.NOTHING else ZERO, row.settled[INTEREST])
        principal = debt.principal
        if row is book.rows[book.last_open]:
            principal = left
        elif row.total is not None:
            principal = max(row.total - interest - row.settled[PRINCIPAL], ZERO)
        debt = debt._replace(interest=interest - row.settled[INTEREST], principal=principal)
    return debt._replace(principal=min(debt.principal, left))


def debts_ahead(book: Book, excess: Excess) -> Iterator[Debt]:
    """What rows not yet due ask of a payment today, in their order.

    With daily balances each asks its whole amount; where it is not paid from the first on, the last one that of the
    equal instalment, because the remainder that it will really ask depends on what is paid now.
    """
    left = book.left()
    for row in islice(book.rows, book.late_to, None):
        if row.due_on > book.day:
            debt = debt_of(book, row, left)
            is_last = book.by_days and not row.final and row is book.rows[book.last_open]
            if is_last and excess is not Excess.NEXT and book.instalment:
                settled = row.settled[PRINCIPAL] + row.settled[INTEREST]
                debt = debt._replace(principal=max(book.instalment - settled - debt.interest, ZERO))
            yield debt
    yield from (row.debt() for row in book.loose if row.due_on > book.day)


def _take_loose(book: Book, share: ShareRecord) -> None:
    """Pay what belongs to no instalment, the oldest first."""
    rest = share.amount
    for row in sorted(book.loose, key=due_day):
        part = min(rest, row.owed(share.component))
        if part:
            take(book, row, share.component, part)
            rest -= part

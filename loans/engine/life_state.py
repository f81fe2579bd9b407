"""How a loan stands on a day: frozen records read off a `Book`. EUR in exact cents."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from loans.engine.allocation import ShareRecord
from loans.engine.calendar import days_between
from loans.engine.life_book import FEE, INTEREST, PENALTY, PRINCIPAL, Book
from loans.engine.life_interest import rate_on
from loans.engine.life_rows import Row
from loans.engine.money import ZERO, check_sum
from loans.engine.rules import Component


class Parts(NamedTuple):
    """An amount by component."""

    principal: Decimal = ZERO
    interest: Decimal = ZERO
    fee: Decimal = ZERO
    penalty: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """The sum of the four."""
        return self.principal + self.interest + self.fee + self.penalty


class RowState(NamedTuple):
    """One instalment as it now stands; `number` None: something due that belongs to none (a charge after the end,
    default interest, principal repaid early or written off).

    asked, paid, unpaid: see `Parts`; asked = paid + waived + written_off + unpaid. in_advance and late: of what was
    paid, before and after the due day. paid_on: the day of the payment that left nothing unpaid. closing: the principal
    of the schedule after this row, payouts of its due day not included. capitalised: interest that became principal.
    """

    number: int | None
    from_on: date
    due_on: date
    days: int
    asked: Parts
    paid: Parts
    unpaid: Parts
    in_advance: Decimal
    late: Decimal
    waived: Decimal
    written_off: Decimal
    paid_on: date | None
    capitalised: Decimal
    closing: Decimal


class EventShare(NamedTuple):
    """A share of the event `id` of the day `on`. A negative one takes back what a change of the schedule moved on."""

    id: str
    on: date
    share: ShareRecord


class LoanState(NamedTuple):
    """A loan on the day `on`, with everything that counts on that day.

    outstanding: the principal paid out or capitalised by then and not settled, and all interest, fees and penalties
    that the schedule still asks, those to come included; of it `due` on that day or before, and `overdue` before it.
    accrued: interest borne until that day and not yet due. in_advance: paid on instalments not yet due. overpaid: the
    borrower's money, less what was refunded. paid, waived, written_off: by component so far; indemnity: paid for
    repaying early. oldest_unpaid_due_on: of what is due, None if nothing is; days_late counts from
    it. next_due_*: the first instalment of that day or later with something unpaid. instalment: the equal instalment
    now agreed, None where there is none. rate_yearly: of that day. rows: the schedule as it now stands, what is late
    taken to be paid today; shares: where every payment went, in order.
    """

    on: date
    paid_out: Decimal
    outstanding: Parts
    due: Parts
    overdue: Parts
    accrued: Decimal
    in_advance: Decimal
    overpaid: Decimal
    paid: Parts
    indemnity: Decimal
    waived: Parts
    written_off: Parts
    recovered: Decimal
    days_late: int
    oldest_unpaid_due_on: date | None
    next_due_on: date | None
    next_due_amount: Decimal
    instalment: Decimal | None
    rate_yearly: Decimal
    rows: tuple[RowState, ...]
    shares: tuple[EventShare, ...]


def state_of(book: Book, on: date) -> LoanState:
    """The state of `book`, which stands on the day `on`, or is not yet paid out on it."""
    drawn = book.look_ahead() if book.living else book
    ordered = sorted([*drawn.rows, *drawn.loose], key=_age)
    rows = tuple(_row_states(drawn, ordered))
    check_sum(
        "principal of the rows",
        sum([amount for _, amount in drawn.drawn], ZERO) + sum([row.capitalised for row in rows], ZERO),
        sum([row.asked.principal for row in rows], ZERO),
    )
    due = [
        (source, row)
        for source, row in zip(ordered, rows, strict=True)
        if row.due_on <= on and row.unpaid.total and book.begun
    ]
    coming = next((row for row in rows if row.due_on >= on and row.unpaid.total), None)
    # Default interest is no debt of its own: it is as late as what bears it.
    oldest = next((row.due_on for source, row in due if source is not book.default.row), None)
    return LoanState(
        on=on,
        paid_out=book.sums.paid_out if book.begun else ZERO,
        outstanding=_outstanding(book, rows) if book.begun else Parts(),
        due=_sum(row.unpaid for _, row in due),
        overdue=_sum(row.unpaid for _, row in due if row.due_on < on),
        accrued=book.accrued(),
        in_advance=sum([row.in_advance for row in rows if row.due_on > on], ZERO),
        overpaid=book.sums.overpaid - book.sums.refunded,
        paid=_sum(row.paid for row in rows),
        indemnity=book.sums.indemnity,
        waived=_parts(book.sums.waived),
        written_off=_parts(book.sums.written_off),
        recovered=book.sums.recovered,
        days_late=days_between(oldest, on) if oldest else 0,
        oldest_unpaid_due_on=oldest,
        next_due_on=coming.due_on if coming else None,
        next_due_amount=coming.unpaid.total if coming else ZERO,
        instalment=book.instalment,
        rate_yearly=rate_on(book.terms, on),
        rows=rows,
        shares=tuple(EventShare(*one) for one in book.shares),
    )


def _outstanding(book: Book, rows: Iterable[RowState]) -> Parts:
    """What the schedule still asks; its principal without what will be paid out or capitalised only later."""
    return _sum(row.unpaid for row in rows)._replace(principal=book.owed_principal())


def _row_states(book: Book, ordered: Iterable[Row]) -> Iterable[RowState]:
    balance, drawn = ZERO, list(book.drawn)
    for row in ordered:
        while drawn and (drawn[0][0] < row.to_on or (row.line is None and drawn[0][0] == row.to_on)):
            balance += drawn.pop(0)[1]
        balance += row.capitalised - row.asked[PRINCIPAL]
        asked, paid = _parts(row.asked), _parts(row.paid)
        unpaid = Parts(*(row.owed(one) for one in (PRINCIPAL, INTEREST, FEE, PENALTY)))
        yield RowState(
            number=row.number,
            from_on=row.from_on,
            due_on=row.due_on,
            days=days_between(row.from_on, row.to_on),
            asked=asked,
            paid=paid,
            unpaid=unpaid,
            in_advance=row.advance,
            late=row.late,
            waived=row.waived,
            written_off=row.written_off,
            paid_on=row.paid_on if row.paid_on and not unpaid.total else None,
            capitalised=row.capitalised,
            closing=balance,
        )


def _parts(amounts: dict[Component, Decimal]) -> Parts:
    return Parts(amounts[PRINCIPAL], amounts[INTEREST], amounts[FEE], amounts[PENALTY])


def _sum(parts: Iterable[Parts]) -> Parts:
    columns = list(zip(*parts, strict=True))
    return Parts(*(sum(column, ZERO) for column in columns))


def _age(row: Row) -> tuple[date, int]:
    return row.due_on, row.number or 0

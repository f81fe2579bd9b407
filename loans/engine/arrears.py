"""How a loan stands on a day, by its stored schedule and the shares of its payments.

Days late = the day asked minus the oldest due day with something unpaid. Source: definitions of the MIX taxonomy,
quoted in `docs/domain.md`. The measures of many loans: `portfolio.py`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import NamedTuple

from loans.engine.allocation import Debt, ShareRecord, unpaid
from loans.engine.calendar import checked_day, days_between
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO
from loans.engine.records import InstalmentRecord


class Bucket(StrEnum):
    """Ageing by days late; the value is the label."""

    CURRENT = "0"
    TO_30 = "1-30"
    TO_60 = "31-60"
    TO_90 = "61-90"
    TO_180 = "91-180"
    TO_365 = "181-365"
    OVER_365 = ">365"


_CEILINGS = (
    (0, Bucket.CURRENT),
    (30, Bucket.TO_30),
    (60, Bucket.TO_60),
    (90, Bucket.TO_90),
    (180, Bucket.TO_180),
    (365, Bucket.TO_365),
)


class Standing(NamedTuple):
    """A loan on one day; EUR amounts.

    due_*: unpaid parts of instalments due on that day or before. overdue_*: of those due before that day.
    oldest_unpaid_due_on: the first of the due ones, None if there is none. next_due_*: the first instalment
    due on that day or later with something unpaid (None and 0.00 if there is none), so that nothing is both
    overdue and next.
    """

    outstanding_principal: Decimal
    due_principal: Decimal
    due_interest: Decimal
    overdue_amount: Decimal
    overdue_principal: Decimal
    days_late: int
    oldest_unpaid_due_on: date | None
    next_due_on: date | None
    next_due_amount: Decimal
    bucket: Bucket


def bucket_of(days_late: int) -> Bucket:
    """The ageing bucket of `days_late` (0 or more). Raises ImpossibleQuestion for a negative number."""
    if days_late < 0:
        raise ImpossibleQuestion("days-negative", f"{days_late} days late cannot be: the number starts at 0.")
    return next((bucket for ceiling, bucket in _CEILINGS if days_late <= ceiling), Bucket.OVER_365)


def standing(rows: Sequence[InstalmentRecord], paid: Iterable[ShareRecord], on: date) -> Standing:
    """The standing of a paid-out loan on the day `on` (payments of that day counted).

    `rows` is its schedule; `paid` the shares with a value day on or before `on`: the caller leaves out later
    ones. Raises ImpossibleShares when the shares do not fit the rows (see `allocation.unpaid`).
    """
    checked_day(on)
    open_debts = [debt for debt in unpaid(rows, paid) if debt.principal or debt.interest]
    due = [debt for debt in open_debts if debt.due_on <= on]
    overdue = [debt for debt in due if debt.due_on < on]
    coming = min((debt for debt in open_debts if debt.due_on >= on), key=_due_on, default=None)
    oldest = min(map(_due_on, due), default=None)
    days_late = days_between(oldest, on) if oldest else 0
    with localcontext(CONTEXT):
        return Standing(
            outstanding_principal=sum([debt.principal for debt in open_debts], ZERO),
            due_principal=sum([debt.principal for debt in due], ZERO),
            due_interest=sum([debt.interest for debt in due], ZERO),
            overdue_amount=sum([debt.principal + debt.interest for debt in overdue], ZERO),
            overdue_principal=sum([debt.principal for debt in overdue], ZERO),
            days_late=days_late,
            oldest_unpaid_due_on=oldest,
            next_due_on=coming.due_on if coming else None,
            next_due_amount=coming.principal + coming.interest if coming else ZERO,
            bucket=bucket_of(days_late),
        )


def _due_on(debt: Debt) -> date:
    return debt.due_on

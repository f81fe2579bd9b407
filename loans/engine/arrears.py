"""How a loan stands on a day, and how much of a portfolio is at risk.

Days late = the day asked minus the oldest due day with something unpaid. Portfolio at risk over N days = the
whole outstanding principal of the loans more than N days late, divided by all outstanding principal. Source:
definitions of the MIX taxonomy, quoted in `docs/domain.md`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import NamedTuple

from loans.engine.allocation import Debt, ShareRecord, unpaid
from loans.engine.calendar import checked_day, days_between
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, not_negative
from loans.engine.schedule import InstalmentRecord


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


class Exposure(NamedTuple):
    """What portfolio at risk needs to know of a loan: EUR outstanding principal and days late."""

    outstanding_principal: Decimal
    days_late: int


class PortfolioAtRisk(NamedTuple):
    """Portfolio at risk over `days`; EUR amounts. `fraction` is None when nothing at all is outstanding:
    there is then no denominator and no rate, which is not the same as a rate of zero."""

    days: int
    at_risk: Decimal
    outstanding: Decimal
    loans_at_risk: int
    loans_outstanding: int
    fraction: Decimal | None


def bucket_of(days_late: int) -> Bucket:
    """The ageing bucket of `days_late` (0 or more). Raises ImpossibleQuestion for a negative number."""
    _check_days(days_late)
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


def portfolio_at_risk(loans: Iterable[Exposure], days: int) -> PortfolioAtRisk:
    """Portfolio at risk over `days`: over 30 means 31 days late or more. Raises ImpossibleQuestion for
    negative days, BadAmount for a negative outstanding principal. Repaid loans (0.00) count nowhere."""
    _check_days(days)
    at_risk = outstanding = ZERO
    loans_at_risk = loans_outstanding = 0
    with localcontext(CONTEXT):
        for loan in loans:
            principal = not_negative(loan.outstanding_principal, "outstanding principal")
            if not principal:
                continue
            outstanding += principal
            loans_outstanding += 1
            if loan.days_late > days:
                at_risk += principal
                loans_at_risk += 1
        fraction = at_risk / outstanding if loans_outstanding else None
    return PortfolioAtRisk(days, at_risk, outstanding, loans_at_risk, loans_outstanding, fraction)


def _due_on(debt: Debt) -> date:
    return debt.due_on


def _check_days(days: int) -> None:
    if days < 0:
        raise ImpossibleQuestion("days-negative", f"{days} days late cannot be: the number starts at 0.")

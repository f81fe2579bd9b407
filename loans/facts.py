"""Rows of the database as values of the engine."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from loans.engine.allocation import Component, ShareRecord
from loans.engine.money import ZERO
from loans.engine.records import InstalmentRecord, PayoutRecord, ScheduleRecord
from loans.engine.schedule import record_of
from loans.engine.terms import LoanTerms
from loans.models import Instalment, Investment, Movement, Schedule, Share


def terms_of(investment: Investment) -> LoanTerms:
    """The frozen terms of a loan for the engine. Raises ValueError for an equity stake, which has no schedule."""
    if investment.months is None:
        raise ValueError(f"{investment} is an equity stake")
    return LoanTerms(
        principal=investment.principal,
        rate_yearly=investment.rate_yearly,
        instalments=investment.months,
        paid_out_on=investment.signed_on,
        first_due_on=investment.first_due_on,
        interest_only=investment.grace_months,
    )


def instalments_of(schedule: Schedule) -> list[InstalmentRecord]:
    """The rows of a stored schedule, by number. A period begins with the due day before it, the first with the day the
    schedule counts from."""
    rows: Iterable[Instalment] = schedule.instalments.order_by("number")
    records: list[InstalmentRecord] = []
    from_on = schedule.from_on
    for row in rows:
        records.append(_instalment(row, from_on))
        from_on = row.due_on
    return records


def schedule_of(investment: Investment, schedule: Schedule) -> ScheduleRecord:
    """A stored first schedule as the engine drew it up: the whole principal paid out at the signature, its rows."""
    principal = investment.principal
    payout = PayoutRecord(investment.signed_on, principal, withheld=ZERO, beside=ZERO, net=principal)
    return record_of(instalments_of(schedule), (payout,))


def shares_on(investment: Investment, day: date, *, known_at: datetime | None = None) -> list[ShareRecord]:
    """The shares of the repayments that count at the end of `day`, those of reversals as negative amounts.

    `known_at` leaves out what was booked later than that instant. It is what the engine's `standing` asks for.
    """
    rows = _repayments(investment).filter(movement__value_on__lte=day)
    if known_at is not None:
        rows = rows.filter(movement__booked_at__lte=known_at)
    return [_record(*row) for row in rows.values_list("instalment_number", "component", "amount")]


class BoundShare(NamedTuple):
    """A share of a repayment, the value day from which it counts and the day on which a reversal gives it back
    (None: it stands)."""

    share: ShareRecord
    from_on: date
    freed_on: date | None


def bound_shares(investment: Investment) -> list[BoundShare]:
    """Every share of the repayments booked so far; a reversal is the end of what it reverses, not a row of its own."""
    columns = (
        "movement__value_on",
        "movement__reversed_by__value_on",
        "instalment_number",
        "component",
        "amount",
    )
    rows = _repayments(investment).filter(movement__reverses=None).order_by("id").values_list(*columns)
    return [
        BoundShare(_record(number, part, amount), from_on, freed_on)
        for from_on, freed_on, number, part, amount in rows
    ]


def bound_from(shares: Iterable[BoundShare], day: date) -> list[ShareRecord]:
    """What a line with this value day must leave alone: for each part of each instalment, the most that is paid of it
    at the end of any day from then on. Without reversals that is everything booked."""
    groups: dict[tuple[int | None, Component], list[BoundShare]] = {}
    for one in shares:
        groups.setdefault((one.share.number, one.share.component), []).append(one)
    return [ShareRecord(number, part, _most(group, day)) for (number, part), group in groups.items()]


def _most(group: list[BoundShare], day: date) -> Decimal:
    if not any(one.freed_on for one in group):
        return sum((one.share.amount for one in group), ZERO)
    return max(
        _counted(group, later) for later in {day, *(one.from_on for one in group if one.from_on > day)}
    )


def _counted(group: list[BoundShare], day: date) -> Decimal:
    counting = [one for one in group if one.from_on <= day and (one.freed_on is None or one.freed_on > day)]
    return sum((one.share.amount for one in counting), ZERO)


def _instalment(row: Instalment, from_on: date) -> InstalmentRecord:
    return InstalmentRecord(
        number=row.number,
        from_on=from_on,
        due_on=row.due_on,
        days=(row.due_on - from_on).days,
        opening=row.opening,
        paid_out=ZERO,
        capitalised=ZERO,
        principal=row.principal,
        interest=row.interest,
        fees=ZERO,
        total=row.principal + row.interest,
        closing=row.closing,
        cumulative=row.cumulative_due,
    )


def _repayments(investment: Investment) -> QuerySet[Share]:
    return Share.objects.filter(movement__investment=investment, movement__kind=Movement.Kind.REPAYMENT)


def _record(number: int | None, component: str, amount: Decimal) -> ShareRecord:
    return ShareRecord(number, Component(component), amount)

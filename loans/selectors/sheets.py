"""The page of one investment: its schedule with what was paid on each instalment, its ledger, its rate, its story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet, Sum

from core.models import AuditEvent
from loans.engine.apr import Rate, apr, loan_flows
from loans.engine.money import ZERO
from loans.facts import schedule_of, terms_of
from loans.models import Instalment, Investment, Movement, Share
from loans.selectors.investments import latest_schedule
from loans.selectors.positions import PositionOn, portfolio_on


@dataclass(frozen=True)
class Sums:
    """EUR due and paid of some instalments, and what is unpaid of those due by the day asked."""

    principal: Decimal
    interest: Decimal
    due: Decimal
    paid: Decimal
    unpaid: Decimal


@dataclass(frozen=True)
class Row:
    """An instalment on a day: EUR; `unpaid` is what remains of it, `is_due` whether its day has come."""

    number: int
    due_on: date
    opening: Decimal
    principal: Decimal
    interest: Decimal
    due: Decimal
    paid: Decimal
    unpaid: Decimal
    closing: Decimal
    is_due: bool
    days_late: int


@dataclass(frozen=True)
class Year:
    """The instalments of a calendar year and their sums."""

    year: int
    rows: tuple[Row, ...]
    sums: Sums


@dataclass(frozen=True)
class ScheduleOn:
    """A schedule as it was paid on a day."""

    years: tuple[Year, ...]
    sums: Sums

    @property
    def rows(self) -> list[Row]:
        return [row for year in self.years for row in year.rows]


@dataclass(frozen=True)
class Entry:
    """A movement of the ledger with the sums of its shares (EUR), and whether it stands (no reversal, not reversed)."""

    movement: Movement
    principal: Decimal
    interest: Decimal
    overpaid: Decimal
    stands: bool


def schedule_on(investment: Investment, day: date) -> ScheduleOn | None:
    """The schedule that counts with what was paid by the end of `day`; None for an equity stake. Two queries."""
    schedule = latest_schedule(investment)
    if schedule is None:
        return None
    paid = dict(
        Share.objects.filter(
            movement__investment=investment,
            movement__kind=Movement.Kind.REPAYMENT,
            movement__value_on__lte=day,
        )
        .values("instalment_number")
        .annotate(paid=Sum("amount"))
        .values_list("instalment_number", "paid")
    )
    rows = [_row(one, paid.get(one.number, ZERO), day) for one in schedule.instalments.order_by("number")]
    years = tuple(
        Year(year, tuple(ones := list(group)), _sums(ones))
        for year, group in groupby(rows, key=lambda row: row.due_on.year)
    )
    return ScheduleOn(years, _sums(rows))


def ledger_of(investment: Investment, until: date) -> list[Entry]:
    """Every movement with a value day by `until`, oldest first, with its shares and what reverses it."""
    rows: QuerySet[Movement] = (
        investment.movements.filter(value_on__lte=until)
        .select_related("booked_by", "reverses", "reversed_by")
        .prefetch_related("shares")
        .order_by("value_on", "id")
    )
    return [_entry(movement) for movement in rows]


def position_on(investment: Investment, day: date) -> PositionOn | None:
    """Where one investment stood at the end of a day; None before its first movement."""
    return next(iter(portfolio_on(day, investments=[investment.pk])), None)


def apr_of(investment: Investment) -> Decimal | None:
    """The annual percentage rate of the contract as a yearly fraction, by its first schedule; None when it has none
    (equity, no solution)."""
    schedule = investment.schedules.order_by("version").first()
    if schedule is None:
        return None
    found = apr(loan_flows(terms_of(investment), schedule_of(investment, schedule)))
    return found.yearly if isinstance(found, Rate) else None


def events_of(investment: Investment, verbs: Iterable[str]) -> QuerySet[AuditEvent]:
    """Which of these acts were done to this investment and to its application, newest first."""
    subjects = [
        f"loans.investment:{investment.reference}",
        f"applicants.application:{investment.decision.application.reference}",
    ]
    return AuditEvent.objects.filter(subject__in=subjects, verb__in=list(verbs)).order_by("-at", "-id")


def _row(one: Instalment, paid: Decimal, day: date) -> Row:
    due = one.principal + one.interest
    is_due = one.due_on <= day
    return Row(
        number=one.number,
        due_on=one.due_on,
        opening=one.opening,
        principal=one.principal,
        interest=one.interest,
        due=due,
        paid=paid,
        unpaid=due - paid,
        closing=one.closing,
        is_due=is_due,
        days_late=(day - one.due_on).days if is_due and paid < due else 0,
    )


def _sums(rows: Iterable[Row]) -> Sums:
    rows = list(rows)
    return Sums(
        principal=sum((row.principal for row in rows), ZERO),
        interest=sum((row.interest for row in rows), ZERO),
        due=sum((row.due for row in rows), ZERO),
        paid=sum((row.paid for row in rows), ZERO),
        unpaid=sum((row.unpaid for row in rows if row.is_due), ZERO),
    )


def _entry(movement: Movement) -> Entry:
    parts = dict.fromkeys(Share.Component.values, ZERO)
    for share in movement.shares.all():
        parts[share.component] += share.amount
    return Entry(
        movement,
        principal=parts[Share.Component.PRINCIPAL],
        interest=parts[Share.Component.INTEREST] + parts[Share.Component.FEE],
        overpaid=parts[Share.Component.OVERPAYMENT],
        stands=movement.reverses_id is None and not hasattr(movement, "reversed_by"),
    )

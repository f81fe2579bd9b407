"""What was declared to a programme, by heading and by source, in a period and since the start."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear

from core.models import User
from core.permissions import Permission
from core.reference import Named
from funding import shares
from funding.models import (
    BudgetLine,
    Expenditure,
    FundingSource,
    Indicator,
    Programme,
    ProgrammeProject,
)

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Declared:
    """Eligible expenditure in EUR: before the period, in it, and up to its end."""

    before: Decimal
    period: Decimal

    @property
    def cumulative(self) -> Decimal:
        return self.before + self.period


@dataclass(frozen=True)
class LineFigures:
    """A budget line and what was declared under it."""

    line: BudgetLine
    declared: Declared

    @property
    def used(self) -> Decimal | None:
        """The part of the budget that is declared, a fraction; None when nothing is budgeted."""
        return self.declared.cumulative / self.line.budget if self.line.budget else None


@dataclass(frozen=True)
class SourceFigures:
    """A source, its rate (a fraction) and its share in what was declared."""

    source: FundingSource
    rate: Decimal
    share: Declared


@dataclass(frozen=True)
class Financing:
    """The financing table of a programme; `above` is eligible expenditure beyond what the sources have
    agreed."""

    lines: list[LineFigures]
    sources: list[SourceFigures]
    eligible: Declared
    above: Decimal

    @property
    def budget(self) -> Decimal:
        return sum((one.line.budget for one in self.lines), ZERO)

    @property
    def agreed(self) -> Decimal:
        return sum((one.source.amount for one in self.sources), ZERO)

    @property
    def used(self) -> Decimal | None:
        return self.eligible.cumulative / self.budget if self.budget else None


def programmes_visible_to(user: User) -> QuerySet[Programme]:
    """Every programme for whoever may see the funding, none for others."""
    return Programme.objects.all() if user.may(Permission.FUNDING_VIEW) else Programme.objects.none()


def expenditures_visible_to(user: User) -> QuerySet[Expenditure]:
    """The expenditure that this person may see, with what a list shows of it."""
    if not user.may(Permission.FUNDING_VIEW):
        return Expenditure.objects.none()
    return Expenditure.objects.select_related(
        "budget_line__programme", "movement__investment__project__enterprise", "booked_by"
    )


def expenditures_of(
    programme: Programme, *, until: date, known_at: datetime | None = None
) -> QuerySet[Expenditure]:
    """The expenditure paid by the day `until`, as far as it was booked at `known_at`."""
    rows = Expenditure.objects.filter(budget_line__programme=programme, paid_on__lte=until)
    return rows.filter(booked_at__lte=known_at) if known_at else rows


def financing(
    programme: Programme, *, period_from: date, period_to: date, known_at: datetime | None = None
) -> Financing:
    """What was declared in a period and before it, by budget line and by source, exact to the cent."""
    rows = expenditures_of(programme, until=period_to, known_at=known_at)
    in_period = Q(paid_on__gte=period_from)
    sums = {
        row["budget_line"]: Declared(before=row["before"], period=row["period"])
        for row in rows.values("budget_line")
        .order_by()
        .annotate(before=_eligible(~in_period), period=_eligible(in_period))
    }
    nothing = Declared(ZERO, ZERO)
    lines = [
        LineFigures(line, sums.get(line.pk, nothing)) for line in programme.budget_lines.order_by("position")
    ]
    eligible = Declared(
        before=sum((one.declared.before for one in lines), ZERO),
        period=sum((one.declared.period for one in lines), ZERO),
    )
    sources = list(programme.sources.order_by("position"))
    agreed = [source.amount for source in sources]
    split = shares.of_period(agreed, before=eligible.before, cumulative=eligible.cumulative)
    figures = [
        SourceFigures(source, rate, Declared(before, period))
        for source, rate, before, period in zip(
            sources, shares.rates(agreed), split.before, split.period, strict=True
        )
    ]
    return Financing(lines=lines, sources=figures, eligible=eligible, above=split.above)


def whole(programme: Programme, *, until: date) -> Financing:
    """The financing table from the first eligible day up to `until`."""
    end = min(until, programme.eligible_to)
    return financing(programme, period_from=programme.eligible_from, period_to=end)


def sums_of(rows: QuerySet[Expenditure]) -> dict[str, Decimal]:
    """What was paid and what of it is eligible in these rows, EUR."""
    found = rows.order_by().aggregate(paid=Sum("amount"), eligible=Sum("eligible_amount"))
    return {key: value or ZERO for key, value in found.items()}


def indicators_of(programme: Programme) -> QuerySet[Indicator]:
    """The indicators in order, each with the sum of its values as `achieved` (None when nobody has recorded
    one)."""
    return programme.indicators.order_by("position").annotate(achieved=Sum("values__value"))


def eligible_by_year(
    programme: Programme, *, until: date, known_at: datetime | None = None
) -> list[tuple[int, Decimal]]:
    """Eligible expenditure in EUR by calendar year, oldest first; years without any are left out."""
    rows = expenditures_of(programme, until=until, known_at=known_at)
    by_year = (
        rows.order_by().annotate(year=ExtractYear("paid_on")).values("year").annotate(eligible=_eligible(Q()))
    )
    return [(row["year"], row["eligible"]) for row in by_year.order_by("year")]


def admitted_projects(programme: Programme) -> QuerySet[ProgrammeProject]:
    """The projects of the programme, in the order of their admission."""
    return ProgrammeProject.objects.filter(programme=programme).select_related("project__enterprise")


def names_of(row: Named) -> dict[str, str]:
    """The name in each language, for a payload that knows no language."""
    return {language: row.name_in(language) for language in ("fr", "nl", "en")}


def _eligible(condition: Q) -> Coalesce:
    total = Sum("eligible_amount", filter=condition) if condition else Sum("eligible_amount")
    return Coalesce(total, Value(ZERO), output_field=DecimalField(max_digits=16, decimal_places=2))

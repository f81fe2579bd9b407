"""Programmes: what is co-financed, by whom, under which headings, and which projects belong to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Project
from core import audit
from core.models import User
from core.refusals import Refused
from funding.models import BudgetLine, FundingSource, Programme, ProgrammeProject

Names = Mapping[str, str]  # "fr", "nl" and "en"


@dataclass(frozen=True)
class Source:
    """A source to be: who pays (`kind` of FundingSource.Kind) and the agreed contribution in EUR."""

    code: str
    kind: str
    names: Names
    amount: Decimal


@dataclass(frozen=True)
class Line:
    """A budget line to be: its `category` of BudgetLine.Category and its budget in EUR."""

    code: str
    category: str
    names: Names
    budget: Decimal


@transaction.atomic
def define(
    *,
    code: str,
    names: Names,
    operational_programme: Names,
    starts_on: date,
    ends_on: date,
    eligible_from: date,
    eligible_to: date,
    sources: Sequence[Source],
    lines: Sequence[Line],
    by: User,
    at: datetime,
) -> Programme:
    """A new programme with its sources and budget lines, in the order given.

    Raises Refused when it has no source or no line, or when the sources do not pay exactly what the lines
    cost; ValidationError for a code that is taken or dates out of order.
    """
    _check_plan(sources, lines)
    programme = Programme(
        code=code,
        starts_on=starts_on,
        ends_on=ends_on,
        eligible_from=eligible_from,
        eligible_to=eligible_to,
        **_named(names),
        **_named(operational_programme, "operational_programme"),
    )
    programme.full_clean()
    programme.save()
    for position, source in enumerate(sources, start=1):
        row = FundingSource(
            programme=programme,
            position=position,
            code=source.code,
            kind=source.kind,
            amount=source.amount,
            **_named(source.names),
        )
        row.full_clean()
        row.save()
    for position, line in enumerate(lines, start=1):
        heading = BudgetLine(
            programme=programme,
            position=position,
            code=line.code,
            category=line.category,
            budget=line.budget,
            **_named(line.names),
        )
        heading.full_clean()
        heading.save()
    total = sum((source.amount for source in sources), Decimal(0))
    audit.record(
        "programme.define", by=by, subject=f"funding.programme:{code}", at=at, detail={"total": str(total)}
    )
    return programme


def admit(*, programme: Programme, project: Project, on: date, by: User, at: datetime) -> ProgrammeProject:
    """Let the programme co-finance the project from `on`. Again for the same programme: the link that exists.

    Raises Refused when the project belongs to another programme or the day lies outside the programme.
    """
    return admit_many(programme=programme, admissions=[(project, on)], by=by, at=at)[0]


@transaction.atomic
def admit_many(
    *, programme: Programme, admissions: Iterable[tuple[Project, date]], by: User, at: datetime
) -> list[ProgrammeProject]:
    """`admit` for a list of (project, day): all or none, with one line in the audit trail."""
    links, added = [], 0
    for project, on in admissions:
        if not programme.starts_on <= on <= programme.ends_on:
            raise Refused(_("The day lies outside the programme."), field="admitted_on")
        link, created = ProgrammeProject.objects.get_or_create(
            project=project, defaults={"programme": programme, "admitted_on": on}
        )
        if link.programme_id != programme.pk:
            raise Refused(
                _("Project %(project)s belongs to another programme already.")
                % {"project": project.reference}
            )
        links.append(link)
        added += created
    if added:
        subject = f"funding.programme:{programme.code}"
        audit.record("programme.admit", by=by, subject=subject, at=at, detail={"projects": added})
    return links


def _check_plan(sources: Sequence[Source], lines: Sequence[Line]) -> None:
    if not sources or not lines:
        raise Refused(_("A programme needs at least one source and one budget line."))
    paid = sum((source.amount for source in sources), Decimal(0))
    cost = sum((line.budget for line in lines), Decimal(0))
    if paid != cost:
        raise Refused(
            _("The sources pay %(paid)s and the budget lines cost %(cost)s: they must be equal.")
            % {"paid": paid, "cost": cost}
        )


def _named(names: Names, prefix: str = "name") -> dict[str, str]:
    return {f"{prefix}_{language}": names[language] for language in ("fr", "nl", "en")}

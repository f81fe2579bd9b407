"""Projects and people of a programme, one query each, by number and never by name."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from applicants.models import ProjectMember
from funding.models import ProgrammeProject
from loans.models import Investment
from reports.facts import Question, Row

AGE_BANDS = ("0-24", "25-34", "35-44", "45-54", "55+", "unknown")


def projects(question: Question) -> list[Row]:
    """The projects admitted by the period's end, in the order of their numbers.

    The municipality is the one of the first contract (as it was at signature), else the enterprise's.
    """
    first = Investment.objects.filter(project=OuterRef("project"), signed_on__lte=question.period_to)
    first = first.exclude(state=Investment.State.CANCELLED).order_by("signed_on", "id")
    rows = (
        ProgrammeProject.objects.filter(programme=question.programme, admitted_on__lte=question.period_to)
        .annotate(
            place=Coalesce(
                Subquery(first.values("municipality__nis_code")[:1]),
                "project__enterprise__municipality__nis_code",
            )
        )
        .order_by("project__reference")
        .values_list(
            "project__reference",
            "project__title",
            "project__kind",
            "project__enterprise__enterprise_number",
            "place",
            "admitted_on",
        )
    )
    return [
        {
            "project": reference,
            "title": title,
            "kind": kind,
            "enterprise_number": number or "",
            "municipality": place,
            "admitted_on": admitted_on.isoformat(),
        }
        for reference, title, kind, number, place, admitted_on in rows
    ]


def people(question: Question) -> list[Row]:
    """The people of these projects, each once, on the admission of their first project."""
    rows = (
        ProjectMember.objects.filter(
            project__programme_link__programme=question.programme,
            project__programme_link__admitted_on__lte=question.period_to,
        )
        .order_by("project__programme_link__admitted_on", "project__reference", "applicant__reference")
        .values_list(
            "applicant__reference",
            "applicant__gender",
            "applicant__prior_status",
            "applicant__born_on",
            "project__reference",
            "project__programme_link__admitted_on",
        )
    )
    once: dict[str, Row] = {}
    for reference, gender, status, born_on, project, admitted_on in rows:
        if reference not in once:
            once[reference] = {
                "person": reference,
                "project": project,
                "gender": gender,
                "status": status,
                "age": age_band(born_on, admitted_on),
                "admitted_on": admitted_on.isoformat(),
            }
    return [once[reference] for reference in sorted(once)]


def age_band(born_on: date | None, on: date) -> str:
    """The band of `AGE_BANDS` in which somebody born on that day stands on the day `on`."""
    if born_on is None:
        return "unknown"
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return next((band for top, band in zip((24, 34, 44, 54), AGE_BANDS, strict=False) if age <= top), "55+")

"""Indicators: what the programme promised to count, and what its projects achieved, with the proof."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Project
from core import audit
from core.models import User
from core.refusals import Refused
from funding.models import Indicator, IndicatorValue, Programme, ProgrammeProject

Names = Mapping[str, str]  # "fr", "nl" and "en"


@transaction.atomic
def define(
    *,
    programme: Programme,
    code: str,
    names: Names,
    units: Names,
    definitions: Names,
    by: User,
    at: datetime,
    target: Decimal | None = None,
) -> Indicator:
    """A new indicator of the programme, after those it has; `target` stays None while it is not known.

    Raises ValidationError for a code that the programme has already.
    """
    indicator = Indicator(
        programme=programme, code=code, target=target, position=programme.indicators.count() + 1
    )
    for language in ("fr", "nl", "en"):
        setattr(indicator, f"name_{language}", names[language])
        setattr(indicator, f"unit_{language}", units[language])
        setattr(indicator, f"definition_{language}", definitions[language])
    indicator.full_clean()
    indicator.save()
    audit.record("indicator.define", by=by, subject=f"funding.indicator:{programme.code}/{code}", at=at)
    return indicator


@transaction.atomic
def record(
    *,
    indicator: Indicator,
    project: Project,
    value: Decimal,
    achieved_on: date,
    proof: str,
    by: User,
    at: datetime,
    gender: str = IndicatorValue.Gender.ALL,
) -> IndicatorValue:
    """What the project added to the indicator on a day, in the indicator's unit; values of several days add
    up.

    `gender` is "a" when the value is not split. Raises Refused when the project is not in the programme, the
    value is negative, or another value stands for the same day already; the same value again is the row that
    exists.
    """
    if value < 0:
        raise Refused(_("The value cannot be below zero."), field="value")
    if not ProgrammeProject.objects.filter(programme=indicator.programme_id, project=project).exists():
        raise Refused(_("The project does not belong to this programme."), field="project")
    row, created = IndicatorValue.objects.get_or_create(
        indicator=indicator,
        project=project,
        gender=gender,
        achieved_on=achieved_on,
        defaults={"value": value, "proof": proof, "recorded_by": by},
    )
    if row.value != value:
        raise Refused(_("Another value stands for this day already."), field="value")
    if created:
        subject = f"funding.indicator_value:{row.pk}"
        detail = {"indicator": indicator.code, "project": project.reference, "value": str(value)}
        audit.record("indicator.record", by=by, subject=subject, at=at, detail=detail)
    return row

"""Programmes: defined whole, projects admitted once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEvent
from core.refusals import Refused
from funding.models import Programme, ProgrammeProject
from funding.services import programmes
from funding.services.programmes import Line
from tests.funding import builders
from tests.funding.builders import LINES, SOURCES, at, names

DAY = date(2010, 2, 1)


def test_a_programme_has_its_sources_and_lines_in_order(cast, programme):
    assert [source.code for source in programme.sources.all()] == ["ERDF", "REGION"]
    assert [line.code for line in programme.budget_lines.all()] == ["INV", "STAFF", "OVER"]
    assert programme.name_in("nl") == "BRUSOC Objectif 2013 (nl)"
    event = AuditEvent.objects.get(verb="programme.define")
    assert event.detail == {"total": "5637188.00"}


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": ()},
        {"lines": ()},
        {"lines": (Line("INV", "investment", names("x"), Decimal("5637187.99")),)},
    ],
)
def test_a_plan_that_does_not_balance_is_refused(cast, changes):
    with pytest.raises(Refused):
        builders.programme(cast, **changes)
    assert not Programme.objects.exists()


def test_dates_out_of_order_and_a_code_that_is_taken_are_refused(cast, programme):
    with pytest.raises(ValidationError):
        builders.programme(cast)
    with pytest.raises(ValidationError):
        builders.programme(cast, code="OTHER", ends_on=date(2006, 1, 1))
    assert len(SOURCES) == 2
    assert len(LINES) == 3


def test_a_project_is_admitted_once(cast, stage, programme):
    project = stage.project()
    facts = {"programme": programme, "project": project, "by": cast.driss, "at": at(DAY)}
    first = programmes.admit(on=DAY, **facts)
    assert programmes.admit(on=date(2011, 1, 1), **facts) == first
    assert ProgrammeProject.objects.get().admitted_on == DAY
    assert AuditEvent.objects.filter(verb="programme.admit").count() == 1


def test_a_project_of_another_programme_or_a_day_outside_is_refused(cast, stage, programme):
    project = stage.project()
    other = builders.programme(cast, code="OTHER")
    programmes.admit(programme=other, project=project, on=DAY, by=cast.driss, at=at(DAY))
    with pytest.raises(Refused, match="another programme"):
        programmes.admit(programme=programme, project=project, on=DAY, by=cast.driss, at=at(DAY))
    with pytest.raises(Refused, match="outside"):
        programmes.admit(programme=programme, project=project, on=date(2016, 1, 1), by=cast.driss, at=at(DAY))


def test_many_are_admitted_or_none(cast, stage, programme):
    projects = [stage.project("One"), stage.project("Two")]
    admissions = [(projects[0], DAY), (projects[1], date(2020, 1, 1))]
    with pytest.raises(Refused):
        programmes.admit_many(programme=programme, admissions=admissions, by=cast.driss, at=at(DAY))
    assert not ProgrammeProject.objects.exists()

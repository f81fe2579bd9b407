"""Indicators: defined with their definition, values recorded once with their proof."""

from datetime import date
from decimal import Decimal

import pytest

from core.refusals import Refused
from funding.models import IndicatorValue
from funding.services import indicators, programmes
from tests.funding.builders import at, names

DAY = date(2010, 6, 30)


@pytest.fixture
def jobs(cast, programme):
    facts = {"names": names("Jobs created"), "units": names("FTE"), "definitions": names("Filled posts")}
    return indicators.define(programme=programme, code="JOBS", by=cast.filip, at=at(DAY), **facts)


@pytest.fixture
def project(cast, stage, programme):
    project = stage.project()
    programmes.admit(programme=programme, project=project, on=date(2010, 2, 1), by=cast.driss, at=at(DAY))
    return project


def record(cast, jobs, project, value="2.5", **changes):
    facts = {
        "value": Decimal(value),
        "achieved_on": DAY,
        "proof": "DmfA 2010/2",
        "by": cast.driss,
        "at": at(DAY),
    }
    return indicators.record(indicator=jobs, project=project, **facts | changes)


def test_indicators_stand_in_the_order_of_their_definition(cast, programme, jobs):
    facts = {"names": names("Starters"), "units": names("firms"), "definitions": names("New firms")}
    second = indicators.define(
        programme=programme, code="NEW", target=Decimal(100), by=cast.filip, at=at(DAY), **facts
    )
    assert (jobs.position, second.position, jobs.target) == (1, 2, None)


def test_a_value_is_recorded_once(cast, jobs, project):
    first = record(cast, jobs, project)
    assert record(cast, jobs, project) == first
    assert record(cast, jobs, project, gender="f").gender == IndicatorValue.Gender.WOMEN
    assert IndicatorValue.objects.count() == 2


def test_another_value_for_the_day_a_negative_one_and_a_stranger_are_refused(cast, stage, jobs, project):
    record(cast, jobs, project)
    with pytest.raises(Refused, match="Another value"):
        record(cast, jobs, project, "3")
    with pytest.raises(Refused, match="below zero"):
        record(cast, jobs, project, "-1")
    with pytest.raises(Refused, match="does not belong"):
        record(cast, jobs, stage.project("Not admitted"))

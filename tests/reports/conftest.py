"""A small programme with everything that a report counts, made by the services that staff use."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from applicants.models import Applicant
from applicants.services import applicants, projects
from coaching.services import follow_ups, sessions
from funding.services import expenditures, indicators, programmes
from reports.services import snapshots
from tests.conftest import Cast
from tests.funding import builders
from tests.funding.builders import at, names, spend
from tests.loans.builders import PAID_OUT, Stage, line

TODAY = date(2015, 12, 31)
WHOLE = {"period_from": date(2007, 1, 1), "period_to": TODAY}
HOSTILE = '=cmd|calc <script>alert("x")</script> file:///etc/passwd'


@pytest.fixture
def world(cast: Cast) -> SimpleNamespace:
    """Three projects, four people, four contracts (one equity stake, one written off), and exactly EUR
    5,637,188 eligible."""
    stage = Stage(cast)
    programme = builders.programme(cast)
    beans = stage.project("Haricot Magique", enterprise_number="0428759497")
    comfort = stage.project("Réconfort +", nis_code="21001")
    hostile = stage.project(HOSTILE)
    everyone = [(beans, "f"), (beans, "m"), (comfort, "f"), (hostile, "u")]
    people = [_person(cast, project, gender, number) for number, (project, gender) in enumerate(everyone)]
    contracts = [
        stage.investment(project=beans, amount="10000"),
        stage.investment(project=beans, product="SEED", amount="20000", months=None),
        stage.investment(project=comfort, amount="12500", months=24),
        stage.investment(project=hostile, amount="5000"),
    ]
    stage.repay(contracts[0], line("870.00", date(2010, 3, 1)))
    stage.write_off(contracts[3], date(2012, 5, 1))
    for number, project in enumerate((beans, comfort, hostile)):
        on = PAID_OUT.replace(year=2010 + number)
        programmes.admit(programme=programme, project=project, on=on, by=cast.driss, at=at(on))
    _declare(cast, programme)
    _achieve(cast, programme, beans, comfort)
    _coach(cast, beans, 90)
    return SimpleNamespace(
        cast=cast, stage=stage, programme=programme, beans=beans, comfort=comfort, hostile=hostile,
        people=people, contracts=contracts,
    )  # fmt: skip


@pytest.fixture
def take(world):
    """Take a snapshot of the whole programme, as the manager, at the end of 2015."""

    def now(**changes):
        facts = {
            "programme": world.programme,
            "languages": ["fr"],
            "by": world.cast.chantal,
            "at": at(TODAY, 15),
        }
        return snapshots.take(**{**facts, **WHOLE, "on": TODAY, **changes})

    return now


def _person(cast, project, gender, number) -> Applicant:
    person = applicants.register(
        first_name=f"Zébulon{number}",
        last_name="Secrète",
        contact_language="fr",
        gender=gender,
        born_on=date(1980, 2, 2) if number else None,
        prior_status="job_seeker",
        by=cast.aicha,
        on=project.opened_on,
        at=at(project.opened_on),
    )
    projects.add_member(
        project=project, applicant=person, part="holder", by=cast.aicha, at=at(project.opened_on)
    )
    return person


def _declare(cast, programme) -> None:
    lines = {one.code: one for one in programme.budget_lines.all()}
    expenditures.take_payouts(programme=programme, by=cast.driss, at=at(TODAY), until=TODAY)
    spend(cast, lines["INV"], str(lines["INV"].budget - Decimal(47_500)), date(2011, 5, 2))
    spend(cast, lines["STAFF"], "600000.01", date(2009, 12, 31))
    spend(cast, lines["STAFF"], "999999.99", date(2013, 12, 31), supplier="Madame Confidentielle")
    spend(cast, lines["OVER"], "400000.00", date(2014, 1, 2))


def _achieve(cast, programme, beans, comfort) -> None:
    facts = {"names": names("Jobs created"), "units": names("FTE"), "definitions": names("Filled posts only")}
    jobs = indicators.define(programme=programme, code="JOBS", by=cast.filip, at=at(TODAY), **facts)
    for project, gender, value in ((beans, "f", "2.5"), (beans, "m", "1"), (comfort, "a", "4")):
        indicators.record(
            indicator=jobs,
            project=project,
            gender=gender,
            value=Decimal(value),
            achieved_on=date(2012, 6, 30),
            proof="DmfA",
            by=cast.driss,
            at=at(TODAY),
        )


def _coach(cast, project, minutes) -> None:
    opened = follow_ups.open_(
        project=project, advisor=cast.bram, by=cast.chantal, on=PAID_OUT, at=at(PAID_OUT)
    )
    for year, theme in ((2010, "cash_flow"), (2011, "fiscal")):
        on = date(year, 9, 1)
        sessions.log(
            follow_up=opened,
            advisor=cast.bram,
            held_on=on,
            minutes=minutes,
            channel="office",
            theme=theme,
            by=cast.bram,
            key=f"session:{on}",
            at=at(on),
            today=on,
        )

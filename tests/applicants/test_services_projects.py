from datetime import date
from decimal import Decimal

import pytest

from applicants.services import projects
from core.models import AuditEvent
from core.refusals import Refused
from tests.applicants import builders

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2010, 3, 1), date(2010, 4, 1)


def test_a_project_opens_with_its_analyst(cast):
    project = builders.project(analyst=cast.aicha, opened_on=MARCH, title="Réconfort +")
    assert (project.reference, project.sort_title, project.analyst) == (
        "P-2010-0001",
        "reconfort +",
        cast.aicha,
    )
    assert (
        AuditEvent.objects.filter(verb="project.open", subject="applicants.project:P-2010-0001").count() == 1
    )


@pytest.mark.parametrize("wrong", [{"analyst": "bram"}, {"analyst": "aicha", "advisor": "chantal"}])
def test_only_staff_of_the_trade_carry_a_file(cast, wrong):
    staff = {part: getattr(cast, name) for part, name in wrong.items()}
    firm = builders.enterprise(by=cast.aicha, on=MARCH)
    with pytest.raises(Refused) as refusal:
        projects.open_(
            title="X",
            kind="growth",
            enterprise=firm,
            by=cast.aicha,
            on=MARCH,
            at=builders.noon(MARCH),
            **staff,
        )
    assert refusal.value.field == list(wrong)[-1]


def test_assigning_an_advisor_leaves_the_analyst(cast):
    project = builders.project(analyst=cast.aicha, opened_on=MARCH)
    given = projects.assign(
        project=project, advisor=cast.bram, by=cast.chantal, on=APRIL, at=builders.noon(APRIL)
    )
    assert (given.analyst, given.advisor) == (cast.aicha, cast.bram)
    detail = AuditEvent.objects.get(verb="project.assign").detail
    assert detail == {"on": "2010-04-01", "analyst": cast.aicha.pk, "advisor": cast.bram.pk}


def test_assigning_is_refused_before_the_opening_and_to_a_stranger_to_the_trade(cast):
    project = builders.project(analyst=cast.aicha, opened_on=APRIL)
    with pytest.raises(Refused):
        projects.assign(
            project=project, advisor=cast.bram, by=cast.chantal, on=MARCH, at=builders.noon(MARCH)
        )
    with pytest.raises(Refused) as refusal:
        projects.assign(
            project=project, advisor=cast.driss, by=cast.chantal, on=APRIL, at=builders.noon(APRIL)
        )
    assert refusal.value.field == "advisor"
    project.refresh_from_db()
    assert project.advisor is None


def test_shares_of_the_members_never_pass_the_whole(cast):
    project = builders.project(analyst=cast.aicha, opened_on=MARCH, people=0)
    first, second, third = (builders.person(by=cast.aicha, on=MARCH, first_name=name) for name in "ABC")
    facts = {"project": project, "part": "partner", "by": cast.aicha, "at": builders.noon(MARCH)}
    projects.add_member(applicant=first, share=Decimal("0.6"), **facts)
    projects.add_member(applicant=second, share=Decimal("0.4"), **facts)
    with pytest.raises(Refused) as refusal:
        projects.add_member(applicant=third, share=Decimal("0.0001"), **facts)
    assert refusal.value.field == "share"
    projects.add_member(applicant=third, **facts)
    assert project.members.count() == 3


def test_a_person_is_a_member_once(cast):
    project = builders.project(analyst=cast.aicha, opened_on=MARCH, people=0)
    someone = builders.person(by=cast.aicha, on=MARCH)
    facts = {"project": project, "part": "holder", "by": cast.aicha, "at": builders.noon(MARCH)}
    projects.add_member(applicant=someone, **facts)
    with pytest.raises(Refused) as refusal:
        projects.add_member(applicant=someone, **facts)
    assert refusal.value.field == "applicant"

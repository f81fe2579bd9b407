from datetime import date

import pytest

from applicants.services import projects
from core.models import AuditEvent
from tests.applicants import builders

pytestmark = pytest.mark.django_db
MARCH = date(2010, 3, 1)


@pytest.fixture
def nadia(cast):
    project = builders.project(analyst=cast.aicha, advisor=cast.bram, opened_on=MARCH)
    return project.people.get()


def test_the_page_of_a_person_works_and_leaves_a_trace(cast, logged_in, nadia):
    answer = logged_in(cast.bram).get(nadia.get_absolute_url())
    assert "Nadia Zeroual" in answer.content.decode()
    event = AuditEvent.objects.get(verb="applicant.view")
    assert (event.by, event.subject, event.where) == (
        cast.bram,
        f"applicants.applicant:{nadia.reference}",
        "127.0.0.1",
    )


def test_who_may_not_see_a_person_leaves_no_view_behind(cast, logged_in, client, nadia):
    url = nadia.get_absolute_url()
    assert logged_in(cast.greta).get(url).status_code == 404
    assert logged_in(cast.filip).get(url).status_code == 403
    assert logged_in(cast.aicha).post(url).status_code == 405
    assert client.get(url).status_code == 302
    assert not AuditEvent.objects.filter(verb="applicant.view").exists()


def test_an_advisor_sees_only_the_projects_in_their_care_on_a_shared_person(cast, logged_in, nadia):
    other = builders.project(
        analyst=cast.aicha, advisor=cast.greta, opened_on=MARCH, title="Réconfort +", people=0
    )
    projects.add_member(
        project=other, applicant=nadia, part="partner", by=cast.aicha, at=builders.noon(MARCH)
    )
    page = logged_in(cast.bram).get(nadia.get_absolute_url()).content.decode()
    assert "Haricot Magique" in page
    assert "Réconfort" not in page
    assert "Réconfort" in logged_in(cast.aicha).get(nadia.get_absolute_url()).content.decode()

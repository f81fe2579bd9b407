"""Every move of an application, and every move that is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction

from applicants.lifecycle import APPLICATION_LIFE
from applicants.models import Application
from applicants.services import applications
from core.models import AuditEvent
from core.refusals import Refused
from tests.applicants import builders

pytestmark = pytest.mark.django_db
MARCH = date(2010, 3, 1)
DAYS = {
    "draft": {},
    "submitted": {"submitted_on": MARCH},
    "in_review": {"submitted_on": MARCH, "reviewed_on": MARCH},
    "approved": {"submitted_on": MARCH, "reviewed_on": MARCH, "closed_on": MARCH, "verdict": "approve"},
    "refused": {"submitted_on": MARCH, "reviewed_on": MARCH, "closed_on": MARCH, "verdict": "refuse"},
    "withdrawn": {"withdrawn_on": MARCH},
}
VERBS = {
    "submit": applications.submit,
    "review": applications.review,
    "withdraw": applications.withdraw,
    "approve": lambda **facts: applications.close(verdict="approve", **facts),
    "refuse": lambda **facts: applications.close(verdict="refuse", **facts),
}
ALLOWED = {(source, move.verb): move.target for move in APPLICATION_LIFE for source in move.sources}
EVERY = [(state, verb) for state in DAYS for verb in VERBS]


def test_the_tables_of_this_test_are_complete():
    assert set(DAYS) == set(APPLICATION_LIFE.states) == set(Application.State.values)
    assert set(VERBS) == {move.verb for move in APPLICATION_LIFE}


@pytest.fixture
def project(cast):
    return builders.project(analyst=cast.aicha, opened_on=MARCH)


@pytest.mark.parametrize(("state", "verb"), [pair for pair in EVERY if pair in ALLOWED])
def test_a_move_of_the_table_is_made_and_written_down(cast, project, state, verb):
    application = builders.application(project=project, received_on=MARCH, **DAYS[state])
    later = MARCH + timedelta(days=9)
    moved = VERBS[verb](application=application, by=cast.aicha, on=later, at=builders.noon(later))
    moved.refresh_from_db()
    assert moved.state == ALLOWED[state, verb]
    assert (moved.closed_on == later) is (moved.state in {"approved", "refused", "withdrawn"})
    event = AuditEvent.objects.get(verb=f"application.{verb}", at=builders.noon(later))
    assert event.subject == f"applicants.application:{moved.reference}"


@pytest.mark.parametrize(("state", "verb"), [pair for pair in EVERY if pair not in ALLOWED])
def test_any_other_move_is_refused_and_changes_nothing(cast, project, state, verb):
    application = builders.application(project=project, received_on=MARCH, **DAYS[state])
    events = AuditEvent.objects.count()
    with pytest.raises(Refused):
        VERBS[verb](application=application, by=cast.aicha, on=MARCH, at=builders.noon(MARCH))
    application.refresh_from_db()
    assert (application.state, AuditEvent.objects.count()) == (state, events)


def test_the_database_refuses_a_jump_too(project):
    application = builders.application(project=project, received_on=MARCH)
    with pytest.raises(InternalError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(
            state="approved", submitted_on=MARCH, closed_on=MARCH
        )


@pytest.mark.parametrize("verb", ["review", "withdraw"])
def test_a_day_before_the_last_step_is_refused(cast, project, verb):
    application = builders.application(project=project, received_on=MARCH, submitted_on=date(2010, 3, 9))
    early = date(2010, 3, 8)
    with pytest.raises(Refused) as refusal:
        VERBS[verb](application=application, by=cast.aicha, on=early, at=builders.noon(early))
    assert refusal.value.field == "on"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"amount": Decimal(0)}, None), ({"purpose": ""}, "purpose"), ({"amount": Decimal("0.001")}, "amount")],
)
def test_a_request_without_amount_or_purpose_is_refused(project, facts, field):
    with pytest.raises(Refused) as refusal:
        builders.application(project=project, received_on=MARCH, **facts)
    assert refusal.value.field == field


def test_a_request_from_before_the_file_was_opened_is_refused(project):
    with pytest.raises(Refused):
        builders.application(project=project, received_on=date(2010, 2, 28))

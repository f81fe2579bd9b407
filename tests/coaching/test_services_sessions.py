from datetime import date

import pytest
from django.db import IntegrityError, transaction

from coaching.models import Session
from core.models import AuditEvent
from core.refusals import Refused
from tests.applicants import builders as applicants
from tests.coaching import builders

pytestmark = pytest.mark.django_db
APRIL = date(2012, 4, 2)


def test_a_session_is_logged_with_who_was_there(cast, haricot, in_care_of_bram):
    there = list(haricot.people.all())
    session = builders.session(follow_up=in_care_of_bram, held_on=APRIL, minutes=45, attendees=there)
    assert (session.minutes, session.advisor, set(session.attendees.all())) == (45, cast.bram, set(there))
    event = AuditEvent.objects.get(verb="session.log")
    assert (event.subject, event.by) == (f"coaching.session:{session.pk}", cast.bram)


def test_the_same_key_logs_one_session(in_care_of_bram):
    first = builders.session(follow_up=in_care_of_bram, held_on=APRIL, key="once")
    again = builders.session(follow_up=in_care_of_bram, held_on=APRIL, key="once")
    assert first.pk == again.pk
    assert (Session.objects.count(), AuditEvent.objects.filter(verb="session.log").count()) == (1, 1)


def test_the_same_key_with_other_facts_is_refused(in_care_of_bram, in_care_of_greta):
    builders.session(follow_up=in_care_of_bram, held_on=APRIL, key="once")
    for facts in ({"minutes": 90}, {"note": "Other."}, {"follow_up": in_care_of_greta}):
        with pytest.raises(Refused):
            builders.session(**{"follow_up": in_care_of_bram, "held_on": APRIL, "key": "once", **facts})
    assert Session.objects.get().minutes == 60


@pytest.mark.parametrize(
    ("held_on", "facts", "field"),
    [
        (APRIL, {"today": date(2012, 4, 1)}, "held_on"),
        (date(2012, 2, 29), {}, "held_on"),
        (APRIL, {"minutes": 4}, "minutes"),
        (APRIL, {"minutes": 601}, "minutes"),
        (APRIL, {"theme": "astrology"}, "theme"),
        (APRIL, {"channel": ""}, "channel"),
        (APRIL, {"next_action": "x" * 201}, "next_action"),
    ],
)
def test_a_session_is_refused_with_the_field_to_blame(in_care_of_bram, held_on, facts, field):
    with pytest.raises(Refused) as refusal:
        builders.session(follow_up=in_care_of_bram, held_on=held_on, **facts)
    assert refusal.value.field == field
    assert not Session.objects.exists()


@pytest.mark.parametrize("minutes", [5, 600])
def test_the_shortest_and_the_longest_session_are_logged(in_care_of_bram, minutes):
    assert builders.session(follow_up=in_care_of_bram, held_on=APRIL, minutes=minutes).minutes == minutes


def test_the_database_refuses_an_implausible_duration_too(in_care_of_bram):
    session = builders.session(follow_up=in_care_of_bram, held_on=APRIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(minutes=601)


def test_a_stranger_to_the_project_cannot_have_been_present(cast, in_care_of_bram):
    stranger = applicants.person(by=cast.aicha, on=APRIL, first_name="Otto")
    with pytest.raises(Refused) as refusal:
        builders.session(follow_up=in_care_of_bram, held_on=APRIL, attendees=[stranger])
    assert refusal.value.field == "attendees"


def test_a_session_after_the_end_of_the_follow_up_is_refused(cast, haricot):
    closed = builders.follow_up(
        project=haricot, advisor=cast.bram, opened_on=date(2012, 3, 1), closed_on=date(2012, 3, 30)
    )
    assert builders.session(follow_up=closed, held_on=date(2012, 3, 30)).pk
    with pytest.raises(Refused) as refusal:
        builders.session(follow_up=closed, held_on=APRIL)
    assert refusal.value.field == "held_on"


def test_only_the_advisor_or_a_manager_logs_a_session(cast, in_care_of_bram):
    for other in (cast.greta, cast.aicha, cast.driss, cast.filip):
        with pytest.raises(Refused) as refusal:
            builders.session(follow_up=in_care_of_bram, held_on=APRIL, by=other)
        assert refusal.value.field == "advisor"
    assert builders.session(follow_up=in_care_of_bram, held_on=APRIL, by=cast.chantal).advisor == cast.bram


def test_a_colleague_may_hold_and_log_a_session_in_somebodys_place(cast, in_care_of_bram):
    session = builders.session(follow_up=in_care_of_bram, held_on=APRIL, advisor=cast.greta)
    assert session.advisor == cast.greta

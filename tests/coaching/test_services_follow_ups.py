from datetime import date

import pytest
from django.db import IntegrityError, transaction

from coaching.models import FollowUp
from coaching.services import follow_ups
from core.models import AuditEvent
from core.refusals import Refused
from tests.applicants.builders import noon
from tests.coaching import builders

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2012, 3, 1), date(2012, 4, 2)


def test_opening_gives_the_file_to_the_advisor(cast, haricot):
    opened = builders.follow_up(project=haricot, advisor=cast.bram, opened_on=MARCH, need="Bookkeeping.")
    haricot.refresh_from_db()
    assert (haricot.advisor, opened.advisor, opened.need) == (cast.bram, cast.bram, "Bookkeeping.")
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"follow_up.open", "project.assign"} <= verbs


def test_opening_twice_is_refused_by_the_service_and_by_the_database(cast, haricot, in_care_of_bram):
    with pytest.raises(Refused):
        builders.follow_up(project=haricot, advisor=cast.greta, opened_on=APRIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(project=haricot, advisor=cast.greta, opened_on=APRIL)


def test_opening_is_refused_before_the_file_and_to_somebody_who_does_not_coach(cast, haricot):
    with pytest.raises(Refused) as refusal:
        builders.follow_up(project=haricot, advisor=cast.bram, opened_on=date(2012, 1, 1))
    assert refusal.value.field == "on"
    with pytest.raises(Refused) as refusal:
        builders.follow_up(project=haricot, advisor=cast.aicha, opened_on=MARCH)
    assert refusal.value.field == "advisor"


def test_closing_ends_it_and_another_may_follow(cast, haricot, in_care_of_bram):
    closed = follow_ups.close(follow_up=in_care_of_bram, by=cast.bram, on=APRIL, at=noon(APRIL))
    assert closed.closed_on == APRIL
    with pytest.raises(Refused):
        follow_ups.close(follow_up=in_care_of_bram, by=cast.bram, on=APRIL, at=noon(APRIL))
    assert builders.follow_up(project=haricot, advisor=cast.greta, opened_on=APRIL).closed_on is None


def test_closing_is_refused_before_the_opening_or_the_last_session(cast, in_care_of_bram):
    early = date(2012, 2, 29)
    with pytest.raises(Refused):
        follow_ups.close(follow_up=in_care_of_bram, by=cast.bram, on=early, at=noon(early))
    builders.session(follow_up=in_care_of_bram, held_on=APRIL)
    with pytest.raises(Refused) as refusal:
        follow_ups.close(follow_up=in_care_of_bram, by=cast.bram, on=MARCH, at=noon(MARCH))
    assert refusal.value.field == "on"

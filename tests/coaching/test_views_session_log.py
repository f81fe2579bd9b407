"""Logging a session: two taps and one line, and nothing that was typed is lost."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from coaching.models import Session
from core.models import Installation
from tests.coaching import builders

pytestmark = pytest.mark.django_db
NEW = reverse("coaching:session_log")
TODAY = date(2012, 6, 15)


@pytest.fixture(autouse=True)
def calendar_of_the_demonstration(db):
    Installation.objects.update_or_create(pk=1, defaults={"demonstration_day": TODAY})


@pytest.fixture
def typed(in_care_of_bram):
    return {
        "submission_key": str(uuid.uuid4()),
        "follow_up": in_care_of_bram.pk,
        "held_on": "2012-06-15",
        "quick": "45",
        "minutes": "",
        "theme": "fiscal",
        "channel": "phone",
        "note": "VAT return filled in together.",
        "next_action": "",
    }


def test_the_form_starts_from_today_and_the_last_session(cast, logged_in, haricot, in_care_of_bram):
    builders.session(follow_up=in_care_of_bram, held_on=date(2012, 4, 2), channel="on_site")
    page = logged_in(cast.bram).get(NEW, {"follow_up": in_care_of_bram.pk})
    form = page.context["form"]
    assert form["held_on"].value() == TODAY
    assert form["channel"].value() == "on_site"
    assert form["quick"].value() == "60"
    assert set(map(int, form["attendees"].value())) == {person.pk for person in haricot.people.all()}


def test_the_form_offers_only_the_open_projects_in_ones_care(
    cast, logged_in, in_care_of_bram, in_care_of_greta
):
    client = logged_in(cast.bram)
    form = client.get(NEW, {"follow_up": in_care_of_greta.pk}).context["form"]
    assert list(form.fields["follow_up"].queryset) == [in_care_of_bram]
    assert form.chosen is None
    for nonsense in ("x", "-1", "9" * 40, "²"):
        assert client.get(NEW, {"follow_up": nonsense}).status_code == 200


def test_without_a_project_the_page_says_what_to_do(cast, logged_in):
    assert "No project in your care is being accompanied" in logged_in(cast.bram).get(NEW).content.decode()


def test_saving_logs_the_session_and_says_so(cast, logged_in, haricot, typed):
    people = [person.pk for person in haricot.people.all()]
    answer = logged_in(cast.bram).post(NEW, {**typed, "attendees": people}, follow=True)
    session = Session.objects.get()
    assert answer.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "The session is saved." in answer.content.decode()
    assert (session.minutes, session.theme, session.channel, session.held_on) == (
        45,
        "fiscal",
        "phone",
        TODAY,
    )
    assert (session.advisor, session.attendees.count()) == (cast.bram, 2)


def test_a_number_of_minutes_goes_before_the_quick_choice(cast, logged_in, typed):
    logged_in(cast.bram).post(NEW, {**typed, "minutes": "75"})
    assert Session.objects.get().minutes == 75


def test_sending_twice_logs_once(cast, logged_in, typed):
    client = logged_in(cast.bram)
    first, second = client.post(NEW, typed), client.post(NEW, typed)
    assert first["Location"] == second["Location"]
    assert Session.objects.count() == 1


def test_the_same_form_with_other_values_is_refused(cast, logged_in, typed):
    client = logged_in(cast.bram)
    client.post(NEW, typed)
    answer = client.post(NEW, {**typed, "note": "Something else."})
    assert answer.status_code == 422
    assert "saved before with other values" in answer.content.decode()
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"held_on": "2012-06-16"}, "held_on", "before it was held"),
        ({"held_on": "2012-02-01"}, "held_on", "began on"),
        ({"held_on": "32/13/2012"}, "held_on", "valid date"),
        ({"minutes": "601"}, "minutes", "600"),
        ({"minutes": "4"}, "minutes", "5"),
        ({"quick": "", "minutes": ""}, "minutes", "how long"),
        ({"quick": "61"}, "quick", "valid choice"),
        ({"theme": ""}, "theme", "required"),
        ({"theme": "astrology"}, "theme", "valid choice"),
        ({"attendees": ["0"]}, "attendees", "valid choice"),
        ({"note": "x" * 4001}, "note", "4000"),
        ({"submission_key": "again"}, "submission_key", "UUID"),
    ],
)
def test_an_error_is_shown_at_its_field_and_keeps_what_was_typed(cast, logged_in, typed, wrong, field, words):
    answer = logged_in(cast.bram).post(NEW, {"next_action": "Brings the lease.", **typed, **wrong})
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    if "note" not in wrong:
        assert "VAT return filled in together." in answer.content.decode()
    assert not Session.objects.exists()


def test_the_project_of_a_stranger_is_no_choice(cast, logged_in, in_care_of_greta, typed):
    answer = logged_in(cast.bram).post(NEW, {**typed, "follow_up": in_care_of_greta.pk})
    assert "follow_up" in answer.context["form"].errors
    assert not Session.objects.exists()


def test_logging_needs_the_right(cast, logged_in, client, typed):
    for person in (cast.aicha, cast.chantal, cast.elke, cast.filip):
        assert logged_in(person).post(NEW, typed).status_code == 403
    assert client.post(NEW, typed).status_code == 302
    assert logged_in(cast.bram).put(NEW).status_code == 405
    assert not Session.objects.exists()

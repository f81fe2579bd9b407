from datetime import date

import pytest
from django.urls import reverse

from core.models import AuditEvent
from tests.coaching import builders
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
APRIL = date(2012, 4, 2)
LIST = reverse("coaching:session_list")


@pytest.fixture
def session(in_care_of_bram, haricot):
    return builders.session(
        follow_up=in_care_of_bram,
        held_on=APRIL,
        note="Cash-flow table done.",
        next_action="Brings the lease.",
        attendees=haricot.people.all()[:1],
    )


def _days(answer):
    return [row.record.held_on for row in answer.context["table"].paginated_rows]


def test_the_list_works_and_sums_the_hours_of_the_filter(cast, logged_in, in_care_of_bram, session):
    builders.session(follow_up=in_care_of_bram, held_on=date(2012, 5, 3), minutes=45, theme="legal")
    answer = logged_in(cast.aicha).get(LIST)
    assert _days(answer) == [date(2012, 5, 3), APRIL]
    assert "2 sessions, 1.75 hours" in answer.content.decode()
    assert "1 session, 0.75 hours" in logged_in(cast.aicha).get(LIST, {"theme": "legal"}).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "haricot"}, 1),
        ({"q": "reconfort"}, 0),
        ({"channel": "office", "theme": "cash_flow"}, 1),
        ({"channel": "phone"}, 0),
        ({"since": "2012-04-02", "until": "2012-04-02"}, 1),
        ({"since": "2012-04-03"}, 0),
        ({"since": "yesterday"}, 1),
    ],
)
def test_the_url_is_the_view(cast, logged_in, session, query, found):
    assert len(_days(logged_in(cast.aicha).get(LIST, query))) == found


def test_the_list_needs_the_right_and_rejects_the_wrong_method(cast, logged_in, client):
    assert logged_in(cast.filip).get(LIST).status_code == 403
    assert client.get(LIST).status_code == 302
    assert logged_in(cast.bram).post(LIST).status_code == 405


def test_the_list_hides_the_sessions_of_strangers(cast, logged_in, session):
    assert _days(logged_in(cast.bram).get(LIST)) == [APRIL]
    assert _days(logged_in(cast.greta).get(LIST)) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, logged_in, in_care_of_bram):
    client, counted = logged_in(cast.aicha), []
    for count in (10, 90):
        for _ in range(count):
            builders.session(follow_up=in_care_of_bram, held_on=APRIL)
        counted.append(queries_of(client, LIST))
    assert counted[0] == counted[1] <= 12
    assert len(_days(client.get(LIST))) == 50


def test_an_export_is_safe_from_formulas_and_leaves_a_trace(cast, logged_in, in_care_of_bram):
    builders.session(follow_up=in_care_of_bram, held_on=APRIL, next_action="=1+1")
    answer = logged_in(cast.chantal).get(LIST, {"format": "csv", "theme": "cash_flow"})
    assert answer.content.decode().splitlines() == [
        "project,held_on,minutes,theme,channel,advisor,next_action",
        "Haricot Magique,2012-04-02,60,cash flow,at BRUSOC,Bram Peeters,'=1+1",
    ]
    event = AuditEvent.objects.get(verb="list.export")
    assert (event.subject, event.by, event.detail) == (
        "sessions:csv",
        cast.chantal,
        {"query": "theme=cash_flow"},
    )


def test_the_page_of_a_session_works(cast, logged_in, session):
    page = logged_in(cast.bram).get(session.get_absolute_url()).content.decode()
    for words in (
        "Cash-flow table done.",
        "Brings the lease.",
        "Nadia Zeroual",
        "2\N{NO-BREAK SPACE}April\N{NO-BREAK SPACE}2012",
    ):
        assert words in page
    assert "Log another session" in page
    assert "Log another session" not in logged_in(cast.aicha).get(session.get_absolute_url()).content.decode()


def test_the_page_hides_the_stranger(cast, logged_in, session):
    assert logged_in(cast.greta).get(session.get_absolute_url()).status_code == 404
    assert logged_in(cast.filip).get(session.get_absolute_url()).status_code == 403
    assert logged_in(cast.bram).post(session.get_absolute_url()).status_code == 405


def test_a_session_knows_its_neighbours_in_the_list(cast, logged_in, in_care_of_bram, session):
    newer = builders.session(follow_up=in_care_of_bram, held_on=date(2012, 5, 3))
    walk = logged_in(cast.bram).get(session.get_absolute_url(), {"list": "1", "q": "haricot"}).context["walk"]
    assert (walk.position, walk.total) == (2, 2)
    assert walk.previous_url == f"{newer.get_absolute_url()}?list=1&q=haricot"
    assert walk.back_url == f"{LIST}?q=haricot#row-{session.pk}"

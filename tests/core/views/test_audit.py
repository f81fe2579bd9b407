"""The page of the audit trail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from core import audit
from core.models import AuditEvent, User
from tests.conftest import NOON, Cast


@pytest.fixture
def trail(cast: Cast) -> Cast:
    for n in range(120):
        by = cast.chantal if n % 2 else cast.driss
        audit.record(
            f"act.{n % 3}",
            by=by,
            subject=f"loans.investment:{n}",
            at=NOON + timedelta(days=n),
            where="10.0.0.1",
        )
    return cast


@pytest.fixture
def elke(trail: Cast, logged_in: Callable[[User], Client]) -> Client:
    return logged_in(trail.elke)


def subjects(client: Client, query: str = "") -> list[str]:
    return [event.subject for event, _ in client.get(f"/audit/{query}").context["rows"]]


def test_the_newest_come_first_and_every_event_is_on_one_page(elke: Client) -> None:
    first = elke.get("/audit/").context["page"]
    second = elke.get(f"/audit/?after={first.after}").context["page"]
    third = elke.get(f"/audit/?after={second.after}").context["page"]
    keys = [event.pk for page in (first, second, third) for event in page.events]
    assert keys == list(AuditEvent.objects.order_by("-pk").values_list("pk", flat=True))
    assert [(page.first, page.last, page.total) for page in (first, second, third)] == [
        (1, 50, 121),
        (51, 100, 121),
        (101, 121, 121),
    ]
    assert (first.before, third.after) == ("", "")


def test_the_way_back_shows_the_same_page(elke: Client) -> None:
    first = elke.get("/audit/").context["page"]
    second = elke.get(f"/audit/?after={first.after}").context["page"]
    assert elke.get(f"/audit/?before={second.before}").context["page"].events == first.events


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=99999999999999999999", "?after=-1", "?page=7", "?by=x"]
)
def test_nonsense_in_the_address_shows_a_page(elke: Client, query: str) -> None:
    assert elke.get(f"/audit/{query}").status_code == 200


def test_filters(trail: Cast, elke: Client) -> None:
    assert len(subjects(elke, f"?by={trail.chantal.pk}&subject=loans.investment:7")) == 6
    assert subjects(elke, "?verb=act.1&until=2012-06-17") == ["loans.investment:1"]
    assert subjects(elke, "?since=2012-06-15&until=2012-06-16&verb=act") == [
        "loans.investment:1",
        "loans.investment:0",
    ]
    assert subjects(elke, "?verb=nothing") == []


def test_a_day_is_a_day_in_brussels(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    late = NOON.replace(hour=22, minute=30)  # half past midnight in Brussels: already the next day
    audit.record("late", by=None, subject="s", at=late)
    client = logged_in(cast.elke)
    assert subjects(client, "?verb=late&until=2012-06-15") == []
    assert subjects(client, "?verb=late&since=2012-06-16&until=2012-06-16") == ["s"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_taking_it_away_is_an_event_too(trail: Cast, elke: Client, kind: str) -> None:
    answer = elke.get(f"/audit/?verb=act.1&format={kind}")
    assert answer["Content-Disposition"] == f'attachment; filename="audit.{kind}"'
    if kind == "csv":
        lines = answer.content.decode().splitlines()
        assert len(lines) == 41
        assert lines[0] == "at,who,act,subject,detail,from_where,hash"
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.by, event.subject) == ("audit.export", trail.elke, f"core.audit:{kind}")
    assert "act.1" in event.detail["query"]


def test_reading_leaves_the_trail_as_it_is(elke: Client) -> None:
    before = audit.newest_hash()
    assert before in elke.get("/audit/").content.decode()
    assert audit.newest_hash() == before


def test_it_costs_the_same_for_many(
    trail: Cast, elke: Client, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(14) as many:
        elke.get("/audit/")
    with django_assert_max_num_queries(14) as few:
        elke.get("/audit/?subject=loans.investment:11")
    assert len(many) == len(few)


def test_a_change_is_shown_in_words(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    audit.record("user.change", by=cast.filip, subject="s", at=NOON, detail={"role": ["advisor", "analyst"]})
    assert "role: advisor → analyst" in logged_in(cast.elke).get("/audit/").content.decode()


def test_an_advisor_may_not(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    assert logged_in(cast.bram).get("/audit/?format=csv").status_code == 403

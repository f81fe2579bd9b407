"""How long a session lives, and what ends it before its time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core import people
from core.models import AuditEvent, User
from tests.conftest import NOON, PASSWORD, Cast


def code(client: Client) -> int:
    return client.get("/profile/").status_code


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_half_an_hour_of_silence_ends_it(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    with at(NOON):
        client = logged_in(cast.aicha)
    with at(NOON + timedelta(minutes=29)):
        assert code(client) == 200
    with at(NOON + timedelta(minutes=58)):
        assert code(client) == 200
    with at(NOON + timedelta(minutes=90)):
        page = client.get("/profile/", follow=True)
    assert "Your session has ended" in page.content.decode()
    assert AuditEvent.objects.latest("pk").verb == "session.end"


def test_ten_hours_end_it_even_for_the_busy(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    with at(NOON):
        client = logged_in(cast.aicha)
    for minutes in range(20, 600, 20):
        with at(NOON + timedelta(minutes=minutes)):
            assert code(client) == 200
    with at(NOON + timedelta(minutes=601)):
        assert code(client) == 302


def test_a_fresh_login_starts_afresh(cast: Cast) -> None:
    client = Client()
    with at(NOON):
        client.post("/account/login/", {"login": cast.aicha.email, "password": PASSWORD})
    with at(NOON + timedelta(hours=11)):
        assert code(client) == 302
        client.post("/account/login/", {"login": cast.aicha.email, "password": PASSWORD})
        assert code(client) == 200


def test_closing_an_account_ends_its_sessions_at_once_and_for_good(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    here, elsewhere, other = logged_in(cast.aicha), logged_in(cast.aicha), logged_in(cast.bram)
    people.change(user=cast.aicha, by=cast.filip, at=NOON, is_active=False)
    assert (code(here), code(elsewhere), code(other)) == (302, 302, 200)
    people.change(user=cast.aicha, by=cast.filip, at=NOON, is_active=True)
    assert code(here) == 302, "an old session does not come back with the account"


def test_a_new_role_ends_the_sessions_of_the_old_one(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    client = logged_in(cast.chantal)
    assert client.get("/audit/").status_code == 200
    people.change(user=cast.chantal, by=cast.filip, at=NOON, role="analyst")
    assert client.get("/audit/").status_code == 302
    assert logged_in(User.objects.get(pk=cast.chantal.pk)).get("/audit/").status_code == 403


def test_ending_sessions_counts_them_and_leaves_the_others(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    logged_in(cast.aicha)
    logged_in(cast.aicha)
    logged_in(cast.bram)
    assert people.end_sessions(cast.aicha) == 2
    assert Session.objects.filter(expire_date__gt=timezone.now()).count() == 1


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(cast: Cast) -> None:
    client = Client()
    client.post("/account/login/", {"login": cast.aicha.email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

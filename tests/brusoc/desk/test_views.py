"""The first page of each role."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from tests.applicants import builders
from tests.conftest import Cast
from tests.counting import queries_of

LoggedIn = Callable[[User], Client]


@pytest.mark.parametrize("first", ["aicha", "bram", "chantal", "driss", "elke", "filip"])
def test_every_role_has_its_desk(cast: Cast, logged_in: LoggedIn, first: str) -> None:
    user = getattr(cast, first)
    answer = logged_in(user).get(reverse("desk"))
    assert answer.status_code == 200
    assert f"Hello {user.get_short_name()}" in answer.content.decode()


def test_a_stranger_is_sent_to_the_login(client: Client, db: None) -> None:
    answer = client.get(reverse("desk"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_only_reading_is_possible(cast: Cast, logged_in: LoggedIn) -> None:
    assert logged_in(cast.aicha).post(reverse("desk")).status_code == 405


def test_an_analyst_sees_only_applications_of_their_own_projects(cast: Cast, logged_in: LoggedIn) -> None:
    day = date(2012, 3, 1)
    project = builders.project(analyst=cast.aicha, opened_on=day, title="Lampion rouge")
    builders.application(project=project, received_on=day, submitted_on=day)
    assert "Lampion rouge" in logged_in(cast.aicha).get(reverse("desk")).content.decode()
    other = User.objects.create_user("wim@brusoc.example", role="analyst", full_name="Wim", language="en")
    assert "Lampion rouge" not in logged_in(other).get(reverse("desk")).content.decode()


def test_the_number_of_queries_does_not_grow(cast: Cast, logged_in: LoggedIn) -> None:
    day = date(2012, 3, 1)
    client = logged_in(cast.chantal)

    def add(count: int) -> None:
        for _ in range(count):
            project = builders.project(analyst=cast.aicha, opened_on=day)
            builders.application(project=project, received_on=day, submitted_on=day)

    add(2)
    few = queries_of(client, reverse("desk"))
    add(6)
    assert queries_of(client, reverse("desk")) == few

"""The search box finds in every room what the person may see, and nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Project
from core.models import User
from tests.applicants import builders
from tests.conftest import Cast

LoggedIn = Callable[[User], Client]
DAY = date(2012, 3, 1)


@pytest.fixture
def project(cast: Cast) -> Project:
    made = builders.project(analyst=cast.aicha, advisor=cast.bram, opened_on=DAY, title="Élodie’s Lampion")
    builders.application(project=made, received_on=DAY, submitted_on=DAY)
    return made


def found(client: Client, text: str) -> str:
    answer = client.get(reverse("search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_project_is_found_without_accents_and_by_its_number(
    cast: Cast, logged_in: LoggedIn, project: Project
) -> None:
    client = logged_in(cast.aicha)
    for text in ("elodie lampion", project.reference, project.people.get().last_name):
        assert reverse("applicants:project_detail", args=[project.pk]) in found(client, text)


def test_an_advisor_does_not_find_the_projects_of_others(
    cast: Cast, logged_in: LoggedIn, project: Project
) -> None:
    assert project.title.partition("’")[2] in found(logged_in(cast.bram), "lampion")
    assert "Nothing was found" in found(logged_in(cast.greta), "lampion")


@pytest.mark.parametrize("text", ["", "x", "<script>alert(1)</script>", "%_\\", "z" * 5000, "=cmd()"])
def test_odd_input_finds_nothing_and_harms_nothing(cast: Cast, logged_in: LoggedIn, text: str) -> None:
    page = found(logged_in(cast.aicha), text)
    assert "Nothing was found" in page
    assert "<script>alert" not in page

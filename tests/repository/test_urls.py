"""The authorisation matrix: what is written equals what the guards say equals what the server answers."""

from collections.abc import Callable

import pytest
from django.test import Client

from core.models import User
from core.permissions import ROLES
from tests.conftest import Cast
from tests.repository import matrix
from tests.repository.addresses import ours


@pytest.fixture(scope="module", autouse=True)
def wished_anew(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--write-matrix"):
        matrix.PAGE.write_text(matrix.as_page(), encoding="utf-8")


def test_the_written_matrix_is_the_matrix() -> None:
    assert matrix.written() == matrix.rows(), "run it once with --write-matrix and read the difference"


def answer(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code < 500, f"{url}: {response.status_code}"
    if response.status_code == 302 and response["Location"].startswith("/account/login/"):
        return "login"
    return {403: "no", 405: "post"}.get(response.status_code, "yes")


@pytest.mark.parametrize("role", [matrix.NOBODY, *ROLES])
def test_the_server_answers_as_the_matrix_says(
    role: str, cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    people = {person.role: person for person in vars(cast).values()}
    client = Client() if role == matrix.NOBODY else logged_in(people[role])
    column = matrix.HEAD.index(role)
    expected = {row[0]: row[column] for row in matrix.written()}
    # The health page says 503 when there is no worker, as here: it is an answer all the same.
    asked = [one for one in ours() if one.name != "core:healthz"]
    assert {one.name: answer(client, one.url) for one in asked} == {
        one.name: expected[one.name] for one in asked
    }

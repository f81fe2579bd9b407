"""No address of the house breaks on a character that the database cannot keep."""

from collections.abc import Callable

import pytest
from django.test import Client

from core.models import User
from tests.conftest import Cast

LISTS = (
    "/applications/",
    "/projects/",
    "/portfolio/",
    "/coaching/",
    "/coaching/follow-ups/",
    "/reports/",
    "/funding/",
)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "parameter", ["state", "q", "format", "sort", "page", "on", "late", "advisor", "year"]
)
def test_nul_in_a_parameter_is_a_bad_request_and_odd_text_is_not_an_error(
    cast: Cast, logged_in: Callable[[User], Client], path: str, parameter: str
) -> None:
    manager = logged_in(cast.chantal)
    assert manager.get(f"{path}?{parameter}=%00").status_code == 400
    for text in ("zzz", "-1", "9" * 40, "%27%22%3C", "%E2%82%AC"):
        assert manager.get(f"{path}?{parameter}={text}").status_code in {200, 302, 404}


@pytest.mark.parametrize("path", ["/funding/%00/", "/search/?q=%00", "/%00"])
def test_nul_in_a_path_is_a_bad_request(cast: Cast, logged_in: Callable[[User], Client], path: str) -> None:
    assert logged_in(cast.chantal).get(path).status_code == 400

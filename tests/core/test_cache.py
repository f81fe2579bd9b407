"""A stopped Redis stops no page: the cache forgets, and the login still works."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client, override_settings

from tests.conftest import PASSWORD, Cast


@pytest.fixture
def no_redis() -> Iterator[None]:
    dead = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    with override_settings(CACHES=dead):
        yield


def test_with_redis_it_keeps() -> None:
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert cache.add("a", 2) is False
    assert cache.incr("a") == 2
    assert cache.delete("a") is True
    assert cache.get("a", "none") == "none"


def test_without_redis_it_forgets(no_redis: None) -> None:
    caches["default"].set("a", 1)
    assert cache.get("a", "none") == "none"
    assert cache.add("a", 2) is True
    assert cache.incr("a") == 1
    assert cache.delete("a") is False


def test_without_redis_people_log_in_and_are_still_locked_out(cast: Cast, no_redis: None) -> None:
    client = Client()
    codes = [
        client.post("/account/login/", {"login": cast.bram.email, "password": "wrong-wrong"}).status_code
        for _ in range(5)
    ]
    assert codes == [200] * 4 + [429]
    assert (
        client.post("/account/login/", {"login": cast.aicha.email, "password": PASSWORD}).status_code == 302
    )
    assert client.get("/profile/").status_code == 200

"""A report is made once whatever happens to the workers and the broker."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import Visitor
from tests.plugins.stack import LiveStack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.xdist_group("journeys")]
_DOCUMENTS = """
    SELECT d.*, (SELECT count(*) FROM core_documentfile f WHERE f.document_id = d.id) AS files
    FROM core_document d WHERE subject LIKE %s ORDER BY language
"""


def documents(stack: LiveStack, address: str) -> list[dict[str, Any]]:
    """The documents of the report at this address, as the database has them."""
    identifier = address.rstrip("/").rsplit("/", 1)[-1].split("#")[0]
    return stack.rows(_DOCUMENTS, f"%{identifier}%")


def until(what: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until `what` is true. Raises AssertionError when it never is."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def all_done(stack: LiveStack, address: str) -> bool:
    return all(row["state"] == "done" for row in documents(stack, address))


def test_two_workers_make_two_languages(demonstration: LiveStack, browser: Browser) -> None:
    manager = Visitor(demonstration, browser, "manager")
    address = manager.ask_for_report("2009-01-01", "2009-12-31", "nl", "en")
    until(lambda: all_done(demonstration, address))
    made = documents(demonstration, address)
    assert [row["files"] for row in made] == [3, 3]
    assert [row["attempts"] for row in made] == [1, 1]
    assert len({row["worker"] for row in made}) == 2


def test_a_worker_killed_in_the_middle_costs_only_time(demonstration: LiveStack, browser: Browser) -> None:
    manager = Visitor(demonstration, browser, "manager")
    while len(demonstration.workers) > 1:
        demonstration.stop_worker(demonstration.workers[-1])
    address = manager.ask_for_report("2010-01-01", "2010-12-31", "fr")
    until(lambda: documents(demonstration, address)[0]["state"] == "rendering")
    demonstration.kill(demonstration.workers[0])
    struck = documents(demonstration, address)[0]
    assert (struck["state"], struck["files"]) == ("rendering", 0)
    demonstration.start_worker()
    demonstration.start_worker()
    until(lambda: all_done(demonstration, address))
    rescued = documents(demonstration, address)[0]
    assert (rescued["attempts"], rescued["files"], rescued["percent"]) == (2, 3, 100)
    assert b"%PDF" in manager.download("fr", "PDF")[:8]


def test_a_report_asked_for_without_redis_is_made_when_redis_is_back(
    demonstration: LiveStack, browser: Browser
) -> None:
    manager = Visitor(demonstration, browser, "manager")
    demonstration.redis.stop()
    try:
        address = manager.ask_for_report("2011-01-01", "2011-12-31", "nl")
        waiting = documents(demonstration, address)[0]
        assert (waiting["state"], waiting["files"]) == ("asked", 0)
        messages = demonstration.rows(
            "SELECT 1 AS one FROM core_message WHERE delivered_at IS NULL AND payload->>'document_id' = %s",
            str(waiting["id"]),
        )
        assert len(messages) == 1
    finally:
        demonstration.redis.start()
    until(lambda: all_done(demonstration, address))
    assert documents(demonstration, address)[0]["attempts"] == 1

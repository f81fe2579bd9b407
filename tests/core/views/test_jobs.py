"""The page of background jobs."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from core import documents, jobs
from core.models import Document, Message, User
from core.permissions import Permission
from tests.conftest import NOON, Cast


def ask(cast: Cast, number: int = 1) -> Document:
    documents.register("test-letter", lambda document, advance: [])
    return documents.ask(
        kind="test-letter",
        subject=f"core.test:{number}",
        language="fr",
        permission=Permission.REPORT_VIEW,
        by=cast.chantal,
        at=NOON + timedelta(minutes=number),
    )


@pytest.fixture
def failed(cast: Cast) -> Document:
    document = ask(cast)
    held = documents.claim(document_id=document.pk, worker="w1", at=NOON)
    return documents.fail(document=held, reason="The disk is full.", at=NOON)


def test_the_page_shows_every_state(
    cast: Cast, failed: Document, logged_in: Callable[[User], Client]
) -> None:
    ask(cast, 2)
    documents.claim(document_id=ask(cast, 3).pk, worker="w7", at=NOON)
    held = documents.claim(document_id=ask(cast, 4).pk, worker="w1", at=NOON)
    documents.finish(document=held, made=[], at=NOON)
    answer = logged_in(cast.filip).get("/jobs/")
    page = answer.content.decode()
    assert answer.context["board"].counts == {"asked": 1, "rendering": 1, "done": 1, "failed": 1}
    assert "The disk is full." in page
    assert "w7" in page
    assert f"/jobs/{failed.pk}/retry/" in page
    assert answer.context["board"].waiting_message_count == Message.objects.count() == 4


def test_an_empty_house_has_a_page(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    page = logged_in(cast.filip).get("/jobs/").content.decode()
    assert "Nothing has failed" in page
    assert "Are worker and beat running?" in page


def test_trying_again_asks_first_and_is_done_by_post(
    cast: Cast, failed: Document, logged_in: Callable[[User], Client]
) -> None:
    client, url = logged_in(cast.filip), f"/jobs/{failed.pk}/retry/"
    assert client.get(url).status_code == 200
    failed.refresh_from_db()
    assert failed.state == "failed"
    assert "put back in line" in client.post(url, follow=True).content.decode()
    failed.refresh_from_db()
    assert failed.state == "asked"
    assert "no longer possible" in client.post(url, follow=True).content.decode()


def test_an_unknown_job_is_not_found(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    assert logged_in(cast.filip).get(f"/jobs/{uuid4()}/retry/").status_code == 404


def test_an_advisor_may_not(cast: Cast, failed: Document, logged_in: Callable[[User], Client]) -> None:
    for url in ("/jobs/", f"/jobs/{failed.pk}/retry/"):
        assert logged_in(cast.bram).post(url).status_code == 403


def test_the_board_costs_the_same_for_many(cast: Cast, django_assert_num_queries: Callable) -> None:
    for number in range(60):
        ask(cast, number)
    with django_assert_num_queries(6):
        board = jobs.board()
    assert len(board.unfinished) == 50
    assert board.counts["asked"] == 60
    assert {document.asked_by.full_name for document in board.unfinished} == {"Chantal Lefèvre"}

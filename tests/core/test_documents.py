"""Documents on demand: one worker at a time, one result, whatever dies on the way."""

import threading
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import override_settings
from django.utils.translation import get_language

from core import documents, outbox, tasks
from core.documents import LeaseLost, Made
from core.models import AuditEvent, Document, DocumentFile, Message, StoredFile
from core.permissions import Permission
from core.refusals import Refused
from tests.conftest import NOON, Cast

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
LATER = NOON + timedelta(seconds=1)
EXPIRED = NOON + settings.LEASE + timedelta(seconds=1)
KIND = "test-letter"


def made() -> list[Made]:
    return [
        Made("pdf", "letter.pdf", "application/pdf", PDF),
        Made("csv", "letter.csv", "text/csv", b"a,b\r\n1,2\r\n"),
    ]


def good(document: Document, advance: documents.Advance) -> list[Made]:
    advance(40, "counting")
    return made()


@pytest.fixture
def asked(cast: Cast) -> Document:
    documents.register(KIND, good)
    return ask(cast)


def ask(cast: Cast, subject: str = "core.test:1", language: str = "fr", at: datetime = NOON) -> Document:
    return documents.ask(
        kind=KIND,
        subject=subject,
        language=language,
        permission=Permission.REPORT_VIEW,
        by=cast.chantal,
        at=at,
    )


def claim(document: Document, at: datetime = NOON, worker: str = "w1") -> Document | None:
    return documents.claim(document_id=document.pk, worker=worker, at=at)


def test_asking_twice_is_asking_once(cast: Cast, asked: Document) -> None:
    assert ask(cast) == asked
    assert ask(cast, language="nl") != asked
    assert Message.objects.count() == 2
    assert AuditEvent.objects.filter(verb="document.ask").count() == 2


def test_asking_for_an_unknown_kind_is_a_fault(cast: Cast) -> None:
    with pytest.raises(KeyError):
        documents.ask(
            kind="nothing",
            subject="s",
            language="fr",
            permission=Permission.REPORT_VIEW,
            by=cast.chantal,
            at=NOON,
        )
    assert not Document.objects.exists()


def test_the_whole_way(cast: Cast, asked: Document) -> None:
    tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert (asked.state, asked.percent, asked.attempts, asked.lease) == ("done", 100, 1, None)
    assert {one.format: one.file.size for one in asked.files.all()} == {"pdf": len(PDF), "csv": 10}
    assert {file.permission for file in StoredFile.objects.all()} == {"report.view"}
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {"document.ask", "document.finish"}


def test_doing_it_again_changes_nothing(cast: Cast, asked: Document) -> None:
    tasks.render_document(str(asked.pk))
    tasks.render_document(str(asked.pk))
    assert DocumentFile.objects.count() == 2
    asked.refresh_from_db()
    assert asked.attempts == 1


def test_an_unknown_document_is_nobodys_work(db: None) -> None:
    tasks.render_document(str(uuid4()))


def test_while_one_is_busy_another_gets_nothing(asked: Document) -> None:
    assert claim(asked) is not None
    assert claim(asked, LATER, "w2") is None


def test_a_silent_worker_is_replaced_and_comes_home_to_nothing(asked: Document) -> None:
    dead = claim(asked)
    heir = claim(asked, EXPIRED, "w2")
    assert heir is not None
    assert (heir.worker, heir.attempts) == ("w2", 2)
    with pytest.raises(LeaseLost):
        documents.advance(document=dead, percent=50, step="", at=EXPIRED)
    with pytest.raises(LeaseLost):
        documents.renew(document=dead, at=EXPIRED)
    with pytest.raises(LeaseLost):
        documents.finish(document=dead, made=made(), at=EXPIRED)
    with pytest.raises(LeaseLost):
        documents.fail(document=dead, reason="late", at=EXPIRED)
    assert not StoredFile.objects.exists()
    documents.finish(document=heir, made=made(), at=EXPIRED)
    assert DocumentFile.objects.count() == 2


def test_a_heartbeat_keeps_the_lease(asked: Document) -> None:
    held = claim(asked)
    documents.renew(document=held, at=NOON + settings.LEASE - timedelta(seconds=1))
    assert claim(asked, EXPIRED, "w2") is None


def test_after_the_finish_nothing_is_taken_back(asked: Document) -> None:
    held = claim(asked)
    documents.finish(document=held, made=made(), at=LATER)
    for act in (
        lambda: documents.finish(document=held, made=made(), at=LATER),
        lambda: documents.fail(document=held, reason="x", at=LATER),
    ):
        with pytest.raises(LeaseLost):
            act()
    assert claim(asked, EXPIRED) is None


def test_one_that_kills_its_workers_is_given_up(asked: Document) -> None:
    at = NOON
    for _ in range(settings.JOB_MAX_ATTEMPTS):
        assert claim(asked, at) is not None
        at += settings.LEASE + timedelta(seconds=1)
    assert claim(asked, at) is None
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert "5" in asked.failure
    assert AuditEvent.objects.filter(verb="document.fail").exists()


def test_progress_stays_between_one_and_ninety_nine(asked: Document) -> None:
    held = claim(asked)
    for given, shown in ((-5, 1), (50, 50), (100, 99), (1000, 99)):
        documents.advance(document=held, percent=given, step="counting", at=NOON)
        asked.refresh_from_db()
        assert asked.percent == shown


def test_a_refusal_is_the_reason_that_the_asker_reads(asked: Document) -> None:
    def refuse(document: Document, advance: documents.Advance) -> list[Made]:
        raise Refused("The period holds no rows.")

    documents.register(KIND, refuse)
    tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert (asked.state, asked.failure) == ("failed", "The period holds no rows.")


def test_a_fault_is_named_without_its_insides(cast: Cast, asked: Document) -> None:
    def burst(document: Document, advance: documents.Advance) -> list[Made]:
        raise ValueError("secret of /srv/brusoc")

    documents.register(KIND, burst)
    tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert "ValueError" in asked.failure
    assert "secret" not in asked.failure


def test_what_is_not_what_it_says_fails_and_leaves_no_file(asked: Document) -> None:
    documents.register(
        KIND, lambda document, advance: [*made(), Made("xlsx", "x.xlsx", "application/pdf", b"no pdf")]
    )
    tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert not StoredFile.objects.exists()


def test_the_language_of_the_document_is_active_while_it_is_made(cast: Cast, asked: Document) -> None:
    spoken = []

    def listen(document: Document, advance: documents.Advance) -> list[Made]:
        spoken.append(get_language())
        return made()

    documents.register(KIND, listen)
    for language in ("nl", "en"):
        tasks.render_document(str(ask(cast, "core.test:2", language).pk))
    assert spoken == ["nl", "en"]


def test_a_failed_one_can_be_tried_again(cast: Cast, asked: Document) -> None:
    documents.fail(document=claim(asked), reason="disk full", at=LATER)
    documents.retry(document=asked, by=cast.filip, at=LATER)
    asked.refresh_from_db()
    assert (asked.state, asked.percent, asked.attempts, asked.failure) == ("asked", 0, 0, "")
    assert Message.objects.count() == 2
    tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == "done"


def test_asking_for_a_failed_one_again_is_the_way_to_recover(cast: Cast, asked: Document) -> None:
    documents.fail(document=claim(asked), reason="disk full", at=LATER)
    again = ask(cast, at=LATER)
    assert again == asked
    assert (again.state, again.percent, again.attempts, again.failure) == ("asked", 0, 0, "")
    assert ask(cast, at=LATER).state == "asked", "it was already put back"
    assert Message.objects.count() == 2
    asks = AuditEvent.objects.filter(verb="document.ask").order_by("id")
    assert [one.detail.get("again") for one in asks] == [None, True]
    tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == "done"


def test_asking_for_one_that_is_busy_or_done_changes_nothing(cast: Cast, asked: Document) -> None:
    held = claim(asked)
    assert ask(cast, at=LATER).lease == held.lease
    documents.finish(document=held, made=made(), at=LATER)
    assert ask(cast, at=LATER).state == "done"
    assert Message.objects.count() == AuditEvent.objects.filter(verb="document.ask").count() == 1


def test_what_a_worker_makes_may_be_larger_than_what_people_bring(cast: Cast, asked: Document) -> None:
    other = ask(cast, language="nl")
    with override_settings(FILE_MAX_BYTES=len(PDF) - 1):
        tasks.render_document(str(asked.pk))
        with override_settings(MADE_FILE_MAX_BYTES=len(PDF) - 1):
            tasks.render_document(str(other.pk))
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.state, other.state) == ("done", "failed")
    assert other.failure
    assert other.files.count() == 0


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        ("UPDATE core_documentfile SET format = 'xlsx'", "append_only"),
        ("DELETE FROM core_documentfile", "append_only"),
        ("TRUNCATE core_documentfile CASCADE", "only added"),
        ("TRUNCATE core_document CASCADE", "only added"),
    ],
)
def test_sql_takes_no_file_from_a_finished_document(asked: Document, statement: str, by: str) -> None:
    documents.finish(document=claim(asked), made=made(), at=LATER)
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert asked.files.count() == 2


@pytest.mark.parametrize("state", ["asked", "rendering", "done"])
def test_what_has_not_failed_cannot_be_tried_again(cast: Cast, asked: Document, state: str) -> None:
    if state != "asked":
        held = claim(asked)
        if state == "done":
            documents.finish(document=held, made=made(), at=LATER)
    with pytest.raises(Refused):
        documents.retry(document=asked, by=cast.filip, at=LATER)


@pytest.mark.parametrize(
    ("first", "then"), [("done", "asked"), ("failed", "done"), ("done", "rendering"), ("asked", "done")]
)
def test_the_database_refuses_a_jump(asked: Document, first: str, then: str) -> None:
    if first == "done":
        documents.finish(document=claim(asked), made=made(), at=LATER)
    elif first == "failed":
        documents.fail(document=claim(asked), reason="x", at=LATER)
    facts = {"lease": uuid4(), "lease_until": NOON} if then == "rendering" else {"done_at": NOON}
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Document.objects.filter(pk=asked.pk).update(state=then, **facts)


@pytest.mark.parametrize("facts", [{"percent": 101}, {"state": "rendering"}, {"lease": uuid4()}])
def test_the_database_refuses_half_truths(asked: Document, facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=asked.pk).update(**facts)


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents for which somebody rings; the bell itself is tested with the outbox."""
    rung: list[str] = []
    monkeypatch.setattr(outbox, "send", lambda task, payload: rung.append(payload["document_id"]) or True)
    return rung


def test_the_sweeper_wakes_the_forgotten_and_leaves_the_busy(
    cast: Cast, asked: Document, bells: list[str]
) -> None:
    busy, silent, done = (ask(cast, f"core.test:{n}") for n in (2, 3, 4))
    claim(busy, EXPIRED)
    claim(silent, NOON)
    documents.finish(document=claim(done), made=made(), at=LATER)
    assert documents.wake_forgotten(at=EXPIRED) == 2
    assert set(bells) == {str(asked.pk), str(silent.pk)}


def test_the_sweeper_does_not_fill_the_queue(asked: Document, bells: list[str]) -> None:
    for _ in range(5):
        documents.wake_forgotten(at=EXPIRED)
    assert bells == [str(asked.pk)]
    claim(asked, NOON)
    documents.wake_forgotten(at=EXPIRED)
    assert len(bells) == 2, "a new attempt is rung for at once"


def test_the_heartbeat_of_a_long_job_renews_its_lease(
    cast: Cast, asked: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[UUID] = []
    thrice = threading.Event()

    def renew(*, document: Document, at: datetime) -> None:
        beats.append(document.pk)
        if len(beats) >= 3:
            thrice.set()

    monkeypatch.setattr(documents, "renew", renew)

    def slow(document: Document, advance: documents.Advance) -> list[Made]:
        assert thrice.wait(timeout=60), "the job was long, and its lease was not renewed three times"
        return made()

    documents.register(KIND, slow)
    with override_settings(LEASE=timedelta(seconds=0.4)):
        tasks.render_document(str(asked.pk))
    assert set(beats) == {asked.pk}
    asked.refresh_from_db()
    assert asked.state == Document.State.DONE


def test_the_days_of_a_document_follow_each_other(asked: Document) -> None:
    with time_machine.travel(LATER, tick=False):
        tasks.render_document(str(asked.pk))
    asked.refresh_from_db()
    assert asked.done_at == LATER

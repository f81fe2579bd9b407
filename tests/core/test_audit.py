"""The chain: whoever changes, removes or inserts an event, even as the owner of the database, is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from core import audit
from core.models import AuditEvent
from tests.conftest import NOON, Cast


def chain() -> list[AuditEvent]:
    return list(AuditEvent.objects.order_by("pk"))


@pytest.fixture
def three(cast: Cast) -> list[AuditEvent]:
    for minute, verb in enumerate(("report.ask", "report.seal", "report.export")):
        at = NOON + timedelta(minutes=minute)
        audit.record(verb, by=cast.chantal, subject="reports.snapshot:1", at=at, detail={"n": minute})
    return chain()


@contextmanager
def as_owner() -> Iterator[None]:
    """A superuser can switch every trigger off; that is what the chain is for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verified(*arguments: str) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code), err.getvalue()
    return 0, out.getvalue()


def test_events_are_chained_from_the_genesis(three: list[AuditEvent]) -> None:
    assert [event.previous_hash for event in three] == [audit.GENESIS, three[0].hash, three[1].hash]
    assert audit.first_broken_link(three) is None
    assert audit.newest_hash() == three[2].hash


def test_an_empty_trail_is_whole(db: None) -> None:
    assert audit.newest_hash() == audit.GENESIS
    assert verified() == (0, f"Whole: 0 events. Anchor: {audit.GENESIS}\n")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE core_auditevent SET verb = 'report.view' WHERE id = %s",
        "UPDATE core_auditevent SET detail = '{\"n\": 9}' WHERE id = %s",
        "UPDATE core_auditevent SET at = at + interval '1 microsecond' WHERE id = %s",
        "UPDATE core_auditevent SET by_id = NULL WHERE id = %s",
        "UPDATE core_auditevent SET by_name = 'Somebody' WHERE id = %s",
        "UPDATE core_auditevent SET \"where\" = '10.0.0.1' WHERE id = %s",
        "UPDATE core_auditevent SET subject = 'reports.snapshot:2' WHERE id = %s",
    ],
)
def test_a_changed_event_is_named(three: list[AuditEvent], tampering: str) -> None:
    with as_owner():
        sql(tampering, three[1].pk)
    assert audit.first_broken_link(chain()) == three[1]
    code, said = verified()
    assert code == 1
    assert f"Broken at event {three[1].pk} " in said


def test_a_removed_event_breaks_the_link_of_the_next(three: list[AuditEvent]) -> None:
    with as_owner():
        sql("DELETE FROM core_auditevent WHERE id = %s", three[0].pk)
    assert audit.first_broken_link(chain()) == three[1]


def test_a_changed_event_with_a_new_hash_breaks_the_next(three: list[AuditEvent]) -> None:
    forged = three[0]
    forged.verb = "report.view"
    with as_owner():
        sql(
            "UPDATE core_auditevent SET verb = %s, hash = %s WHERE id = %s",
            forged.verb,
            audit.link_hash(forged),
            forged.pk,
        )
    assert audit.first_broken_link(chain()) == three[1]


def test_cutting_off_the_newest_is_seen_against_an_anchor(three: list[AuditEvent]) -> None:
    anchor = audit.newest_hash()
    assert verified("--anchor", anchor)[0] == 0
    with as_owner():
        sql("DELETE FROM core_auditevent WHERE id = %s", three[2].pk)
    assert verified()[0] == 0, "without an anchor nobody can tell"
    code, said = verified("--anchor", anchor)
    assert code == 1
    assert "Cut off" in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditevent SET verb = 'x'",
        "DELETE FROM core_auditevent",
        "TRUNCATE core_auditevent CASCADE",
    ],
)
def test_the_database_refuses_changes(three: list[AuditEvent], statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)
    assert chain() == three


def test_a_fork_of_the_chain_is_refused_by_the_database(three: list[AuditEvent]) -> None:
    fork = AuditEvent(at=NOON, verb="x", subject="y", previous_hash=three[0].hash, hash="f" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save()


def test_an_event_disappears_with_its_transaction(three: list[AuditEvent], cast: Cast) -> None:
    with transaction.atomic():
        audit.record("report.ask", by=cast.chantal, subject="s", at=NOON)
        transaction.set_rollback(True)
    assert chain() == three


@pytest.mark.parametrize(
    "detail",
    [
        {"n": 10**30, "b": True, "none": None, "list": [1, (2, "x")], "role": ["a", "b"]},
        {1: "a", 10: "b", 2: "c"},
        {"text": "Zoë 🥕 \u202e rtl \\ \" ' </script>"},
        {"nul": "a\x00b", "half": "\ud83e", "key\x00": "x"},
        {"long": "x" * 100_000},
    ],
)
def test_the_hash_holds_after_the_database_gave_the_detail_back(db: None, detail: dict[str, object]) -> None:
    audit.record("x", by=None, subject="s", at=NOON, detail=detail)
    assert audit.first_broken_link(chain()) is None


@pytest.mark.parametrize("value", [0.1, Decimal("1.10"), NOON, float("nan"), b"x"])
def test_a_detail_that_is_not_plain_is_refused(db: None, value: object) -> None:
    with pytest.raises(TypeError):
        audit.record("x", by=None, subject="s", at=NOON, detail={"value": value})


def test_the_zone_in_which_the_instant_was_given_does_not_matter(db: None) -> None:
    audit.record(
        "x", by=None, subject="s", at=datetime(2012, 6, 15, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    )
    (event,) = chain()
    assert event.at == datetime(2012, 6, 15, 10, 0, tzinfo=UTC)
    assert audit.first_broken_link([event]) is None

"""Snapshots: the same figures once, sealed for ever, replaced in the open."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from core.models import AuditEvent, Document, Message
from core.refusals import Refused
from reports import differences, subjects
from reports.models import Snapshot
from reports.services import snapshots
from tests.funding import builders
from tests.funding.builders import at, spend
from tests.reports.conftest import TODAY

LATER = at(TODAY, 18)
S = Snapshot.State


def change(world):
    """A fact that changes the figures."""
    spend(world.cast, world.programme.budget_lines.get(code="STAFF"), "10.00", date(2012, 2, 1), at=at(TODAY))


def seal(world, snapshot, when=LATER):
    return snapshots.seal(snapshot=snapshot, by=world.cast.chantal, at=when)


def test_figures_are_frozen_with_their_hash_and_the_documents_asked_for(world, take):
    snapshot = take(languages=["fr", "nl"])
    snapshot.refresh_from_db()
    assert snapshots.hash_of(snapshot.payload) == snapshot.sha256
    assert (snapshot.state, snapshot.taken_by) == (S.DRAFT, world.cast.chantal)
    documents = Document.objects.filter(subject=f"reports.snapshot:{snapshot.pk}")
    assert {one.language for one in documents} == {"fr", "nl"}
    assert Message.objects.count() == 2
    assert AuditEvent.objects.get(verb="snapshot.take").detail["sha256"] == snapshot.sha256


def test_asking_twice_does_not_work_twice(world, take):
    first = take()
    assert take(at=LATER, by=world.cast.driss) == first
    assert Snapshot.objects.count() == Document.objects.count() == 1


def test_a_form_sent_twice_is_one_report_and_other_values_under_its_key_are_refused(world, take):
    key = uuid4()
    first = take(key=key)
    change(world)
    assert take(key=key) == first
    with pytest.raises(Refused, match="other values"):
        take(key=key, languages=["en"])


def test_changed_figures_are_another_snapshot(world, take):
    first = take()
    change(world)
    second = take(at=LATER)
    assert second != first
    found = differences.between(first.payload, second.payload)
    assert any(one.before.startswith("1") and one.after != one.before for one in found)
    assert differences.between(first.payload, first.payload) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"period_from": date(2012, 1, 2), "period_to": date(2012, 1, 1)}, "period_to"),
        ({"period_from": date(2006, 12, 31)}, "period_from"),
        ({"period_to": date(2016, 1, 1), "on": date(2017, 1, 1)}, "period_to"),
        ({"on": date(2014, 1, 1)}, "period_to"),
        ({"languages": ["de"]}, "languages"),
        ({"languages": []}, "languages"),
    ],
)
def test_a_question_that_cannot_be_is_refused_on_its_field(world, take, changes, field):
    with pytest.raises(Refused) as refusal:
        take(**changes)
    assert refusal.value.field == field
    assert not Snapshot.objects.exists()


def test_a_sealed_report_gets_documents_of_its_own(world, take):
    snapshot = seal(world, take())
    assert (snapshot.state, snapshot.sealed_by, snapshot.sealed_at) == (S.SEALED, world.cast.chantal, LATER)
    found = set(Document.objects.values_list("subject", flat=True))
    assert found == {subjects.draft(snapshot), subjects.sealed(snapshot)}
    assert AuditEvent.objects.filter(verb="snapshot.seal").count() == 1


def test_a_seal_is_given_once(world, take):
    snapshot = seal(world, take())
    with pytest.raises(Refused):
        seal(world, snapshot)


def test_corrected_figures_replace_the_sealed_report(world, take):
    first = seal(world, take())
    change(world)
    second = seal(world, take(at=LATER), LATER + timedelta(minutes=1))
    first.refresh_from_db()
    assert (first.state, second.supersedes) == (S.SUPERSEDED, first)
    assert Document.objects.filter(subject=subjects.sealed(first)).exists()


def test_an_older_draft_is_not_sealed_over_a_newer_one(world, take):
    first = take()
    change(world)
    take(at=LATER)
    with pytest.raises(Refused, match="newest"):
        seal(world, first)


def test_figures_that_came_back_after_a_replacement_are_the_next_edition(world, take):
    first = seal(world, take())
    change(world)
    second = seal(world, take(at=LATER), LATER + timedelta(minutes=1))
    assert second.payload["financing"]["above"] == "10.00"
    figures = {**first.payload}
    question = {name: getattr(first, name) for name in ("kind", "programme", "period_from", "period_to")}
    assert snapshots._standing(question, figures) is None
    assert figures == {**first.payload, "edition": 2}


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        ("UPDATE reports_snapshot SET payload = '{}'", "figures_frozen"),
        ("UPDATE reports_snapshot SET sha256 = 'x'", "figures_frozen"),
        ("UPDATE reports_snapshot SET period_to = '2014-01-01'", "figures_frozen"),
        ("UPDATE reports_snapshot SET taken_role = 'auditor'", "figures_frozen"),
        ("UPDATE reports_snapshot SET state = 'draft'", "snapshot_moves"),
        ("UPDATE reports_snapshot SET sealed_at = now()", "seal_frozen"),
        ("UPDATE reports_snapshot SET sealed_at = NULL, sealed_by_id = NULL", "seal_frozen"),
        (
            "UPDATE reports_snapshot SET sealed_by_id = (SELECT id FROM core_user WHERE role = 'auditor')",
            "seal_frozen",
        ),
        ("UPDATE reports_snapshot SET sealed_role = 'auditor'", "seal_frozen"),
        ("UPDATE reports_snapshot SET supersedes_id = id", "seal_frozen"),
        ("DELETE FROM reports_snapshot", "sealed_stays"),
        ("TRUNCATE reports_snapshot CASCADE", "only added"),
    ],
)
def test_the_database_refuses_to_change_a_sealed_report(world, take, statement, by):
    snapshot = seal(world, take())
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    kept = Snapshot.objects.get()
    assert snapshots.hash_of(kept.payload) == kept.sha256
    assert (kept.sealed_at, kept.sealed_by, kept.sealed_role) == (LATER, world.cast.chantal, "manager")
    assert kept == snapshot


def test_a_replaced_report_keeps_its_seal_and_what_it_replaced(world, take):
    first = seal(world, take())
    change(world)
    seal(world, take(at=LATER), LATER + timedelta(minutes=1))
    connection.check_constraints()
    for column in ("supersedes_id = NULL", "sealed_at = now()"):
        with (
            pytest.raises(DatabaseError, match="seal_frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE reports_snapshot SET {column}")
    assert Snapshot.objects.get(supersedes__isnull=False).supersedes == first


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        ("UPDATE reports_snapshot SET sealed_role = 'manager'", "snapshot_seal_is_whole"),
        ("UPDATE reports_snapshot SET supersedes_id = id", "snapshot_seal_is_whole"),
        (
            "UPDATE reports_snapshot SET sealed_at = now(), sealed_by_id = taken_by_id, sealed_role = 'manager'",
            "snapshot_draft_has_no_seal",
        ),
        (
            "UPDATE reports_snapshot SET state = 'sealed', sealed_at = now(), sealed_by_id = taken_by_id",
            "snapshot_seal_is_whole",
        ),
    ],
)
def test_the_database_refuses_half_a_seal(take, statement, by):
    take()
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_another_programme_is_another_question(world, take):
    first = take()
    other = builders.programme(world.cast, code="OTHER")
    second = take(programme=other)
    assert second != first
    assert second.payload["financing"]["eligible"]["cumulative"] == "0.00"


def test_a_subject_names_its_snapshot(world, take):
    snapshot = take()
    assert subjects.read(subjects.draft(snapshot)) == (snapshot.pk, False)
    assert subjects.read(subjects.sealed(snapshot)) == (snapshot.pk, True)
    with pytest.raises(ValueError, match="not the subject"):
        subjects.read("loans.investment:7")

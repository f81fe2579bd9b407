"""The health page tells each part apart, and says nothing that a stranger could use."""

from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.test import Client, override_settings
from django.utils import timezone

from core import health, tasks
from core.models import Document, User
from tests.conftest import Cast


@pytest.fixture
def swept(db: None) -> None:
    health.stamp_sweep(at=timezone.now())


def ask(by: User, minutes_ago: float, **facts: object) -> Document:
    asked_at = timezone.now() - timedelta(minutes=minutes_ago)
    return Document.objects.create(
        kind="k",
        subject="s",
        language="fr",
        key=str(minutes_ago),
        permission="report.view",
        asked_by=by,
        asked_at=asked_at,
        **facts,
    )


def test_all_is_well(swept: None) -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": dict.fromkeys(("database", "broker", "files", "sweeper", "documents"), "ok"),
        "oldest_waiting_seconds": 0,
    }
    assert "no-store" in answer["Cache-Control"]


def test_without_a_worker_it_is_red_within_two_minutes(db: None) -> None:
    assert Client().get("/healthz").status_code == 503
    health.stamp_sweep(at=timezone.now() - timedelta(seconds=119))
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["checks"]["sweeper"]) == (503, "failed")


def test_the_sweep_is_the_sign_of_life(db: None) -> None:
    tasks.sweep()
    assert health.swept_at() is not None
    assert Client().get("/healthz").status_code == 200


def test_a_document_that_waits_too_long_is_red(swept: None, cast: Cast) -> None:
    ask(cast.chantal, 9)
    assert Client().get("/healthz").json()["checks"]["documents"] == "ok"
    ask(cast.chantal, 11)
    found = Client().get("/healthz").json()
    assert found["checks"]["documents"] == "failed"
    assert found["oldest_waiting_seconds"] >= 660


def test_a_document_that_is_being_made_does_not_wait(swept: None, cast: Cast) -> None:
    lease = {"lease": "0" * 32, "lease_until": timezone.now() + timedelta(minutes=1)}
    ask(cast.chantal, 30, state="rendering", **lease)
    assert Client().get("/healthz").json()["oldest_waiting_seconds"] == 0


def test_a_folder_that_cannot_be_written_is_red(swept: None, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    with override_settings(FILES_DIR=blocked):
        assert Client().get("/healthz").json()["checks"]["files"] == "failed"


def test_a_dead_broker_is_red_quickly(swept: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    began = timezone.now()
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["checks"]["broker"]) == (503, "failed")
    assert timezone.now() - began < timedelta(seconds=3)


def test_it_gives_nothing_away_and_only_reads(swept: None) -> None:
    page = Client().get("/healthz").content.decode()
    assert not any(word in page for word in ("postgres", "redis://", "/tmp", "unix", "Error"))
    assert Client().post("/healthz").status_code == 405
    assert Client(headers={"x-forwarded-proto": "http"}).get("/healthz", secure=False).status_code == 200

"""The one door to stored files."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from core import files
from core.models import AuditEvent, StoredFile, User
from core.permissions import Permission
from tests.conftest import NOON, Cast

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


@pytest.fixture
def report(db: None) -> StoredFile:
    return files.store(
        PDF,
        name='rapport “été”;x=".pdf',
        media_type="application/pdf",
        permission=Permission.REPORT_VIEW,
        by=None,
        at=NOON,
    )


def without_secrets(answer: HttpResponse, pk: uuid.UUID) -> str:
    """The page without the address that was asked for and without the token that differs each time."""
    page = answer.content.decode().replace(str(pk), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_whoever_has_the_right_gets_it_as_an_attachment(
    cast: Cast, logged_in: Callable[[User], Client], report: StoredFile
) -> None:
    answer = logged_in(cast.chantal).get(f"/files/{report.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''rapport")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_the_download_is_in_the_trail(
    cast: Cast, logged_in: Callable[[User], Client], report: StoredFile
) -> None:
    logged_in(cast.chantal).get(f"/files/{report.pk}/")
    event = AuditEvent.objects.get(verb="file.download")
    assert (event.by, event.subject, event.where) == (cast.chantal, f"core.file:{report.pk}", "127.0.0.1")
    assert event.detail == {"sha256": report.sha256}


def test_forbidden_looks_like_absent(
    cast: Cast, logged_in: Callable[[User], Client], report: StoredFile
) -> None:
    client = logged_in(cast.bram)
    unknown = uuid.uuid4()
    forbidden, absent = client.get(f"/files/{report.pk}/"), client.get(f"/files/{unknown}/")
    assert forbidden.status_code == absent.status_code == 404
    assert without_secrets(forbidden, report.pk) == without_secrets(absent, unknown)
    assert not AuditEvent.objects.filter(verb="file.download").exists()


def test_nobody_is_sent_to_the_login(report: StoredFile) -> None:
    assert Client().get(f"/files/{report.pk}/")["Location"].startswith("/account/login/")


def test_it_only_reads(cast: Cast, logged_in: Callable[[User], Client], report: StoredFile) -> None:
    assert logged_in(cast.chantal).post(f"/files/{report.pk}/").status_code == 405


def test_a_lost_file_is_said_plainly(
    cast: Cast, logged_in: Callable[[User], Client], report: StoredFile, caplog: pytest.LogCaptureFixture
) -> None:
    report.path.unlink()
    answer = logged_in(cast.chantal).get(f"/files/{report.pk}/")
    assert answer.status_code == 404
    assert "missing from the storage" in answer.content.decode()
    assert str(report.pk) in caplog.text
    assert str(report.path) not in answer.content.decode()


def test_nginx_sends_the_bytes_where_it_may(
    cast: Cast, logged_in: Callable[[User], Client], report: StoredFile, settings: object
) -> None:
    settings.FILES_ACCEL_PREFIX = "/protected"
    answer = logged_in(cast.chantal).get(f"/files/{report.pk}/")
    assert answer["X-Accel-Redirect"] == f"/protected/{report.pk.hex[:2]}/{report.pk.hex}"
    assert answer.content == b""
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("path", ["/files/../settings.py/", "/files/etc%2Fpasswd/", "/media/x", "/files/"])
def test_there_is_no_other_way(cast: Cast, logged_in: Callable[[User], Client], path: str) -> None:
    assert logged_in(cast.chantal).get(path).status_code == 404

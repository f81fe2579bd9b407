"""What is stored is what it says it is, small enough, under a name of ours, and there when its row is."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from PIL import Image

from core import files, sheets
from core.models import StoredFile
from core.permissions import Permission
from core.refusals import Refused
from tests.conftest import NOON, Cast

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(target, kind)
    return target.getvalue()


def workbook() -> bytes:
    return sheets.xlsx_bytes([sheets.Sheet("a", [sheets.Column("a", "A")], [["x"]])])


def zipped(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


def keep(content: bytes, name: str = "plan.pdf", media_type: str = "application/pdf") -> StoredFile:
    return files.store(
        content, name=name, media_type=media_type, permission=Permission.PROJECT_VIEW, by=None, at=NOON
    )


def test_a_file_is_kept_hashed_and_read_back(cast: Cast) -> None:
    stored = files.store(
        PDF,
        name="plan.pdf",
        media_type="application/pdf",
        permission=Permission.PROJECT_VIEW,
        by=cast.aicha,
        at=NOON,
    )
    with files.open_stored(stored) as file:
        assert file.read() == PDF
    assert (stored.size, stored.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert stored.path.name == stored.pk.hex
    assert not list(stored.path.parent.glob("*.part"))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (workbook(), files.XLSX),
        ("naïve;données\r\n1;2".encode(), "text/csv"),
        ("Réconfort +".encode(), "text/plain"),
    ],
)
def test_accepted_types_are_accepted(db: None, content: bytes, media_type: str) -> None:
    assert keep(content, media_type=media_type).media_type == media_type


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (EXE, "application/pdf"),
        (EXE, "text/plain"),
        (EXE, "application/x-msdownload"),
        (SVG, "image/svg+xml"),
        (SVG, "image/png"),
        (b"<html><script>alert(1)</script></html>", "text/html"),
        (PDF, "image/png"),
        (picture("GIF"), "image/gif"),
        (zipped("readme.txt"), files.XLSX),
        ("Réconfort".encode("latin-1"), "text/csv"),
        (b"text\x00with nul", "text/plain"),
        (b"plain text", "application/pdf"),
    ],
    ids=[
        "exe-pdf",
        "exe-txt",
        "exe",
        "svg",
        "svg-png",
        "html",
        "pdf-png",
        "gif",
        "zip-xlsx",
        "latin1",
        "nul",
        "txt-pdf",
    ],
)
def test_anything_else_is_refused_and_leaves_nothing(db: None, content: bytes, media_type: str) -> None:
    with pytest.raises(Refused, match=r"type|accept") as refusal:
        keep(content, media_type=media_type)
    assert refusal.value.field == "file"
    assert not StoredFile.objects.exists()


def test_an_empty_file_is_refused(db: None) -> None:
    with pytest.raises(Refused):
        keep(b"")


def test_the_limit_is_the_limit_to_the_byte(db: None) -> None:
    with override_settings(FILE_MAX_BYTES=len(PDF)):
        keep(PDF)
    with override_settings(FILE_MAX_BYTES=len(PDF) - 1), pytest.raises(Refused):
        keep(PDF)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("/absolute/x", "x"),
        ("a\r\nSet-Cookie: x=y.pdf", "aSet-Cookie: x=y.pdf"),
        ("nul\x00.pdf", "nul.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("Zoë 🥕.pdf", "Zoë 🥕.pdf"),
    ],
)
def test_names_are_only_names(db: None, given: str, kept: str) -> None:
    stored = keep(PDF, name=given)
    assert stored.name == kept
    assert "etc" not in str(stored.path)


def test_a_row_that_cannot_be_saved_leaves_no_file(db: None, settings: object, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    with pytest.raises(DatabaseError), transaction.atomic():
        keep(PDF, media_type="application/pdf", name="x" * 3).__class__.objects.create(
            name="x" * 300, media_type="", size=1, sha256="", stored_at=NOON, permission=""
        )
    assert not list(tmp_path.rglob("*.part"))


def test_a_full_disk_leaves_no_row(db: None, settings: object, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    settings.FILES_DIR = blocked
    with pytest.raises(OSError, match="blocked"):
        keep(PDF)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        ("UPDATE core_storedfile SET sha256 = repeat('0', 64)", "append_only"),
        ("UPDATE core_storedfile SET permission = 'project.view_all'", "append_only"),
        ("DELETE FROM core_storedfile", "append_only"),
        ("TRUNCATE core_storedfile CASCADE", "only added"),
    ],
)
def test_sql_neither_changes_nor_removes_a_stored_file(db: None, statement: str, by: str) -> None:
    stored = keep(PDF)
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert StoredFile.objects.get().sha256 == stored.sha256


def test_a_bound_of_its_own_replaces_the_one_of_uploads(db: None) -> None:
    with override_settings(FILE_MAX_BYTES=1):
        files.sniff(PDF, media_type="application/pdf", max_bytes=len(PDF))
        with pytest.raises(Refused) as refusal:
            files.sniff(PDF, media_type="application/pdf", max_bytes=len(PDF) - 1)
    assert refusal.value.field == "file"


def test_a_lost_file_is_told(db: None) -> None:
    stored = keep(PDF)
    stored.path.unlink()
    with pytest.raises(FileNotFoundError):
        files.open_stored(stored)

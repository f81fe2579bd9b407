"""Files that people bring or that workers make: sniffed, bounded, hashed, and named by their id on disk."""

import contextlib
import hashlib
import os
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import filetype
from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.models import StoredFile, User
from core.permissions import Permission
from core.refusals import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the content itself must say, for each type that we accept. Text has no signature: it must decode as UTF-8.
ACCEPTED = frozenset({"application/pdf", "image/png", "image/jpeg", XLSX, "text/csv", "text/plain"})
_TEXT = frozenset({"text/csv", "text/plain"})


def store(
    content: bytes,
    *,
    name: str,
    media_type: str,
    permission: Permission,
    by: User | None,
    at: datetime,
    max_bytes: int | None = None,
) -> StoredFile:
    """Keep `content` and return its row; whoever holds `permission` may read it.

    `max_bytes` bounds its size; None is `settings.FILE_MAX_BYTES`, the bound of what people bring. Raises Refused when
    it is empty, larger, of a type that is not accepted, or when the content is not what `media_type` says. The content
    is on disk before the row is committed: a crash in between can leave a file that no row names, never a row without
    its file.
    """
    sniff(content, media_type=media_type, max_bytes=max_bytes)
    stored = StoredFile(
        name=clean_name(name),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_at=at,
        stored_by=by,
        permission=permission,
    )
    stored.path.parent.mkdir(parents=True, exist_ok=True)
    draft = stored.path.with_suffix(".part")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with transaction.atomic():
            stored.save(force_insert=True)
            draft.rename(stored.path)
            _sync(stored.path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    return stored


def sniff(content: bytes, *, media_type: str, max_bytes: int | None = None) -> None:
    """Raise Refused unless `content` is small enough (`max_bytes` as in `store`) and truly of the accepted type that it
    claims to be."""
    check_size(len(content), max_bytes=max_bytes)
    if media_type not in ACCEPTED or _content_type(content, media_type) != media_type:
        raise Refused(
            _("This type of file is not accepted. Send a PDF, PNG, JPEG, XLSX, CSV or plain text file."),
            field="file",
        )


def check_size(size: int, *, max_bytes: int | None = None) -> None:
    """Raise Refused for a file of so many bytes when there is nothing in it or too much (`max_bytes` as in `store`);
    needs no content."""
    limit = settings.FILE_MAX_BYTES if max_bytes is None else max_bytes
    if not size:
        raise Refused(_("The file is empty."), field="file")
    if size > limit:
        raise Refused(
            _("The file is too large: %(size)s, and at most %(limit)s is possible.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)},
            field="file",
        )


def open_stored(stored: StoredFile) -> BinaryIO:
    """The content for reading. Raises FileNotFoundError when the file storage has lost it."""
    return stored.path.open("rb")


def clean_name(name: str) -> str:
    """The last part of `name` without control characters, at most 200 characters, never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable()).strip(". ")
    return printable[-200:] or "file"


def _sync(folder: Path) -> None:
    """Put the folder's list of names on disk: without it a power cut can take back the renaming."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content_type(content: bytes, claimed: str) -> str | None:
    guess = filetype.guess(content)
    if guess is not None:
        return str(guess.mime)
    if claimed in _TEXT and b"\x00" not in content:
        with contextlib.suppress(UnicodeDecodeError):
            content.decode()
            return claimed
    return None

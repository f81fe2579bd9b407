"""Documents on demand: asked for once, made by whichever worker holds the lease, at least once, with one result.

A worker that dies says nothing; its lease runs out and `core.tasks.sweep` lets another take over. A worker that was
only slow loses its lease too: what it brings home late is thrown away, because every step names the lease it holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit, files, outbox
from core.models import Document, DocumentFile, User
from core.models.documents import DOCUMENT_LIFE
from core.permissions import Permission

RENDER_TASK = "core.tasks.render_document"
Advance = Callable[[int, str], None]


@dataclass(frozen=True)
class Made:
    """One format of a document: the bytes and what they are called."""

    format: str
    name: str
    media_type: str
    content: bytes


Renderer = Callable[[Document, Advance], list[Made]]
_renderers: dict[str, Renderer] = {}


class LeaseLost(Exception):
    """Another worker has taken this document over, or it is finished."""


def register(kind: str, renderer: Renderer) -> None:
    """Let `renderer(document, advance)` make the documents of this kind; called in an app's `ready()`."""
    _renderers[kind] = renderer


def renderer_of(kind: str) -> Renderer:
    """The renderer of this kind. Raises KeyError when no app has registered one."""
    return _renderers[kind]


@transaction.atomic
def ask(
    *, kind: str, subject: str, language: str, permission: Permission, by: User, at: datetime
) -> Document:
    """The document of this kind, subject and language: asked for now, or the one that exists already.

    One that has failed is put back to the start: asking again is how anybody recovers from a failure.
    """
    renderer_of(kind)
    key = f"{kind}:{subject}:{language}"
    document, created = Document.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "subject": subject,
            "language": language,
            "permission": permission,
            "asked_by": by,
            "asked_at": at,
        },
    )
    if created:
        audit.record(
            "document.ask", by=by, subject=f"core.document:{document.pk}", at=at, detail={"key": key}
        )
        _wake(document, at=at)
    elif document.state == Document.State.FAILED:
        document = _ask_again(document, by=by, at=at)
    return document


@transaction.atomic
def retry(*, document: Document, by: User, at: datetime) -> Document:
    """Put a failed document back to the start. Raises Refused when it has not failed."""
    document = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    _put_back(document, at=at)
    audit.record("document.retry", by=by, subject=f"core.document:{document.pk}", at=at)
    return document


@transaction.atomic
def claim(*, document_id: UUID, worker: str, at: datetime) -> Document | None:
    """Take the document for `settings.LEASE`; None when it is finished, unknown, or another worker is busy with it.

    A document that killed its worker `settings.JOB_MAX_ATTEMPTS` times is failed instead of tried for ever.
    """
    document = Document.objects.select_for_update(no_key=True).filter(pk=document_id).first()
    if document is None or document.is_finished:
        return None
    if document.lease_until and document.lease_until > at:
        return None
    if document.attempts >= settings.JOB_MAX_ATTEMPTS:
        with translation.override(document.asked_by.language):
            reason = _("It was tried %(count)d times and never finished.") % {"count": document.attempts}
        _give_up(document, reason, at=at)
        return None
    document.state = DOCUMENT_LIFE.check("claim", document.state)
    document.attempts += 1
    document.worker, document.lease, document.lease_until = worker, uuid4(), at + settings.LEASE
    document.percent, document.step = 1, ""
    document.save()
    return document


def renew(*, document: Document, at: datetime) -> None:
    """The heartbeat: hold the lease for another `settings.LEASE`. Raises LeaseLost when it is somebody else's."""
    _hold(document, lease_until=at + settings.LEASE)


def advance(*, document: Document, percent: int, step: str, at: datetime) -> None:
    """Show how far the work is (0 to 99 percent and a few words). Raises LeaseLost."""
    _hold(document, percent=min(max(percent, 1), 99), step=step, lease_until=at + settings.LEASE)


@transaction.atomic
def finish(*, document: Document, made: list[Made], at: datetime) -> Document:
    """Store what was made and close the document, all or nothing. Raises LeaseLost when another worker was faster."""
    held = _held(document)
    for one in made:
        stored = files.store(
            one.content,
            name=one.name,
            media_type=one.media_type,
            permission=Permission(document.permission),
            by=None,
            at=at,
            max_bytes=settings.MADE_FILE_MAX_BYTES,
        )
        DocumentFile.objects.create(document=held, format=one.format, file=stored)
    _end(held, "finish", at=at)
    held.percent, held.step = 100, ""
    held.save()
    audit.record(
        "document.finish", by=None, subject=f"core.document:{held.pk}", at=at, where=held.worker[:60]
    )
    return held


@transaction.atomic
def fail(*, document: Document, reason: str, at: datetime) -> Document:
    """Close the document with a reason that its asker can read. Raises LeaseLost."""
    held = _held(document)
    _give_up(held, reason, at=at)
    return held


def wake_forgotten(*, at: datetime) -> int:
    """Ring again for documents that wait unheard or whose worker fell silent; for how many it rang.

    The oldest first, and once a minute for the same attempt: while no worker runs, the queue must not grow without end.
    """
    forgotten = Document.objects.filter(state=Document.State.RENDERING, lease_until__lt=at) | (
        Document.objects.filter(state=Document.State.ASKED, asked_at__lt=at - timedelta(seconds=5))
    )
    rung = 0
    for identifier, attempts in forgotten.order_by("asked_at").values_list("pk", "attempts")[:100]:
        if cache.add(f"rung:{identifier}:{attempts}", 1, timeout=60):
            rung += outbox.send(RENDER_TASK, {"document_id": str(identifier)})
    return rung


def _ask_again(document: Document, *, by: User, at: datetime) -> Document:
    """The failed document, asked for once more; of two who ask at the same moment the second finds it asked for."""
    document = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if document.state == Document.State.FAILED:
        detail = {"key": document.key, "again": True}
        _put_back(document, at=at)
        audit.record("document.ask", by=by, subject=f"core.document:{document.pk}", at=at, detail=detail)
    return document


def _put_back(document: Document, *, at: datetime) -> None:
    document.state = DOCUMENT_LIFE.check("retry", document.state)
    document.percent, document.step, document.failure, document.attempts = 0, "", "", 0
    document.save()
    _wake(document, at=at)


def _wake(document: Document, *, at: datetime) -> None:
    outbox.post(
        RENDER_TASK,
        payload={"document_id": str(document.pk)},
        key=f"{RENDER_TASK}:{document.pk}:{at.isoformat()}",
        at=at,
    )


def _hold(document: Document, **values: object) -> None:
    mine = Document.objects.filter(pk=document.pk, lease=document.lease, state=Document.State.RENDERING)
    if not mine.update(**values):
        raise LeaseLost(str(document.pk))


def _held(document: Document) -> Document:
    held = (
        Document.objects.select_for_update(no_key=True).filter(pk=document.pk, lease=document.lease).first()
    )
    if held is None or held.state != Document.State.RENDERING:
        raise LeaseLost(str(document.pk))
    return held


def _give_up(document: Document, reason: str, *, at: datetime) -> None:
    _end(document, "fail", at=at)
    document.failure = reason
    document.save()
    audit.record(
        "document.fail", by=None, subject=f"core.document:{document.pk}", at=at, detail={"reason": reason}
    )


def _end(document: Document, verb: str, *, at: datetime) -> None:
    document.state = DOCUMENT_LIFE.check(verb, document.state)
    document.lease = document.lease_until = None
    if verb == "finish":
        document.done_at = at

"""What the workers run: documents, and the sweeper that forgets nothing."""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import documents, health, letters, outbox, people
from core.models import Document, Message, Submission, User
from core.refusals import Refused

logger = logging.getLogger(__name__)
RINGING = timedelta(seconds=5)
KEPT = timedelta(days=30)


@shared_task(name="core.tasks.render_document")
def render_document(document_id: str) -> None:
    """Make one document if nobody else is at it. Safe to run any number of times for the same document."""
    worker = f"{socket.gethostname()}:{os.getpid()}"
    document = documents.claim(document_id=UUID(document_id), worker=worker, at=timezone.now())
    if document is None:
        return

    def advance(percent: int, step: str) -> None:
        documents.advance(document=document, percent=percent, step=step, at=timezone.now())

    try:
        with _heartbeat(document), translation.override(document.language):
            made = documents.renderer_of(document.kind)(document, advance)
        documents.finish(document=document, made=made, at=timezone.now())
    except documents.LeaseLost:
        logger.warning("%s was taken over by another worker", document)
    except Refused as refusal:
        _fail(document, str(refusal))
    except Exception as error:
        # The edge of the worker: whatever went wrong, the document must end as failed with a reason, never hang.
        logger.exception("%s could not be made", document)
        with translation.override(document.asked_by.language):
            reason = _("It could not be made (%(error)s). The log of the worker says why.")
        _fail(document, reason % {"error": type(error).__name__})


@shared_task(name="core.tasks.sweep")
def sweep() -> None:
    """Deliver the messages that found no broker and take over the documents that lost their worker."""
    now = timezone.now()
    health.stamp_sweep(at=now)
    # Whoever posted a message rings for it first; a younger one is still in their hands.
    for message in Message.objects.filter(delivered_at__isnull=True, due_at__lte=now - RINGING)[:500]:
        if not outbox.ring(message):
            return
    documents.wake_forgotten(at=now)


@shared_task(
    name=people.PASSWORD_TASK,
    autoretry_for=(OSError, SMTPException),
    retry_backoff=30,
    retry_kwargs={"max_retries": 8},
)
def mail_password_link(user_id: int, site: str, first: bool) -> None:
    """Mail a link to choose a password, in the person's language; nothing for an account that is closed by now."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        letters.password_link(user=user, site=site, first=first)


def _fail(document: Document, reason: str) -> None:
    with contextlib.suppress(documents.LeaseLost):
        documents.fail(document=document, reason=reason, at=timezone.now())


@shared_task(name="core.tasks.tidy")
def tidy() -> None:
    """Once a day: forget ended sessions, and the delivered messages and sent forms of more than thirty days ago."""
    call_command("clearsessions")
    limit = timezone.now() - KEPT
    Message.objects.filter(delivered_at__lt=limit).delete()
    Submission.objects.filter(at__lt=limit).delete()


@contextlib.contextmanager
def _heartbeat(document: Document) -> Iterator[None]:
    """Renew the lease from a thread of its own: WeasyPrint may lay out for minutes without giving a sign."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(settings.LEASE.total_seconds() / 4):
            try:
                documents.renew(document=document, at=timezone.now())
            except documents.LeaseLost:
                return
            except Exception:
                # A database that is away for a moment must not end the heartbeat: the next beat tries again.
                logger.exception("no heartbeat for %s", document)
                close_old_connections()
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat {document.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

"""Work for later, left in the caller's transaction. PostgreSQL remembers it; Redis is only the doorbell."""

import logging
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.models import Message

logger = logging.getLogger(__name__)


def post(task: str, *, payload: dict[str, Any], key: str, at: datetime) -> Message:
    """Leave a message for the Celery task named `task` and wake a worker when the transaction commits.

    `key` makes it happen once: a second post with the same key returns the first message. A broker that is down
    costs nothing but time: `core.tasks.sweep` delivers what was left behind.
    """
    message, created = Message.objects.get_or_create(
        key=key, defaults={"task": task, "payload": payload, "posted_at": at, "due_at": at}
    )
    if created:
        transaction.on_commit(lambda: ring(message), robust=True)
    return message


def ring(message: Message) -> bool:
    """Hand the message to the broker and note the delivery. False when the broker cannot be reached."""
    delivered = send(message.task, message.payload)
    Message.objects.filter(pk=message.pk).update(
        delivered_at=timezone.now() if delivered else None,
        attempts=F("attempts") + 1,
        last_error="" if delivered else "broker not reachable",
    )
    return delivered


def send(task: str, payload: dict[str, Any]) -> bool:
    """Ring the broker once, with nothing remembered. False, and a line in the log, when it cannot be reached."""
    try:
        current_app.send_task(task, kwargs=payload, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker is not reachable, %s waits for the sweeper: %s", task, error)
        return False
    return True

"""The audit trail: `record` appends a link to the chain, `first_broken_link` finds where somebody tampered.

Each event's hash covers its own words and the hash before it (SHA-256 of canonical JSON), so that a changed, removed
or inserted row breaks every later link. Cutting off the newest rows is seen against an anchor kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from core.models import AuditEvent, User

GENESIS = "0" * 64
_CHAIN_LOCK = 0x41554449  # "AUDI": one writer at a time links to the last row


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    *,
    by: User | None,
    subject: str,
    at: datetime,
    detail: dict[str, Any] | None = None,
    where: str = "",
) -> AuditEvent:
    """Append one event inside the caller's transaction, or in one of its own; it disappears with it when that fails.

    `subject` is "room.noun:key"; `detail` holds plain JSON values (texts, whole numbers, booleans, lists, dicts) and
    never a password or a full IBAN. Raises TypeError for anything else: a float would not come back as it went in.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    event = AuditEvent(
        at=at,
        by=by,
        by_name=str(by)[:120] if by else "",
        verb=verb,
        subject=subject,
        detail=_plain(detail or {}),
        where=where,
        previous_hash=last or GENESIS,
    )
    event.hash = link_hash(event)
    event.save(force_insert=True)
    return event


def link_hash(event: AuditEvent) -> str:
    """The SHA-256 that this event must carry, from its words and the link before it."""
    words = {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": event.by_id,
        "by_name": event.by_name,
        "verb": event.verb,
        "subject": event.subject,
        "detail": event.detail,
        "where": event.where,
        "previous": event.previous_hash,
    }
    canonical = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_broken_link(events: Iterable[AuditEvent]) -> AuditEvent | None:
    """The first event, oldest first, whose hash or whose link to the one before is wrong; None when all hold."""
    previous = GENESIS
    for event in events:
        if event.previous_hash != previous or event.hash != link_hash(event):
            return event
        previous = event.hash
    return None


def newest_hash() -> str:
    """The anchor: the last hash of the chain, to be kept elsewhere; the genesis when nothing happened yet."""
    return AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS


def _plain(value: Any) -> Any:
    """`value` as PostgreSQL's JSON gives it back, so that the hash is the same when it is read again."""
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        # Neither a NUL nor half a surrogate pair can be stored as text.
        return str(value).replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"audit detail holds {type(value).__name__}: give text instead")

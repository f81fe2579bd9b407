"""Is the house well? What the public health page and the page of jobs show; every check answers within a second."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Document

_SWEPT = "swept_at"
_QUIET = timedelta(seconds=60)
_PATIENCE = timedelta(minutes=10)
OK, FAILED = "ok", "failed"
LABELS: dict[str, Promise] = {
    "database": _("Database"),
    "broker": _("Broker"),
    "files": _("File storage"),
    "sweeper": _("Worker and beat"),
    "documents": _("Documents in time"),
}


@dataclass(frozen=True)
class Health:
    """The state of each part ("ok" or "failed") and how long the oldest document has been waiting, in seconds."""

    checks: dict[str, str]
    oldest_waiting_seconds: int | None

    @property
    def described(self) -> list[tuple[Promise, str]]:
        """The checks with their names in the language of the reader."""
        return [(LABELS[name], state) for name, state in self.checks.items()]

    @property
    def is_well(self) -> bool:
        return set(self.checks.values()) == {OK}


def examine(*, at: datetime) -> Health:
    """Ask every part how it is. Raises nothing: what does not answer has failed."""
    checks = {"database": _tried(_ask_database), "broker": _tried(_ask_broker), "files": _tried(_write_file)}
    swept = swept_at()
    quiet = max(_QUIET, timedelta(seconds=3 * settings.SWEEP_SECONDS))
    checks["sweeper"] = OK if swept and at - swept <= quiet else FAILED
    waiting = _oldest_waiting(at) if checks["database"] == OK else None
    in_time = waiting is not None and waiting <= _PATIENCE.total_seconds()
    checks["documents"] = OK if in_time else FAILED
    return Health(checks, waiting)


def stamp_sweep(*, at: datetime) -> None:
    """The sweeper was here: beat rang and a worker came."""
    cache.set(_SWEPT, at.timestamp(), timeout=None)


def swept_at() -> datetime | None:
    """When the sweeper was last here; None when it never was, or when the cache cannot be asked."""
    stamp = cache.get(_SWEPT)
    return datetime.fromtimestamp(stamp, tz=UTC) if stamp else None


def _tried(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:  # every library fails in its own way; all of them mean "does not work"
        return FAILED
    return OK


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    impatient = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_timeout": 1, "socket_connect_timeout": 1}
    with current_app.connection_for_write(connect_timeout=1, transport_options=impatient) as broker:
        broker.ensure_connection(max_retries=1, timeout=1)
        broker.default_channel.client.ping()  # type: ignore[attr-defined]


def _write_file() -> None:
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"ok")
        file.flush()


def _oldest_waiting(at: datetime) -> int:
    silent = Q(state=Document.State.RENDERING, lease_until__lt=at)
    waiting = Document.objects.filter(Q(state=Document.State.ASKED) | silent)
    asked_at = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
    return max(0, int((at - asked_at).total_seconds())) if asked_at else 0

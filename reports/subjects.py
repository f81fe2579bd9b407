"""How a document names the snapshot that it is made from.

A draft and a sealed report of the same figures are two documents: the paper says which of the two it is, and
the one that was delivered first is never overwritten.
"""

from uuid import UUID

from reports.models import Snapshot

_PREFIX = "reports.snapshot:"
_SEALED = ":sealed"


def of(snapshot: Snapshot) -> str:
    """The subject of the documents of the snapshot as it stands now."""
    return draft(snapshot) if snapshot.state == Snapshot.State.DRAFT else sealed(snapshot)


def draft(snapshot: Snapshot) -> str:
    """The subject of the documents that were made while it was a draft."""
    return f"{_PREFIX}{snapshot.pk}"


def sealed(snapshot: Snapshot) -> str:
    """The subject of the documents of the sealed report."""
    return f"{draft(snapshot)}{_SEALED}"


def read(subject: str) -> tuple[UUID, bool]:
    """The id of the snapshot and whether the document is of the sealed report. Raises ValueError for another
    subject."""
    if not subject.startswith(_PREFIX):
        raise ValueError(f"not the subject of a report: {subject}")
    name = subject.removeprefix(_PREFIX)
    return UUID(name.removesuffix(_SEALED)), name.endswith(_SEALED)

"""What the page of a report shows beside its tables: key figures with their why, documents with their
progress."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import formats
from core.models import Document, DocumentFile
from core.templatetags.look import Badge, Why
from reports import badges, labels
from reports.figures import Figures, Tile
from reports.models import Snapshot
from reports.selectors.snapshots import Edition


@dataclass(frozen=True)
class Download:
    """A file to take away."""

    url: str
    label: str
    format: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Line:
    """The document of one language: wanted, on its way, failed, or ready with its files."""

    language: str
    label: str
    state: Badge | None
    percent: int
    step: str
    failure: str
    files: list[Download]

    @property
    def is_wanted(self) -> bool:
        return self.state is not None


def lines(editions: Iterable[Edition]) -> list[Line]:
    """A line for each language, also for those that nobody has asked for yet."""
    return [_line(one.language, one.document) for one in editions]


def of_documents(documents: Iterable[Document]) -> list[Line]:
    """A line for each of these documents."""
    return [_line(one.language, one) for one in documents]


def is_busy(editions: Iterable[Edition]) -> bool:
    """Is a worker still at one of them?"""
    return any(one.document and not one.document.is_finished for one in editions)


def tiles(figures: Figures, snapshot: Snapshot) -> list[tuple[Tile, Why]]:
    """The key figures, each with what stands behind it."""
    as_of = formats.day(snapshot.period_to)
    source = _("As known at %(moment)s; SHA-256 %(hash)s…") % {
        "moment": formats.moment(snapshot.taken_at),
        "hash": snapshot.sha256[:12],
    }
    label = _("See the table it comes from")
    return [
        (one, Why(one.why, as_of, rows_url=f"#{one.anchor}", rows_label=label, source=source))
        for one in figures.tiles
    ]


def _line(language: str, document: Document | None) -> Line:
    facts: dict[str, Any] = {"language": language, "label": str(labels.LANGUAGES[language])}
    if document is None:
        return Line(**facts, state=None, percent=0, step="", failure="", files=[])
    return Line(
        **facts,
        state=badges.of_document(document),
        percent=document.percent,
        step=labels.step(document.step)
        if document.state == Document.State.RENDERING
        else str(badges.of_document(document).label),
        failure=document.failure,
        files=[_download(one) for one in document.files.all()],
    )


def _download(one: DocumentFile) -> Download:
    return Download(
        url=reverse("core:file_download", args=[one.file_id]),
        label=_("Download %(format)s") % {"format": one.format.upper()},
        format=one.format,
        size=one.file.size,
        sha256=one.file.sha256,
    )

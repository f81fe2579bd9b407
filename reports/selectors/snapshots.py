"""Which reports somebody sees, and how far their documents are."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from core.models import Document, DocumentFile, User
from core.permissions import Permission
from reports import subjects
from reports.models import Snapshot

LANGUAGES = ("fr", "nl", "en")


@dataclass(frozen=True)
class Edition:
    """The document of a snapshot in one language; None when nobody has asked for it."""

    language: str
    document: Document | None


def snapshots_visible_to(user: User) -> QuerySet[Snapshot]:
    """Every report for whoever may see reports. The figures themselves, which are large, are read on demand."""
    if not user.may(Permission.REPORT_VIEW):
        return Snapshot.objects.none()
    return Snapshot.objects.select_related("programme", "taken_by", "sealed_by").defer("payload")


def snapshot_file(user: User) -> QuerySet[Snapshot]:
    """The same for the page of one report, with its figures and its neighbours."""
    rows = snapshots_visible_to(user).defer(None)
    return rows.select_related("programme", "taken_by", "sealed_by", "supersedes", "superseded_by")


def by_state(rows: QuerySet[Snapshot]) -> dict[str, int]:
    """How many reports stand in each state."""
    counted = rows.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(counted)


def editions(snapshot: Snapshot, *, subject: str = "") -> list[Edition]:
    """The documents of the snapshot as it stands, one for each language."""
    found = {one.language: one for one in _documents(subject or subjects.of(snapshot))}
    return [Edition(language, found.get(language)) for language in LANGUAGES]


def drafts(snapshot: Snapshot) -> list[Document]:
    """The documents that were made before it was sealed; they stay as they were."""
    return [] if snapshot.state == Snapshot.State.DRAFT else list(_documents(subjects.draft(snapshot)))


def replaced(snapshot: Snapshot) -> Snapshot | None:
    """The report to compare with: the one it replaces, or the last one of the same question that was taken
    before."""
    if snapshot.supersedes:
        return snapshot.supersedes
    return (
        Snapshot.objects.filter(
            Q(kind=snapshot.kind, programme=snapshot.programme_id),
            period_from=snapshot.period_from,
            period_to=snapshot.period_to,
            taken_at__lt=snapshot.taken_at,
        )
        .order_by("-taken_at")
        .first()
    )


def _documents(subject: str) -> QuerySet[Document]:
    files = Prefetch("files", DocumentFile.objects.select_related("file").order_by("id"))
    return Document.objects.filter(subject=subject).prefetch_related(files)

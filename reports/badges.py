"""The tone of each state of a report, for the one badge tag."""

from core.models import Document
from core.templatetags.look import Badge
from reports import labels
from reports.models import Snapshot

_SNAPSHOT = {
    Snapshot.State.DRAFT: "neutral",
    Snapshot.State.SEALED: "good",
    Snapshot.State.SUPERSEDED: "warn",
}
_DOCUMENT = {
    Document.State.ASKED: "neutral",
    Document.State.RENDERING: "info",
    Document.State.DONE: "good",
    Document.State.FAILED: "bad",
}


def of_snapshot(snapshot: Snapshot) -> Badge:
    """The state of a report in words with its tone."""
    return Badge(labels.STATES[snapshot.state], _SNAPSHOT[Snapshot.State(snapshot.state)])


def of_document(document: Document) -> Badge:
    """The state of a document in words with its tone."""
    state = Document.State(document.state)
    return Badge(state.label, _DOCUMENT[state])

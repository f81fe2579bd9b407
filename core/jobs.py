"""The board of background jobs: documents by state, and the messages that have not found a worker yet."""

from dataclasses import dataclass

from django.db.models import Count

from core.models import Document, Message

_SHOWN = 50
_State = Document.State


@dataclass(frozen=True)
class Board:
    """What the page of jobs shows; each list at most 50 rows, the counts over everything."""

    counts: dict[str, int]
    unfinished: list[Document]
    failed: list[Document]
    done: list[Document]
    waiting_messages: list[Message]
    waiting_message_count: int


def board() -> Board:
    """The state of every job now (six queries, whatever the number of jobs)."""
    found = dict(Document.objects.order_by().values_list("state").annotate(Count("pk")))
    documents = Document.objects.select_related("asked_by")
    waiting = Message.objects.filter(delivered_at__isnull=True)
    unfinished = documents.filter(state__in=[_State.ASKED, _State.RENDERING]).order_by("asked_at")
    return Board(
        counts={state.value: found.get(state.value, 0) for state in _State},
        unfinished=list(unfinished[:_SHOWN]),
        failed=list(documents.filter(state=_State.FAILED).order_by("-asked_at")[:_SHOWN]),
        done=list(documents.filter(state=_State.DONE).order_by("-done_at")[:_SHOWN]),
        waiting_messages=list(waiting.order_by("due_at")[:_SHOWN]),
        waiting_message_count=waiting.count(),
    )

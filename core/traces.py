"""Leaving a trace of what was only read: views of personal data and exports stand in the audit trail too.

A `@reads` view can do nothing but SELECT, so it hangs a `Trace` on its answer; `@leaves_trace`, the outermost
decorator, writes it down after the read-only transaction. When that fails, the answer is not given.
"""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from core import audit
from core.access import person
from core.where import client_address

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
R = TypeVar("R", bound=HttpResponseBase)


class Trace(NamedTuple):
    """An act for the trail: `subject` is "room.noun:key", `detail` holds plain JSON values."""

    verb: str
    subject: str
    detail: dict[str, Any]


def traced(answer: R, verb: str, subject: str, **detail: Any) -> R:
    """The answer, marked so that `@leaves_trace` records who has seen or taken `subject`."""
    answer.trace = Trace(verb, subject, detail)  # type: ignore[attr-defined]
    return answer


def leaves_trace(view: V) -> V:
    """Record the trace that the view left on its answer, if any. Stands above the guard."""

    @functools.wraps(view)
    def recording(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        trace: Trace | None = getattr(answer, "trace", None)
        if trace is not None:
            with transaction.atomic():
                audit.record(
                    trace.verb,
                    by=person(request),
                    subject=trace.subject,
                    detail=trace.detail,
                    at=timezone.now(),
                    where=client_address(request),
                )
        return answer

    return recording  # type: ignore[return-value]

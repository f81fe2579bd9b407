"""Background jobs: what waits, what is being made, what failed and can be tried again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import documents, health, jobs
from core.access import person, reads, writes
from core.models import Document
from core.permissions import Permission
from core.refusals import Refused


@reads(Permission.JOB_MANAGE)
def job_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    shown = {
        "board": jobs.board(),
        "health": health.examine(at=now),
        "swept_at": health.swept_at(),
        "now": now,
    }
    return render(request, "core/job_list.html", shown)


@writes(Permission.JOB_MANAGE)
def job_retry(request: HttpRequest, document_id: UUID) -> HttpResponse:
    document = get_object_or_404(Document, pk=document_id)
    if request.method == "POST":
        try:
            documents.retry(document=document, by=person(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The document was put back in line."))
        return redirect("core:job_list")
    return render(request, "components/confirm.html", _retry_question(document))


def _retry_question(document: Document) -> dict[str, Any]:
    return {
        "title": _("Try again"),
        "text": _("“%(document)s” is made once more from the start.") % {"document": document},
        "verb": _("Try again"),
        "cancel_url": reverse("core:job_list"),
    }

"""How a stored file leaves the house: as an attachment, with a trace, by nginx where there is one.

Whoever calls `served` has made sure that this person may have the file.
"""

import logging

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from core import files
from core.models import StoredFile
from core.traces import traced

logger = logging.getLogger(__name__)


def served(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The answer with the content, marked for `@leaves_trace`; a page that says so when the storage has lost it."""
    if not stored.path.is_file():
        logger.error("The file storage has lost %s (%s)", stored.pk, stored.name)
        return render(request, "core/file_lost.html", {"file": stored}, status=404)
    answer: HttpResponseBase = _by_nginx(stored) if settings.FILES_ACCEL_PREFIX else _by_us(stored)
    answer["Content-Type"] = stored.media_type
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    answer["Cache-Control"] = "private, no-store"
    return traced(answer, "file.download", f"core.file:{stored.pk}", sha256=stored.sha256)


def _by_nginx(stored: StoredFile) -> HttpResponse:
    path = stored.path.relative_to(settings.FILES_DIR).as_posix()
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.FILES_ACCEL_PREFIX}/{path}"})


def _by_us(stored: StoredFile) -> FileResponse:
    return FileResponse(files.open_stored(stored))

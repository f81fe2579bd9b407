"""The way to a stored file by its id: whoever holds its right gets it, everybody else learns nothing."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from core.access import person, signed_in
from core.downloads import served
from core.models import StoredFile
from core.permissions import Permission
from core.traces import leaves_trace


@leaves_trace
@signed_in
def file_download(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    stored = StoredFile.objects.filter(pk=file_id).first()
    # Absent and forbidden look the same: nobody learns which files exist.
    if stored is None or not person(request).may(Permission(stored.permission)):
        raise Http404
    return served(request, stored)

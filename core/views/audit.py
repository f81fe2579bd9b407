"""The audit trail for controllers: read, filter, take away; taking away is an event of its own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from core import audit, files, sheets, trail
from core.access import reads
from core.list_urls import kept
from core.models import AuditEvent
from core.permissions import Permission
from core.traces import leaves_trace, traced

_MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": files.XLSX}


@leaves_trace
@reads(Permission.AUDIT_VIEW)
def audit_list(request: HttpRequest) -> HttpResponse:
    chosen = trail.TrailFilter(request.GET, queryset=AuditEvent.objects.all())
    kind = request.GET.get("format", "")
    if kind in _MEDIA:
        return _file(chosen, kind)
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    page = trail.page(chosen.qs, size=settings.PAGE_SIZE, before=before, after=after)
    rows = [(event, trail.detail_lines(event.detail)) for event in page.events]
    shown = {
        "filter": chosen,
        "page": page,
        "rows": rows,
        "exports": _exports(request.GET),
        "anchor": audit.newest_hash(),
    }
    return render(request, "core/audit_list.html", shown)


def _file(chosen: trail.TrailFilter, kind: str) -> HttpResponse:
    rows = trail.export_rows(chosen.qs)
    if kind == "csv":
        content = sheets.csv_bytes(trail.COLUMNS, rows)
    else:
        content = sheets.xlsx_bytes([sheets.Sheet("audit", trail.COLUMNS, rows)])
    answer = HttpResponse(content, content_type=_MEDIA[kind])
    answer["Content-Disposition"] = f'attachment; filename="audit.{kind}"'
    return traced(answer, "audit.export", f"core.audit:{kind}", query=chosen.data.urlencode()[:500])


def _exports(query: QueryDict) -> dict[str, str]:
    urls = {}
    for kind in _MEDIA:
        view = kept(query)
        view.pop("before", None)
        view.pop("after", None)
        view["format"] = kind
        urls[kind] = f"?{view.urlencode()}"
    return urls

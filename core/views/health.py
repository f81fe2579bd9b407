"""The health page for monitors: public, no secrets, 200 when all is well and 503 when anything is not."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from core import health


def healthz(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = health.examine(at=timezone.now())
    told = {
        "status": "ok" if found.is_well else "failed",
        "checks": found.checks,
        "oldest_waiting_seconds": found.oldest_waiting_seconds,
    }
    return JsonResponse(told, status=200 if found.is_well else 503, headers={"Cache-Control": "no-store"})


# Not `@anyone`: that opens a transaction, and this page must answer when the database does not.
healthz.guard = "anyone"  # type: ignore[attr-defined]

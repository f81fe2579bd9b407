"""What the house knows about the person who is logged in: role, rights, latest logins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import person, signed_in
from core.models import AuditEvent
from core.permissions import Permission


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    mine = AuditEvent.objects.filter(subject=f"core.user:{person(request).pk}", verb__startswith="login")
    rights = [right.label for right in Permission if person(request).may(right)]
    return render(request, "core/profile.html", {"rights": rights, "logins": mine.order_by("-pk")[:10]})

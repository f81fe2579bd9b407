from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brusoc.desk.roles import DESKS
from core.access import signed_in
from core.clock import today


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """The first page: what this role has to know and do today."""
    on = today()
    return render(request, "desk.html", {"desk": DESKS[request.user.role](request.user, on), "on": on})

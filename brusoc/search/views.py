from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brusoc.search.finding import find
from core.access import signed_in

MOST_LETTERS = 100


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds in every room that this person may enter."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_LETTERS]
    return render(request, "search.html", {"text": text, "kinds": find(text, request.user)})

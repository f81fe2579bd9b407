"""The public simulator: everything is in the address, nothing is stored, and nobody is asked who they are."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header

from core.access import anyone
from loans.simulator import limits, pages, papers

View = Callable[[HttpRequest], HttpResponseBase]
_FRESH_SECONDS = 300


def for_visitors(view: View) -> View:
    """Speak the language that the address asks for (`?language=nl`), else that of the browser; let caches keep what
    carries no cookie.

    Everywhere else the language is in a cookie. Here the address has to be enough: a link shows whoever gets it the
    same page, and a visitor needs no cookie to read Dutch.
    """

    @functools.wraps(view)
    def spoken(request: HttpRequest) -> HttpResponseBase:
        wish = request.GET.get("language", "")
        language = wish if wish in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(language):
            answer = view(request)
        answer["Content-Language"] = language or settings.LANGUAGE_CODE
        patch_vary_headers(answer, ("Accept-Language", "Cookie"))
        is_for_all = answer.status_code == 200 and not request.COOKIES
        patch_cache_control(
            answer, **({"public": True, "max_age": _FRESH_SECONDS} if is_for_all else {"private": True})
        )
        return answer

    return spoken


@anyone
@for_visitors
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "loans/simulator.html", pages.page_of(request))


@anyone
@for_visitors
def csv(request: HttpRequest) -> HttpResponse:
    return _sheet(request, papers.as_csv, papers.CSV, "csv")


@anyone
@for_visitors
def xlsx(request: HttpRequest) -> HttpResponse:
    return _sheet(request, papers.as_xlsx, papers.XLSX, "xlsx")


@anyone
@for_visitors
def pdf(request: HttpRequest) -> HttpResponse:
    form = pages.form_of(request)
    answer = pages.answer_of(form)
    if answer is None:
        return _to_page(request)
    if not limits.may_print(request):
        return _too_fast(request)
    with limits.at_the_press() as is_our_turn:
        if not is_our_turn:
            return _too_fast(request)
        content = papers.as_pdf(answer, pages.whole_address(request, form))
    return _file(content, papers.PDF, papers.file_name(answer, "pdf"))


def _sheet(
    request: HttpRequest, write: Callable[[pages.Answer], bytes], media_type: str, extension: str
) -> HttpResponse:
    answer = pages.answer_of(pages.form_of(request))
    if answer is None:
        return _to_page(request)
    return _file(write(answer), media_type, papers.file_name(answer, extension))


def _to_page(request: HttpRequest) -> HttpResponse:
    """Where the form says what is wrong with these inputs."""
    answer = redirect("simulator:page")
    answer["Location"] += f"?{request.GET.urlencode()}"
    return answer


def _too_fast(request: HttpRequest) -> HttpResponse:
    answer = render(request, "loans/simulator_too_fast.html", pages.page_of(request), status=429)
    answer["Retry-After"] = str(limits.PDF_SECONDS)
    return answer


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer

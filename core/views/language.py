"""The language switch: keeps the page, sets the cookie, and remembers the choice of a person who is logged in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from core.accounts import remember_language
from core.models import User


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """POST `language` and `next`; an unknown language changes nothing, a foreign `next` leads to the desk."""
    wish = request.POST.get("next", "/")
    target = wish if url_has_allowed_host_and_scheme(wish, {request.get_host()}, request.is_secure()) else "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        remember_language(response, language)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response


set_language.guard = "own"  # type: ignore[attr-defined]

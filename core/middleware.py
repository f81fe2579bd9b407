"""Plain addresses, language of the person, limits of the session, duty of the second factor."""

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.views.errors import bad_request

Next = Callable[[HttpRequest], HttpResponse]
_STARTED, _SEEN = "session_started_at", "session_seen_at"
_SEEN_STEP = timedelta(minutes=1)


def start_clock(request: HttpRequest) -> None:
    """A login starts the session's two limits afresh."""
    request.session[_STARTED] = request.session[_SEEN] = timezone.now().timestamp()


class PlainAddressMiddleware:
    """400 for an address with a NUL character, which PostgreSQL cannot store nor compare: no link of ours has one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)


class UserLocaleMiddleware:
    """The language of the cookie that the switch sets, else the browser's, else French; never in the URL."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLimitMiddleware:
    """End a session after `SESSION_IDLE` without a request or `SESSION_ABSOLUTE` after the login, or when the account
    was closed meanwhile. What was typed into a form stays in the browser's page (back button)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._expired(request):
            request.session_expired = True  # type: ignore[attr-defined]
            logout(request)
            messages.info(request, _("Your session has ended, please log in again. Nothing was lost."))
        return self.get_response(request)

    def _expired(self, request: HttpRequest) -> bool:
        now = timezone.now().timestamp()
        started = request.session.setdefault(_STARTED, now)
        seen = request.session.setdefault(_SEEN, now)
        if now - seen > settings.SESSION_IDLE.total_seconds():
            return True
        if now - started > settings.SESSION_ABSOLUTE.total_seconds():
            return True
        if now - seen > _SEEN_STEP.total_seconds():
            request.session[_SEEN] = now
        return False


class SecondFactorMiddleware:
    """Members of `SECOND_FACTOR_ROLES` see nothing but the pages that set up their second factor until it exists."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and user.role in settings.SECOND_FACTOR_ROLES
            and not self._open(request)
            and not is_mfa_enabled(user)
        ):
            messages.warning(request, _("Your role needs a second factor. Please set it up now."))
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def _open(request: HttpRequest) -> bool:
        match = resolve(request.path_info) if request.path_info != "/" else None
        name = (match.url_name or "") if match else ""
        return name.startswith(("mfa_", "account_")) or name in {"set_language", "healthz"}

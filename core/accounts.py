"""How allauth and axes behave here: no self-service accounts, mail in the person's language, one answer when locked."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core import people
from core.models import User

_YEAR = 365 * 24 * 60 * 60


class AccountAdapter(DefaultAccountAdapter):
    """People are added by an administrator, so nobody can sign up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Greet the person in their own language, unless this browser has chosen one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Leave the mail to a worker: a slow mail server tells nobody whether the address is known."""
        people.mail_password_link(user=user, site=self.request.build_absolute_uri("/"), at=timezone.now())


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the cookie of the language switch ("fr", "nl", "en") for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose failed logins axes counts: the address that was typed, in lower case; None when none was."""
    typed = (
        (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login")
    )
    user = getattr(request, "user", None)  # absent when a test client logs somebody in
    if not typed and user is not None and user.is_authenticated:
        typed = user.email
    return str(typed).strip().lower().replace("\x00", "")[:255] if typed else None


def locked_out(request: HttpRequest, credentials: object, *args: object, **kwargs: object) -> HttpResponse:
    """The page after too many failed logins: 429, and the same for known and unknown addresses."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)

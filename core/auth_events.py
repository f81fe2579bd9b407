"""Logins, logouts, passwords and second factors in the audit trail, and the start of each session's clock.

Signals are refused in this house, but Django, allauth and axes tell of these acts in no other way: their views are
theirs, and a login has several doors (form, password reset, second step). So this module, and no other, listens.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.http import HttpRequest
from django.utils import timezone

from core import audit
from core.middleware import start_clock
from core.models import User
from core.where import client_address


def connect() -> None:
    """Start listening; called once, from the app's `ready()`."""
    auth.user_logged_in.connect(_logged_in, dispatch_uid="audit login")
    auth.user_logged_out.connect(_logged_out, dispatch_uid="audit logout")
    auth.user_login_failed.connect(_login_failed, dispatch_uid="audit failed login")
    account.password_changed.connect(_password_changed, dispatch_uid="audit password change")
    account.password_set.connect(_password_changed, dispatch_uid="audit password set")
    account.password_reset.connect(_password_reset, dispatch_uid="audit password reset")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="audit factor added")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="audit factor removed")
    mfa.authenticator_reset.connect(_factor_reset, dispatch_uid="audit factor reset")
    mfa.authentication_failed.connect(_factor_failed, dispatch_uid="audit factor failed")


def _logged_in(request: HttpRequest, user: User, **_: Any) -> None:
    start_clock(request)
    _record("login", user, request)


def _logged_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _record("session.end" if getattr(request, "session_expired", False) else "logout", user, request)


def _login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Nobody is named unless the address is known: people type their password into the wrong field."""
    typed = str(credentials.get("email") or credentials.get("username") or "").replace("\x00", "")
    user = User.objects.filter(email__iexact=typed).first() if typed else None
    if user is None and request is not None and request.user.is_authenticated:
        user = request.user
    locked = bool(getattr(request, "axes_locked_out", False))
    audit.record(
        "login.locked" if locked else "login.failed",
        by=None,
        subject=f"core.user:{user.pk}" if user else "core.user:unknown",
        at=timezone.now(),
        detail={"address": user.email} if user else {},
        where=client_address(request) if request else "",
    )


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _record("password.change", user, request)


def _password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    _record("password.reset", user, request)


def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record("second_factor.add", user, request, {"type": str(authenticator.type)})


def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record("second_factor.remove", user, request, {"type": str(authenticator.type)})


def _factor_reset(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record("second_factor.reset", user, request, {"type": str(authenticator.type)})


def _factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    _record("second_factor.failed", user, request)


def _record(verb: str, user: User, request: HttpRequest, detail: dict[str, Any] | None = None) -> None:
    audit.record(
        verb,
        by=user,
        subject=f"core.user:{user.pk}",
        at=timezone.now(),
        detail=detail,
        where=client_address(request),
    )

"""The guards of the views. Every view carries exactly one; `tests/repository` walks the URLs and demands it.

Not logged in: the login page. Logged in without the right: 403 with the reason. Wrong method: 405. What is not yours to
see is the view's own matter: it starts from a `visible_to(user)` queryset and answers 404.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from core.models import User
from core.permissions import Permission

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
_READING = ("GET", "HEAD")
_WRITING = ("GET", "HEAD", "POST")


def person(request: HttpRequest) -> User:
    """Who stands behind a guarded request. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def reads(permission: Permission) -> Callable[[V], V]:
    """Guard a view that only reads: the right is needed, and its transaction can do nothing but SELECT."""
    return _guard(permission, methods=_READING, read_only=True, kind="reads")


def writes(permission: Permission) -> Callable[[V], V]:
    """Guard a view that may change something, by POST only; GET shows its form."""
    return _guard(permission, methods=_WRITING, read_only=False, kind="writes")


def signed_in(view: V) -> V:
    """Guard a page of every role: being logged in is enough; reading only."""
    return _guard(None, methods=_READING, read_only=True, kind="signed_in")(view)


def anyone(view: V) -> V:
    """Mark a page of the public: no login, reading only, no personal data."""
    return _mark(_limit(view, methods=_READING, read_only=True), view, kind="anyone", permission=None)


def _guard(
    permission: Permission | None, *, methods: tuple[str, ...], read_only: bool, kind: str
) -> Callable[[V], V]:
    def decorate(view: V) -> V:
        limited = _limit(view, methods=methods, read_only=read_only)

        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_login(request)
            if permission is not None and not request.user.may(permission):
                raise PermissionDenied(
                    _("Your role “%(role)s” does not include: %(right)s.")
                    % {"role": request.user.duty.label, "right": permission.label}
                )
            return limited(request, *args, **kwargs)

        return _mark(guarded, view, kind=kind, permission=permission)

    return decorate


def _to_login(request: HttpRequest) -> HttpResponse:
    """The login page, and back again; for a part of a page the whole page goes there, not the part."""
    if getattr(request, "htmx", False):
        here = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(here).url)
    return redirect_to_login(request.get_full_path())


def _limit(view: View, *, methods: tuple[str, ...], read_only: bool) -> View:
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        if not read_only:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            with connection.cursor() as cursor:
                # PostgreSQL takes it back at the end of the transaction, and of a savepoint inside a test.
                cursor.execute("SET LOCAL transaction_read_only = on")
            answer = view(request, *args, **kwargs)
            if hasattr(answer, "render"):
                answer.render()
            return answer

    return functools.wraps(view)(limited)


def _mark(guarded: View, view: View, *, kind: str, permission: Permission | None) -> Any:
    functools.update_wrapper(guarded, view)
    guarded.guard = kind  # type: ignore[attr-defined]
    guarded.permission = permission  # type: ignore[attr-defined]
    return guarded

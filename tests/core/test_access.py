"""The guards: who comes in, by which method, and what a page that reads cannot do."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxMiddleware

from core.access import anyone, person, reads, signed_in, writes
from core.models import Installation, User
from core.permissions import Permission
from tests.conftest import Cast


def change(request: HttpRequest) -> HttpResponse:
    Installation.objects.create(demonstration_seed="x")
    return HttpResponse("changed")


def fine(request: HttpRequest) -> HttpResponse:
    """A view."""
    return HttpResponse("fine")


def ask(view: Callable[..., HttpResponse], user: object, method: str = "get", **headers: str) -> HttpResponse:
    request = getattr(RequestFactory(), method)("/page/?a=b", headers=headers)
    request.user = user
    return HtmxMiddleware(view)(request)


GUARDS = (reads(Permission.AUDIT_VIEW), writes(Permission.AUDIT_VIEW), signed_in)


@pytest.mark.parametrize("guard", GUARDS)
def test_nobody_is_sent_to_the_login_and_back(cast: Cast, guard: Callable) -> None:
    assert ask(guard(fine), AnonymousUser())["Location"] == "/account/login/?next=/page/%3Fa%3Db"


def test_a_part_of_a_page_sends_the_whole_page_to_the_login(cast: Cast) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/list/?page=2"}
    answer = ask(signed_in(fine), AnonymousUser(), **headers)
    assert answer["HX-Redirect"] == "/account/login/?next=/list/%3Fpage%3D2"


@pytest.mark.parametrize("guard", GUARDS[:2])
def test_without_the_right_the_reason_is_said(cast: Cast, guard: Callable) -> None:
    with pytest.raises(PermissionDenied, match="Read the audit trail"):
        ask(guard(fine), cast.bram)
    assert ask(guard(fine), cast.elke).content == b"fine"


def test_the_page_of_a_refusal_says_the_reason(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    answer = logged_in(cast.bram).get("/audit/")
    assert answer.status_code == 403
    assert "Your role “Advisor” does not include: Read the audit trail." in answer.content.decode()


def test_the_right_of_a_closed_account_is_gone(cast: Cast) -> None:
    cast.elke.is_active = False
    with pytest.raises(PermissionDenied):
        ask(GUARDS[0](fine), cast.elke)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("guard", [GUARDS[0], signed_in, anyone])
def test_a_page_that_reads_takes_no_other_method(cast: Cast, guard: Callable, method: str) -> None:
    answer = ask(guard(fine), cast.elke, method)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_page_that_writes_takes_post(cast: Cast) -> None:
    assert ask(writes(Permission.AUDIT_VIEW)(change), cast.elke, "post").content == b"changed"
    assert ask(writes(Permission.AUDIT_VIEW)(change), cast.elke, "delete").status_code == 405
    assert Installation.objects.exists()


def test_the_right_is_asked_before_the_method(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        ask(GUARDS[0](fine), cast.bram, "post")


@pytest.mark.parametrize("guard", [GUARDS[0], signed_in, anyone])
def test_a_page_that_reads_cannot_write(cast: Cast, guard: Callable) -> None:
    with pytest.raises(DatabaseError, match="read-only transaction"), transaction.atomic():
        ask(guard(change), cast.elke)
    assert not Installation.objects.exists()


def test_after_a_page_that_reads_the_connection_writes_again(cast: Cast) -> None:
    ask(signed_in(fine), cast.elke)
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("off",)
    change(RequestFactory().get("/"))


def test_the_template_is_rendered_inside_the_guard(cast: Cast) -> None:
    class Lazy:
        def __str__(self) -> str:
            Installation.objects.create()
            return "written"

    def late(request: HttpRequest) -> HttpResponse:
        return SimpleTemplateResponse(engines["django"].from_string("{{ late }}"), {"late": Lazy()})

    with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
        ask(signed_in(late), cast.elke)


def test_the_guard_is_readable_and_the_view_keeps_its_name() -> None:
    guarded = GUARDS[0](fine)
    assert (guarded.guard, guarded.permission, guarded.__name__) == ("reads", Permission.AUDIT_VIEW, "fine")


def test_the_person_behind_a_request(cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.elke
    assert person(request) == cast.elke
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        person(request)

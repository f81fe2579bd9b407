"""People and roles, for administrators; the roles themselves for everybody who wants to know."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import people
from core.access import person, reads, signed_in, writes
from core.forms import apply
from core.layout import form_helper
from core.models import User
from core.people_forms import PersonForm
from core.people_list import locked_addresses, staff
from core.permissions import ROLES, Permission
from core.refusals import Refused
from core.where import client_address


@reads(Permission.USER_MANAGE)
def user_list(request: HttpRequest) -> HttpResponse:
    role = request.GET.get("role", "")
    listed = staff(role=role if role in ROLES else "")
    return render(request, "core/user_list.html", {"people": listed, "roles": ROLES.values(), "role": role})


@writes(Permission.USER_MANAGE)
def user_add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, by=person(request))
    if request.method == "POST" and form.is_valid():
        user = apply(form, lambda: people.add(**form.cleaned_data, **_act(request), site=_site(request)))
        if user:
            messages.success(
                request, _("%(name)s was added and gets a mail to choose a password.") % {"name": user}
            )
            return redirect("core:user_list")
    form.helper = form_helper(_("Add"), reverse("core:user_list"), form=form)
    return render(request, "core/user_edit.html", {"form": form, "roles": ROLES.values()})


@writes(Permission.USER_MANAGE)
def user_edit(request: HttpRequest, user_id: int) -> HttpResponse:
    known = get_object_or_404(User, pk=user_id)
    form = PersonForm(request.POST or None, known=known, by=person(request))
    if request.method == "POST" and form.is_valid() and _change(request, known, form):
        messages.success(request, _("%(name)s was saved.") % {"name": form.cleaned_data["full_name"]})
        return redirect("core:user_list")
    form.helper = form_helper(_("Save"), reverse("core:user_list"), form=form)
    shown = {
        "form": form,
        "person": known,
        "roles": ROLES.values(),
        "locked": known.email in locked_addresses(),
    }
    return render(request, "core/user_edit.html", shown)


@writes(Permission.USER_MANAGE)
def user_unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    known = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        people.unlock(user=known, **_act(request))
        messages.success(request, _("%(name)s can log in again.") % {"name": known})
        return redirect("core:user_list")
    text = _("The failed logins of %(name)s are forgotten, and the login is open again.") % {"name": known}
    return _ask(request, _("Unlock the login"), text, _("Unlock"))


@writes(Permission.USER_MANAGE)
def user_invite(request: HttpRequest, user_id: int) -> HttpResponse:
    known = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        try:
            people.invite(user=known, site=_site(request), **_act(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The mail to %(address)s is on its way.") % {"address": known.email})
        return redirect("core:user_list")
    text = _("%(name)s gets a link to choose a new password. The old one works until then.") % {"name": known}
    return _ask(request, _("Send a link for a password"), text, _("Send"))


@signed_in
def role_list(request: HttpRequest) -> HttpResponse:
    rights = [(right, [(role, right in role.permissions) for role in ROLES.values()]) for right in Permission]
    return render(request, "core/role_list.html", {"roles": ROLES.values(), "rights": rights})


def _change(request: HttpRequest, known: User, form: PersonForm) -> bool:
    changed = apply(form, lambda: people.change(user=known, **form.cleaned_data, **_act(request)))
    return changed is not None


def _ask(request: HttpRequest, title: str, text: str, verb: str) -> HttpResponse:
    shown = {"title": title, "text": text, "verb": verb, "cancel_url": reverse("core:user_list")}
    return render(request, "components/confirm.html", shown)


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"by": person(request), "at": timezone.now(), "where": client_address(request)}


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")

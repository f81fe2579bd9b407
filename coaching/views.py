from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.selectors import projects_visible_to
from coaching import selectors
from coaching.filters import FollowUpFilter, SessionFilter
from coaching.forms import SessionForm
from coaching.models import Session
from coaching.services import sessions
from coaching.tables import FollowUpTable, SessionTable
from coaching.tabs import BASKET_TABS
from core.access import reads, writes
from core.clock import today
from core.forms import apply
from core.lists import Listing, state_tabs, walk
from core.permissions import Permission
from core.requests import StaffRequest
from core.traces import leaves_trace


@leaves_trace
@reads(Permission.SESSION_VIEW)
def session_list(request: StaffRequest) -> HttpResponse:
    listing = _sessions(request)
    hours = selectors.total_hours(listing.filterset.qs)
    return listing.answer(
        "coaching/session_list.html", name="sessions", hours=hours, may_log=_may_log(request)
    )


@reads(Permission.SESSION_VIEW)
def session_detail(request: StaffRequest, session_id: int) -> HttpResponse:
    session = get_object_or_404(selectors.session_file(request.user), pk=session_id)
    lists = {"url_name": "coaching:session_detail", "list_url": reverse("coaching:session_list")}
    shown = {
        "session": session,
        "walk": walk(_sessions(request), pk=session.pk, **lists),
        "can_log": session.follow_up.advisor_id == request.user.pk and session.follow_up.closed_on is None,
    }
    return render(request, "coaching/session_detail.html", shown)


@writes(Permission.SESSION_LOG)
def session_log(request: StaffRequest) -> HttpResponse:
    form = SessionForm(
        request.POST or None,
        follow_ups=selectors.open_follow_ups_of(request.user),
        today=today(),
        chosen=request.GET.get("follow_up"),
    )
    if request.method == "POST" and form.is_valid():
        session = apply(form, lambda: _log(request, form))
        if session:
            messages.success(request, _("The session is saved."))
            return redirect(session)
    return render(request, "coaching/session_log.html", {"form": form}, status=422 if form.is_bound else 200)


def _log(request: StaffRequest, form: SessionForm) -> Session:
    who = request.user
    return sessions.log(**form.facts(), advisor=who, by=who, at=timezone.now(), today=today())


@leaves_trace
@reads(Permission.SESSION_VIEW)
def follow_up_list(request: StaffRequest) -> HttpResponse:
    counted = FollowUpFilter(
        request.GET, queryset=selectors.follow_ups_listed(request.user, today()), request=request
    )
    tabs = state_tabs(
        request, BASKET_TABS, selectors.count_baskets(counted.qs), param="silence", default="open"
    )
    shown = {"tabs": tabs, "may_log": _may_log(request)}
    return _follow_ups(request).answer("coaching/follow_up_list.html", name="follow-ups", **shown)


@reads(Permission.SESSION_VIEW)
def follow_up_detail(request: StaffRequest, follow_up_id: int) -> HttpResponse:
    follow_up = get_object_or_404(selectors.follow_ups_listed(request.user, today()), pk=follow_up_id)
    lists = {"url_name": "coaching:follow_up_detail", "list_url": reverse("coaching:follow_up_list")}
    shown = {
        "follow_up": follow_up,
        "sessions": selectors.newest_sessions(follow_up),
        "hours": selectors.total_hours(follow_up.sessions.all()),
        "walk": walk(_follow_ups(request), pk=follow_up.pk, **lists),
        "can_log": follow_up.advisor_id == request.user.pk and follow_up.closed_on is None,
    }
    return render(request, "coaching/follow_up_detail.html", shown)


@reads(Permission.SESSION_VIEW)
def panel_for_project(request: StaffRequest, project_id: int) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.user), pk=project_id)
    follow_ups = list(selectors.follow_ups_of_project(request.user, project, today()))
    shown = {
        "project": project,
        "follow_ups": follow_ups,
        "sessions": selectors.newest_sessions(*follow_ups, at_most=3),
        "hours": selectors.hours_of_follow_ups(follow_ups),
        "can_log": any(one.closed_on is None and one.advisor_id == request.user.pk for one in follow_ups),
    }
    template = "panel_for_project" if request.htmx else "project_coaching"
    return render(request, f"coaching/{template}.html", shown)


def _may_log(request: StaffRequest) -> bool:
    return request.user.may(Permission.SESSION_LOG)


def _sessions(request: StaffRequest) -> Listing:
    return Listing(request, selectors.sessions_listed(request.user), SessionFilter, SessionTable)


def _follow_ups(request: StaffRequest) -> Listing:
    rows = selectors.follow_ups_listed(request.user, today())
    basket = selectors.in_basket(rows, request.GET.get("silence", "") or "open").order_by(
        "-silence", "-opened_on"
    )
    return Listing(request, basket, FollowUpFilter, FollowUpTable)

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import badges, selectors
from applicants.filters import ApplicationFilter, ProjectFilter
from applicants.forms import PaperForm, WithdrawalForm
from applicants.models import Paper, Project
from applicants.services import papers
from applicants.tables import ApplicationTable, ProjectTable
from applicants.tabs import APPLICATION_TABS
from core.access import reads, writes
from core.clock import today
from core.downloads import served
from core.forms import apply
from core.lists import Listing, state_tabs, walk
from core.permissions import Permission
from core.requests import StaffRequest
from core.submissions import once
from core.traces import leaves_trace, traced


@leaves_trace
@reads(Permission.PROJECT_VIEW)
def project_list(request: StaffRequest) -> HttpResponse:
    return _projects(request).answer("applicants/project_list.html", name="projects")


@reads(Permission.PROJECT_VIEW)
def project_detail(request: StaffRequest, project_id: int) -> HttpResponse:
    project = get_object_or_404(selectors.project_file(request.user), pk=project_id)
    shown = {
        "project": project,
        "applications": [(one, badges.of_application(one)) for one in project.applications.all()],
        "may_add_papers": request.user.may(Permission.APPLICATION_EDIT),
        "walk": walk(
            _projects(request),
            pk=project.pk,
            url_name="applicants:project_detail",
            list_url=reverse("applicants:project_list"),
        ),
    }
    return render(request, "applicants/project_detail.html", shown)


@leaves_trace
@reads(Permission.PROJECT_VIEW)
def application_list(request: StaffRequest) -> HttpResponse:
    counted = ApplicationFilter(
        request.GET, queryset=selectors.applications_visible_to(request.user), request=request
    )
    tabs = state_tabs(request, APPLICATION_TABS, selectors.applications_by_state(counted.qs))
    return _applications(request).answer("applicants/application_list.html", name="applications", tabs=tabs)


@reads(Permission.PROJECT_VIEW)
def application_detail(request: StaffRequest, application_id: int) -> HttpResponse:
    application = get_object_or_404(selectors.application_file(request.user), pk=application_id)
    shown = {
        "application": application,
        "state": badges.of_application(application),
        "walk": walk(
            _applications(request),
            pk=application.pk,
            url_name="applicants:application_detail",
            list_url=reverse("applicants:application_list"),
        ),
    }
    return render(request, "applicants/application_detail.html", shown)


@leaves_trace
@reads(Permission.PROJECT_VIEW)
def applicant_detail(request: StaffRequest, applicant_id: int) -> HttpResponse:
    applicant = get_object_or_404(selectors.applicant_file(request.user), pk=applicant_id)
    answer = render(request, "applicants/applicant_detail.html", {"applicant": applicant})
    return traced(answer, "applicant.view", f"applicants.applicant:{applicant.reference}")


@writes(Permission.APPLICATION_EDIT)
def paper_add(request: StaffRequest, project_id: int) -> HttpResponse:
    project = get_object_or_404(selectors.projects_visible_to(request.user), pk=project_id)
    form = PaperForm(request.POST or None, request.FILES or None, project=project)
    if request.method == "POST" and form.is_valid() and _added(request, form, project):
        messages.success(request, _("The paper is added."))
        return redirect(f"{project.get_absolute_url()}#papers")
    shown = {"project": project, "form": form}
    return render(request, "applicants/paper_add.html", shown, status=422 if form.is_bound else 200)


@leaves_trace
@reads(Permission.PROJECT_VIEW)
def paper_download(request: StaffRequest, paper_id: int) -> HttpResponseBase:
    return served(request, get_object_or_404(selectors.papers_visible_to(request.user), pk=paper_id).file)


@writes(Permission.APPLICATION_EDIT)
def paper_withdraw(request: StaffRequest, paper_id: int) -> HttpResponse:
    paper = get_object_or_404(selectors.papers_visible_to(request.user), pk=paper_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _withdrawn(request, form, paper):
        messages.success(request, _("The paper is withdrawn."))
        return redirect(f"{paper.project.get_absolute_url()}#papers")
    shown = _withdrawal_of(paper) | {"form": form}
    return render(request, "components/confirm.html", shown, status=422 if form.is_bound else 200)


def _added(request: StaffRequest, form: PaperForm, project: Project) -> bool:
    facts, by, at = form.facts(), request.user, timezone.now()

    def add() -> str:
        return papers.subject(papers.add(project=project, by=by, on=today(), at=at, **facts))

    key = form.cleaned_data["submission_key"]
    sent = {"project": project.pk, **papers.fingerprint(**facts)}
    return (
        apply(form, lambda: once(key=key, action="paper.add", by=by, at=at, facts=sent, act=add)) is not None
    )


def _withdrawn(request: StaffRequest, form: WithdrawalForm, paper: Paper) -> bool:
    reason, by, at = form.cleaned_data["reason"], request.user, timezone.now()
    return apply(form, lambda: papers.withdraw(paper=paper, reason=reason, by=by, at=at)) is not None


def _withdrawal_of(paper: Paper) -> dict[str, object]:
    return {
        "title": _("Withdraw “%(name)s”") % {"name": paper},
        "text": _("The paper no longer counts for the project “%(project)s”.") % {"project": paper.project},
        "consequences": [
            _("It stays in the file, marked as withdrawn, with your name and the reason."),
            _("Whoever sees the project can still download it."),
        ],
        "verb": _("Withdraw the paper"),
        "danger": True,
        "cancel_url": f"{paper.project.get_absolute_url()}#papers",
    }


def _projects(request: StaffRequest) -> Listing:
    return Listing(request, selectors.projects_listed(request.user), ProjectFilter, ProjectTable)


def _applications(request: StaffRequest) -> Listing:
    rows = selectors.applications_listed(request.user)
    state = request.GET.get("state", "")
    return Listing(request, rows.filter(state=state) if state else rows, ApplicationFilter, ApplicationTable)

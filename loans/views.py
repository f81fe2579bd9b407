from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.selectors import applications_visible_to, projects_visible_to
from core import sheets
from core.access import reads, writes
from core.clock import today
from core.forms import apply
from core.permissions import Permission
from core.requests import StaffRequest
from core.traces import leaves_trace, traced
from loans import pages
from loans.badges import of_decision
from loans.forms import RepaymentForm, ReversalForm
from loans.models import Investment, Movement
from loans.selectors import investments as selectors
from loans.selectors import standing
from loans.selectors.sheets import schedule_on
from loans.services import movements
from loans.services.movements import Line


@leaves_trace
@reads(Permission.INVESTMENT_VIEW)
def investment_list(request: StaffRequest) -> HttpResponse:
    listing, shown = pages.portfolio(request)
    return listing.answer("loans/investment_list.html", name="investments", **shown)


@reads(Permission.INVESTMENT_VIEW)
def investment_detail(request: StaffRequest, investment_id: int) -> HttpResponse:
    investment = get_object_or_404(selectors.investment_file(request.user), pk=investment_id)
    return render(request, "loans/investment_detail.html", pages.file_of(request, investment))


@leaves_trace
@reads(Permission.INVESTMENT_VIEW)
def schedule_csv(request: StaffRequest, investment_id: int) -> HttpResponse:
    investment = get_object_or_404(selectors.investments_visible_to(request.user), pk=investment_id)
    schedule = schedule_on(investment, pages.day_asked(request))
    rows = [pages.schedule_cells(row) for row in schedule.rows] if schedule else []
    name = f"{investment.reference}-schedule"
    answer = HttpResponse(
        sheets.csv_bytes(pages.SCHEDULE_COLUMNS, rows), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return traced(answer, "schedule.export", f"loans.investment:{investment.reference}")


@reads(Permission.INVESTMENT_VIEW)
def panel_for_project(request: StaffRequest, project_id: int) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.user), pk=project_id)
    rows = standing.with_standing(selectors.investments_of_project(project, request.user), today())
    shown = {"project": project, "investments": pages.with_badges(rows), "totals": pages.sums_of(rows)}
    template = "panel_for_project" if request.htmx else "project_investments"
    return render(request, f"loans/{template}.html", shown)


@reads(Permission.INVESTMENT_VIEW)
def panel_for_application(request: StaffRequest, application_id: int) -> HttpResponse:
    application = get_object_or_404(
        applications_visible_to(request.user).select_related("project"), pk=application_id
    )
    decision = selectors.decision_on(application)
    shown = {"application": application, "decision": decision, "verdict": decision and of_decision(decision)}
    template = "panel_for_application" if request.htmx else "application_decision"
    return render(request, f"loans/{template}.html", shown)


@reads(Permission.INVESTMENT_VIEW)
def product_list(request: StaffRequest) -> HttpResponse:
    shown = {"products": selectors.products_with_terms(), "today": today()}
    return render(request, "loans/product_list.html", shown)


@writes(Permission.MOVEMENT_RECORD)
def repayment_record(request: StaffRequest, investment_id: int) -> HttpResponse:
    investment = get_object_or_404(selectors.investments_visible_to(request.user), pk=investment_id)
    form = RepaymentForm(request.POST or None, investment=investment, on=today())
    if request.method == "POST" and form.is_valid() and _recorded(request, form, investment):
        messages.success(request, _("The payment is booked."))
        return redirect(f"{investment.get_absolute_url()}#ledger")
    shown = pages.payment_form(investment, today()) | {"form": form}
    return render(request, "loans/repayment_record.html", shown, status=422 if form.is_bound else 200)


@writes(Permission.MOVEMENT_RECORD)
def movement_reverse(request: StaffRequest, movement_id: int) -> HttpResponse:
    movement = get_object_or_404(selectors.movements_visible_to(request.user), pk=movement_id)
    if not pages.may_reverse(request.user, movement):
        raise PermissionDenied(_("A write-off is reversed by those who may write off."))
    form = ReversalForm(request.POST or None, movement=movement)
    if request.method == "POST" and form.is_valid() and _reversed(request, form, movement):
        messages.success(request, _("The movement is reversed."))
        return redirect(f"{movement.investment.get_absolute_url()}#ledger")
    shown = pages.reversal_of(movement) | {"form": form}
    return render(request, "components/confirm.html", shown, status=422 if form.is_bound else 200)


def _recorded(request: StaffRequest, form: RepaymentForm, investment: Investment) -> bool:
    facts = form.cleaned_data
    line = Line(facts["amount"], facts["on"], timezone.now(), form.key, facts["bank_reference"])
    written_off = investment.state == Investment.State.WRITTEN_OFF
    book = movements.recover if written_off else movements.repay
    return apply(form, lambda: book(investment=investment, line=line, by=request.user)) is not None


def _reversed(request: StaffRequest, form: ReversalForm, movement: Movement) -> bool:
    def reverse() -> Movement:
        facts = form.cleaned_data
        by, at = request.user, timezone.now()
        return movements.reverse(
            movement=movement, on=facts["on"], reason=facts["reason"], key=form.key, by=by, at=at
        )

    return apply(form, reverse) is not None

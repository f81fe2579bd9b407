from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import clock
from core.access import person, reads, writes
from core.formats import day
from core.forms import apply
from core.lists import Listing, state_tabs
from core.permissions import Permission
from core.refusals import Refused
from core.traces import leaves_trace
from funding import selectors as funding
from reports import badges, differences, panels
from reports.figures import Figures
from reports.filters import SnapshotFilter
from reports.forms import LanguageForm, SnapshotForm, presets
from reports.list_table import SnapshotTable
from reports.models import Snapshot
from reports.selectors import snapshots as reading
from reports.services import snapshots
from reports.tabs import SNAPSHOT_TABS


@leaves_trace
@reads(Permission.REPORT_VIEW)
def snapshot_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, reading.snapshots_visible_to(person(request)), SnapshotFilter, SnapshotTable)
    tabs = state_tabs(request, SNAPSHOT_TABS, reading.by_state(reading.snapshots_visible_to(person(request))))
    may_ask = person(request).may(Permission.REPORT_ASK)
    return listing.answer("reports/snapshot_list.html", name="reports", tabs=tabs, may_ask=may_ask)


@writes(Permission.REPORT_ASK)
def snapshot_ask(request: HttpRequest) -> HttpResponse:
    form = _ask_form(request)
    if request.method == "POST" and form.is_valid():
        snapshot = apply(form, lambda: _take(request, form.cleaned_data))
        if snapshot:
            return redirect(snapshot)
    status = 422 if form.is_bound else 200
    return render(
        request, "reports/snapshot_ask.html", {"form": form, "presets": _presets(request)}, status=status
    )


@reads(Permission.REPORT_VIEW)
def snapshot_detail(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    snapshot = get_object_or_404(reading.snapshot_file(person(request)), pk=snapshot_id)
    figures = Figures(snapshot.payload)
    shown = {
        "figures": figures,
        "walk": {"back_url": reverse("reports:snapshot_list")},
        "tiles": panels.tiles(figures, snapshot),
        "state": badges.of_snapshot(snapshot),
        "earlier": reading.replaced(snapshot),
        "may_seal": person(request).may(Permission.REPORT_SEAL) and snapshot.state == Snapshot.State.DRAFT,
        "chart_of_investments": figures.chart_of_investments("chart-investments"),
        "chart_of_financing": figures.chart_of_financing("chart-financing"),
        **_documents(request, snapshot),
    }
    return render(request, "reports/snapshot_detail.html", shown)


@reads(Permission.REPORT_VIEW)
def document_progress(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    snapshot = get_object_or_404(reading.snapshots_visible_to(person(request)), pk=snapshot_id)
    if "HX-Request" not in request.headers:
        return redirect(snapshot)
    return render(request, "reports/_documents.html", _documents(request, snapshot))


@writes(Permission.REPORT_ASK)
def document_ask(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    snapshot = get_object_or_404(reading.snapshots_visible_to(person(request)), pk=snapshot_id)
    form = LanguageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = [form.cleaned_data["language"]]
        snapshots.ask(snapshot=snapshot, languages=wanted, by=person(request), at=timezone.now())
    return redirect(f"{snapshot.get_absolute_url()}#documents")


@reads(Permission.REPORT_VIEW)
def snapshot_differences(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    snapshot = get_object_or_404(reading.snapshot_file(person(request)), pk=snapshot_id)
    earlier = reading.replaced(snapshot)
    found = differences.between(earlier.payload, snapshot.payload) if earlier else []
    shown = {"snapshot": snapshot, "earlier": earlier, "differences": found}
    return render(request, "reports/snapshot_differences.html", shown)


@writes(Permission.REPORT_SEAL)
def snapshot_seal(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    snapshot = get_object_or_404(reading.snapshots_visible_to(person(request)), pk=snapshot_id)
    if request.method == "POST":
        try:
            snapshots.seal(snapshot=snapshot, by=person(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The report is sealed. Its documents are being made anew as sealed."))
        return redirect(snapshot)
    return render(request, "components/confirm.html", _seal_question(snapshot))


def _take(request: HttpRequest, wish: dict[str, Any]) -> Snapshot:
    return snapshots.take(
        programme=wish["programme"],
        period_from=wish["period_from"],
        period_to=wish["period_to"],
        languages=wish["languages"],
        key=wish["submission_key"],
        by=person(request),
        at=timezone.now(),
        on=clock.today(),
    )


def _ask_form(request: HttpRequest) -> SnapshotForm:
    programmes = funding.programmes_visible_to(person(request))
    programme = programmes.first()
    start: dict[str, Any] = {"languages": [person(request).language], "programme": programme}
    if programme:
        start["period_from"] = request.GET.get("from") or programme.eligible_from
        start["period_to"] = request.GET.get("to") or min(programme.eligible_to, clock.today())
    return SnapshotForm(
        request.POST or None,
        initial=start,
        programmes=programmes,
        cancel_url=reverse("reports:snapshot_list"),
    )


def _presets(request: HttpRequest) -> list[dict[str, str]]:
    programme = funding.programmes_visible_to(person(request)).first()
    if programme is None:
        return []
    return [
        {"label": label, "url": f"?from={first.isoformat()}&to={last.isoformat()}"}
        for label, first, last in presets(programme, clock.today())
    ]


def _documents(request: HttpRequest, snapshot: Snapshot) -> dict[str, Any]:
    editions = reading.editions(snapshot)
    return {
        "snapshot": snapshot,
        "lines": panels.lines(editions),
        "drafts": panels.of_documents(reading.drafts(snapshot)),
        "is_busy": panels.is_busy(editions),
        "may_ask": person(request).may(Permission.REPORT_ASK),
    }


def _seal_question(snapshot: Snapshot) -> dict[str, Any]:
    period = {"from": day(snapshot.period_from), "to": day(snapshot.period_to)}
    return {
        "title": _("Seal this report?"),
        "text": _("%(programme)s, from %(from)s to %(to)s.")
        % {"programme": snapshot.programme.name, **period},
        "consequences": [
            _("The figures can never be changed again, by nobody."),
            _(
                "A report that was sealed for the same period before is marked as superseded and stays readable."
            ),
            _("The documents are made anew and say that they are sealed."),
        ],
        "verb": _("Seal the report"),
        "danger": False,
        "cancel_url": snapshot.get_absolute_url(),
    }

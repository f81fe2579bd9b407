from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core import clock
from core.access import person, reads
from core.lists import Listing, Walk, walk
from core.models import User
from core.permissions import Permission
from core.traces import leaves_trace
from funding import selectors
from funding.filters import ExpenditureFilter
from funding.models import Expenditure, Programme
from funding.tables import ExpenditureTable
from loans.models import Investment
from loans.selectors import investments_visible_to


@reads(Permission.FUNDING_VIEW)
def programme_list(request: HttpRequest) -> HttpResponse:
    programmes = selectors.programmes_visible_to(person(request))
    rows = [(one, selectors.whole(one, until=clock.today())) for one in programmes]
    return render(request, "funding/programme_list.html", {"rows": rows})


@reads(Permission.FUNDING_VIEW)
def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    programme = _programme(request, code)
    today = clock.today()
    shown = {
        "programme": programme,
        "walk": {"back_url": reverse("funding:programme_list")},
        "financing": selectors.whole(programme, until=today),
        "as_of": min(today, programme.eligible_to),
        "project_count": selectors.admitted_projects(programme).count(),
        "latest": selectors.expenditures_visible_to(person(request))
        .filter(budget_line__programme=programme)
        .order_by("-paid_on", "-id")[:10],
        "indicators": selectors.indicators_of(programme),
        "may_ask": person(request).may(Permission.REPORT_ASK),
    }
    return render(request, "funding/programme_detail.html", shown)


@leaves_trace
@reads(Permission.FUNDING_VIEW)
def expenditure_list(request: HttpRequest, code: str) -> HttpResponse:
    programme = _programme(request, code)
    listing = _expenditure(request, programme)
    sums = selectors.sums_of(listing.filterset.qs)
    return listing.answer("funding/expenditure_list.html", name="expenditure", programme=programme, sums=sums)


@reads(Permission.FUNDING_VIEW)
def expenditure_detail(request: HttpRequest, expenditure_id: int) -> HttpResponse:
    rows = selectors.expenditures_visible_to(person(request)).select_related("reverses", "reversed_by")
    expenditure = get_object_or_404(rows, pk=expenditure_id)
    programme = expenditure.budget_line.programme
    investment = expenditure.movement.investment if expenditure.movement else None
    shown = {
        "expenditure": expenditure,
        "programme": programme,
        "investment": investment,
        "investment_url": _url_of(investment, person(request)),
        "walk": _walk(request, expenditure),
    }
    return render(request, "funding/expenditure_detail.html", shown)


def _walk(request: HttpRequest, expenditure: Expenditure) -> Walk | dict[str, str]:
    programme = expenditure.budget_line.programme
    list_url = reverse("funding:expenditure_list", args=[programme.code])
    url_name, rows = "funding:expenditure_detail", _expenditure(request, programme)
    return walk(rows, pk=expenditure.pk, url_name=url_name, list_url=list_url) or {"back_url": list_url}


def _url_of(investment: Investment | None, user: User) -> str:
    """The page of the investment for whoever may see it, else ""."""
    if investment is None or not investments_visible_to(user).filter(pk=investment.pk).exists():
        return ""
    return reverse("loans:investment_detail", args=[investment.pk])


def _programme(request: HttpRequest, code: str) -> Programme:
    return get_object_or_404(selectors.programmes_visible_to(person(request)), code=code)


def _expenditure(request: HttpRequest, programme: Programme) -> Listing:
    rows = selectors.expenditures_visible_to(person(request)).filter(budget_line__programme=programme)
    return Listing(request, rows.order_by("-paid_on"), ExpenditureFilter, ExpenditureTable)

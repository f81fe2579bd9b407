import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter, SearchFilter, from_day, to_day
from funding.models import BudgetLine, Expenditure


def _search(rows: QuerySet[Expenditure], text: str) -> QuerySet[Expenditure]:
    words = text.strip()
    return rows.filter(
        Q(invoice_reference__icontains=words)
        | Q(supplier__icontains=words)
        | Q(movement__investment__reference__iexact=words)
        | Q(movement__investment__project__reference__iexact=words)
    )


def _lines(request: HttpRequest) -> QuerySet[BudgetLine]:
    """The lines of the programme whose list or row the address names."""
    asked = request.resolver_match.kwargs if request.resolver_match else {}
    if "code" in asked:
        return BudgetLine.objects.filter(programme__code=asked["code"])
    return BudgetLine.objects.filter(programme__budget_lines__expenditures=asked["expenditure_id"])


class ExpenditureFilter(ListFilter):
    q = SearchFilter(search=_search)
    line = django_filters.ModelChoiceFilter(
        field_name="budget_line", queryset=_lines, label=_("budget line"), empty_label=_("all")
    )
    since = from_day("paid_on")
    until = to_day("paid_on")

    class Meta:
        model = Expenditure
        fields: list[str] = []

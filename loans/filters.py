from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applicants.models import Municipality
from applicants.selectors import matching_projects
from core.fields import not_to_come
from core.filters import DayInput, ListFilter, SearchFilter
from core.models import User
from core.requests import StaffRequest
from loans.engine.arrears import Bucket
from loans.models import Investment, Product
from loans.selectors import investments
from loans.selectors.standing import FOLLOWED


def _in_days(bucket: str) -> str:
    return gettext("%(days)s days") % {"days": bucket}


# Put together when it is shown: a lazy text that is filled in here would keep the language of the start.
_lazily_in_days = lazy(_in_days, str)
BUCKETS = [(Bucket.CURRENT.value, _("not late"))] + [
    (bucket.value, _lazily_in_days(bucket.value)) for bucket in list(Bucket)[1:]
]


def _search(rows: QuerySet[Investment], text: str) -> QuerySet[Investment]:
    return rows.filter(Q(reference__iexact=text.strip()) | matching_projects(text, to_project="project__"))


def _advisors(request: StaffRequest) -> QuerySet[User]:
    return investments.advisors_of(investments.investments_visible_to(request.user))


class InvestmentFilter(ListFilter):
    """The filters of the portfolio; `on` chooses the day whose standing the rows carry."""

    q = SearchFilter(search=_search)
    product = django_filters.ModelChoiceFilter(
        field_name="product_terms__product",
        queryset=Product.objects.all(),
        label=_("product"),
        empty_label=_("all"),
    )
    municipality = django_filters.ModelChoiceFilter(
        queryset=Municipality.objects.all(), label=_("municipality"), empty_label=_("all")
    )
    year = django_filters.ChoiceFilter(
        field_name="signed_on", lookup_expr="year", label=_("year signed"), empty_label=_("all")
    )
    advisor = django_filters.ModelChoiceFilter(
        field_name="project__advisor", queryset=_advisors, label=_("advisor"), empty_label=_("all")
    )
    late = django_filters.ChoiceFilter(
        field_name="bucket", choices=BUCKETS, label=_("days late"), empty_label=_("all"), method="_of_bucket"
    )
    on = django_filters.DateFilter(label=_("as of"), widget=DayInput, method="_chosen_before")

    class Meta:
        model = Investment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["year"].choices = self._years
        self.form.fields["on"].validators.append(not_to_come)

    def _years(self) -> list[tuple[int, str]]:
        years = investments.years_of(investments.investments_visible_to(self.request.user))
        return [(year, str(year)) for year in years]

    def _of_bucket(self, rows: QuerySet[Investment], name: str, value: str) -> QuerySet[Investment]:
        return rows.filter(Q(bucket=value, standing__in=FOLLOWED))

    def _chosen_before(self, rows: QuerySet[Investment], name: str, value: date) -> QuerySet[Investment]:
        return rows  # the view has chosen the day before the rows were asked

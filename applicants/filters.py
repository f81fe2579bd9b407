import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applicants import selectors
from applicants.models import Application, Municipality, Project
from core.filters import ListFilter, SearchFilter, from_day, to_day
from core.models import User
from core.requests import StaffRequest


def _search_projects(rows: QuerySet[Project], text: str) -> QuerySet[Project]:
    return rows.filter(selectors.matching_projects(text))


def _search_applications(rows: QuerySet[Application], text: str) -> QuerySet[Application]:
    projects = Project.objects.filter(selectors.matching_projects(text))
    return rows.filter(project__in=projects) | rows.filter(reference__iexact=text.strip())


def _analysts(request: StaffRequest) -> QuerySet[User]:
    return selectors.staff_of(selectors.projects_visible_to(request.user), "analyst")


def _advisors(request: StaffRequest) -> QuerySet[User]:
    return selectors.staff_of(selectors.projects_visible_to(request.user), "advisor")


class ProjectFilter(ListFilter):
    q = SearchFilter(search=_search_projects)
    kind = django_filters.ChoiceFilter(choices=Project.Kind.choices, label=_("Kind"), empty_label=_("all"))
    municipality = django_filters.ModelChoiceFilter(
        field_name="enterprise__municipality",
        queryset=Municipality.objects.all(),
        label=_("Municipality"),
        empty_label=_("all"),
    )
    analyst = django_filters.ModelChoiceFilter(queryset=_analysts, label=_("Analyst"), empty_label=_("all"))
    advisor = django_filters.ModelChoiceFilter(queryset=_advisors, label=_("Advisor"), empty_label=_("all"))
    year = django_filters.ChoiceFilter(
        field_name="opened_on", lookup_expr="year", label=_("Year"), empty_label=_("all")
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        years = selectors.years_of_projects(selectors.projects_visible_to(self.request.user))
        self.form.fields["year"].choices = [(year, str(year)) for year in years]


class ApplicationFilter(ListFilter):
    q = SearchFilter(search=_search_applications)
    municipality = django_filters.ModelChoiceFilter(
        field_name="project__enterprise__municipality",
        queryset=Municipality.objects.all(),
        label=_("Municipality"),
        empty_label=_("all"),
    )
    analyst = django_filters.ModelChoiceFilter(
        field_name="project__analyst", queryset=_analysts, label=_("Analyst"), empty_label=_("all")
    )
    since = from_day("received_on")
    until = to_day("received_on")

    class Meta:
        model = Application
        fields: list[str] = []

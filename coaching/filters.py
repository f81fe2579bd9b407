import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applicants.models import Project
from applicants.selectors import matching_projects
from coaching import selectors
from coaching.models import FollowUp, Session
from core.filters import ListFilter, SearchFilter, from_day, to_day
from core.models import User
from core.requests import StaffRequest


def _search_sessions(rows: QuerySet[Session], text: str) -> QuerySet[Session]:
    return rows.filter(follow_up__project__in=Project.objects.filter(matching_projects(text)))


def _search_follow_ups(rows: QuerySet[FollowUp], text: str) -> QuerySet[FollowUp]:
    return rows.filter(project__in=Project.objects.filter(matching_projects(text)))


def _who_held(request: StaffRequest) -> QuerySet[User]:
    return selectors.staff_with_sessions(selectors.sessions_visible_to(request.user))


def _who_follows(request: StaffRequest) -> QuerySet[User]:
    return selectors.staff_with_follow_ups(selectors.follow_ups_visible_to(request.user))


class SessionFilter(ListFilter):
    q = SearchFilter(search=_search_sessions, label=_("Project"))
    advisor = django_filters.ModelChoiceFilter(queryset=_who_held, label=_("Advisor"), empty_label=_("all"))
    theme = django_filters.ChoiceFilter(choices=Session.Theme.choices, label=_("Theme"), empty_label=_("all"))
    channel = django_filters.ChoiceFilter(
        choices=Session.Channel.choices, label=_("Where"), empty_label=_("all")
    )
    since = from_day("held_on")
    until = to_day("held_on")

    class Meta:
        model = Session
        fields: list[str] = []


class FollowUpFilter(ListFilter):
    q = SearchFilter(search=_search_follow_ups, label=_("Project"))
    advisor = django_filters.ModelChoiceFilter(
        queryset=_who_follows, label=_("Advisor"), empty_label=_("all")
    )

    class Meta:
        model = FollowUp
        fields: list[str] = []

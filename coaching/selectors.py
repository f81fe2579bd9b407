"""What of the coaching a person may see, how long clients have heard nothing, and the hours, summed in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncMonth

from applicants.models import Applicant, Project
from applicants.selectors import projects_visible_to
from coaching.models import FollowUp, Session
from core.models import User
from core.permissions import Permission

Projects = QuerySet[Project] | Iterable[int]
# From how many days on a silence is worth a call.
SILENT_FROM = 7


def follow_ups_visible_to(user: User) -> QuerySet[FollowUp]:
    """Every follow-up for those who may see all projects, for an advisor their own and those of their projects."""
    if not user.may(Permission.SESSION_VIEW):
        return FollowUp.objects.none()
    if user.may(Permission.PROJECT_VIEW_ALL):
        return FollowUp.objects.all()
    return FollowUp.objects.filter(Q(advisor=user) | Q(project__in=projects_visible_to(user)))


def sessions_visible_to(user: User) -> QuerySet[Session]:
    """The sessions of the visible follow-ups, and for an advisor also those they held in somebody's place."""
    if not user.may(Permission.SESSION_VIEW):
        return Session.objects.none()
    if user.may(Permission.PROJECT_VIEW_ALL):
        return Session.objects.all()
    return Session.objects.filter(Q(advisor=user) | Q(follow_up__in=follow_ups_visible_to(user)))


def sessions_listed(user: User) -> QuerySet[Session]:
    """The visible sessions with all that a row of the list shows."""
    return sessions_visible_to(user).select_related("follow_up__project", "advisor")


def session_file(user: User) -> QuerySet[Session]:
    """The visible sessions with everything that the page of one session shows."""
    return sessions_listed(user).prefetch_related("attendees")


def follow_ups_listed(user: User, on: date) -> QuerySet[Any]:
    """The visible follow-ups with their silence `on` a day and all else that a row of the list shows."""
    return with_silence(follow_ups_visible_to(user), on).select_related("project__enterprise", "advisor")


def open_follow_ups_of(advisor: User) -> QuerySet[FollowUp]:
    """The follow-ups for which this advisor logs sessions now, by title."""
    own = FollowUp.objects.filter(closed_on__isnull=True, advisor=advisor)
    return own.select_related("project").order_by("project__sort_title", "pk")


def follow_ups_of_project(user: User, project: Project, on: date) -> QuerySet[FollowUp]:
    """The visible follow-ups of a project with their silence `on` a day, the newest first."""
    return with_silence(follow_ups_visible_to(user).filter(project=project), on).select_related(
        "advisor", "project"
    )


def with_silence(follow_ups: QuerySet[FollowUp], on: date) -> QuerySet[Any]:
    """Adds `last_on`, the day of the last session, and `silence`, the days from it, or else from the opening, to `on`.

    A closed follow-up has no silence (None).
    """
    last = Session.objects.filter(follow_up=OuterRef("pk")).order_by("-held_on").values("held_on")[:1]
    since = Coalesce(F("last_on"), F("opened_on"))
    # Django would make an interval of it; PostgreSQL's date minus date is the count of days.
    days = Func(
        Cast(Value(on), DateField()),
        since,
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    return follow_ups.annotate(last_on=Subquery(last, output_field=DateField())).annotate(
        silence=Case(When(closed_on__isnull=True, then=days), output_field=IntegerField())
    )


# The baskets of silence: those met within the week, then from 7, 14, 21 and 30 days to the day before the next.
BASKETS: dict[str, Q] = {
    "open": Q(closed_on__isnull=True),
    "0": Q(silence__lt=7),
    "7": Q(silence__gte=7, silence__lt=14),
    "14": Q(silence__gte=14, silence__lt=21),
    "21": Q(silence__gte=21, silence__lt=30),
    "30": Q(silence__gte=30),
    "closed": Q(closed_on__isnull=False),
}


def in_basket(follow_ups: QuerySet[Any], basket: str) -> QuerySet[Any]:
    """The rows with silence that lie in a basket (a name of `BASKETS`); an unknown one holds nothing."""
    return follow_ups.filter(BASKETS[basket]) if basket in BASKETS else follow_ups.none()


def count_baskets(follow_ups: QuerySet[FollowUp]) -> dict[str, int]:
    """How many of these rows with silence lie in each basket, in one query."""
    counts = {f"basket_{name}": Count("pk", filter=condition) for name, condition in BASKETS.items()}
    counted: dict[str, int] = follow_ups.order_by().aggregate(**counts)
    return {name.removeprefix("basket_"): n for name, n in counted.items()}


@dataclass(frozen=True)
class Hours:
    """A count of sessions and their minutes."""

    sessions: int
    minutes: int

    @property
    def hours(self) -> Decimal:
        """The minutes in hours, rounded half up to two decimals (minutes remain the exact figure)."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class ThemeHours(Hours):
    """The hours spent on a theme (a value of `Session.Theme`)."""

    theme: str


@dataclass(frozen=True)
class MonthHours(Hours):
    """The hours of one advisor in one month (its first day)."""

    advisor_id: int
    advisor: str
    month: date


@dataclass(frozen=True)
class ProjectHours(Hours):
    """The hours given to one project."""

    project_id: int
    reference: str


def total_hours(sessions: QuerySet[Session]) -> Hours:
    """The sum over these sessions, in one query."""
    found = sessions.order_by().aggregate(sessions=Count("pk"), minutes=Coalesce(Sum("minutes"), 0))
    return Hours(**found)


def hours_in_all(projects: Projects, first_on: date, last_on: date) -> Hours:
    """The sum over the sessions of these projects held in the period, both days included."""
    return total_hours(_held(projects, first_on, last_on))


def hours_by_theme(projects: Projects, first_on: date, last_on: date) -> list[ThemeHours]:
    """The hours by theme, most first; a theme without a session is left out."""
    rows = (
        _held(projects, first_on, last_on).values("theme").annotate(sessions=Count("pk"), sum=Sum("minutes"))
    )
    found = [ThemeHours(sessions=r["sessions"], minutes=r["sum"], theme=r["theme"]) for r in rows]
    return sorted(found, key=lambda row: (-row.minutes, row.theme))


def hours_by_advisor_month(projects: Projects, first_on: date, last_on: date) -> list[MonthHours]:
    """The hours by advisor and month, in that order."""
    rows = (
        _held(projects, first_on, last_on)
        .annotate(month=TruncMonth("held_on"))
        .values("advisor_id", "advisor__full_name", "month")
        .annotate(sessions=Count("pk"), sum=Sum("minutes"))
        .order_by("advisor__full_name", "advisor_id", "month")
    )
    return [
        MonthHours(r["sessions"], r["sum"], r["advisor_id"], r["advisor__full_name"], r["month"])
        for r in rows
    ]


def hours_by_project(projects: Projects, first_on: date, last_on: date) -> list[ProjectHours]:
    """The hours by project, by its number; a project without a session is left out."""
    rows = (
        _held(projects, first_on, last_on)
        .values("follow_up__project_id", "follow_up__project__reference")
        .annotate(sessions=Count("pk"), sum=Sum("minutes"))
        .order_by("follow_up__project__reference")
    )
    return [
        ProjectHours(r["sessions"], r["sum"], r["follow_up__project_id"], r["follow_up__project__reference"])
        for r in rows
    ]


@dataclass(frozen=True)
class Silent:
    """An open follow-up whose client has heard nothing for `days` (since the last session, or the opening)."""

    follow_up: FollowUp
    days: int


@dataclass(frozen=True)
class Today:
    """What an advisor's desk shows: the hours of the month so far and who has waited longest."""

    month: Hours
    silent: tuple[Silent, ...]


def today_of(advisor: User, on: date, *, at_most: int = 10) -> Today:
    """The desk of `advisor` `on` a day; `silent` lists open follow-ups of seven days and more, longest first."""
    month = Session.objects.filter(advisor=advisor, held_on__gte=on.replace(day=1), held_on__lte=on)
    waiting = with_silence(open_follow_ups_of(advisor), on).filter(silence__gte=SILENT_FROM)
    rows = waiting.order_by("-silence", "project__sort_title", "pk")[:at_most]
    return Today(total_hours(month), tuple(Silent(row, row.silence) for row in rows))


def newest_sessions(*follow_ups: FollowUp, at_most: int = 10) -> list[Session]:
    """The last sessions of these follow-ups, the newest first."""
    held = Session.objects.filter(follow_up__in=follow_ups).select_related("advisor")
    return list(held.order_by("-held_on", "-pk")[:at_most])


def hours_of_follow_ups(follow_ups: Iterable[FollowUp]) -> Hours:
    """The sum over all sessions of these follow-ups."""
    return total_hours(Session.objects.filter(follow_up__in=list(follow_ups)))


def last_session_of(follow_up: FollowUp) -> Session | None:
    """The newest session, from whose place and next step the next one starts."""
    return follow_up.sessions.order_by("-held_on", "-pk").first()


def members_of(follow_up: FollowUp) -> QuerySet[Applicant]:
    """The people who may be present at a session of this follow-up."""
    return Applicant.objects.filter(memberships__project=follow_up.project_id)


def staff_with_sessions(sessions: QuerySet[Session]) -> QuerySet[User]:
    """Who held these sessions, by name."""
    return User.objects.filter(pk__in=sessions.order_by().values("advisor")).order_by("full_name")


def staff_with_follow_ups(follow_ups: QuerySet[FollowUp]) -> QuerySet[User]:
    """Who carries these follow-ups, by name."""
    return User.objects.filter(pk__in=follow_ups.order_by().values("advisor")).order_by("full_name")


def _held(projects: Projects, first_on: date, last_on: date) -> QuerySet[Session]:
    ids = projects if isinstance(projects, QuerySet) else list(projects)
    held = Session.objects.filter(held_on__gte=first_on, held_on__lte=last_on, follow_up__project__in=ids)
    return held.order_by()

"""What of this room a person may see. Every list and page starts from a `..._visible_to(user)`."""

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applicants.models import Applicant, Application, Enterprise, Paper, Project, ProjectMember
from core.models import User
from core.permissions import Permission
from core.text import sort_key


def projects_visible_to(user: User) -> QuerySet[Project]:
    """Every project for those who may see all, for an advisor the projects in their care, else none."""
    if user.may(Permission.PROJECT_VIEW_ALL):
        return Project.objects.all()
    if user.may(Permission.PROJECT_VIEW):
        return Project.objects.filter(advisor=user)
    return Project.objects.none()


def applications_visible_to(user: User) -> QuerySet[Application]:
    """The applications of the projects that this person may see."""
    if user.may(Permission.PROJECT_VIEW_ALL):
        return Application.objects.all()
    return Application.objects.filter(project__in=projects_visible_to(user))


def applicants_visible_to(user: User) -> QuerySet[Applicant]:
    """The people of the projects that this person may see; those who may see all also see people without a project."""
    if user.may(Permission.PROJECT_VIEW_ALL):
        return Applicant.objects.all()
    members = ProjectMember.objects.filter(project__in=projects_visible_to(user))
    return Applicant.objects.filter(pk__in=members.values("applicant"))


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """The papers of the projects that this person may see, withdrawn ones too, each with its project and file."""
    return Paper.objects.filter(project__in=projects_visible_to(user)).select_related("project", "file")


def projects_listed(user: User) -> QuerySet[Project]:
    """The visible projects with all that a row of the list shows: names, staff, and `people_count`."""
    people = ProjectMember.objects.filter(project=OuterRef("pk")).order_by().values("project")
    count = Subquery(people.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return (
        projects_visible_to(user)
        .select_related("enterprise__municipality", "enterprise__legal_form", "analyst", "advisor")
        .annotate(people_count=Coalesce(count, 0))
    )


def applications_listed(user: User) -> QuerySet[Application]:
    """The visible applications with all that a row of the list shows."""
    return applications_visible_to(user).select_related(
        "project__enterprise", "project__analyst", "project__advisor"
    )


def project_file(user: User) -> QuerySet[Project]:
    """The visible projects with everything that the page of one project shows."""
    return (
        projects_visible_to(user)
        .select_related("enterprise__municipality", "enterprise__legal_form", "analyst", "advisor")
        .prefetch_related(
            Prefetch("members", ProjectMember.objects.select_related("applicant__municipality")),
            "applications",
            Prefetch("papers", Paper.objects.select_related("file__stored_by", "withdrawn_by")),
        )
    )


def application_file(user: User) -> QuerySet[Application]:
    """The visible applications with everything that the page of one application shows."""
    return applications_listed(user).prefetch_related(
        Prefetch("project__members", ProjectMember.objects.select_related("applicant"))
    )


def applicant_file(user: User) -> QuerySet[Applicant]:
    """The visible people with their parts in the projects that this person may see."""
    seen = ProjectMember.objects.filter(project__in=projects_visible_to(user))
    return (
        applicants_visible_to(user)
        .select_related("municipality")
        .prefetch_related(Prefetch("memberships", seen.select_related("project__enterprise")))
    )


def applications_by_state(rows: QuerySet[Application]) -> dict[str, int]:
    """How many of `rows` stand in each state, in one query; states without any are left out."""
    counted = rows.order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in counted}


def matching_projects(text: str, *, to_project: str = "") -> Q:
    """A condition: each word of `text` is found in the project's title or number, its firm, or one of its people.

    `to_project` is the path from the filtered model to the project, as in "project__".
    """
    condition = Q()
    for word in sort_key(text).split():
        digits = word.replace(".", "")
        people = ProjectMember.objects.filter(
            Q(applicant__sort_name__contains=word) | Q(applicant__reference__iexact=word)
        )
        firms = Enterprise.objects.filter(Q(sort_name__contains=word) | _number_starts(digits))
        condition &= (
            Q(**{f"{to_project}sort_title__contains": word})
            | Q(**{f"{to_project}reference__iexact": word})
            | Q(**{f"{to_project}enterprise__in": firms})
            | Q(**{f"{to_project}pk__in": people.values("project")})
        )
    return condition


def years_of_projects(projects: QuerySet[Project]) -> list[int]:
    """The years in which these files were opened, newest first."""
    return [day.year for day in projects.order_by().dates("opened_on", "year", order="DESC")]


def staff_of(projects: QuerySet[Project], column: str) -> QuerySet[User]:
    """The people who stand as "analyst" or "advisor" on these projects, by name."""
    return User.objects.filter(pk__in=projects.order_by().values(column)).order_by("full_name")


def _number_starts(digits: str) -> Q:
    return Q(enterprise_number__startswith=digits) if digits.isdecimal() else Q(pk__in=[])

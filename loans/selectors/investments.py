"""Which investments somebody sees, and what lists and pages read of them."""

from django.db.models import Max, Min, Prefetch, QuerySet

from applicants.models import Application, Project
from core.models import User
from core.permissions import Permission
from loans.models import Decision, Investment, Movement, Product, ProductTerms, Schedule


def investments_visible_to(user: User) -> QuerySet[Investment]:
    """The investments in the care of this person: all of them, or those of the projects that they accompany."""
    if not user.may(Permission.INVESTMENT_VIEW):
        return Investment.objects.none()
    rows = Investment.objects.select_related(
        "project__enterprise", "product_terms__product", "municipality", "position"
    )
    if user.may(Permission.PROJECT_VIEW_ALL):
        return rows
    return rows.filter(project__advisor=user)


def investments_of_project(project: Project, user: User) -> QuerySet[Investment]:
    """What BRUSOC has put into this project, newest first, as far as this person may see it."""
    return investments_visible_to(user).filter(project=project)


def investment_file(user: User) -> QuerySet[Investment]:
    """The visible investments with everything that the page of one investment shows beside its movements."""
    return investments_visible_to(user).select_related(
        "project__advisor",
        "legal_form",
        "decision__proposed_by",
        "decision__decided_by",
        "decision__application",
    )


def decision_on(application: Application) -> Decision | None:
    """The decision on an application with its people, its terms and its contract; None while there is none."""
    rows = Decision.objects.select_related(
        "proposed_by", "decided_by", "product_terms__product", "investment"
    )
    return rows.filter(application=application).first()


def movements_visible_to(user: User) -> QuerySet[Movement]:
    """The movements of the visible investments, with their investment."""
    investments = investments_visible_to(user).order_by().values("pk")
    return Movement.objects.filter(investment__in=investments).select_related("investment__project")


def latest_schedule(investment: Investment) -> Schedule | None:
    """The schedule that counts now; None for an equity stake."""
    return investment.schedules.order_by("-version").first()


def products_with_terms() -> QuerySet[Product]:
    """Every product with its dated terms, the newest first."""
    return Product.objects.prefetch_related(Prefetch("terms", ProductTerms.objects.order_by("-valid_from")))


def years_of(investments: QuerySet[Investment]) -> list[int]:
    """Every year from the first to the last signature of these contracts, newest first; two look-ups in an index."""
    ends = investments.order_by().aggregate(first=Min("signed_on"), last=Max("signed_on"))
    return list(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["last"] else []


def advisors_of(investments: QuerySet[Investment]) -> QuerySet[User]:
    """The advisors of the projects of these investments, by name."""
    return User.objects.filter(pk__in=investments.order_by().values("project__advisor")).order_by("full_name")

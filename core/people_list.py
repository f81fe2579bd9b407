"""The staff as the page of people shows it: who they are, and how well their login is guarded."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import Lower
from django.utils import timezone

from core.models import User
from core.text import sort_key


@dataclass(frozen=True)
class Person:
    """A row of the page."""

    user: User
    has_second_factor: bool
    is_locked: bool

    @property
    def lacks_duty(self) -> bool:
        """Does the role demand a second factor that is not there?"""
        return self.user.role in settings.SECOND_FACTOR_ROLES and not self.has_second_factor


def staff(*, role: str = "", with_closed: bool = True) -> list[Person]:
    """Everybody with a login, by name as people expect it (three queries, whatever their number)."""
    users = User.objects.all()
    if role:
        users = users.filter(role=role)
    if not with_closed:
        users = users.filter(is_active=True)
    guarded = set(Authenticator.objects.values_list("user_id", flat=True))
    locked = locked_addresses()
    people = [Person(user, user.pk in guarded, user.email.lower() in locked) for user in users]
    return sorted(people, key=lambda person: (not person.user.is_active, sort_key(person.user.full_name)))


def locked_addresses() -> set[str]:
    """The e-mail addresses whose login is closed now after too many failures from some place."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failures = (
        AccessAttempt.objects.filter(attempt_time__gte=since)
        .annotate(address=Lower("username"))
        .values("address", "ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return {row["address"] for row in failures}

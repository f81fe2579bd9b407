from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Applicant, ProjectMember
from coaching.models import FollowUp, Session
from core import audit
from core.formats import day
from core.models import User
from core.permissions import Permission
from core.refusals import Refused
from core.saving import save_clean

SHORTEST, LONGEST = 5, 600


@transaction.atomic
def log(
    *,
    follow_up: FollowUp,
    advisor: User,
    held_on: date,
    minutes: int,
    channel: str,
    theme: str,
    by: User,
    key: str,
    at: datetime,
    today: date,
    note: str = "",
    next_action: str = "",
    attendees: Collection[Applicant] = (),
) -> Session:
    """Log a meeting of `minutes` held by `advisor`; sent again with the same `key` it is the same session.

    Raises Refused for a day after `today`, before the follow-up opened or after it closed; for a duration that is not
    plausible; for somebody present who has no part in the project; for a session of somebody else, unless a manager
    logs it; and for a key that comes back with other facts.
    """
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project")
        .get(pk=follow_up.pk)
    )
    facts = {
        "follow_up": follow_up,
        "advisor": advisor,
        "held_on": held_on,
        "minutes": minutes,
        "channel": channel,
        "theme": theme,
        "note": note,
        "next_action": next_action,
    }
    earlier = Session.objects.filter(key=key).first()
    if earlier is not None:
        return _the_same(earlier, facts)
    _check_person(advisor, by)
    _check_day(held_on, follow_up, today)
    _check_minutes(minutes)
    _check_attendees(attendees, follow_up)
    session = save_clean(Session(key=key, **facts))
    session.attendees.set(attendees)
    detail = {"held_on": held_on.isoformat(), "minutes": minutes, "advisor": advisor.pk, "theme": theme}
    audit.record("session.log", by=by, subject=subject(session), at=at, detail=detail)
    return session


def subject(session: Session) -> str:
    """How the audit trail names this session."""
    return f"coaching.session:{session.pk}"


def _the_same(earlier: Session, facts: dict[str, object]) -> Session:
    if any(getattr(earlier, name) != value for name, value in facts.items()):
        raise Refused(
            _("This session was saved before with other values. Open a fresh form for another session.")
        )
    return earlier


def _check_person(advisor: User, by: User) -> None:
    own = by.pk == advisor.pk and by.may(Permission.SESSION_LOG)
    # Who answers for the decisions may also mend what an absent advisor left unlogged.
    if not own and not by.may(Permission.DECISION_TAKE):
        raise Refused(
            _("Advisors log their own sessions; only a manager logs one for somebody else."), field="advisor"
        )


def _check_day(held_on: date, follow_up: FollowUp, today: date) -> None:
    if held_on > today:
        raise Refused(_("A session cannot be logged before it was held."), field="held_on")
    if held_on < follow_up.opened_on:
        words = {"day": day(follow_up.opened_on)}
        raise Refused(_("The follow-up of this project began on %(day)s.") % words, field="held_on")
    if follow_up.closed_on and held_on > follow_up.closed_on:
        words = {"day": day(follow_up.closed_on)}
        raise Refused(_("The follow-up of this project ended on %(day)s.") % words, field="held_on")


def _check_minutes(minutes: int) -> None:
    if not SHORTEST <= minutes <= LONGEST:
        words = {"shortest": SHORTEST, "longest": LONGEST}
        raise Refused(_("A session lasts from %(shortest)d to %(longest)d minutes.") % words, field="minutes")


def _check_attendees(attendees: Collection[Applicant], follow_up: FollowUp) -> None:
    members = set(
        ProjectMember.objects.filter(
            project=follow_up.project, applicant__in=[a.pk for a in attendees]
        ).values_list("applicant", flat=True)
    )
    for person in attendees:
        if person.pk not in members:
            raise Refused(_("%(name)s has no part in this project.") % {"name": person}, field="attendees")

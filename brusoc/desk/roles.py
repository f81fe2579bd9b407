"""One desk for each role."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from brusoc.desk import figures, lists
from brusoc.desk.parts import Desk, Figure
from coaching.selectors import today_of
from core.models import User
from reports.models import Snapshot
from reports.selectors.snapshots import snapshots_visible_to


def analyst(user: User, on: date) -> Desk:
    return Desk(
        greeting=_greeting(user),
        figures=[*figures.applications(user), *figures.portfolio(user, on)],
        lists=[lists.waiting_applications(user, on, own=True), lists.late_investments(user, on)],
        action=(_("Review applications"), reverse("applicants:application_list"), "file-earmark-text"),
    )


def advisor(user: User, on: date) -> Desk:
    today = today_of(user, on)
    return Desk(
        greeting=_greeting(user),
        figures=[
            *figures.coaching(today.month, _("this month"), on.replace(day=1), on),
            *figures.portfolio(user, on),
        ],
        lists=[lists.silent_clients(today), lists.late_investments(user, on)],
        action=(_("Log a session"), reverse("coaching:session_log"), "plus-lg"),
    )


def manager(user: User, on: date) -> Desk:
    return Desk(
        greeting=_greeting(user),
        figures=[
            *figures.portfolio(user, on),
            *figures.funding(user, on),
            *figures.applications(user),
            *figures.coaching_of_year(user, on)[1:],
        ],
        lists=[
            lists.newest_reports(user),
            lists.waiting_applications(user, on, own=False),
            lists.late_investments(user, on),
        ],
        action=(_("Ask for a report"), reverse("reports:snapshot_ask"), "file-earmark-bar-graph"),
    )


def accountant(user: User, on: date) -> Desk:
    return Desk(
        greeting=_greeting(user),
        figures=[*figures.portfolio(user, on), *figures.funding(user, on)],
        lists=[lists.late_investments(user, on), lists.newest_reports(user)],
        action=(_("Open the portfolio"), reverse("loans:investment_list"), "piggy-bank"),
    )


def auditor(user: User, on: date) -> Desk:
    sealed = snapshots_visible_to(user).filter(state=Snapshot.State.SEALED).count()
    reports = Figure(
        _("Sealed reports"), sealed, _("they can no longer change"), reverse("reports:snapshot_list")
    )
    return Desk(
        greeting=_greeting(user),
        figures=[reports, *figures.funding(user, on), *figures.portfolio(user, on)],
        lists=[lists.newest_reports(user)],
        action=(_("Read the audit trail"), reverse("core:audit_list"), "journal-check"),
    )


def administrator(user: User, on: date) -> Desk:
    people = User.objects.filter(is_active=True).count()
    return Desk(
        greeting=_greeting(user),
        figures=[
            Figure(_("Active people"), people, _("with a login"), reverse("core:user_list")),
            *figures.jobs(),
        ],
        lists=[lists.troubled_jobs()],
        action=(_("People and roles"), reverse("core:user_list"), "people"),
    )


DESKS: dict[str, Callable[[User, date], Desk]] = {
    desk.__name__: desk for desk in (analyst, advisor, manager, accountant, auditor, administrator)
}


def _greeting(user: User) -> str:
    return _("Hello %(name)s") % {"name": user.get_short_name()}

"""The short lists of the desks: each a handful of rows, the most urgent first, with the way to the whole list."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants import badges as application_badges
from applicants.models import Application
from applicants.selectors import applications_listed
from brusoc.desk.parts import Item, WorkList
from coaching.selectors import Today
from core import formats
from core.models import Document, User
from core.templatetags.look import Badge
from loans.selectors import LATE, investments_visible_to, with_standing
from reports.models import Snapshot
from reports.selectors.snapshots import snapshots_visible_to

MOST = 8
_SERIOUS = 30  # days late: from here on the whole balance is at risk
_WAITING = (Application.State.SUBMITTED, Application.State.IN_REVIEW)


def waiting_applications(user: User, on: date, *, own: bool) -> WorkList:
    """Applications that wait for a review or a decision, the longest wait first; `own`: only this analyst's."""
    rows = applications_listed(user).filter(state__in=_WAITING).order_by("submitted_on", "pk")
    if own:
        rows = rows.filter(project__analyst=user)
    return WorkList(
        title=_("Your applications, longest wait first") if own else _("Applications, longest wait first"),
        items=[
            Item(
                title=f"{row.reference} {row.project.title}",
                url=_walked("applicants:application_detail", row.pk),
                note=_("%(amount)s, waiting %(days)d days")
                % {"amount": formats.euro(row.amount, cents=False), "days": (on - row.submitted_on).days},
                state=application_badges.of_application(row),
            )
            for row in rows[:MOST]
        ],
        empty=_("Nothing waits: every application is decided."),
        more_label=_("All applications"),
        more_url=reverse("applicants:application_list"),
    )


def late_investments(user: User, on: date) -> WorkList:
    """Investments behind with an instalment, the longest delay first."""
    rows = with_standing(investments_visible_to(user), on).filter(standing=LATE)
    return WorkList(
        title=_("Late, longest delay first"),
        items=[
            Item(
                title=f"{row.reference} {row.project.title}",
                url=_walked("loans:investment_detail", row.pk, f"&state={LATE}"),
                note=formats.euro(row.outstanding, cents=False),
                state=_delay(row.days_late),
            )
            for row in rows.order_by("-days_late", "pk")[:MOST]
        ],
        empty=_("Nobody is late today."),
        more_label=_("All late investments"),
        more_url=reverse("loans:investment_list") + f"?state={LATE}",
    )


def silent_clients(today: Today) -> WorkList:
    """Clients without a meeting for the longest time."""
    return WorkList(
        title=_("Silent clients"),
        items=[
            Item(
                title=str(one.follow_up.project),
                url=reverse("coaching:follow_up_detail", args=[one.follow_up.pk]),
                note=ngettext("%(days)d day without a meeting", "%(days)d days without a meeting", one.days)
                % {"days": one.days},
            )
            for one in today.silent[:MOST]
        ],
        empty=_("You have met everybody lately."),
        more_label=_("All follow-ups"),
        more_url=reverse("coaching:follow_up_list"),
    )


def newest_reports(user: User) -> WorkList:
    """The reports asked for last."""
    rows = snapshots_visible_to(user).select_related("programme").order_by("-taken_at")
    return WorkList(
        title=_("Reports"),
        items=[
            Item(
                title=row.programme.name,
                url=reverse("reports:snapshot_detail", args=[row.pk]),
                note=f"{formats.day(row.period_from, short=True)} – {formats.day(row.period_to, short=True)}",
                state=(row.get_state_display(), "good" if row.state == Snapshot.State.SEALED else "neutral"),
            )
            for row in rows[:MOST]
        ],
        empty=_("No report has been asked for yet."),
        more_label=_("All reports"),
        more_url=reverse("reports:snapshot_list"),
    )


def troubled_jobs() -> WorkList:
    """Documents that failed and wait for somebody to try again."""
    rows = Document.objects.filter(state=Document.State.FAILED).order_by("-asked_at")
    return WorkList(
        title=_("Failed jobs"),
        items=[
            Item(
                title=f"{row.kind} {row.language}",
                url=reverse("core:job_list"),
                note=formats.moment(row.asked_at),
            )
            for row in rows[:MOST]
        ],
        empty=_("No job has failed."),
        more_label=_("All jobs"),
        more_url=reverse("core:job_list"),
    )


def _walked(url_name: str, pk: int, filters: str = "") -> str:
    """The page of a file, opened from its list: with the walk to the files beside it."""
    return f"{reverse(url_name, args=[pk])}?list=1{filters}"


def _delay(days: int) -> Badge:
    words = ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    return Badge(words, "bad" if days > _SERIOUS else "warn")

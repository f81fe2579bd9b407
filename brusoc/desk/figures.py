"""The figures of the desks, each with the way to the rows behind it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.models import Application
from applicants.selectors import applications_by_state, applications_visible_to
from brusoc.desk.parts import Figure
from coaching.selectors import Hours, sessions_visible_to, total_hours
from core import formats
from core.models import Document, User
from core.templatetags.look import Why
from funding.selectors import financing, programmes_visible_to
from loans.selectors import LATE, Summary, investments_visible_to, summary_of, with_standing


def portfolio(user: User, on: date) -> list[Figure]:
    """Outstanding balance, portfolio at risk and the number of late investments, of what this person may see."""
    summary = summary_of(with_standing(investments_visible_to(user), on), on)
    lent = summary.loans
    rows_url = reverse("loans:investment_list")
    return [
        Figure(
            _("Outstanding"),
            formats.euro(lent.outstanding, cents=False),
            _("principal of paid-out loans"),
            rows_url,
            why=Why(
                formula=_("Payouts minus principal repaid minus write-offs, over all loans."),
                as_of=formats.day(on),
                rows_url=rows_url,
                exclusions=_("Equity stakes and interest are not in it."),
            ),
        ),
        _at_risk(lent, on),
        Figure(
            _("Late"),
            summary.states.get(LATE, 0),
            _("with an instalment unpaid"),
            f"{rows_url}?state={LATE}",
        ),
    ]


def applications(user: User) -> list[Figure]:
    """How many applications wait for a review and how many are in review."""
    counts = applications_by_state(applications_visible_to(user))
    url = reverse("applicants:application_list")
    return [
        Figure(label, counts.get(state.value, 0), hint, f"{url}?state={state.value}")
        for label, hint, state in (
            (_("New"), _("submitted, nobody reviews them yet"), Application.State.SUBMITTED),
            (_("In review"), _("to be proposed and decided"), Application.State.IN_REVIEW),
        )
    ]


def coaching(hours: Hours, label: str, since: date, until: date) -> list[Figure]:
    """Meetings and hours of the days from `since` to `until`, which `label` names."""
    url = f"{reverse('coaching:session_list')}?since={since.isoformat()}&until={until.isoformat()}"
    return [
        Figure(_("Sessions"), formats.number(hours.sessions), label, url),
        Figure(_("Hours of coaching"), formats.number(hours.hours, digits=2), label, url),
    ]


def coaching_of_year(user: User, on: date) -> list[Figure]:
    """Meetings and hours of the calendar year of `on`."""
    rows = sessions_visible_to(user).filter(held_on__year=on.year, held_on__lte=on)
    return coaching(total_hours(rows), str(on.year), on.replace(month=1, day=1), on)


def funding(user: User, on: date) -> list[Figure]:
    """What the newest programme has declared and the share of its first source in it."""
    programme = programmes_visible_to(user).order_by("-starts_on").first()
    if programme is None:
        return []
    sums = financing(programme, period_from=programme.eligible_from, period_to=on)
    url = reverse("funding:programme_detail", args=[programme.code])
    return [
        Figure(_("Eligible cost"), formats.euro(sums.eligible.cumulative, cents=False), programme.name, url),
        *(
            Figure(
                one.source.name,
                formats.euro(one.share.cumulative, cents=False),
                formats.percent(one.rate, digits=3),
                url,
            )
            for one in sums.sources[:1]
        ),
    ]


def jobs() -> list[Figure]:
    """Documents being made and documents that failed."""
    url = reverse("core:job_list")
    unfinished = Document.objects.filter(state__in=[Document.State.ASKED, Document.State.RENDERING]).count()
    failed = Document.objects.filter(state=Document.State.FAILED).count()
    return [
        Figure(_("Jobs at work"), unfinished, _("waiting or being made"), url),
        Figure(_("Failed jobs"), failed, _("to be tried again"), url, tone="bad" if failed else "neutral"),
    ]


def _at_risk(summary: Summary, on: date) -> Figure:
    return Figure(
        _("Portfolio at risk, 30 days"),
        formats.percent(summary.par30),
        formats.euro(summary.at_risk, cents=False),
        reverse("loans:investment_list") + f"?state={LATE}",
        why=Why(
            formula=_(
                "Whole balance of the loans 31 or more days late, divided by the balance of all loans."
            ),
            as_of=formats.day(on),
            exclusions=_("Written-off loans and equity stakes are in neither part."),
            source=_("Definition of the microfinance taxonomy (MIX)."),
        ),
    )

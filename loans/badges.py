"""The tone of each state, for the one badge tag."""

from django.utils.translation import gettext_lazy as _

from core.templatetags.look import Badge
from loans.models import Decision, Investment
from loans.selectors.standing import LATE

_STATES = {
    Investment.State.CONTRACTED.value: Badge(_("contract signed"), "info"),
    Investment.State.ACTIVE.value: Badge(_("in repayment"), "accent"),
    LATE: Badge(_("late"), "warn"),
    Investment.State.REPAID.value: Badge(_("repaid"), "good"),
    Investment.State.WRITTEN_OFF.value: Badge(_("written off"), "bad"),
    Investment.State.CANCELLED.value: Badge(_("cancelled"), "neutral"),
}


def of_standing(standing: str) -> Badge:
    """A state of an investment, or `LATE`, in words with its tone."""
    return _STATES[standing]


def of_decision(decision: Decision) -> Badge:
    """The verdict in words with its tone."""
    verdict = Decision.Verdict(decision.verdict)
    return Badge(verdict.label, "good" if verdict is Decision.Verdict.APPROVED else "bad")

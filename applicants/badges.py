"""The tone of each state, for the one badge tag."""

from applicants.models import Application
from core.templatetags.look import Badge

_TONES = {
    Application.State.DRAFT: "neutral",
    Application.State.SUBMITTED: "warn",
    Application.State.IN_REVIEW: "info",
    Application.State.APPROVED: "good",
    Application.State.REFUSED: "bad",
    Application.State.WITHDRAWN: "neutral",
}


def of_application(application: Application) -> Badge:
    """The state of an application in words with its tone."""
    state = Application.State(application.state)
    return Badge(state.label, _TONES[state])

"""The tabs of the list of applications: each state with what it means, in one line."""

from django.utils.translation import gettext_lazy as _

from applicants.models import Application

_S = Application.State
APPLICATION_TABS = (
    ("", _("All"), _("Every request for money that was ever received.")),
    (_S.DRAFT.value, _("Drafts"), _("Being filled in with the client; nobody waits for a decision yet.")),
    (_S.SUBMITTED.value, _("New"), _("Handed in and waiting for an analyst to start the review.")),
    (
        _S.IN_REVIEW.value,
        _("In review"),
        _("An analyst is at work; the next step is a proposal to the committee."),
    ),
    (_S.APPROVED.value, _("Approved"), _("The committee said yes; the contract follows or is signed.")),
    (_S.REFUSED.value, _("Refused"), _("The committee said no, with a reason that the client was told.")),
    (_S.WITHDRAWN.value, _("Withdrawn"), _("Given up by the client before a decision.")),
)

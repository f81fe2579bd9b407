from django.utils.translation import gettext_lazy as _

from core.lifecycle import Lifecycle, Move
from core.permissions import Permission

APPLICATION_LIFE = Lifecycle(
    "application",
    initial="draft",
    moves=[
        Move("submit", ("draft",), "submitted", Permission.APPLICATION_EDIT, _("Submit")),
        Move("review", ("submitted",), "in_review", Permission.APPLICATION_EDIT, _("Start the review")),
        Move("approve", ("in_review",), "approved", Permission.DECISION_TAKE, _("Approve")),
        Move("refuse", ("in_review",), "refused", Permission.DECISION_TAKE, _("Refuse")),
        Move(
            "withdraw",
            ("draft", "submitted", "in_review"),
            "withdrawn",
            Permission.APPLICATION_EDIT,
            _("Withdraw"),
        ),
    ],
)

"""The tabs of the portfolio: each standing with what it means, in one line."""

from django.utils.translation import gettext_lazy as _

from loans.models import Investment
from loans.selectors.standing import LATE

_S = Investment.State
INVESTMENT_TABS = (
    ("", _("All"), _("Every contract signed by this day.")),
    (_S.CONTRACTED.value, _("Contract signed"), _("Signed, and the money is not paid out yet.")),
    (_S.ACTIVE.value, _("In repayment"), _("Paid out, and nothing is overdue.")),
    (LATE, _("Late"), _("Paid out, with an instalment that is overdue.")),
    (_S.REPAID.value, _("Repaid"), _("Everything came back.")),
    (
        _S.WRITTEN_OFF.value,
        _("Written off"),
        _("Out of the portfolio as a loss; money may still be recovered."),
    ),
    (_S.CANCELLED.value, _("Cancelled"), _("Given up before the money was paid out.")),
)

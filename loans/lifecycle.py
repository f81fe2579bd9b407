from django.utils.translation import gettext_lazy as _

from core.lifecycle import Lifecycle, Move
from core.permissions import Permission

INVESTMENT_LIFE = Lifecycle(
    "investment",
    initial="contracted",
    moves=[
        Move("pay_out", ("contracted",), "active", Permission.MOVEMENT_RECORD, _("Pay out")),
        Move("undo_payout", ("active",), "contracted", Permission.MOVEMENT_RECORD, _("Reverse the payout")),
        Move("cancel", ("contracted",), "cancelled", Permission.INVESTMENT_SIGN, _("Cancel")),
        Move("close", ("active",), "repaid", Permission.MOVEMENT_RECORD, _("Close as repaid")),
        Move("reopen", ("repaid",), "active", Permission.MOVEMENT_RECORD, _("Reopen after a reversal")),
        Move("write_off", ("active",), "written_off", Permission.WRITE_OFF, _("Write off")),
        Move("reinstate", ("written_off",), "active", Permission.WRITE_OFF, _("Reverse the write-off")),
    ],
)

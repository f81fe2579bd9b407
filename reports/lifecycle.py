from django.utils.translation import gettext_lazy as _

from core.lifecycle import Lifecycle, Move
from core.permissions import Permission

SNAPSHOT_LIFE = Lifecycle(
    "snapshot",
    initial="draft",
    moves=[
        Move("seal", ("draft",), "sealed", Permission.REPORT_SEAL, _("Seal")),
        Move("supersede", ("sealed",), "superseded", Permission.REPORT_SEAL, _("Replace")),
    ],
)

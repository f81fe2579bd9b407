"""The tabs of the list of reports: each state with what it means, in one line."""

from django.utils.translation import gettext_lazy as _

from reports.models import Snapshot

_S = Snapshot.State
SNAPSHOT_TABS = (
    ("", _("All"), _("Every report whose figures were ever frozen.")),
    (_S.DRAFT.value, _("Drafts"), _("Frozen figures to look at; nothing has been promised to anybody yet.")),
    (_S.SEALED.value, _("Sealed"), _("Answered for; what the managing authority has or will receive.")),
    (
        _S.SUPERSEDED.value,
        _("Superseded"),
        _("Sealed once, replaced later by corrected figures; kept as delivered."),
    ),
)

from datetime import datetime

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.formats import moment
from core.tables import DayColumn, ListTable, NameColumn, TextColumn
from core.templatetags.look import badge
from reports import badges
from reports.models import Snapshot


class SnapshotTable(ListTable):
    programme = NameColumn(verbose_name=_("Programme"), order_by=("programme__code",))
    period_from = DayColumn(verbose_name=_("From"))
    period_to = DayColumn(verbose_name=_("To"))
    taken_at = tables.Column(verbose_name=_("Made"))
    taken_by = TextColumn(verbose_name=_("By"), order_by=("taken_by__full_name",))
    sha256 = tables.Column(verbose_name=_("SHA-256"), orderable=False)
    state = tables.Column(verbose_name=_("State"))

    class Meta(ListTable.Meta):
        caption = _("Reports")

    def render_taken_at(self, value: datetime) -> str:
        return moment(value)

    def value_taken_at(self, value: datetime) -> str:
        return value.isoformat()

    def render_sha256(self, value: str) -> str:
        return f"{value[:12]}…"

    def value_sha256(self, value: str) -> str:
        return value

    def render_state(self, record: Snapshot) -> SafeString:
        return badge(badges.of_snapshot(record))

    def value_state(self, record: Snapshot) -> str:
        return record.get_state_display()

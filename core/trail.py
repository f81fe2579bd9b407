"""The audit trail as a list: filter, pages by key, export. The newest events come first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import DayInput, ListFilter
from core.models import AuditEvent, User
from core.sheets import Column

EXPORT_LIMIT = 100_000
COLUMNS = (
    Column("at", _("When (UTC)")),
    Column("who", _("Who")),
    Column("act", _("Act")),
    Column("subject", _("Subject")),
    Column("detail", _("Detail")),
    Column("from_where", _("From where")),
    Column("hash", _("Hash")),
)


class TrailFilter(ListFilter):
    """Who, which act, which thing, when."""

    by = django_filters.ModelChoiceFilter(
        queryset=User.objects.all(), label=_("Who"), empty_label=_("everybody")
    )
    verb = django_filters.CharFilter(lookup_expr="startswith", label=_("Act"), max_length=60)
    subject = django_filters.CharFilter(lookup_expr="startswith", label=_("Subject"), max_length=120)
    since = django_filters.DateFilter(label=_("From"), widget=DayInput, method="_since")
    until = django_filters.DateFilter(label=_("To"), widget=DayInput, method="_until")

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    @staticmethod
    def _since(events: QuerySet[AuditEvent], name: str, day: date) -> QuerySet[AuditEvent]:
        return events.filter(at__gte=_midnight(day))

    @staticmethod
    def _until(events: QuerySet[AuditEvent], name: str, day: date) -> QuerySet[AuditEvent]:
        return events.filter(at__lt=_midnight(day + timedelta(days=1))) if day < date.max else events


@dataclass(frozen=True)
class Page:
    """A page of the trail: rows newest first, where it stands, and the keys of the pages beside it ("" at an end)."""

    events: list[AuditEvent]
    first: int
    total: int
    before: str
    after: str

    @property
    def last(self) -> int:
        return self.first + len(self.events) - 1


def page(events: QuerySet[AuditEvent], *, size: int, before: str = "", after: str = "") -> Page:
    """The `size` events older than the key `after`, or newer than the key `before`; nonsense counts as no key."""
    newer_than, older_than = _key(before), _key(after)
    if newer_than is not None:
        rows = list(events.filter(pk__gt=newer_than).order_by("pk")[:size])[::-1]
    else:
        older = events if older_than is None else events.filter(pk__lt=older_than)
        rows = list(older.order_by("-pk")[:size])
    total = events.count()
    if not rows:
        return Page([], 0, total, "", "")
    ahead = events.filter(pk__gt=rows[0].pk).count()
    more = total > ahead + len(rows)
    return Page(rows, ahead + 1, total, str(rows[0].pk) if ahead else "", str(rows[-1].pk) if more else "")


def export_rows(events: QuerySet[AuditEvent]) -> Iterator[list[str]]:
    """The newest `EXPORT_LIMIT` events in the order of `COLUMNS`, oldest last."""
    for event in events.order_by("-pk")[:EXPORT_LIMIT].iterator(chunk_size=2000):
        at = event.at.strftime("%Y-%m-%d %H:%M:%S")
        detail = "; ".join(detail_lines(event.detail))
        yield [at, event.by_name, event.verb, event.subject, detail, event.where, event.hash]


def detail_lines(detail: dict[str, Any]) -> list[str]:
    """The detail in words: "role: advisor → manager" for a pair of before and after, "key: value" otherwise."""
    return [f"{name}: {_words(value)}" for name, value in detail.items()]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return (" → " if len(value) == 2 else ", ").join(_words(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(detail_lines(value))
    return "–" if value is None else str(value)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

"""Tables that are a page and a sheet at once: each column knows how it is shown and what its value is in an export."""

from collections.abc import Iterator, Sequence
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import formats, sheets
from core.list_urls import from_list

_NUMERIC = {"cell": {"class": "num text-nowrap"}}
_UNBROKEN = {"td": {"class": "text-nowrap"}}


class ListTable(tables.Table):
    """A table of `core.lists.Listing`: rows carry an id to come back to, 50 to a page."""

    class Meta:
        row_attrs = {"id": lambda record: f"row-{record.pk}"}
        attrs = {"class": "data stack"}
        empty_text = _("Nothing matches the filters in use. Remove one of them to see more.")

    def sheet(self) -> tuple[list[sheets.Column], Iterator[Sequence[Any]]]:
        """The visible columns and all rows, in the order of the table, for `core.sheets`."""
        columns = [sheets.Column(c.name, c.header, getattr(c.column, "kind", "text")) for c in self.columns]
        return columns, ([row.get_cell_value(c.key) for c in columns] for row in self.rows)


class ValueColumn(tables.Column):
    """Exported as the value itself in a cell of `kind`, shown as `shown` writes it."""

    kind: sheets.Kind = "text"

    def value(self, value: Any) -> Any:
        return value

    def render(self, value: Any) -> Any:
        return self.shown(value)

    def shown(self, value: Any) -> Any:
        return value


class NameColumn(tables.Column):
    """The first column: the name links to the page of the row, which then knows its place in this list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": {"td": {"class": "title"}}, **kwargs})

    def render(self, value: Any, record: Any, table: ListTable) -> SafeString:
        url = from_list(table.request, record.get_absolute_url())
        return format_html('<a href="{}">{}</a>', url, value)

    def value(self, value: Any) -> str:
        return str(value)


class TextColumn(ValueColumn):
    """Words; a model is shown and exported by its name."""

    def value(self, value: Any) -> str:
        return str(value)


class ReferenceColumn(TextColumn):
    """A number that people quote: never broken over two lines."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": _UNBROKEN, **kwargs})


class DayColumn(ValueColumn):
    """A day, short on the screen, a date in the sheet."""

    kind = "day"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": _UNBROKEN, **kwargs})

    def shown(self, value: Any) -> str:
        return formats.day(value, short=True)


class EuroColumn(ValueColumn):
    """EUR with cents, right-aligned; a number in the sheet."""

    kind = "amount"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": _NUMERIC, **kwargs})

    def shown(self, value: Any) -> str:
        return formats.euro(value)


class CountColumn(ValueColumn):
    """A whole number, right-aligned."""

    kind = "count"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"attrs": _NUMERIC, **kwargs})

    def shown(self, value: Any) -> str:
        return formats.number(value)

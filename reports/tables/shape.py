"""A table of a report: one record that page, PDF, XLSX and CSV all show, so that they cannot differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from core import formats
from core.sheets import Column, Kind
from reports.facts import Row

NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """A cell as people read it."""

    text: str
    is_number: bool
    is_unset: bool = False


@dataclass(frozen=True)
class Table:
    """`keys` names the rows for machines, `total` is the last row. `grouped` shows the first cell of equal
    rows once."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    keys: Sequence[str] = ()
    total: Sequence[Any] | None = None
    note: str = ""
    unset: str = NOTHING
    grouped: bool = False

    @property
    def shown_columns(self) -> list[tuple[str, bool]]:
        """Head and alignment of each column."""
        return [(str(column.label), column.kind not in {"text", "day"}) for column in self.columns]

    @property
    def shown_rows(self) -> list[list[Cell]]:
        shown = [self._cells(row) for row in self.rows]
        if self.grouped:
            # The head of a group stands once, above its rows.
            for above, below in reversed(list(pairwise(shown))):
                if above[0] == below[0]:
                    below[0] = Cell("", is_number=False)
        return shown

    @property
    def shown_total(self) -> list[Cell]:
        return self._cells(self.total, unset="") if self.total else []

    @property
    def all_rows(self) -> Iterable[Sequence[Any]]:
        """The rows with the total, for a sheet."""
        return [*self.rows, self.total] if self.total else self.rows

    @property
    def row_keys(self) -> list[str]:
        return list(self.keys) or [str(row[0]) for row in self.rows]

    def _cells(self, row: Sequence[Any], unset: str | None = None) -> list[Cell]:
        blank = self.unset if unset is None else unset
        return [
            Cell(cell_text(column, value, blank), column.kind not in {"text", "day"}, value is None)
            for column, value in zip(self.columns, row, strict=True)
        ]


def cell_text(column: Column, value: Any, unset: str = NOTHING) -> str:
    """A value as the active language writes it in a cell of this kind; `unset` for None."""
    return unset if value is None else _WRITERS[column.kind](value)


def hours(minutes: int) -> str:
    """Minutes as hours and minutes, exact: 75 is "1 h 15"."""
    whole, rest = divmod(minutes, 60)
    return _("%(hours)s h %(minutes)02d") % {"hours": formats.number(whole), "minutes": rest}


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "amount": lambda value: formats.number(value, digits=2),
    "value": lambda value: value if isinstance(value, str) else formats.quantity(value),
    "rate": lambda value: formats.percent(value, digits=3),
    "count": formats.number,
    "minutes": hours,
    "day": lambda value: formats.day(value, short=True),
}


def amount(text: str | None) -> Decimal | None:
    """An amount, rate or value of the payload."""
    return None if text is None else Decimal(text)


def day(text: str) -> date | None:
    """A day of the payload; None when there is none."""
    return date.fromisoformat(text) if text else None


def column_sum(rows: Sequence[Sequence[Any]], index: int) -> Any:
    """The sum of a column; unset cells count nothing."""
    return sum((row[index] for row in rows if row[index] is not None), Decimal("0.00"))


def counted(rows: Sequence[Row], label: Any) -> list[tuple[str, int, int]]:
    """(label, in the period, in all) of a tally, without the codes that never occur."""
    return [(label(row["code"]), row["period"], row["cumulative"]) for row in rows if row["cumulative"]]

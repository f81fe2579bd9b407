"""How an outside table is written down beside its source, and how the engine's answer is laid against it.

A table is text, as its publisher printed it: a header of column names (the field names of the engine's rows), then one
line an instalment. Rows and columns that the source leaves out are left out, a single cell is a dash. Where the source
differs from us by a cent, a `Difference` says our amount and why; both are asserted exactly, there is no tolerance.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from loans.engine.terms import LoanTerms


class Source(NamedTuple):
    """Where a table stands: who published it, under which title and address (without a scheme)."""

    title: str
    publisher: str
    address: str


class Difference(NamedTuple):
    """Why our amounts differ from the source's in some cells, and what they are: `number column amount`, one a line
    or between semicolons; number 0 is the row of totals."""

    because: str
    cells: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A published schedule. place: the page, section or scenario; conventions: the source's own words in short."""

    name: str
    source: Source
    place: str
    conventions: str
    terms: LoanTerms
    rows: str = ""
    totals: str = ""
    differences: tuple[Difference, ...] = ()


class Row(NamedTuple):
    """A row as text; `number` 0 is the row of totals."""

    number: int
    columns: dict[str, str]


class Printed(Protocol):
    """What a table of a schedule and one of a life have in common."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> str: ...
    @property
    def totals(self) -> str: ...
    @property
    def differences(self) -> tuple[Difference, ...]: ...


def rows_of(text: str) -> list[Row]:
    """The rows of a table as text; without a column `number` they are numbered from 1."""
    if not text:
        return []
    header, *lines = [line.split() for line in text.strip().splitlines()]
    rows = []
    for position, line in enumerate(lines, start=1):
        columns = {name: cell for name, cell in zip(header, line, strict=True) if cell != "-"}
        rows.append(Row(int(columns.pop("number", position)), columns))
    return rows


def totals_of(text: str) -> Row:
    """`principal 100.00 interest 3.53` as row 0."""
    words = text.split()
    return Row(0, dict(zip(words[::2], words[1::2], strict=True)))


def our_amounts(table: Printed) -> dict[tuple[int, str], str]:
    """What we have, by row and column, where it is not what the source has."""
    cells = [
        cell.split() for known in table.differences for cell in known.cells.replace(";", "\n").splitlines()
    ]
    return {(int(cell[0]), cell[1]): cell[2] for cell in cells if cell}


def source_rows(table: Printed) -> list[Row]:
    """The rows and, as row 0, the totals that the source prints."""
    return rows_of(table.rows) + ([totals_of(table.totals)] if table.totals else [])


def our_rows(table: Printed) -> list[Row]:
    """The rows and totals of the source, with our own amounts where a difference is explained."""
    ours = our_amounts(table)
    return [
        Row(row.number, {name: ours.get((row.number, name), said) for name, said in row.columns.items()})
        for row in source_rows(table)
    ]


def check_differences(table: Printed) -> None:
    """Every explained difference is one: the source prints that cell, and says something else than we do."""
    printed = {(row.number, name): said for row in source_rows(table) for name, said in row.columns.items()}
    for cell, ours in our_amounts(table).items():
        assert printed[cell] != ours, (table.name, cell)
    assert all(known.because for known in table.differences), table.name


def shown(record: Any, columns: dict[str, str]) -> dict[str, str]:
    """The fields of `record` named by `columns`, as the text a source would print."""
    return {name: as_text(getattr(record, name)) for name in columns}


def as_text(value: Decimal | date | int) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)

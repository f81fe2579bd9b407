"""What changed between two snapshots of the same question, figure by figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.facts import Row
from reports.figures import Figures
from reports.tables.shape import NOTHING, Table, cell_text

# The rows that prove: what changed in them is counted, the figures above them are listed one by one.
ANNEXES = {"projects", "investments", "expenditure", "persons", "indicator_values", "coaching"}


@dataclass(frozen=True)
class Difference:
    """A figure in the words of the report: where it stands, what it was and what it is."""

    table: str
    figure: str
    before: str
    after: str


def between(earlier: Row, later: Row) -> list[Difference]:
    """The figures that differ between two payloads, in the order of the report and in the active language."""
    found: list[Difference] = []
    for old, new in zip(Figures(earlier).tables, Figures(later).tables, strict=True):
        found.extend(_rows(old, new) if new.key in ANNEXES else _figures(old, new))
    return found


def _figures(old: Table, new: Table) -> Iterator[Difference]:
    before, after = _cells(old), _cells(new)
    for key in dict.fromkeys([*before, *after]):
        then, now = before.get(key), after.get(key)
        if then is None or now is None or then[1] != now[1]:
            label = (now or then or ("", "", ""))[0]
            yield Difference(new.title, label, then[2] if then else NOTHING, now[2] if now else NOTHING)


def _rows(old: Table, new: Table) -> Iterator[Difference]:
    before = dict(zip(old.row_keys, map(tuple, old.rows), strict=True))
    after = dict(zip(new.row_keys, map(tuple, new.rows), strict=True))
    changed = sum(1 for key in before.keys() & after.keys() if before[key] != after[key])
    added, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    if changed or added or gone:
        words = {"added": added, "changed": changed, "gone": gone}
        label = _("%(added)d rows added, %(changed)d changed, %(gone)d gone") % words
        yield Difference(new.title, label, str(len(before)), str(len(after)))


def _cells(table: Table) -> dict[tuple[str, str], tuple[str, Any, str]]:
    """(row, column) -> (label, value, text) for the numbers of a table."""
    rows = [*zip(table.row_keys, table.rows, strict=True)]
    if table.total:
        rows.append(("total", table.total))
    return {
        (key, column.key): (f"{_words(table, row)}: {column.label}", value, cell_text(column, value))
        for key, row in rows
        for column, value in zip(table.columns, row, strict=True)
        if column.kind != "text"
    }


def _words(table: Table, row: Any) -> str:
    return " · ".join(str(v) for c, v in zip(table.columns, row, strict=True) if c.kind == "text" and v)

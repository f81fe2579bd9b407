"""The answers as a reader sees them: facts and tables with headings, in the active language.

Read off the plain answer, so that table, PDF and JSON cannot differ. A column in which nothing happens (all zero or
empty) is left out, unless the table would be odd without it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.formats import day, number, percent, rate
from loans.quotes.labels import HIDDEN, KEPT, LABELS, PARTS, RATES, RATIOS, SHOWN_ONLY, WORDS
from loans.quotes.plain import Plain

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOST_DIGITS = 6
_NOTHING = (None, "", "0.00", 0)


class Cell(NamedTuple):
    """A cell as text; numbers stand to the right."""

    text: str
    is_number: bool


class ShownTable(NamedTuple):
    """A table with its heads; `numeric` says which columns are numbers."""

    title: str
    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """Each head with whether its column is of numbers."""
        return tuple(zip(self.heads, self.numeric, strict=True))


class Fact(NamedTuple):
    """A label and its value."""

    label: str
    text: str


class ShownItem(NamedTuple):
    """An answered item: its name, its single facts, its tables."""

    name: str
    facts: tuple[Fact, ...]
    tables: tuple[ShownTable, ...]


def shown(answers: Sequence[Plain]) -> Iterator[ShownItem]:
    """Each answer for its reader."""
    for index, answer in enumerate(answers):
        name = answer.get("id") or _("Item %(number)s") % {"number": index + 1}
        parts = {key: value for key, value in answer.items() if key != "id"}
        yield ShownItem(str(name), tuple(_facts(parts, "")), tuple(_tables(parts, "")))


def _facts(parts: Plain, above: str) -> Iterator[Fact]:
    for key, value in parts.items():
        label = _label(key, above)
        if key in HIDDEN or (key == "bucket" and above):
            continue
        if isinstance(value, dict):
            yield from (_parts(value, label) if key in PARTS and "total" in value else _facts(value, label))
        elif isinstance(value, list):
            if value and not isinstance(value[0], dict):
                yield Fact(label, ", ".join(_cell(key, one).text for one in value))
        else:
            yield Fact(label, _cell(key, value).text)


def _parts(value: Plain, label: str) -> Iterator[Fact]:
    """An amount by component: its total, and the components if there are several."""
    yield Fact(label, _cell("total", value["total"]).text)
    parts = {key: part for key, part in value.items() if key != "total" and part not in _NOTHING}
    if len(parts) > 1:
        yield from _facts(parts, label)


def _tables(parts: Plain, above: str) -> Iterator[ShownTable]:
    for key, value in parts.items():
        label = _label(key, above)
        if isinstance(value, dict):
            yield from _tables(value, label)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            rows = [dict(_flat(row, ())) for row in value]
            known = tuple({place: None for row in rows for place in row})
            if set(SHOWN_ONLY.get(key, known)) < set(known):
                known = SHOWN_ONLY[key]
            yield _table(label, rows, known, parts.get("totals", {}) if key == "schedule" else {})


def _table(
    title: str, rows: Sequence[dict[tuple[str, ...], Any]], known: Sequence[tuple[str, ...]], sums: Plain
) -> ShownTable:
    places = [
        place
        for place in known
        if place[-1] not in HIDDEN
        and (place[-1] in KEPT or any(row.get(place) not in _NOTHING for row in rows))
    ]
    cells = tuple(tuple(_cell(place[-1], row.get(place)) for place in places) for row in rows)
    numeric = tuple(
        all(row[index].is_number or not row[index].text for row in cells) for index in range(len(places))
    )
    heads = tuple(_head(place) for place in places)
    foot = tuple(_cell(place[-1], sums.get(place[-1])) for place in places) if sums else ()
    return ShownTable(title, heads, numeric, cells, foot)


def _flat(row: Plain, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, (*above, key))
        else:
            yield (*above, key), value


def _head(place: tuple[str, ...]) -> str:
    return reduce(lambda above, key: _label(key, above), place, "")


def _label(key: str, above: str) -> str:
    own = str(LABELS.get(key, key))
    return _("%(above)s: %(own)s") % {"above": above, "own": own} if above else own


def _cell(key: str, value: Any) -> Cell:
    if value is None:
        return Cell("", False)
    if isinstance(value, int):
        return Cell(str(value), True)
    if key in RATIOS or key in RATES or _DECIMAL.fullmatch(value):
        return Cell(_number(key, value), True)
    if _DAY.fullmatch(value):
        return Cell(day(date.fromisoformat(value), short=True), False)
    return Cell(str(WORDS.get((key, value), value)), False)


def _number(key: str, value: str) -> str:
    if key == "percent":
        return percent(Decimal(value) / 100, digits=2)
    if key in RATES:
        return rate(Decimal(value))
    if key in RATIOS:
        return percent(Decimal(value), digits=2)
    digits = len(value.partition(".")[2])
    return number(Decimal(value), digits=min(digits, _MOST_DIGITS))

"""The answers as CSV: one table for all items, with the id of each.

`part` says what a line is: a "row" of a schedule, a "value" (`key` names it as a path of the JSON answer), or a
"refusal" (`key` is the path in the input, `value` the sentence).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from core.sheets import Column, csv_bytes
from loans.engine.records import InstalmentRecord
from loans.quotes.paths import Step, path
from loans.quotes.plain import Plain
from loans.quotes.quoting import Quote

ROW_KEYS = InstalmentRecord._fields
COLUMNS = [Column(key, key) for key in ("item", "id", "part", *ROW_KEYS, "key", "value")]
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+", re.ASCII)  # a number below zero is no formula
_NO_ROW = ("",) * len(ROW_KEYS)


def csv_answer(quote: Quote) -> bytes:
    """The CSV of all answers; `item` counts them from 0, as the paths do."""
    return csv_bytes(COLUMNS, _lines(quote.answers))


def _lines(answers: list[Plain]) -> Iterator[tuple[Any, ...]]:
    for index, answer in enumerate(answers):
        head = (index, answer.get("id", ""))
        for refused in answer.get("refused", ()):
            yield (*head, "refusal", *_NO_ROW, refused["path"], refused["sentence"])
        for row in answer.get("schedule", ()):
            yield (*head, "row", *row.values(), "", "")
        rest = {key: value for key, value in answer.items() if key not in ("id", "refused", "schedule")}
        for key, value in leaves(rest):
            yield (*head, "value", *_NO_ROW, key, value)


def leaves(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every single value below `value` with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*steps, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*steps, index))
    else:
        yield path(steps), Decimal(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else value

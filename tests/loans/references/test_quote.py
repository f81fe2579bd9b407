"""Every published table once more, written as a quote and read from its JSON: nothing is lost in its words."""

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import pytest

from loans.quotes.output import json_answer
from loans.quotes.quoting import quote
from loans.quotes.reading import read
from tests.loans.references import test_lives, test_schedules
from tests.loans.references.life_table import LifeTable, published_shares
from tests.loans.references.table import Row, Table, our_rows

ROW_PLACES = {
    "principal": ("asked", "principal"),
    "interest": ("asked", "interest"),
    "fees": ("asked", "fee"),
    "penalties": ("asked", "penalty"),
    "total": ("asked", "total"),
    "paid": ("paid", "total"),
    "unpaid": ("unpaid", "total"),
}


def said(value: Any) -> Any:
    """A record of the engine as a quote says it: what is left at its default is not said."""
    if is_dataclass(value):
        known = {one.name: getattr(value, one.name) for one in fields(value)}
        bare = {one.name: _default(one) for one in fields(value)}
        return {name: said(known[name]) for name in known if known[name] != bare[name]}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, frozenset):
        return [said(one) for one in sorted(value)]
    return [said(one) for one in value] if isinstance(value, tuple) else value


def _default(field: Any) -> Any:
    return field.default_factory() if callable(field.default_factory) else field.default


def event(happened: Any) -> dict[str, Any]:
    """An event, with its kind."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(happened).__name__).lower()
    return {"kind": name, **said(happened)}


def life(table: LifeTable) -> dict[str, Any]:
    """A life as an item, asked for its state."""
    return {
        "terms": said(table.terms),
        "rules": said(table.rules),
        "events": [event(one) for one in table.events],
        "on": str(table.on),
        "ask": ["state"],
    }


def named(tables: list[Any]) -> list[Any]:
    """The tables of another test, with their names as a first argument."""
    return [pytest.param(one.id, one.values[0], id=one.id) for one in tables]


@cache
def answers() -> dict[str, Any]:
    """What one file with all published tables answers, by their names."""
    items = [
        {"id": parameter.id, "terms": said(parameter.values[0].terms), "ask": ["schedule"]}
        for parameter in test_schedules.TABLES
    ] + [{"id": parameter.id, **life(parameter.values[0])} for parameter in test_lives.TABLES]
    text = json_answer(quote(read(json.dumps(items).encode())))
    return {answer["id"]: answer for answer in json.loads(text)}


def cell(row: dict[str, Any], name: str) -> str:
    """A cell of a life, which has its amounts by component."""
    found: Any = row
    for key in ROW_PLACES.get(name, (name,)):
        found = found[key]
    return str(found)


@pytest.mark.parametrize(("name", "table"), named(test_schedules.TABLES))
def test_the_published_schedule(name: str, table: Table):
    answer = answers()[name]
    known = {row["number"]: row for row in answer["schedule"]} | {0: answer["totals"]}
    for row in our_rows(table):
        assert Row(row.number, {key: str(known[row.number][key]) for key in row.columns}) == row


@pytest.mark.parametrize(("name", "table"), named(test_lives.TABLES))
def test_the_published_life(name: str, table: LifeTable):
    rows = answers()[name]["state"]["rows"]
    expected = our_rows(table)
    assert len(rows) == len(expected)
    for row, found in zip(expected, rows, strict=True):
        assert {key: cell(found, key) for key in row.columns} == row.columns


@pytest.mark.parametrize(("name", "table"), named(test_lives.TABLES))
def test_the_published_shares(name: str, table: LifeTable):
    found: dict[str, dict[str, Decimal]] = {}
    for one in answers()[name]["state"]["shares"] if table.shares else ():
        parts = found.setdefault(one["event"], {})
        parts[one["component"]] = parts.get(one["component"], Decimal(0)) + Decimal(one["amount"])
    assert found == published_shares(table.shares)

"""The values of an answer as JSON has them: amounts as text with two decimals, rates as text, days as ISO text.

Dictionaries and text only: a thousand schedules are sixty thousand rows, and each is written once.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from loans.engine.apr import Rate
from loans.engine.equation import NoRate
from loans.engine.money import places
from loans.quotes.words import REASONS

Plain = dict[str, Any]


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """A day as ISO text; the same due days come back in loan after loan."""
    return value.isoformat()


def plain(value: Any) -> Any:
    """A value of the engine as JSON has it; a record becomes an object with the record's own names."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple | list) or is_dataclass(value):
        return _inner(value)
    return value


def _inner(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_fields"):
        return {name: plain(inner) for name, inner in zip(value._fields, value, strict=True)}
    return [plain(one) for one in value]


def percentage(rate: Decimal) -> str:
    """A fraction as a percentage with two decimals, rounded half up: 0.082996 is "8.30"."""
    return format(places(rate.scaleb(2), 2, "rate"), "f")


def yearly(found: Rate | NoRate) -> Plain:
    """A yearly rate with 15 decimals and as a percentage, or why there is none."""
    if isinstance(found, NoRate):
        return no_rate(found)
    return {"yearly": plain(found.yearly), "percent": percentage(found.yearly)}


def no_rate(found: NoRate) -> Plain:
    """Why there is no rate, and which ones there are where several are known."""
    answer: Plain = {"reason": found.reason.value, "sentence": str(REASONS[found.reason])}
    if found.rates:
        answer["rates"] = plain(found.rates)
    return answer

"""The single values of a quote: how an amount, a rate, a day, a count is written in JSON, and nothing else.

A decimal number is JSON text ("25000.00"), because a bare 25000.5 is a float to half of the world's programs and
has lost its cents before anybody looks. A whole number may be bare.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    Strict,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function

from loans.engine.money import CENT
from loans.engine.terms_check import MOST_INSTALMENTS

AMOUNT_DIGITS = 12  # EUR 999,999,999,999.99: more than the database of the program keeps
RATE_DIGITS = 4
RATE_PLACES = 18
YEAR_PLACES = 4  # finer steps would leave the equation of the rate too few digits
LONGEST_TEXT = 200
MOST_REPEATED = 40
# No control character: it would break a table, or trick the terminal that shows it.
_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class BareNumber(NamedTuple):
    """A number of the file that is no plain whole number: 25000.5, 1e3, NaN. Kept as it was written."""

    text: str


def shorten(text: str) -> str:
    """`text`, or its beginning where it is too long to be repeated in a sentence."""
    return text if len(text) <= MOST_REPEATED else f"{text[:MOST_REPEATED]}…"


def _refuse(kind: str, **shown: Any) -> PydanticCustomError:
    # The sentence is made by refusals.py in the language asked; pydantic wants a text of its own.
    return PydanticCustomError(kind, kind, shown)


def _decimal(value: Any, digits: int, places: int) -> Decimal:
    if type(value) is int:
        number, written = Decimal(value), str(abs(value))
        fraction = ""
    elif isinstance(value, str):
        if _DECIMAL.fullmatch(value) is None:
            raise _refuse("not-a-number", example="25000.00" if places == 2 else "0.08")
        whole, _, fraction = value.partition(".")
        number, written = Decimal(value), whole.lstrip("-")
    elif isinstance(value, BareNumber):
        raise _refuse("bare-number", written=shorten(value.text))
    else:
        raise _refuse("not-a-number", example="25000.00" if places == 2 else "0.08")
    if len(written) > digits:
        raise _refuse("too-large", digits=digits)
    if len(fraction) > places:
        raise _refuse("not-cents" if places == 2 else "too-many-decimals", places=places)
    return number or abs(number)  # there is no minus zero in money


def _amount(value: Any) -> Decimal:
    return _decimal(value, AMOUNT_DIGITS, 2).quantize(CENT)


def _rate(value: Any) -> Decimal:
    return _decimal(value, RATE_DIGITS, RATE_PLACES)


def _positive(value: Any) -> Decimal:
    amount = _amount(value)
    if amount <= 0:
        raise _refuse("greater_than_equal", ge="0.01")
    return amount


def _share(value: Any) -> Decimal:
    share = _rate(value)
    if share < 0:
        raise _refuse("greater_than_equal", ge=0)
    if share > 1:
        raise _refuse("less_than_equal", le=1)
    return share


def _years(value: Any) -> Decimal:
    years = _decimal(value, 3, YEAR_PLACES)
    if years < 0:
        raise _refuse("greater_than_equal", ge=0)
    return years


def _day(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # 30 February
    raise _refuse("not-a-day")


def whole(value: Any) -> Any:
    """Only what is written as a whole number: neither text, nor true, nor a number with a point."""
    if isinstance(value, BareNumber):
        raise _refuse("not-whole")
    return value


def _text(value: Any) -> Any:
    if isinstance(value, BareNumber):
        raise _refuse("not-text")
    return value


def _pattern(digits: int, places: int, example: str, sign: str = "-?") -> dict[str, Any]:
    text = rf"^{sign}(0|[1-9][0-9]{{0,{digits - 1}}})(\.[0-9]{{1,{places}}})?$"
    return {
        "anyOf": [
            {"type": "string", "pattern": text},
            {
                "type": "integer",
                "exclusiveMinimum": -(10**digits) if sign else -1,
                "exclusiveMaximum": 10**digits,
            },
        ],
        "examples": [example],
    }


_AMOUNT = _pattern(AMOUNT_DIGITS, 2, "25000.00")
_RATE = _pattern(RATE_DIGITS, RATE_PLACES, "0.08")
_SHARE = {
    "anyOf": [
        {"type": "string", "pattern": r"^(0(\.[0-9]{1,18})?|1(\.0{1,18})?)$"},
        {"type": "integer", "minimum": 0, "maximum": 1},
    ],
    "examples": ["0.5"],
}
_DAY_FORM = {"type": "string", "format": "date", "examples": ["2025-01-31"]}

Amount = Annotated[Decimal, PlainValidator(_amount), WithJsonSchema(_AMOUNT)]
"""EUR, at most two decimals: "25000.00" or 25000."""

Positive = Annotated[
    Decimal, PlainValidator(_positive), WithJsonSchema(_pattern(AMOUNT_DIGITS, 2, "500.00", sign=""))
]
"""EUR above zero, at most two decimals."""

Share = Annotated[Decimal, PlainValidator(_share), WithJsonSchema(_SHARE)]
"""A fraction from 0 to 1, at most 18 decimals."""

Rate = Annotated[Decimal, PlainValidator(_rate), WithJsonSchema(_RATE)]
"""A fraction, at most 18 decimals: "0.08" is 8 %."""

Years = Annotated[Decimal, PlainValidator(_years), WithJsonSchema(_pattern(3, YEAR_PLACES, "1.5", sign=""))]
"""Years from zero, at most four decimals: "1.5"."""

Day = Annotated[date, PlainValidator(_day), WithJsonSchema(_DAY_FORM)]
"""A day: "2025-01-31"."""

Count = Annotated[int, Strict(), Field(ge=0, le=MOST_INSTALMENTS), BeforeValidator(whole)]
Number = Annotated[int, Strict(), Field(ge=1, le=MOST_INSTALMENTS), BeforeValidator(whole)]
Month = Annotated[int, Strict(), Field(ge=1, le=12), BeforeValidator(whole)]
DayOfMonth = Annotated[int, Strict(), Field(ge=1, le=31), BeforeValidator(whole)]
Weekday = Annotated[int, Strict(), Field(ge=0, le=6), BeforeValidator(whole)]
Place = Annotated[int, Strict(), Field(ge=-1000, le=1000), BeforeValidator(whole)]
DaysLate = Annotated[int, Strict(), Field(ge=0, le=1_000_000), BeforeValidator(whole)]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), Field(max_length=LONGEST_TEXT, pattern=_ONE_LINE), BeforeValidator(_text)]
Name = Annotated[
    str, Strict(), Field(min_length=1, max_length=LONGEST_TEXT, pattern=_ONE_LINE), BeforeValidator(_text)
]


class Once:
    """Of a list: nothing twice, in the program and in its schema."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "uniqueItems": True}

    @staticmethod
    def _checked(value: Any) -> Any:
        if isinstance(value, list) and len({repr(one) for one in value}) != len(value):
            raise _refuse("said-twice")
        return value

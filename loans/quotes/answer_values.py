"""The single values of an answer for the JSON Schema, and the rates and multiples that several answers share."""

from typing import Annotated

from pydantic import Field

from loans.engine.equation import NoRateReason
from loans.quotes.said import Keyed

Money = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", examples=["506.91"])]
Rate = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", examples=["0.082999506807510"])]
Percent = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", examples=["8.30"])]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2025-02-28"])]
Sentence = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]


class YearlyRate(Keyed):
    """A rate."""

    yearly: Rate
    """A fraction of a year, with 15 decimals."""
    percent: Percent
    """The same as a percentage, rounded half up to two decimals."""


class PeriodicRate(YearlyRate):
    """A rate of flows on equal periods; `yearly` is compounded."""

    per_period: Rate
    """A fraction of a period."""
    nominal: Rate
    """The rate of a period times the periods of a year."""


class NoRate(Keyed):
    """There is no one rate."""

    reason: NoRateReason
    """Why, for programs."""
    sentence: Sentence
    """Why, for people."""
    rates: tuple[Rate, ...] = ()
    """The rates that are known, rising, as fractions."""


class Multiple(Keyed):
    """The money multiples; the parts are null when nothing was paid in."""

    paid_in: Money
    """EUR paid in."""
    distributed: Money
    """EUR that came back."""
    residual: Money
    """EUR still held."""
    distributed_part: Rate | None
    """distributed / paid in (DPI)."""
    residual_part: Rate | None
    """residual / paid in (RVPI)."""
    total_part: Rate | None
    """The money multiple (TVPI, MOIC)."""

"""Bare flows of money without a loan: on days, or so many months, weeks, days, years or periods after the first."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from loans.engine.apr import DatedFlow, Flow
from loans.engine.calendar import add_months
from loans.quotes.said import LEFT_OUT, Keyed
from loans.quotes.scalars import Amount, Day, Number, Years, whole

MOST_TIME = 36_525  # a hundred years of days
TIMES = ("on", "years", "months", "weeks", "days", "period")
_PER_YEAR = {"years": 1, "months": 12, "weeks": 52, "days": 365}
Time = Annotated[int, Strict(), Field(ge=0, le=MOST_TIME), BeforeValidator(whole)]


class GivenFlow(Keyed):
    """A flow, or several equal ones. Exactly one of `on`, `years`, `months`, `weeks`, `days` and `period` says when."""

    model_config = {"json_schema_extra": {"oneOf": [{"required": [key]} for key in TIMES]}}
    amount: Amount
    """EUR, above zero when it is received by the borrower (or the investor), below zero when it is paid."""
    on: Day = LEFT_OUT
    """The day."""
    years: Years = LEFT_OUT
    """Years after the first flow, with at most four decimals."""
    months: Time = LEFT_OUT
    """Twelfths of a year after the first flow."""
    weeks: Time = LEFT_OUT
    """Fifty-seconds of a year after the first flow."""
    days: Time = LEFT_OUT
    """Days of 1/365 of a year after the first flow."""
    period: Time = LEFT_OUT
    """Equal periods after the first flow."""
    times: Number = 1
    """How many such flows, one after the other."""
    every: Number = 1
    """The distance between them: months behind `on`, otherwise the unit of the first one's key."""

    @model_validator(mode="after")
    def _one_time(self) -> "GivenFlow":
        if len(self.model_fields_set & set(TIMES)) != 1:
            raise PydanticCustomError("one-of", "one-of", {"words": ", ".join(TIMES)})
        return self

    @property
    def key(self) -> str:
        """The key that says when."""
        return next(key for key in TIMES if key in self.model_fields_set)


class GivenFlows(NamedTuple):
    """The flows of an item, by how they were given: `dated`, `timed` (in years), or `periodic` (EUR by period)."""

    dated: tuple[DatedFlow, ...] = ()
    timed: tuple[Flow, ...] = ()
    periodic: tuple[tuple[int, Decimal], ...] = ()


def mixed_times(flows: Sequence[GivenFlow]) -> bool:
    """Whether `flows` mix days, times and periods, so that nobody can tell how they follow one another."""
    return len({flow.key if flow.key in ("on", "period") else "time" for flow in flows}) > 1


def latest_period(flows: Sequence[GivenFlow]) -> int:
    """The last period with a flow; 0 for flows given otherwise."""
    return max(
        (flow.period + (flow.times - 1) * flow.every for flow in flows if flow.key == "period"), default=0
    )


def laid_out(flows: Sequence[GivenFlow]) -> GivenFlows:
    """Each flow as often as it was said, for the engine. Raises ImpossibleQuestion outside the calendar."""
    key = flows[0].key
    if key == "on":
        return GivenFlows(dated=tuple(DatedFlow(on, flow.amount) for flow in flows for on in _days(flow)))
    if key == "period":
        return GivenFlows(periodic=tuple((at, flow.amount) for flow in flows for at in _steps(flow)))
    return GivenFlows(timed=tuple(Flow(at, flow.amount) for flow in flows for at in _years(flow)))


def _days(flow: GivenFlow) -> Iterator[date]:
    return (add_months(flow.on, number * flow.every) if number else flow.on for number in range(flow.times))


def _steps(flow: GivenFlow) -> Iterator[int]:
    return (flow.period + number * flow.every for number in range(flow.times))


def _years(flow: GivenFlow) -> Iterator[Fraction]:
    first, unit = Fraction(getattr(flow, flow.key)), _PER_YEAR[flow.key]
    return ((first + number * flow.every) / unit for number in range(flow.times))

"""How a portfolio is written in a quote: loans with their lives, or bare exposures, a day, and the measures asked."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from loans.engine import portfolio, provisions
from loans.quotes.events import Event
from loans.quotes.rules import Rules
from loans.quotes.said import LEFT_OUT, Keyed, Said
from loans.quotes.scalars import Amount, Count, Day, DaysLate, Flag, Name, Number, Once, Rate
from loans.quotes.terms import Terms

MOST_LOANS = 100_000
MOST_EVENTS = 1_000  # the states after each of so many events, over 480 instalments, take half a minute


class PortfolioLoan(Keyed):
    """A loan of the portfolio."""

    id: Name = LEFT_OUT
    """Any name."""
    terms: Terms
    """What was agreed."""
    rules: Rules = Rules()
    """How payments are allocated, and what late and early money costs."""
    events: Annotated[tuple[Event, ...], Field(max_length=MOST_EVENTS)] = ()
    """What happened, in any order."""


class GivenExposure(Said):
    """A loan of which only the standing is known."""

    means: ClassVar[type] = portfolio.Exposure
    outstanding_principal: Amount
    """EUR outstanding."""
    days_late: DaysLate
    """Days since the oldest unpaid due day; 0: not late."""
    rescheduled: Flag = False
    """Whether the loan was rescheduled."""


class GridClass(Said):
    """A class of loans by days late."""

    means: ClassVar[type] = provisions.ProvisionClass
    until_days: DaysLate | None
    """The last day late of the class; null in the last class: any number."""
    share: Rate
    """The fraction of the outstanding principal that is provided for."""


class Grid(Said):
    """A grid of provisions."""

    means: ClassVar[type] = provisions.ProvisionGrid
    valid_from: Day = date.min
    """The first day on which it is valid; left out: always."""
    classes: Annotated[tuple[GridClass, ...], Field(min_length=1, max_length=100)]
    """The classes, from the least to the most days late."""
    rescheduled_worse: Count = 0
    """How many classes worse a rescheduled loan counts."""

    def facts(self) -> dict[str, Any]:
        """What was said; a grid without a first day is always valid."""
        return {"valid_from": self.valid_from, **super().facts()}


class Period(Keyed):
    """What happened to the portfolio in a period; each pair of facts gives its ratio."""

    months: Number = 12
    """Months of the period."""
    balances: Annotated[tuple[Amount, ...], Field(min_length=1, max_length=1000)]
    """EUR outstanding: opening and closing, or at month ends; the average portfolio is their mean."""
    written_off: Amount = LEFT_OUT
    """EUR of principal written off."""
    recovered: Amount = LEFT_OUT
    """EUR recovered later of what was written off."""
    received: Amount = LEFT_OUT
    """EUR of interest and fees received."""
    due: Amount = LEFT_OUT
    """EUR of principal and interest due."""
    paid_on_time: Amount = LEFT_OUT
    """EUR of it paid on its day or before."""


class Portfolio(Keyed):
    """Loans and exposures on one day. Repaid loans count nowhere."""

    on: Day
    """The day."""
    loans: Annotated[tuple[PortfolioLoan, ...], Field(max_length=MOST_LOANS)] = ()
    """Loans with their lives: how they stand on the day is worked out."""
    exposures: Annotated[tuple[GivenExposure, ...], Field(max_length=MOST_LOANS)] = ()
    """Loans of which the standing is given."""
    par_days: Annotated[tuple[DaysLate, ...], Field(max_length=100), Once()] = (1, 30, 60, 90, 180, 365)
    """Portfolio at risk over these numbers of days: 30 means 31 days late or more."""
    provisions: Annotated[tuple[Grid, ...], Field(min_length=1, max_length=100)] = LEFT_OUT
    """Asks for provisions by these grids: the latest that is valid on the day."""
    period: Period = LEFT_OUT
    """Asks for the ratios of a period."""

    @model_validator(mode="after")
    def _of_something(self) -> "Portfolio":
        if not self.model_fields_set & {"loans", "exposures"}:
            raise PydanticCustomError("any-of", "any-of", {"words": "loans, exposures"})
        return self

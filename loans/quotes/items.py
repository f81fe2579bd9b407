"""What one item of the file may be: a loan, bare flows of money, or a portfolio; each by the key that only it has."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from loans.engine.apr import TimeRule
from loans.engine.terms_check import MOST_INSTALMENTS
from loans.quotes.aid import Aid
from loans.quotes.events import Event
from loans.quotes.flows import GivenFlow, latest_period, mixed_times
from loans.quotes.portfolio import MOST_EVENTS, Portfolio
from loans.quotes.rules import Rules
from loans.quotes.said import LEFT_OUT, Keyed
from loans.quotes.scalars import Amount, Day, Name, Number, Once, Positive, Rate
from loans.quotes.terms import Terms

MOST_FLOWS = 20_000


class LoanAnswer(StrEnum):
    """What a loan can be asked."""

    SCHEDULE = "schedule"  # rows, payouts, totals, the equal instalment
    APR = "apr"  # the annual percentage rate of the schedule
    IRR = "irr"  # the lender's yearly internal rate of return on the days of the schedule
    MULTIPLE = "multiple"  # what the lender gets back of each euro paid out, by the schedule
    STATES = "states"  # the state after each event
    STATE = "state"  # the state on the day `on`, row by row, and where each payment went
    SETTLEMENT = "settlement"  # what closes the loan on the day `on`


class FlowsAnswer(StrEnum):
    """What bare flows can be asked."""

    APR = "apr"
    IRR = "irr"
    MULTIPLE = "multiple"
    NPV = "npv"


class Cost(Keyed):
    """A cost that the borrower pays beside the loan."""

    on: Day
    """The day."""
    amount: Positive
    """EUR paid by the borrower, above zero."""


class Loan(Keyed):
    """A loan: its terms, and on request its life."""

    id: Name = LEFT_OUT
    """Any name; the answer repeats it."""
    terms: Terms
    """What was agreed."""
    rules: Rules = Rules()
    """How payments are allocated, and what late and early money costs."""
    events: Annotated[tuple[Event, ...], Field(max_length=MOST_EVENTS)] = ()
    """What happened, in any order."""
    on: Day = LEFT_OUT
    """The day of which the state is asked."""
    ask: Annotated[tuple[LoanAnswer, ...], Once()] = LEFT_OUT
    """What to answer. Left out: "schedule" and "apr"; with `events` also "states", with `on` also "state"."""
    costs: Annotated[tuple[Cost, ...], Field(max_length=MOST_INSTALMENTS)] = ()
    """Costs beside the loan, counted in the annual percentage rate only."""
    apr_time: TimeRule = LEFT_OUT
    """How the annual percentage rate counts time; left out: in the unit of the frequency."""
    aid: Aid = LEFT_OUT
    """Asks for the gross grant equivalent of the loan as state aid."""

    @model_validator(mode="after")
    def _day_for_state(self) -> "Loan":
        of_a_day = [one.value for one in self.ask or () if one in (LoanAnswer.STATE, LoanAnswer.SETTLEMENT)]
        if of_a_day and self.on is None:
            raise PydanticCustomError("needs-day", "needs-day", {"words": ", ".join(of_a_day)})
        return self

    @property
    def asked(self) -> tuple[LoanAnswer, ...]:
        """What to answer."""
        if self.ask is not None:
            return self.ask
        states = (LoanAnswer.STATES,) if self.events else ()
        state = (LoanAnswer.STATE,) if self.on else ()
        return (LoanAnswer.SCHEDULE, LoanAnswer.APR, *states, *state)


class Flows(Keyed):
    """Bare flows of money, without a loan."""

    id: Name = LEFT_OUT
    """Any name; the answer repeats it."""
    flows: Annotated[tuple[GivenFlow, ...], Field(min_length=1, max_length=MOST_FLOWS)]
    """The flows, all on days, all so many periods, or all so many years, months, weeks and days after the first."""
    ask: Annotated[tuple[FlowsAnswer, ...], Field(min_length=1), Once()]
    """What to answer. For "apr", what is drawn is above zero; for the others, what the investor receives is."""
    apr_time: TimeRule = TimeRule.MONTHS
    """How the annual percentage rate counts the time between days."""
    periods_per_year: Number = 1
    """Of flows by `period`: how many periods a year has."""
    discount_rate: Rate = LEFT_OUT
    """For "npv": the rate, a fraction; of a period for flows by `period`, otherwise of a year."""
    residual: Amount = LEFT_OUT
    """For "multiple": EUR that the investor still holds."""

    @model_validator(mode="after")
    def _fits(self) -> "Flows":
        if mixed_times(self.flows):
            raise PydanticCustomError("mixed-times", "mixed-times", {})
        if sum(flow.times for flow in self.flows) > MOST_FLOWS or latest_period(self.flows) > MOST_FLOWS:
            raise PydanticCustomError("too_long", "too_long", {"max_length": MOST_FLOWS})
        if (FlowsAnswer.NPV in self.ask) != (self.discount_rate is not None):
            raise PydanticCustomError("npv-rate", "npv-rate", {})
        return self


class PortfolioItem(Keyed):
    """A portfolio: measures over many loans on one day."""

    id: Name = LEFT_OUT
    """Any name; the answer repeats it."""
    portfolio: Portfolio
    """The loans, the day and the measures."""


ITEMS: dict[str, type[Keyed]] = {"terms": Loan, "flows": Flows, "portfolio": PortfolioItem}
"""The kinds of item, by the key that only they have."""


def kind_of(item: dict[str, Any]) -> type[Keyed] | None:
    """Which kind of item this is; None when it has none of the keys, or several."""
    found = [model for key, model in ITEMS.items() if key in item]
    return found[0] if len(found) == 1 else None

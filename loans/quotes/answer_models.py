"""What an answer looks like, for the JSON Schema and its readers. At run time answers are plain dictionaries; a test
holds them against this."""

from typing import Annotated

from pydantic import Field

from loans.engine.aid import Outside
from loans.quotes.answer_life_models import Settlement, State, StateAfter
from loans.quotes.answer_portfolio_models import PortfolioAnswered
from loans.quotes.answer_values import (
    Count,
    Day,
    Money,
    Multiple,
    NoRate,
    PeriodicRate,
    Rate,
    Sentence,
    YearlyRate,
)
from loans.quotes.said import LEFT_OUT, Keyed


class Refused(Keyed):
    """One thing that is wrong with the item."""

    path: Annotated[str, Field(min_length=1, examples=["[3].terms.fees[0].amount"])]
    """Where in the input; "$" is the whole item of a file that is one object."""
    code: Annotated[str, Field(min_length=1, examples=["not-cents"])]
    """For programs; it does not change."""
    sentence: Sentence
    """For people, in the language asked."""


class Row(Keyed):
    """An instalment. closing = opening + paid_out + capitalised - principal; total = principal + interest + fees."""

    number: Count
    """From 1, in the order of the due days, down payments included."""
    from_on: Day
    """The first day whose night bears interest."""
    due_on: Day
    """The day on which it is due, after the rule for business days."""
    days: Count
    """Calendar days for which interest runs."""
    opening: Money
    """EUR of principal outstanding when the period begins, payouts of that day included."""
    paid_out: Money
    """EUR paid out later in the period."""
    capitalised: Money
    """EUR of interest that becomes principal."""
    principal: Money
    """EUR of principal due."""
    interest: Money
    """EUR of interest due."""
    fees: Money
    """EUR of fees due."""
    total: Money
    """EUR due in all."""
    closing: Money
    """EUR of principal outstanding afterwards."""
    cumulative: Money
    """The sum of the totals so far."""


class PaidOut(Keyed):
    """A payout; net = amount - withheld."""

    on: Day
    """Its day."""
    amount: Money
    """EUR of principal."""
    withheld: Money
    """EUR of fees kept back from it."""
    beside: Money
    """EUR of fees paid beside it on the same day."""
    net: Money
    """EUR that the borrower receives."""


class Totals(Keyed):
    """The sums of the schedule in EUR. cost = interest + fees + upfront."""

    paid_out: Money
    """Paid out."""
    capitalised: Money
    """Interest that became principal."""
    principal: Money
    """Principal of all rows."""
    interest: Money
    """Interest of all rows."""
    fees: Money
    """Fees of all rows."""
    total: Money
    """All rows."""
    upfront: Money
    """Fees with the payouts."""
    cost: Money
    """What the loan costs the borrower."""


class ByReference(Keyed):
    """Aid by reference rate."""

    amount: Money
    """EUR, discounted to the day of the grant."""
    undiscounted: Money
    """EUR without discounting: the amount is never above it."""
    reference: Rate
    """The reference rate, a yearly fraction."""
    discount: Rate
    """The rate of discounting, a yearly fraction."""


class HarbourPair(Keyed):
    """A pair of the safe harbour."""

    amount: Money
    """EUR lent."""
    months: Count
    """Months of term."""


class ByHarbour(Keyed):
    """Aid by safe harbour."""

    months: Count
    """The term of the loan in months, a month begun counting whole."""
    amount: Money
    """EUR of aid."""
    pair: HarbourPair
    """The pair that was used."""


class NoHarbour(Keyed):
    """The safe harbour does not apply."""

    months: Count
    """The term of the loan in months, a month begun counting whole."""
    reason: Outside
    """Why, for programs."""
    sentence: Sentence
    """Why, for people."""


class AidAnswer(Keyed):
    """The gross grant equivalent by each way that was asked."""

    reference_rate: ByReference = LEFT_OUT
    """By reference rate."""
    safe_harbour: ByHarbour | NoHarbour = LEFT_OUT
    """By safe harbour."""
    guarantee: ByHarbour | NoHarbour = LEFT_OUT
    """Of a guarantee, by safe harbour."""


class LoanAnswered(Keyed):
    """The answer to a loan: what was asked."""

    id: str = LEFT_OUT
    """The id of the item."""
    instalment: Money | None = LEFT_OUT
    """EUR: the first equal instalment, without fees; null for a method that has none."""
    payouts: tuple[PaidOut, ...] = LEFT_OUT
    """The payouts."""
    schedule: tuple[Row, ...] = LEFT_OUT
    """The repayment schedule as agreed."""
    totals: Totals = LEFT_OUT
    """Its sums."""
    apr: YearlyRate | NoRate = LEFT_OUT
    """The annual percentage rate of the schedule, by Directive 2008/48/EC."""
    irr: YearlyRate | NoRate = LEFT_OUT
    """The lender's internal rate of return on the days of the schedule."""
    multiple: Multiple = LEFT_OUT
    """What the lender gets back of each euro, by the schedule."""
    states: tuple[StateAfter, ...] = LEFT_OUT
    """The state after each event, in the order in which events count."""
    state: State = LEFT_OUT
    """The state on the day asked."""
    settlement: Settlement = LEFT_OUT
    """What closes the loan on the day asked."""
    aid: AidAnswer = LEFT_OUT
    """The gross grant equivalent."""


class FlowsAnswered(Keyed):
    """The answer to bare flows."""

    id: str = LEFT_OUT
    """The id of the item."""
    apr: YearlyRate | NoRate = LEFT_OUT
    """The annual percentage rate."""
    irr: YearlyRate | PeriodicRate | NoRate = LEFT_OUT
    """The internal rate of return."""
    npv: Money = LEFT_OUT
    """EUR: the worth on the day of the first flow, rounded half up."""
    multiple: Multiple = LEFT_OUT
    """What came back of each euro paid in."""


class RefusedItem(Keyed):
    """An item that is not answered."""

    id: str = LEFT_OUT
    """The id of the item, if it has a usable one."""
    refused: Annotated[tuple[Refused, ...], Field(min_length=1)]
    """What is wrong."""


ANSWERS: tuple[type[Keyed], ...] = (LoanAnswered, FlowsAnswered, PortfolioAnswered, RefusedItem)

"""The measures of a portfolio, in an answer: for the JSON Schema and its readers."""

from typing import Annotated

from pydantic import Field

from loans.engine.arrears import Bucket
from loans.quotes.answer_values import Count, Day, Money, Rate
from loans.quotes.said import LEFT_OUT, Keyed


class AgeingRow(Keyed):
    """The loans in a bucket of days late."""

    bucket: Bucket
    """Days late."""
    loans: Count
    """How many."""
    outstanding: Money
    """EUR outstanding."""
    fraction: Rate | None
    """Its part of the portfolio."""


class AtRisk(Keyed):
    """Portfolio at risk over a number of days; fractions are null when nothing is outstanding."""

    days: Count
    """More than so many days late."""
    at_risk: Money
    """EUR: the whole outstanding principal of the loans that are late."""
    outstanding: Money
    """EUR: all outstanding principal."""
    loans_at_risk: Count
    """How many loans are late."""
    loans_outstanding: Count
    """How many loans there are."""
    fraction: Rate | None
    """at_risk / outstanding."""
    at_risk_with_rescheduled: Money
    """EUR, the rescheduled loans that are not late added."""
    loans_with_rescheduled: Count
    """How many loans that are."""
    fraction_with_rescheduled: Rate | None
    """at_risk_with_rescheduled / outstanding."""


class ProvisionRow(Keyed):
    """A class of the grid."""

    from_days: Count
    """From so many days late."""
    until_days: Count | None
    """To so many; null: any number."""
    share: Rate
    """The fraction provided for."""
    loans: Count
    """How many loans."""
    outstanding: Money
    """EUR outstanding."""
    provision: Money
    """EUR provided for."""


class ProvisionsAnswer(Keyed):
    """Provisions."""

    rows: tuple[ProvisionRow, ...]
    """By class."""
    outstanding: Money
    """EUR outstanding."""
    provision: Money
    """EUR provided for."""
    coverage: Rate | None
    """The provision as a part of the portfolio at risk over 30 days."""


class PeriodAnswer(Keyed):
    """The ratios of a period, as far as their facts were given; null where there is nothing to divide by."""

    average: Money
    """EUR: the average portfolio."""
    write_off_ratio: Rate | None = LEFT_OUT
    """Written off / average."""
    loan_loss_ratio: Rate | None = LEFT_OUT
    """(Written off - recovered) / average."""
    yield_: Annotated[Rate | None, Field(alias="yield")] = LEFT_OUT
    """Received / average, for a year."""
    repayment_rate: Rate | None = LEFT_OUT
    """Paid on time / due."""


class PortfolioMeasures(Keyed):
    """The measures of a portfolio."""

    on: Day
    """The day."""
    loans: Count
    """How many loans have something outstanding."""
    outstanding: Money
    """EUR outstanding: the gross loan portfolio."""
    ageing: tuple[AgeingRow, ...]
    """By days late."""
    at_risk: tuple[AtRisk, ...]
    """Portfolio at risk over each number of days asked."""
    restructured: Rate | None
    """The part of the portfolio that is rescheduled."""
    provisions: ProvisionsAnswer = LEFT_OUT
    """Provisions."""
    period: PeriodAnswer = LEFT_OUT
    """The ratios of a period."""


class PortfolioAnswered(Keyed):
    """The answer to a portfolio."""

    id: str = LEFT_OUT
    """The id of the item."""
    portfolio: PortfolioMeasures
    """Its measures."""

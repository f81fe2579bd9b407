"""What a portfolio answers: ageing, portfolio at risk, provisions and the ratios of a period."""

from decimal import Decimal

from loans.engine.money import ZERO, cents, places
from loans.engine.portfolio import (
    Exposure,
    PortfolioAtRisk,
    ageing,
    average,
    loan_loss_ratio,
    portfolio_at_risk,
    portfolio_at_risk_over,
    portfolio_yield,
    repayment_rate,
    restructured_ratio,
    write_off_ratio,
)
from loans.engine.provisions import coverage, grid_on, provisions
from loans.quotes.answer_life import exposure_of
from loans.quotes.items import PortfolioItem
from loans.quotes.plain import Plain, plain
from loans.quotes.portfolio import GivenExposure, Grid, Period, Portfolio
from loans.quotes.said import below, each

RATIO_DIGITS = 10
COVERED_OVER_DAYS = 30


def answer_portfolio(item: PortfolioItem) -> Plain:
    """The measures of the portfolio of `item`. Raises Unmeant, EngineError."""
    return {"portfolio": below("portfolio", lambda: _measured(item.portfolio))}


def _measured(asked: Portfolio) -> Plain:
    exposures = _exposures(asked)
    at_risk = portfolio_at_risk_over(exposures, asked.par_days)
    first = portfolio_at_risk(exposures, COVERED_OVER_DAYS)
    answer: Plain = {
        "on": plain(asked.on),
        "loans": first.loans_outstanding,
        "outstanding": plain(first.outstanding),
        "ageing": [_fractions(row._asdict()) for row in ageing(exposures)],
        "at_risk": [_fractions(one._asdict()) for one in at_risk],
        "restructured": fraction(restructured_ratio(exposures)),
    }
    if asked.provisions:
        answer["provisions"] = _provisions(asked, exposures, first)
    if asked.period:
        answer["period"] = _period(asked.period)
    return answer


def fraction(part: Decimal | None) -> str | None:
    """A ratio with ten decimals; None where there is nothing to divide by."""
    return None if part is None else str(plain(places(part, RATIO_DIGITS)))


def _exposures(asked: Portfolio) -> list[Exposure]:
    given = below("exposures", lambda: each(asked.exposures, GivenExposure.record))
    lived = below("loans", lambda: each(asked.loans, lambda loan: exposure_of(loan, asked.on)))
    return [*given, *lived]


def _fractions(record: Plain) -> Plain:
    return {
        name: fraction(value) if name.startswith("fraction") else plain(value)
        for name, value in record.items()
    }


def _provisions(asked: Portfolio, exposures: list[Exposure], at_risk: PortfolioAtRisk) -> Plain:
    grids = below("provisions", lambda: each(asked.provisions, Grid.record))
    found = provisions(exposures, grid_on(grids, asked.on))
    return {**plain(found), "coverage": fraction(coverage(found.provision, at_risk.at_risk))}


def _period(period: Period) -> Plain:
    mean = average(period.balances)
    answer: Plain = {"average": plain(cents(mean))}
    if period.written_off is not None:
        recovered = period.recovered or ZERO
        answer["write_off_ratio"] = fraction(write_off_ratio(period.written_off, mean))
        answer["loan_loss_ratio"] = fraction(loan_loss_ratio(period.written_off, recovered, mean))
    if period.received is not None:
        answer["yield"] = fraction(portfolio_yield(period.received, mean, period.months))
    if period.due is not None:
        answer["repayment_rate"] = fraction(repayment_rate(period.paid_on_time or ZERO, period.due))
    return answer

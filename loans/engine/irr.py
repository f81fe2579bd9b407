"""The internal rate of return, the net present value and the money multiples of an investment.

The internal rate of return makes the net present value zero: sum A_k (1 + i)^-t_k = 0, with A_k what the
investor receives (above zero) or pays (below zero). On equal periods t_k = k; on dates t_k = days / 365 since
the first flow, which is the XIRR of spreadsheets. How it is solved: `equation.py`; several rates, or none, are
said and never chosen from. Worked numbers of other programs: tests/loans/engine/test_irr.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from loans.engine.apr import DatedFlow, Rate
from loans.engine.calendar import checked_day, days_between
from loans.engine.equation import RATE_DIGITS, NoRate, present_value, solve
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, checked, not_negative, places

_YEAR_DAYS = 365
_BEYOND_MEANING = Decimal(10) ** 15
_MORE_DIGITS = RATE_DIGITS + 4  # so that the yearly rate has RATE_DIGITS true ones


class PeriodicRate(NamedTuple):
    """An internal rate of return on equal periods, all as fractions with 15 decimals.

    nominal: the rate of a period times the periods of a year; effective: compounded over a year.
    """

    per_period: Decimal
    nominal: Decimal
    effective: Decimal


class Multiples(NamedTuple):
    """What came of the money paid in; EUR, then parts of what was paid in (None when nothing was).

    distributed_part: distributed / paid in (DPI, what really came back). residual_part: what is still held at
    its value / paid in (RVPI). total_part: their sum, the money multiple (TVPI; of one investment MOIC).
    """

    paid_in: Decimal
    distributed: Decimal
    residual: Decimal
    distributed_part: Decimal | None
    residual_part: Decimal | None
    total_part: Decimal | None


def irr(amounts: Iterable[Decimal], periods_per_year: int = 1) -> PeriodicRate | NoRate:
    """The internal rate of return of `amounts` EUR, the first now and each next one period later.

    See `irr_by_period`.
    """
    return irr_by_period(dict(enumerate(amounts)), periods_per_year)


def irr_by_period(amounts: Mapping[int, Decimal], periods_per_year: int = 1) -> PeriodicRate | NoRate:
    """The internal rate of return of EUR amounts by the number of their period.

    The rates of a `NoRate` are those of a period. Raises ImpossibleQuestion for less than one period a year,
    BadAmount for an amount that is no finite Decimal.
    """
    if periods_per_year < 1:
        raise ImpossibleQuestion("no-periods", f"{periods_per_year} periods a year: there is at least one.")
    found = solve({period: checked(amount) for period, amount in amounts.items()}, 1, _MORE_DIGITS)
    if isinstance(found, NoRate):
        return found._replace(rates=tuple(places(rate, RATE_DIGITS, "rate") for rate in found.rates))
    with localcontext(CONTEXT):
        effective = (1 + found) ** periods_per_year - 1
        return PeriodicRate(
            per_period=places(found, RATE_DIGITS, "rate"),
            nominal=places(found * periods_per_year, RATE_DIGITS, "rate"),
            effective=_within_reach(effective),
        )


def xirr(flows: Iterable[DatedFlow]) -> Rate | NoRate:
    """The yearly internal rate of return of dated flows (in any order), with actual days over 365."""
    found = solve(_by_day(flows), _YEAR_DAYS)
    return found if isinstance(found, NoRate) else Rate(found)


def npv(rate: Decimal, amounts: Iterable[Decimal]) -> Decimal:
    """The worth today (EUR, unrounded) of `amounts`, the first now and each next one period later.

    `rate`: the fraction of a period, above -1. (The NPV of spreadsheets counts the first one period away.)
    """
    return present_value(
        {period: checked(amount) for period, amount in enumerate(amounts)}, 1, _above_total_loss(rate)
    )


def xnpv(rate: Decimal, flows: Iterable[DatedFlow]) -> Decimal:
    """The worth on the first of their days (EUR, unrounded) of dated flows at a yearly `rate` above -1."""
    return present_value(_by_day(flows), _YEAR_DAYS, _above_total_loss(rate))


def multiples(amounts: Iterable[Decimal], residual: Decimal = ZERO) -> Multiples:
    """The money multiples of `amounts` EUR (paid in below zero, received above) and of EUR `residual` value."""
    held = not_negative(residual, "residual value")
    with localcontext(CONTEXT):
        known = [checked(amount) for amount in amounts]
        paid_in = sum((-amount for amount in known if amount < 0), ZERO)
        distributed = sum((amount for amount in known if amount > 0), ZERO)
        if not paid_in:
            return Multiples(paid_in, distributed, held, None, None, None)
        total = (distributed + held) / paid_in
        return Multiples(paid_in, distributed, held, distributed / paid_in, held / paid_in, total)


def _by_day(flows: Iterable[DatedFlow]) -> dict[int, Decimal]:
    """EUR by the days since the first flow."""
    known = list(flows)
    first = min((checked_day(flow.on) for flow in known), default=date.max)
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    with localcontext(CONTEXT):
        for on, amount in known:
            sums[days_between(first, on)] += checked(amount)
    return sums


def _above_total_loss(rate: Decimal) -> Decimal:
    if checked(rate, "rate") <= -1:
        raise ImpossibleQuestion(
            "rate-too-low", f"At a rate of {rate} money later is worth nothing that is known."
        )
    return rate


def _within_reach(rate: Decimal) -> Decimal:
    """`rate` with RATE_DIGITS decimals, or with 34 digits in all when it is beyond any meaning."""
    return places(rate, RATE_DIGITS, "rate") if rate < _BEYOND_MEANING else rate

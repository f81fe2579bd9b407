"""The interest of a period, before it is rounded.

Interest is linear in the balance at the start of the period: (opening x factor + constant) / divisor. The constant
is the interest of what is paid out inside the period. The division comes last, so that an exact half cent stays one.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from loans.engine.conventions import DayCount, PartOfPeriod, RateKind
from loans.engine.money import CONTEXT
from loans.engine.periods import PER_YEAR, Period, year_parts
from loans.engine.terms import LoanTerms, Tranche

_NOTHING = Decimal(0)
_ONE = Decimal(1)


class Accrual(NamedTuple):
    """What a period bears: see the module."""

    factor: Decimal
    constant: Decimal
    divisor: Decimal

    def interest(self, opening: Decimal) -> Decimal:
        """The unrounded interest in EUR of a period that opens with `opening` EUR."""
        return (opening * self.factor + self.constant) / self.divisor


class _Night(NamedTuple):
    """A part of a period with one rate: its numerator of the year, and what is paid out at its start."""

    rate: Decimal
    numerator: int
    added: Decimal


def accrual(terms: LoanTerms, period: Period, added: Sequence[Tranche] = ()) -> Accrual:
    """The accrual of `period` with the payouts `added` strictly inside it, each net of its down payment.

    Nominal rate: sum of balance x rate x part of the year. Effective: balance x ((1 + rate) ^ part - 1), interest
    inside the period bearing interest. Per period: balance x rate x part of the period.
    """
    if period.number <= terms.interest_free:
        return Accrual(_NOTHING, _NOTHING, _ONE)
    cuts = _cuts(terms, period, added)
    numerators, denominator = year_parts(terms, period, cuts)
    days = (period.from_on, *cuts)
    nights = [
        _Night(
            _rate_on(terms, period, day),
            numerator,
            sum((one.amount for one in added if one.on == day), _NOTHING),
        )
        for day, numerator in zip(days, numerators, strict=True)
    ]
    if counts_whole(terms):
        nights = [nights[0]._replace(added=sum((one.amount for one in added), _NOTHING))]
    if terms.rate_kind is RateKind.EFFECTIVE:
        return _compounded(nights, denominator)
    return _simple(terms, nights, denominator)


def regular(terms: LoanTerms, period: Period) -> Accrual:
    """What a regular period bears at the rate that `period` ends with, whatever its days: 1/12 of a year a month,
    1/52 a week, 1/365 a day."""
    rate = terms.rate_yearly
    for change in terms.rate_changes:
        rate = change.rate_yearly if change.from_on < period.to_on else rate
    night, per_year = _Night(rate, terms.frequency.every, _NOTHING), PER_YEAR[terms.frequency.unit]
    if terms.rate_kind is RateKind.EFFECTIVE:
        return _compounded([night], per_year)
    return _simple(terms, [night], per_year)


def rate_changes_in(terms: LoanTerms, period: Period) -> bool:
    """Whether the rate changes with the first day of `period` or inside it."""
    return any(period.from_on <= change.from_on < period.to_on for change in terms.rate_changes)


def counts_whole(terms: LoanTerms) -> bool:
    """Whether what happens inside a period counts from its first day."""
    return terms.day_count is DayCount.PERIODIC and terms.part_of_period is PartOfPeriod.WHOLE


def _cuts(terms: LoanTerms, period: Period, added: Sequence[Tranche]) -> tuple[date, ...]:
    if counts_whole(terms) or not (added or terms.rate_changes):
        return ()
    days = {one.on for one in added} | {change.from_on for change in terms.rate_changes}
    return tuple(sorted(day for day in days if period.from_on < day < period.to_on))


def _rate_on(terms: LoanTerms, period: Period, day: date) -> Decimal:
    """The rate of the night of `day`; where periods count whole, the last rate of the period."""
    rate = terms.rate_yearly
    for change in terms.rate_changes:
        if change.from_on <= day or (counts_whole(terms) and change.from_on < period.to_on):
            rate = change.rate_yearly
    return rate


def _simple(terms: LoanTerms, nights: Sequence[_Night], denominator: int) -> Accrual:
    factor = constant = balance = _NOTHING
    for night in nights:
        balance += night.added
        weight = night.rate * night.numerator
        factor += weight
        constant += balance * weight
    if terms.rate_kind is RateKind.PER_PERIOD:
        per_year = PER_YEAR[terms.frequency.unit]
        return Accrual(factor * per_year, constant * per_year, Decimal(denominator * terms.frequency.every))
    return Accrual(factor, constant, Decimal(denominator))


def _compounded(nights: Sequence[_Night], denominator: int) -> Accrual:
    whole, grown, added = _ONE, _NOTHING, _NOTHING
    for night in nights:
        growth = _growth(night.rate, night.numerator, denominator)
        whole *= growth
        grown = (grown + night.added) * growth
        added += night.added
    return Accrual(whole - 1, grown - added, _ONE)


@lru_cache(maxsize=1024)
def _growth(rate: Decimal, numerator: int, denominator: int) -> Decimal:
    return CONTEXT.power(1 + rate, Decimal(numerator) / denominator)

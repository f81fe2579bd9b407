"""Who pays how much of the eligible expenditure: exact to the cent, period after period.

The share of a source in a period is its share in everything declared up to the period's end, less its share
in everything declared before it. Splitting each period by itself would let a cent stray in each of them; by
the cumulative way the periods add up to the whole for every source, whatever their number and length. Source:
Regulation 1083/2006 article 77 (contribution = eligible expenditure x rate, never above the agreed sum).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from loans.engine.money import ZERO, check_sum, split


@dataclass(frozen=True)
class Shares:
    """EUR by source, in the order of the sources; `above` is what no source pays: beyond the agreed total."""

    before: tuple[Decimal, ...]
    period: tuple[Decimal, ...]
    cumulative: tuple[Decimal, ...]
    above: Decimal

    @property
    def total(self) -> Decimal:
        """What the sources pay together up to the period's end, EUR."""
        return sum(self.cumulative, ZERO)


def of_period(agreed: Sequence[Decimal], *, before: Decimal, cumulative: Decimal) -> Shares:
    """The shares of the sources in eligible expenditure.

    `agreed` holds the agreed contributions (EUR, the weights), `before` the eligible expenditure declared
    before the period, `cumulative` that up to its end. Raises loans.engine.errors.BadAmount for parts of a
    cent and ImpossibleSplit when there is something to share and no source.
    """
    earlier = up_to(agreed, before)
    later = up_to(agreed, cumulative)
    within = tuple(after - first for first, after in zip(earlier, later, strict=True))
    above = cumulative - sum(later, ZERO)
    check_sum("shares of the sources", cumulative, sum(earlier, ZERO) + sum(within, ZERO) + above)
    return Shares(before=earlier, period=within, cumulative=later, above=above)


def up_to(agreed: Sequence[Decimal], eligible: Decimal) -> tuple[Decimal, ...]:
    """The shares of the sources in `eligible` EUR declared since the start; together never above the agreed
    total."""
    return split(min(eligible, sum(agreed, ZERO)) if agreed else eligible, agreed)


def rates(agreed: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The co-financing rate of each source as a fraction: its agreed contribution by the agreed total."""
    total = sum(agreed, ZERO)
    return tuple(amount / total for amount in agreed)

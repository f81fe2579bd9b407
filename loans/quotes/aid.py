"""How the question for the aid in a loan is written: by reference rate, by safe harbour, and of a guarantee on it.

No figure of the law is known here: the file gives base rate, margins, ceilings and pairs of the day of the grant.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from loans.engine import aid as engine
from loans.quotes.said import LEFT_OUT, Keyed, Said
from loans.quotes.scalars import Amount, Number, Positive, Rate, Share


class ReferenceRate(Said):
    """The gross grant equivalent by reference rate: what the borrower pays less, discounted."""

    means: ClassVar[type] = engine.ReferenceRate
    base: Rate
    """The published base rate, a yearly fraction."""
    margin: Rate
    """The margin for rating and collateral: "0.04" is 400 basis points."""
    discount_margin: Rate
    """What the base rate carries when it discounts: "0.01" is one point."""


class Pair(Said):
    """Up to this amount and term the aid is at most the ceiling."""

    means: ClassVar[type] = engine.SafeHarbourPair
    amount: Positive
    """EUR lent."""
    months: Number
    """Months of term."""


class Harbour(Keyed):
    """A safe harbour: the ceiling of aid in proportion to amount and term."""

    ceiling: Amount
    """EUR of aid."""
    pairs: Annotated[tuple[Pair, ...], Field(min_length=1, max_length=20)]
    """Pairs of amount and term; the one with the shortest term that holds the loan counts."""


class SafeHarbour(Harbour):
    """The gross grant equivalent of the loan by safe harbour."""

    least_collateral: Share = LEFT_OUT
    """The fraction of the loan that collateral must cover; left out: no condition."""
    collateral: Share = LEFT_OUT
    """The fraction of this loan that is covered; left out: not known, and not asked."""

    def harbour(self) -> engine.SafeHarbour:
        """The record of the engine."""
        pairs = tuple(pair.record() for pair in self.pairs)
        return engine.SafeHarbour(self.ceiling, pairs, least_collateral=self.least_collateral)


class Guarantee(Harbour):
    """The gross grant equivalent of a guarantee on the loan by safe harbour."""

    guaranteed: Share
    """The fraction of the loan that is guaranteed."""
    most_guaranteed: Share = LEFT_OUT
    """The fraction that may be guaranteed at most; left out: no condition."""

    def harbour(self) -> engine.SafeHarbour:
        """The record of the engine."""
        pairs = tuple(pair.record() for pair in self.pairs)
        return engine.SafeHarbour(self.ceiling, pairs, most_guaranteed=self.most_guaranteed)


class Aid(Keyed):
    """The gross grant equivalent, by one or more ways."""

    reference_rate: ReferenceRate = LEFT_OUT
    """By reference rate."""
    safe_harbour: SafeHarbour = LEFT_OUT
    """By safe harbour."""
    guarantee: Guarantee = LEFT_OUT
    """Of a guarantee, by safe harbour."""

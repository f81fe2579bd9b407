"""The lines of a schedule before any amount is worked out: period, accrual, payouts, and what the line may ask."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from loans.engine.accrual import Accrual, accrual, rate_changes_in
from loans.engine.conventions import AfterChange, DayCount, Method, UnpaidInterest
from loans.engine.day_count import part_of_year
from loans.engine.errors import ImpossibleTerms
from loans.engine.money import ZERO, cents
from loans.engine.periods import Period, lay_out
from loans.engine.terms import LoanTerms, Tranche

# The methods whose instalment is known first; of the others the principal part is.
BY_INSTALMENT = (Method.ANNUITY, Method.GROWING, Method.GIVEN_INSTALMENT)


class Phase(Enum):
    """What a line asks of the borrower."""

    NOTHING = auto()  # moratorium, or a month without payment
    INTEREST = auto()  # interest only
    ALL = auto()  # interest and principal


class Drawn(NamedTuple):
    """A payout: the tranche, and the EUR of it repaid at once as a down payment."""

    tranche: Tranche
    down: Decimal

    @property
    def net(self) -> Tranche:
        """The tranche as the balance sees it."""
        return Tranche(self.tranche.on, self.tranche.amount - self.down)


class Line(NamedTuple):
    """A period of the schedule. `before`: payouts on its first day; `inside`: payouts after it; `changed`: the
    instalment is to be worked out anew from here; `unpaid`: what becomes of its interest when it asks nothing."""

    period: Period
    accrual: Accrual
    phase: Phase
    before: tuple[Drawn, ...] = ()
    inside: tuple[Drawn, ...] = ()
    changed: bool = False
    unpaid: UnpaidInterest = UnpaidInterest.DEFERRED

    @property
    def net_before(self) -> Decimal:
        """EUR that the payouts of the first day add to the balance."""
        return sum((one.net.amount for one in self.before), ZERO)

    @property
    def net_inside(self) -> Decimal:
        """EUR that the payouts inside the period add to the balance."""
        return sum((one.net.amount for one in self.inside), ZERO)


def payouts(terms: LoanTerms) -> tuple[Drawn, ...]:
    """Every payout of `terms` in order of days, with its down payment (a share rounded half up, and a sum once)."""
    given = terms.tranches or (Tranche(terms.paid_out_on, terms.principal),)
    tranches = [Tranche(one.on, one.amount + ZERO) for one in given]  # 600 becomes 600.00
    return tuple(
        Drawn(
            one,
            cents(one.amount * terms.down_payment_share)
            + (terms.down_payment if one is tranches[0] else ZERO),
        )
        for one in tranches
    )


def lines(terms: LoanTerms, later: Sequence[Drawn]) -> Iterator[Line]:
    """The lines of `terms`; `later` are the payouts after the first.

    Periods of one length share one accrual, unless payouts or changes of rate may fall inside. Raises
    ImpossibleTerms("tranche-after-end") for a payout that no instalment follows.
    """
    steady = not later and not terms.rate_changes
    # A change of rate leaves agreed parts of the principal as they are.
    rated = bool(terms.rate_changes) and terms.method in BY_INSTALMENT
    phased = bool(terms.moratorium or terms.interest_only or terms.pause_months)
    shared: dict[tuple[int, int], Accrual] = {}
    waiting = list(later)
    before: tuple[Drawn, ...] = ()
    inside: tuple[Drawn, ...] = ()
    for period in lay_out(terms):
        length = _length(terms, period) if steady else period.wholes
        known = shared.get(length) if steady else None
        if waiting:
            before, inside = _taken(waiting, period)
        elif before or inside:
            before = inside = ()
        if known is None:
            known = accrual(terms, period, [one.net for one in inside])
            if period.number > terms.interest_free:
                shared[length] = known
        changed = bool(before or inside) or (rated and rate_changes_in(terms, period))
        if phased:
            phase, unpaid = phase_of(terms, period.number, period.due_on)
            yield Line(period, known, phase, before, inside, changed, unpaid)
        else:
            yield Line(period, known, Phase.ALL, before, inside, changed)
    if waiting:
        raise ImpossibleTerms(
            "tranche-after-end", f"The tranche of {waiting[0].tranche.on} is not before the last due day."
        )


def _length(terms: LoanTerms, period: Period) -> tuple[int, int]:
    """What two periods have in common that bear the same on the same balance at the same rate."""
    if terms.day_count is DayCount.PERIODIC:
        return period.wholes
    return part_of_year(terms.day_count, period.from_on, period.to_on)


def unforeseen(terms: LoanTerms, left: Sequence[Line]) -> list[Line]:
    """The lines `left` as they are known in the period of the first: later payouts and changes of rate left out."""
    first = left[0]
    if terms.after_change is AfterChange.KEEP:
        first = first._replace(inside=(), accrual=accrual(replace(terms, rate_changes=()), first.period))
    known = replace(
        terms,
        rate_changes=tuple(
            change
            for change in terms.rate_changes
            if change.from_on < first.period.to_on and terms.after_change is not AfterChange.KEEP
        ),
    )
    shared: dict[tuple[int, int], Accrual] = {}
    plain = terms.day_count is DayCount.PERIODIC
    result = [first]
    for line in left[1:]:
        found = (
            shared.get(line.period.wholes) if plain and line.period.number > terms.interest_free + 1 else None
        )
        if found is None:
            found = shared[line.period.wholes] = accrual(known, line.period)
        result.append(line._replace(accrual=found, before=(), inside=()))
    return result


def _taken(waiting: list[Drawn], period: Period) -> tuple[tuple[Drawn, ...], tuple[Drawn, ...]]:
    """The payouts on the first day of `period` and those inside it, taken off the front of `waiting`."""
    if not waiting or waiting[0].tranche.on >= period.to_on:
        return (), ()
    count = sum(one.tranche.on < period.to_on for one in waiting)
    taken = tuple(waiting[:count])
    del waiting[:count]
    return (
        tuple(one for one in taken if one.tranche.on == period.from_on),
        tuple(one for one in taken if one.tranche.on > period.from_on),
    )


def phase_of(terms: LoanTerms, number: int, due_on: date) -> tuple[Phase, UnpaidInterest]:
    """What the period `number` (from 1, without down payments), due on `due_on`, asks, and what becomes of its interest
    when it asks nothing. The last one always asks all."""
    if number == terms.instalments:
        return Phase.ALL, UnpaidInterest.DEFERRED
    if number <= terms.moratorium:
        return Phase.NOTHING, terms.moratorium_interest
    if terms.pause_months and due_on.month in terms.pause_months:
        return Phase.NOTHING, terms.pause_interest
    if number <= terms.moratorium + terms.interest_only:
        return Phase.INTEREST, UnpaidInterest.DEFERRED
    return Phase.ALL, UnpaidInterest.DEFERRED

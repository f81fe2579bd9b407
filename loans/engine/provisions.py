"""Provisions for loans that may be lost, by a grid of days late.

The provision of a class = its outstanding principal x the share of the class, rounded to the cent, so that a reader of
the table can multiply and find the same. The grid is the fund's own decision, dated, and handed in: the engine knows
none. A rescheduled loan counts as many classes worse as the grid says. Worked: tests/loans/engine/test_provisions.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

from loans.engine.calendar import checked_day
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, cents, checked, not_negative
from loans.engine.portfolio import Exposure, ratio


@dataclass(frozen=True, slots=True)
class ProvisionClass:
    """A class of the grid: loans up to `until_days` late (None: any number) are covered by `share`, a fraction."""

    until_days: int | None
    share: Decimal


@dataclass(frozen=True, slots=True)
class ProvisionGrid:
    """The classes from the least to the most days late, the last one without an end, valid from a day on.

    rescheduled_worse: how many classes worse a rescheduled loan counts. Raises ImpossibleQuestion for a grid in which
    a loan would have no class or two.
    """

    valid_from: date
    classes: tuple[ProvisionClass, ...]
    rescheduled_worse: int = 0

    def __post_init__(self) -> None:
        ends = [one.until_days for one in self.classes]
        inner = [end for end in ends[:-1] if end is not None]
        if not ends or ends[-1] is not None or len(inner) != len(ends) - 1:
            raise ImpossibleQuestion("grid-open", "The last class of a grid, and only it, has no end.")
        if any(before >= after for before, after in pairwise([-1, *inner])):
            raise ImpossibleQuestion("grid-order", "The classes of a grid end on rising numbers of days.")
        if any(not 0 <= checked(one.share, "share") <= 1 for one in self.classes):
            raise ImpossibleQuestion("grid-share", "A share of a grid is a fraction from 0 to 1.")
        if self.rescheduled_worse < 0:
            raise ImpossibleQuestion("grid-worse", "A rescheduled loan never counts a class better.")


class ProvisionRow(NamedTuple):
    """A class of the grid with its loans: from and to so many days late, EUR outstanding principal and provision."""

    from_days: int
    until_days: int | None
    share: Decimal
    loans: int
    outstanding: Decimal
    provision: Decimal


class Provisions(NamedTuple):
    """The rows of every class and their sums in EUR."""

    rows: tuple[ProvisionRow, ...]
    outstanding: Decimal
    provision: Decimal


def grid_on(grids: Iterable[ProvisionGrid], on: date) -> ProvisionGrid:
    """The grid valid on the day `on`: the latest that began by then. Raises ImpossibleQuestion if there is none."""
    begun = [grid for grid in grids if grid.valid_from <= checked_day(on)]
    if not begun:
        raise ImpossibleQuestion("no-grid", f"No grid of provisions is valid on {on}.")
    return max(begun, key=_valid_from)


def provisions(loans: Iterable[Exposure], grid: ProvisionGrid) -> Provisions:
    """The provisions of a portfolio by `grid`. Raises BadAmount for a negative outstanding principal,
    ImpossibleQuestion for negative days late."""
    last = len(grid.classes) - 1
    sums = [ZERO] * (last + 1)
    counts = [0] * (last + 1)
    with localcontext(CONTEXT):
        for loan in loans:
            principal = not_negative(loan.outstanding_principal, "outstanding principal")
            if principal:
                number = _class_of(grid.classes, loan.days_late)
                number = min(number + (grid.rescheduled_worse if loan.rescheduled else 0), last)
                sums[number] += principal
                counts[number] += 1
        rows = tuple(_row(grid.classes, number, counts[number], sums[number]) for number in range(last + 1))
        return Provisions(rows, sum(sums, ZERO), sum((row.provision for row in rows), ZERO))


def coverage(provision: Decimal, at_risk: Decimal) -> Decimal | None:
    """EUR of provisions for each EUR of portfolio at risk (over 30 days by the usual definition); None without risk."""
    return ratio(not_negative(provision, "provision"), not_negative(at_risk, "portfolio at risk"))


def _class_of(classes: Sequence[ProvisionClass], days_late: int) -> int:
    if days_late < 0:
        raise ImpossibleQuestion("days-negative", f"{days_late} days late cannot be: the number starts at 0.")
    return sum(one.until_days is not None and one.until_days < days_late for one in classes)


def _row(classes: Sequence[ProvisionClass], number: int, loans: int, outstanding: Decimal) -> ProvisionRow:
    before = classes[number - 1].until_days if number else None
    return ProvisionRow(
        from_days=0 if before is None else before + 1,
        until_days=classes[number].until_days,
        share=classes[number].share,
        loans=loans,
        outstanding=outstanding,
        provision=cents(outstanding * classes[number].share),
    )


def _valid_from(grid: ProvisionGrid) -> date:
    return grid.valid_from

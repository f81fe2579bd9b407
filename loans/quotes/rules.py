"""How the rules of a loan's life are written in a quote: the fields of `loans.engine.rules`, key by key."""

from decimal import Decimal
from typing import ClassVar

from loans.engine import rules as engine
from loans.engine.conventions import DayCount
from loans.engine.money import ZERO
from loans.engine.rules import (
    PAYABLE,
    Across,
    BrokenInterest,
    Component,
    DefaultBase,
    EarlyInterest,
    Excess,
    Keeps,
    LateInterest,
)
from loans.quotes.said import LEFT_OUT, Said
from loans.quotes.scalars import DaysLate, Rate


class DefaultInterest(Said):
    """Default interest: a penalty that grows day by day on what is overdue."""

    means: ClassVar[type] = engine.DefaultInterest
    rate_yearly: Rate = ZERO
    """A fraction a year, simple: "0.10" is 10 %."""
    cap: Rate = LEFT_OUT
    """How far contract and default interest on late money may together exceed the contract rate: "0.005" is half a
    point a year; left out: no cap."""
    base: DefaultBase = DefaultBase.PRINCIPAL
    """On what it runs."""
    grace_days: DaysLate = 0
    """An instalment at most so many days late bears none; one that is later bears it from its due day."""
    day_count: DayCount = DayCount.ACTUAL_365
    """Which part of a year the days late are; not "periodic"."""


class Indemnity(Said):
    """What an early repayment costs the borrower: the contract's formula, never more than the cap."""

    means: ClassVar[type] = engine.Indemnity
    share: Rate = ZERO
    """A fraction of the principal repaid early."""
    months: Rate = ZERO
    """Months of interest on it at the contract rate, added to the share."""
    cap_months: Rate | None = Decimal(6)
    """The most, in months of interest at the contract rate; null: no cap."""


class Rules(Said):
    """How payments are allocated, and what late and early money costs."""

    means: ClassVar[type] = engine.LifeRules
    overdue: tuple[Component, ...] = PAYABLE
    """The order of the components in what was due before the day of the payment: all four, once each."""
    due: tuple[Component, ...] = PAYABLE
    """The same in what is due on that day."""
    advance: tuple[Component, ...] = PAYABLE
    """The same in what is due later; a component left out is never paid ahead."""
    across: Across = Across.INSTALMENT
    """How a payment goes over several instalments."""
    excess: Excess = Excess.NEXT
    """Where the money goes that is more than what is due on the day of the payment."""
    broken_interest: BrokenInterest = BrokenInterest.NEXT
    """When the interest of the days since the last due day is due that a repayment of principal finds."""
    late_interest: LateInterest = LateInterest.NONE
    """What principal that is paid late bears at the contract rate."""
    early_interest: EarlyInterest = EarlyInterest.AS_PLANNED
    """What principal that is paid ahead saves when the schedule is not worked out anew."""
    keeps: Keeps = Keeps.INSTALMENT
    """What an instalment keeps when its interest comes out higher or lower than planned."""
    default: DefaultInterest = DefaultInterest()
    """Default interest."""
    indemnity: Indemnity = Indemnity()
    """What an early repayment costs."""

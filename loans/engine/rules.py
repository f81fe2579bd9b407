"""The rules by which a loan lives: in which order a payment pays, what late and early money costs.

The values of the lists are the words of `manage.py quote` and never change. The defaults are those of the house:
penalty, fee, interest, principal, the oldest instalment first; nothing is worked out anew unless asked.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loans.engine.conventions import DayCount
from loans.engine.errors import ImpossibleRules
from loans.engine.money import ZERO, checked


class Component(StrEnum):
    """What a share of a payment pays."""

    PENALTY = "penalty"  # charges for being late, default interest with them
    FEE = "fee"  # fees of the schedule and charges added later
    INTEREST = "interest"
    PRINCIPAL = "principal"
    INDEMNITY = "indemnity"  # of an early repayment
    OVERPAYMENT = "overpayment"  # more than the loan asks


PAYABLE = (Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL)


class Across(StrEnum):
    """How a payment goes over several instalments."""

    INSTALMENT = "instalment"  # one instalment after the other, inside each the components in their order
    COMPONENT = "component"  # one component after the other, of each all instalments in their order


class Excess(StrEnum):
    """Where the money goes that is more than what is due on the day of the payment."""

    NEXT = "next"  # to the next instalments, one after the other
    LAST = "last"  # to the last instalments, from the end backwards
    NEXT_LAST = "next_last"  # to the next instalment, the rest to the last ones
    SPREAD = "spread"  # to all later instalments in equal amounts
    REDUCE = "reduce"  # to the principal: the term stays, the instalment is worked out anew
    SHORTEN = "shorten"  # to the principal: the instalment stays, the term gets shorter
    OVERPAYMENT = "overpayment"  # nowhere: it stays with the lender as the borrower's money


class LateInterest(StrEnum):
    """What principal that is paid late bears at the contract rate, beside any default interest."""

    NONE = "none"  # nothing
    BY_DAYS = "by_days"  # interest for each day it is late
    PERIOD_ENDS = (
        "period_ends"  # interest from the next due day on: a payment counts at the end of its period
    )


class EarlyInterest(StrEnum):
    """What principal that is paid ahead saves when the schedule is not worked out anew."""

    AS_PLANNED = "as_planned"  # nothing: each instalment keeps the interest it was drawn up with
    BY_DAYS = "by_days"  # interest from the day of the payment on
    PERIOD_ENDS = "period_ends"  # interest from the next due day on


class Keeps(StrEnum):
    """What an instalment keeps when its interest comes out higher or lower than planned.

    A method with fixed principal parts (equal principal, bullet, balloon) always keeps the principal.
    """

    INSTALMENT = (
        "instalment"  # its amount: the principal part gives way, the last instalment takes the difference
    )
    PRINCIPAL = "principal"  # its principal part: the amount to pay gives way


class BrokenInterest(StrEnum):
    """When the interest of the days since the last due day is due that a repayment of principal (excess by `reduce`
    or `shorten`, or an early repayment in part) finds in the middle of a period."""

    NEXT = "next"  # with the next instalment
    PAID = "paid"  # at once: the payment pays it before principal


class DefaultBase(StrEnum):
    """On what default interest runs."""

    PRINCIPAL = "principal"  # overdue principal
    OVERDUE = "overdue"  # overdue principal, interest and fees (never on penalties)


def check_order(order: tuple[Component, ...], what: str, *, whole: bool) -> None:
    """Raise ImpossibleRules unless `order` holds each payable component at most once (`whole`: exactly once)."""
    if (
        len(set(order)) != len(order)
        or not set(order) <= set(PAYABLE)
        or (whole and len(order) != len(PAYABLE))
    ):
        raise ImpossibleRules(
            "order-wrong",
            f"The order of what is {what} must hold penalty, fee, interest and principal once each.",
        )


# With these a day more may add nothing, or more than a day.
_NOT_ACTUAL = (DayCount.PERIODIC, DayCount.THIRTY_360, DayCount.THIRTY_360_US, DayCount.THIRTY_E_360)


def _check_rate(number: Decimal, what: str) -> None:
    if checked(number, what) < 0:
        raise ImpossibleRules("rule-negative", f"The {what} {number} is below zero.")


@dataclass(frozen=True, slots=True)
class DefaultInterest:
    """Default interest: a penalty that grows day by day on what is overdue.

    rate_yearly: a fraction (0.10 is 10 %) a year, simple. cap: how far contract and default interest on late money
    may together exceed the contract rate, in yearly points (0.005 is half a point; old Belgian Civil Code art. 1907);
    None for no cap. base: see `DefaultBase`. grace_days: an instalment at most that many days late bears none; one
    that is later bears it from its due day. day_count: one of actual days.
    """

    rate_yearly: Decimal = ZERO
    cap: Decimal | None = None
    base: DefaultBase = DefaultBase.PRINCIPAL
    grace_days: int = 0
    day_count: DayCount = DayCount.ACTUAL_365

    def __post_init__(self) -> None:
        _check_rate(self.rate_yearly, "default rate")
        if self.cap is not None:
            _check_rate(self.cap, "cap of the default rate")
        if self.grace_days < 0:
            raise ImpossibleRules("grace-negative", f"{self.grace_days} days of grace cannot be.")
        if self.day_count in _NOT_ACTUAL:
            raise ImpossibleRules("default-by-periods", "Default interest counts actual days.")


@dataclass(frozen=True, slots=True)
class Indemnity:
    """What an early repayment costs the borrower: the contract's formula, never more than the cap.

    share: a fraction of the principal repaid early; months: of interest on it at the contract rate; both given: their
    sum. cap_months: the most, in months of interest at the contract rate; 6 by the Belgian law of 21 December 2013
    (10,000 EUR at 4 %: at most 200.00); None for no cap. Without share and months there is no indemnity.
    """

    share: Decimal = ZERO
    months: Decimal = ZERO
    cap_months: Decimal | None = Decimal(6)

    def __post_init__(self) -> None:
        _check_rate(self.share, "share of the indemnity")
        _check_rate(self.months, "months of the indemnity")
        if self.cap_months is not None:
            _check_rate(self.cap_months, "cap of the indemnity")


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeRules:
    """How payments are allocated, and what late and early money costs.

    Allocation. overdue, due, advance: the order of the components in what was due before the day of the payment, on
    that day, and later. Each holds all four once; `advance` may leave some out, which are then never paid ahead.
    Overdue comes first, then due, then `excess`. across: see `Across`; within each of the three.
    excess: see `Excess`. broken_interest: see there.

    Interest. late_interest, early_interest: see there; both by days make a loan of daily balances ("progressive"),
    whose interest is that of the principal really outstanding each day. keeps: see `Keeps`. What is late is taken to
    be paid on the day asked: later periods bear no interest on it before they come.

    default: see `DefaultInterest`. indemnity: see `Indemnity`, charged by every early repayment.
    """

    overdue: tuple[Component, ...] = PAYABLE
    due: tuple[Component, ...] = PAYABLE
    advance: tuple[Component, ...] = PAYABLE
    across: Across = Across.INSTALMENT
    excess: Excess = Excess.NEXT
    broken_interest: BrokenInterest = BrokenInterest.NEXT
    late_interest: LateInterest = LateInterest.NONE
    early_interest: EarlyInterest = EarlyInterest.AS_PLANNED
    keeps: Keeps = Keeps.INSTALMENT
    default: DefaultInterest = DefaultInterest()
    indemnity: Indemnity = Indemnity()

    def __post_init__(self) -> None:
        check_order(self.overdue, "overdue", whole=True)
        check_order(self.due, "due", whole=True)
        check_order(self.advance, "advance", whole=False)

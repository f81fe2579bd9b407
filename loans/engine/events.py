"""What happens to a loan, one frozen record each: an `id` that no other has, the day that counts (`on`), the facts.

Money is EUR in exact cents; rates are yearly fractions. The order in which events are booked means nothing. They count
in the order of their days; on one day by `place`, then in the order of `RANK` (what changes the loan before what is
paid), then by their ids, whose runs of digits are compared as numbers ("p9" before "p10").
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loans.engine.calendar import checked_day
from loans.engine.conventions import Method
from loans.engine.errors import ImpossibleEvent
from loans.engine.money import checked, not_negative
from loans.engine.rules import Component, Excess, check_order
from loans.engine.terms import Frequency


class HolidayInterest(StrEnum):
    """What becomes of the interest of a holiday's instalments."""

    PAID = "paid"  # it is paid as it falls due: only the principal rests
    DEFERRED = "deferred"  # due with the first instalment after the holiday, on top of it
    INCLUDED = "included"  # due with the first instalments after the holiday, inside their amounts
    SPREAD = "spread"  # due in equal parts on top of all instalments after the holiday
    CAPITALISED = "capitalised"  # becomes principal with each due day of the holiday
    FORGIVEN = "forgiven"  # never due


class Arrears(StrEnum):
    """What new terms do with what is due and unpaid on their day."""

    STAY = "stay"  # it stays due as it was
    PRINCIPAL = (
        "principal"  # late principal joins the new principal; late interest, fees and penalties stay due
    )
    CAPITALISED = "capitalised"  # late principal and late interest join the new principal; the rest stays due


@dataclass(frozen=True, slots=True)
class Dated:
    """What every event has. place: its place among the events of its day, when it matters and is not the usual one;
    lower places come first."""

    id: str
    on: date
    place: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        if not self.id:
            raise ImpossibleEvent("id-empty", "An event has an id.")
        checked_day(self.on, "day of the event")


@dataclass(frozen=True, slots=True)
class Payout(Dated):
    """The lender pays out EUR `amount` of the principal. With one or more of these, the tranches planned in the terms
    are not paid out by themselves."""

    amount: Decimal

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)


@dataclass(frozen=True, slots=True)
class Payment(Dated):
    """The borrower pays EUR `amount`. `excess`, `overdue`, `due`, `advance`: this payment's own rules instead of the
    loan's (see `LifeRules`)."""

    amount: Decimal
    excess: Excess | None = None
    overdue: tuple[Component, ...] | None = None
    due: tuple[Component, ...] | None = None
    advance: tuple[Component, ...] | None = None

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)
        for order, what in ((self.overdue, "overdue"), (self.due, "due"), (self.advance, "advance")):
            if order is not None:
                check_order(order, what, whole=what != "advance")


@dataclass(frozen=True, slots=True)
class EarlyRepayment(Dated):
    """The borrower repays early, and owes the indemnity of the rules.

    amount: EUR received; it pays what is due, the interest of the days since the last due day, the indemnity, and
    principal with the rest. None: exactly what closes the loan on that day. excess: REDUCE or SHORTEN, what a partial
    one does to the instalments.
    """

    amount: Decimal | None = None
    excess: Excess = Excess.REDUCE

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)
        if self.excess not in (Excess.REDUCE, Excess.SHORTEN):
            raise ImpossibleEvent(
                "excess-wrong", "An early repayment reduces the instalment or shortens the term."
            )


@dataclass(frozen=True, slots=True)
class Charge(Dated):
    """The borrower owes EUR `amount` more, as a FEE or PENALTY. due_on: its due day, `on` if left out; it belongs to
    the first instalment due on that day or later and is late with it, but from its own due day on it is paid before
    anything that lies ahead. number: the instalment to which it belongs, instead, with the due day of that."""

    amount: Decimal
    component: Component = Component.FEE
    due_on: date | None = None
    number: int | None = None

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)
        if self.component not in (Component.FEE, Component.PENALTY):
            raise ImpossibleEvent("charge-wrong", "A charge is a fee or a penalty.")
        if self.due_on is not None and checked_day(self.due_on, "due day of the charge") < self.on:
            raise ImpossibleEvent("charge-before", "A charge is not due before the day on which it is made.")


@dataclass(frozen=True, slots=True)
class Waiver(Dated):
    """The lender forgives EUR `amount` of a `component` (PENALTY, FEE or INTEREST), the oldest first; None: all that is
    due and unpaid of it, or all of the instalment `number`. More than is unpaid is refused."""

    amount: Decimal | None = None
    component: Component = Component.PENALTY
    number: int | None = None

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)
        if self.component not in (Component.PENALTY, Component.FEE, Component.INTEREST):
            raise ImpossibleEvent(
                "waiver-wrong", "What is waived is penalty, fee or interest; principal is written off."
            )


@dataclass(frozen=True, slots=True)
class RateChanged(Dated):
    """From `on` on (its own night included) the yearly rate is `rate_yearly`; the instalments follow by the terms'
    `after_change`."""

    rate_yearly: Decimal

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        if checked(self.rate_yearly, "yearly rate") < 0:
            raise ImpossibleEvent("rate-negative", f"A yearly rate of {self.rate_yearly} is below zero.")


@dataclass(frozen=True, slots=True)
class DueDayMoved(Dated):
    """Instalment `number` falls due on `due_on` instead, on which day its period ends. If its old due day is past, from
    `on` on the loan stands as if it had been moved in time. later_too: all later ones keep their distance to it;
    otherwise they stay. Equal instalments keep their amount, the interest of the longer or shorter period changes their
    principal part, the last takes the difference."""

    number: int
    due_on: date
    later_too: bool = True

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        checked_day(self.due_on, "new due day")


@dataclass(frozen=True, slots=True)
class TermExtended(Dated):
    """`instalments` more are added at the end; those not yet due are worked out anew."""

    instalments: int

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_count(self.instalments, "instalments added")


@dataclass(frozen=True, slots=True)
class Holiday(Dated):
    """The next `instalments` that are not yet due repay no principal; their interest by `interest`. longer: the term
    grows by as many; otherwise the remaining instalments take it over."""

    instalments: int
    interest: HolidayInterest = HolidayInterest.PAID
    longer: bool = True

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_count(self.instalments, "instalments of the holiday")


@dataclass(frozen=True, slots=True)
class NewTerms(Dated):
    """From `on` on the principal not yet due (and by `arrears` more) is repaid by other terms; interest borne until
    that day and not yet due goes with the first new instalment. instalments: their new number. What is None stays as
    it was; first_due_on: the next due day of the old schedule if left out. instalment: for GIVEN_INSTALMENT. After
    the last due day only what is late is left: arrears takes it up, and instalments (or instalment) must be given.
    """

    instalments: int | None = None
    rate_yearly: Decimal | None = None
    first_due_on: date | None = None
    frequency: Frequency | None = None
    method: Method | None = None
    interest_only: int = 0
    instalment: Decimal | None = None
    arrears: Arrears = Arrears.STAY

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        if self.first_due_on is not None and checked_day(self.first_due_on, "first due day") <= self.on:
            raise ImpossibleEvent(
                "first-due-before", "The first due day of new terms comes after their own day."
            )


@dataclass(frozen=True, slots=True)
class WriteOff(Dated):
    """The lender takes EUR `amount` of principal out of the books, the oldest due first; None: all that is outstanding,
    with the interest, fees and penalties due. Charges already made on later instalments go with the last principal.
    What is written off is no longer outstanding; a recovery may come."""

    amount: Decimal | None = None

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)


@dataclass(frozen=True, slots=True)
class Recovery(Dated):
    """EUR `amount` comes in of what was written off."""

    amount: Decimal

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)


@dataclass(frozen=True, slots=True)
class Refund(Dated):
    """EUR `amount` of an overpayment goes back to the borrower."""

    amount: Decimal

    def __post_init__(self) -> None:
        Dated.__post_init__(self)
        _check_amount(self.amount)


@dataclass(frozen=True, slots=True)
class Reversal(Dated):
    """From `on` on the event `of` never happened; before, it stays as it was. A reversal can be reversed."""

    of: str

    def __post_init__(self) -> None:
        Dated.__post_init__(self)


Event = (
    Payout
    | Payment
    | EarlyRepayment
    | Charge
    | Waiver
    | RateChanged
    | DueDayMoved
    | TermExtended
    | Holiday
    | NewTerms
    | WriteOff
    | Recovery
    | Refund
    | Reversal
)

# The order of events of one day: what changes the loan, what it asks, what is forgiven, what is paid, what is given up.
RANK: dict[type, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            Payout,
            RateChanged,
            DueDayMoved,
            TermExtended,
            Holiday,
            NewTerms,
            Charge,
            Waiver,
            Payment,
            EarlyRepayment,
            WriteOff,
            Recovery,
            Refund,
            Reversal,
        )
    )
}

_RUNS = re.compile(r"\d+|\D+")


def sort_key(event: Event) -> tuple[date, int, int, tuple[tuple[int, int, str], ...], str]:
    """What puts events in their order: day, place, rank, id with its runs of digits as numbers, id."""
    runs = _RUNS.findall(event.id)
    natural = tuple((0, int(run), "") if run.isdecimal() else (1, 0, run) for run in runs)
    return event.on, event.place, RANK[type(event)], natural, event.id


def _check_amount(amount: Decimal | None) -> None:
    if amount is not None and not not_negative(amount):
        raise ImpossibleEvent("amount-zero", "The amount of an event is above zero.")


def _check_count(count: int, what: str) -> None:
    if count < 1:
        raise ImpossibleEvent("count-below-one", f"The number of {what} is at least 1, not {count}.")

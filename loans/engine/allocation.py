"""Which debt a payment pays: the oldest due day first; inside an instalment fee, interest, principal.

This is the order of the civil law (costs, interest, principal; oldest debt first). What exceeds everything
due goes to the later instalments in their order, as an advance; what exceeds the loan is an overpayment.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import NamedTuple

from loans.engine.calendar import checked_day
from loans.engine.errors import ImpossiblePayment, ImpossibleShares
from loans.engine.money import CONTEXT, ZERO, check_sum, exact, not_negative
from loans.engine.schedule import InstalmentRecord


class Component(StrEnum):
    """What a share of a payment pays."""

    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"
    OVERPAYMENT = "overpayment"


class Debt(NamedTuple):
    """What one instalment still asks, EUR; `number` is None for a fee that belongs to no instalment."""

    number: int | None
    due_on: date
    principal: Decimal = ZERO
    interest: Decimal = ZERO
    fee: Decimal = ZERO


class ShareRecord(NamedTuple):
    """A part of a payment: EUR `amount` on one component of instalment `number` (None: of no instalment)."""

    number: int | None
    component: Component
    amount: Decimal


class Allocation(NamedTuple):
    """Where a payment went. The amounts of `shares` sum to the payment to the cent.

    `overpayment` is also the last share (number None, component OVERPAYMENT) when it is above zero;
    `in_advance` is the part that went to instalments not yet due on the day of the payment.
    """

    shares: tuple[ShareRecord, ...]
    overpayment: Decimal
    in_advance: Decimal


def allocate(amount: Decimal, debts: Sequence[Debt], on: date) -> Allocation:
    """Spread `amount` EUR, received with value day `on`, over `debts` (what is still unpaid, in any order).

    Raises ImpossiblePayment for an amount that is not above zero, BadAmount for parts of a cent or a
    negative debt.
    """
    rest = exact(amount, "payment")
    if rest <= 0:
        raise ImpossiblePayment("payment-not-positive", f"A payment of {amount} is not above zero.")
    checked_day(on, "value day")
    shares: list[ShareRecord] = []
    in_advance = ZERO
    with localcontext(CONTEXT):
        for debt in sorted(debts, key=_age):
            for component, owed in _parts(debt):
                share = min(not_negative(owed, component), rest)
                if share:
                    shares.append(ShareRecord(debt.number, component, share))
                    rest -= share
                    in_advance += share if debt.due_on > on else ZERO
        if rest:
            shares.append(ShareRecord(None, Component.OVERPAYMENT, rest))
        check_sum("shares of the payment", amount, sum([share.amount for share in shares], ZERO))
    return Allocation(tuple(shares), rest, in_advance)


def unpaid(rows: Sequence[InstalmentRecord], paid: Iterable[ShareRecord]) -> tuple[Debt, ...]:
    """What each row of a schedule still asks after the `paid` shares, in the order of the rows.

    Shares of a reversal are negative and cancel what they reverse. Fees and overpayments pay no row of the
    schedule and are passed over. Raises ImpossibleShares when a share names an instalment that does not
    exist, or when the shares of an instalment pay less than nothing or more than it asks.
    """
    sums: defaultdict[tuple[int | None, Component], Decimal] = defaultdict(lambda: ZERO)
    with localcontext(CONTEXT):
        for share in paid:
            if share.component in (Component.INTEREST, Component.PRINCIPAL):
                sums[share.number, share.component] += exact(share.amount, "share")
        debts = tuple(
            Debt(
                number=row.number,
                due_on=row.due_on,
                principal=_rest(row.principal, sums.pop((row.number, Component.PRINCIPAL), ZERO), row.number),
                interest=_rest(row.interest, sums.pop((row.number, Component.INTEREST), ZERO), row.number),
            )
            for row in rows
        )
    for number, component in sums:
        raise ImpossibleShares(
            "instalment-unknown", f"A share pays {component} of instalment {number}: there is none."
        )
    return debts


def _age(debt: Debt) -> tuple[date, int]:
    # Instalments count from 1, so that a loose fee comes before the instalment of the same day.
    return debt.due_on, debt.number or 0


def _parts(debt: Debt) -> tuple[tuple[Component, Decimal], ...]:
    return (
        (Component.FEE, debt.fee),
        (Component.INTEREST, debt.interest),
        (Component.PRINCIPAL, debt.principal),
    )


def _rest(asked: Decimal, paid: Decimal, number: int) -> Decimal:
    if not 0 <= paid <= asked:
        raise ImpossibleShares(
            "share-does-not-fit", f"Instalment {number} asks {asked} but its shares pay {paid}."
        )
    return asked - paid

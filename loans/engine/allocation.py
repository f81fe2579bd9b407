"""Which debt a payment pays: what is overdue, then what is due on its day, then what lies ahead.

The default is the order of the civil law (costs, interest, principal; oldest debt first): the oldest due day first,
inside an instalment penalty, fee, interest, principal; what exceeds everything due goes to the later instalments in
their order, as an advance; what exceeds the loan is an overpayment. `LifeRules` says every other order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from loans.engine.calendar import checked_day
from loans.engine.errors import ImpossiblePayment, ImpossibleShares
from loans.engine.money import CONTEXT, ZERO, check_sum, exact, not_negative, split
from loans.engine.records import InstalmentRecord
from loans.engine.rules import Across, Component, Excess, LifeRules

__all__ = ["Allocation", "Component", "Debt", "ShareRecord", "Spread", "allocate", "unpaid"]

_DEFAULT = LifeRules()


class Debt(NamedTuple):
    """What one instalment still asks, EUR; `number` is None for a charge that belongs to no instalment."""

    number: int | None
    due_on: date
    principal: Decimal = ZERO
    interest: Decimal = ZERO
    fee: Decimal = ZERO
    penalty: Decimal = ZERO


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


class Spread:
    """Money on its way to debts: `rest` is what is left of it, `shares` where the other part went.

    most_principal: EUR of principal that it may repay in all; None for as much as the debts ask.
    """

    def __init__(self, amount: Decimal, across: Across, most_principal: Decimal | None = None) -> None:
        self.rest = amount
        self.across = across
        self._principal = most_principal
        self._sums: dict[tuple[int | None, Component], Decimal] = {}

    @property
    def shares(self) -> list[ShareRecord]:
        """One share for each component of each instalment, in the order in which they were paid first."""
        return [ShareRecord(number, component, amount) for (number, component), amount in self._sums.items()]

    def pay(self, debts: Iterable[Debt], order: Sequence[Component]) -> Decimal:
        """Pay `debts` in their order, of each the components in theirs; the EUR that went there.

        By instalment no more of `debts` is read than the money reaches.
        """
        before = self.rest
        if self.across is Across.INSTALMENT:
            for debt in debts:
                if not self.rest:
                    break
                self._pay_one(debt, order)
        else:
            ordered = list(debts)
            for component in order:
                for debt in ordered:
                    self._take(debt, component)
        return before - self.rest

    def ahead(self, debts: Iterable[Debt], order: Sequence[Component], excess: Excess) -> Decimal:
        """Pay what lies ahead by the rule `excess`, which is none that changes the schedule; the EUR paid."""
        if excess is Excess.OVERPAYMENT or not self.rest:
            return ZERO
        if excess is Excess.NEXT:
            return self.pay(debts, order)
        ordered = list(debts)
        if excess is Excess.SPREAD:
            return self._spread(ordered, order)
        first = ordered[:1] if excess is Excess.NEXT_LAST else []
        return self.pay([*first, *reversed(ordered[len(first) :])], order)

    def _spread(self, debts: list[Debt], order: Sequence[Component]) -> Decimal:
        """Equal amounts for all; what an instalment cannot take goes on with the amount of the one after it, and in the
        end to the first that can take more."""
        if not debts:
            return ZERO
        total, self.rest = self.rest, ZERO
        left = []
        for debt, part in zip(debts, split(total, [Decimal(1)] * len(debts)), strict=True):
            self.rest += part
            left.append(self._pay_one(debt, order))
        self.pay(left, order)
        return total - self.rest

    def _pay_one(self, debt: Debt, order: Sequence[Component]) -> Debt:
        """Pay one debt; what of it is left."""
        for component in order:
            taken = self._take(debt, component)
            if taken:
                debt = _less(debt, component, taken)
        return debt

    def _take(self, debt: Debt, component: Component) -> Decimal:
        share = min(_owed(debt, component), self.rest)
        if component is Component.PRINCIPAL and self._principal is not None:
            share = min(share, self._principal)
            self._principal -= share
        if share:
            key = debt.number, component
            self._sums[key] = self._sums.get(key, ZERO) + share
            self.rest -= share
        return share


def allocate(amount: Decimal, debts: Sequence[Debt], on: date, rules: LifeRules = _DEFAULT) -> Allocation:
    """Spread `amount` EUR, received with value day `on`, over `debts` (what is still unpaid, in any order).

    Raises ImpossiblePayment for an amount that is not above zero or rules that need a schedule (excess by REDUCE or
    SHORTEN: see `life`), BadAmount for parts of a cent or a negative debt.
    """
    if exact(amount, "payment") <= 0:
        raise ImpossiblePayment("payment-not-positive", f"A payment of {amount} is not above zero.")
    if rules.excess in (Excess.REDUCE, Excess.SHORTEN):
        raise ImpossiblePayment(
            "needs-schedule", "A payment that changes the schedule needs the loan's life."
        )
    checked_day(on, "value day")
    with localcontext(CONTEXT):
        for debt in debts:
            for owed in debt[2:]:
                not_negative(owed, "debt")
        ordered = sorted(debts, key=_age)
        spread = Spread(exact(amount), rules.across)
        spread.pay([debt for debt in ordered if debt.due_on < on], rules.overdue)
        spread.pay([debt for debt in ordered if debt.due_on == on], rules.due)
        in_advance = spread.ahead((debt for debt in ordered if debt.due_on > on), rules.advance, rules.excess)
        shares = spread.shares
        if spread.rest:
            shares.append(ShareRecord(None, Component.OVERPAYMENT, spread.rest))
        check_sum("shares of the payment", amount, sum([share.amount for share in shares], ZERO))
    return Allocation(tuple(shares), spread.rest, in_advance)


def unpaid(rows: Sequence[InstalmentRecord], paid: Iterable[ShareRecord]) -> tuple[Debt, ...]:
    """What each row of a schedule still asks after the `paid` shares, in the order of the rows.

    Shares of a reversal are negative and cancel what they reverse. Fees, penalties and overpayments pay no row of the
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


def _owed(debt: Debt, component: Component) -> Decimal:
    if component is Component.PRINCIPAL:
        return debt.principal
    if component is Component.INTEREST:
        return debt.interest
    return debt.fee if component is Component.FEE else debt.penalty


def _less(debt: Debt, component: Component, taken: Decimal) -> Debt:
    if component is Component.PRINCIPAL:
        return debt._replace(principal=debt.principal - taken)
    if component is Component.INTEREST:
        return debt._replace(interest=debt.interest - taken)
    if component is Component.FEE:
        return debt._replace(fee=debt.fee - taken)
    return debt._replace(penalty=debt.penalty - taken)


def _rest(asked: Decimal, paid: Decimal, number: int) -> Decimal:
    if not 0 <= paid <= asked:
        raise ImpossibleShares(
            "share-does-not-fit", f"Instalment {number} asks {asked} but its shares pay {paid}."
        )
    return asked - paid

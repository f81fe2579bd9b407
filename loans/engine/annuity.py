"""The equal (or growing) instalment, before it is rounded.

Textbook: principal x i / (1 - (1 + i)^-n), with i the rate of a period and n the instalments left. Where periods differ
(day counts, an irregular first period, months without payment, tranches still to come, a balloon, growth) the balance
after the last instalment is linear in the instalment A: x - y A. Both are carried along the lines; A is the value that
leaves the balloon.
"""

from collections.abc import Sequence
from decimal import Decimal

from loans.engine.accrual import Accrual, regular
from loans.engine.conventions import InstalmentBasis, Method, UnpaidInterest
from loans.engine.money import ZERO
from loans.engine.plan import Line, Phase
from loans.engine.terms import Growth, LoanTerms

_NOTHING = Decimal(0)


def equal_instalment(
    terms: LoanTerms, balance: Decimal, left: Sequence[Line], waiting: Decimal, within: Decimal
) -> Decimal:
    """The unrounded instalment in EUR that repays `balance` EUR over the lines `left`, whose payouts come on top.

    The lines begin with the first that repays, or later: none asks for interest only, and the last repays.
    `waiting` is interest carried into the next instalment, `within` the fee that every instalment contains, both EUR.
    """
    count = sum(line.phase is Phase.ALL for line in left)
    if terms.instalment_basis is InstalmentBasis.FORMULA and terms.method is not Method.GROWING:
        return textbook(balance, regular(terms, left[0].period), count, terms.balloon) + within
    if count == len(left) and not waiting and not within and _same(left) and terms.method is Method.ANNUITY:
        return textbook(balance, left[0].accrual, count, terms.balloon)
    return _solved(terms, balance, left, waiting, within)


def textbook(balance: Decimal, accrual: Accrual, count: int, balloon: Decimal = ZERO) -> Decimal:
    """The annuity formula: `count` equal instalments that bring `balance` EUR down to `balloon` EUR."""
    if not accrual.factor:
        return (balance - balloon) / count
    growth = (1 + accrual.factor / accrual.divisor) ** count
    # Multiplied before it is divided: an exact half cent must not be lost in the digits of a third.
    return (balance * growth - balloon) * accrual.factor / (accrual.divisor * (growth - 1))


def growth_of(growth: Growth, index: int) -> tuple[Decimal, Decimal]:
    """(weight, EUR added): the instalment `index` (from 0) is the first one x weight + added."""
    steps = index // growth.every
    if not growth.share:
        return Decimal(1), growth.amount * steps
    weight = (1 + growth.share) ** steps
    return weight, growth.amount * (weight - 1) / growth.share


def _same(left: Sequence[Line]) -> bool:
    first = left[0].accrual
    return all(line.accrual is first and not line.inside and not line.before for line in left[1:]) and not (
        left[0].inside
    )


def _solved(
    terms: LoanTerms, balance: Decimal, left: Sequence[Line], waiting: Decimal, within: Decimal
) -> Decimal:
    x, y, held_x, held_y, index = balance, _NOTHING, waiting, _NOTHING, 0
    for place, line in enumerate(left):
        x += line.net_before if place else _NOTHING  # the first line's own payouts are in `balance`
        rate = line.accrual
        bears_x, bears_y = rate.interest(x), y * rate.factor / rate.divisor
        x += line.net_inside
        if line.phase is Phase.NOTHING:
            if line.unpaid is UnpaidInterest.CAPITALISED:
                x, y = x + bears_x, y + bears_y
            elif line.unpaid is UnpaidInterest.INCLUDED:
                held_x, held_y = held_x + bears_x, held_y + bears_y
        else:
            weight, added = (
                growth_of(terms.growth, index) if terms.method is Method.GROWING else (Decimal(1), _NOTHING)
            )
            index += 1
            x = x + bears_x + held_x + within - added
            y = y + bears_y + held_y + weight
            held_x = held_y = _NOTHING
    return (x - terms.balloon) / y

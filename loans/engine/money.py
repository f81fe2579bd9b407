"""Money in euro cents: the only place of the program that rounds an amount.

Amounts are `Decimal` EUR. Rounding is half up, away from zero for negative amounts, so that a reversal is
always the exact opposite of what it reverses; terms may ask for another unit or mode (`to_unit`). No tolerance
exists: two sums are equal or they are not.
"""

from collections.abc import Sequence
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from fractions import Fraction

from loans.engine.conventions import RoundingMode
from loans.engine.errors import BadAmount, ImpossibleSplit, SumBroken

CENT = Decimal("0.01")
_ONE = Decimal(1)
_DUST = Decimal("1E-12")
ZERO = Decimal("0.00")

DECIMAL_MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.UP: ROUND_UP,
    RoundingMode.DOWN: ROUND_DOWN,
}

# The engine calculates in its own context, whatever the caller's thread has set. 34 digits hold the exact
# product of any amount the database can store and any rate of 18 digits, so that a half cent stays one.
CONTEXT = Context(prec=34, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])


def checked(number: Decimal, what: str = "amount") -> Decimal:
    """`number` itself if it is a finite Decimal; `what` names it in the sentence. Raises BadAmount."""
    if not isinstance(number, Decimal):
        raise BadAmount("not-decimal", f"The {what} must be a Decimal, not {type(number).__name__}.")
    if not number.is_finite():
        raise BadAmount("not-finite", f"The {what} must be a finite number, not {number}.")
    return number


def places(number: Decimal, digits: int, what: str = "amount") -> Decimal:
    """`number` rounded half up to `digits` decimals. Raises BadAmount if it is no number or too large."""
    try:
        rounded = checked(number, what).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, CONTEXT)
    except InvalidOperation as error:
        raise BadAmount("too-large", f"The {what} {number} is too large to be kept exactly.") from error
    return rounded or rounded.copy_abs()  # there is no minus zero in money


def cents(amount: Decimal) -> Decimal:
    """`amount` in EUR rounded half up to the cent: 0.005 gives 0.01, -0.005 gives -0.01. Raises BadAmount."""
    try:
        if amount.is_finite():
            return amount.quantize(CENT, ROUND_HALF_UP, CONTEXT) or ZERO
    except (AttributeError, InvalidOperation):
        pass  # The slow path below says what is wrong; every row of every schedule takes the fast one.
    return places(amount, 2)


def cents_by(amount: Decimal, mode: str) -> Decimal:
    """`amount` in EUR rounded to the cent by `mode`, one of the values of DECIMAL_MODES: the rounding of interest.

    The calculated amount of a schedule needs no check; one that is no number raises decimal.InvalidOperation.
    """
    return amount.quantize(CENT, mode, CONTEXT)


def to_unit(amount: Decimal, unit: Decimal, mode: RoundingMode) -> Decimal:
    """`amount` rounded to a multiple of `unit` EUR (exact cents) by `mode`: 506.91 to whole euros up is 507.00.

    What lies less than 1E-12 of a unit beside a multiple or a half is taken as lying on it, so that the digits lost
    by a division cannot lift an exact 507 to 508. Raises BadAmount.
    """
    units = checked(amount).quantize(CONTEXT.multiply(unit, _DUST), ROUND_HALF_UP, CONTEXT) / unit
    whole = units.quantize(_ONE, DECIMAL_MODES[mode], CONTEXT)
    return exact(CONTEXT.multiply(whole, unit))


def exact(amount: Decimal, what: str = "amount") -> Decimal:
    """`amount` with two decimals, refused rather than rounded when it has more. Raises BadAmount."""
    rounded = places(amount, 2, what)
    if rounded != amount:
        raise BadAmount("not-cents", f"The {what} {amount} has parts of a cent.")
    return rounded


def not_negative(amount: Decimal, what: str = "amount") -> Decimal:
    """`amount` in exact cents and at least zero. Raises BadAmount."""
    known = exact(amount, what)
    if known < 0:
        raise BadAmount("negative", f"The {what} {amount} is below zero.")
    return known


def check_sum(what: str, total: Decimal, parts: Decimal) -> None:
    """Raise SumBroken unless `parts`, the sum of the parts of `what`, is `total` to the cent."""
    if total != parts:
        raise SumBroken("sum-broken", f"The {what} should add up to {total} but gives {parts}.")


def split(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """`total` EUR in as many parts as there are weights, in their proportion, summing exactly to `total`.

    Largest remainder: each part is first cut down to whole cents, then the cents left over go one by one to
    the largest cut-off remainders, the earlier part first among equals. A weight of zero receives zero. A
    negative total gives the opposite of the parts of its absolute value. Raises BadAmount for a total with
    parts of a cent or a weight that is no number, ImpossibleSplit for a negative weight or none at all.
    """
    whole = abs(int(exact(total, "total").scaleb(2, CONTEXT)))
    shares = [Fraction(checked(weight, "weight")) for weight in weights]
    if any(share < 0 for share in shares):
        raise ImpossibleSplit("negative-weight", "A weight is below zero.")
    weight_sum = sum(shares, Fraction(0))
    if not weight_sum:
        if whole:
            raise ImpossibleSplit("no-weight", f"There is no weight by which to split {total}.")
        return (ZERO,) * len(shares)
    quotas = [whole * share / weight_sum for share in shares]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    order = sorted(range(len(parts)), key=lambda index: (parts[index] - quotas[index], index))
    for index in order[: whole - sum(parts)]:
        parts[index] += 1
    sign = -1 if total < 0 else 1
    amounts = tuple(Decimal(sign * part).scaleb(-2, CONTEXT) for part in parts)
    check_sum("parts of the split", total, sum(amounts, ZERO))
    return amounts

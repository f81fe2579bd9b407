"""The rate at which what is received and what is paid are worth the same: found and proved, never guessed.

Every rate of the program (annual percentage rate, internal rate of return) solves sum A_k w^k = 0, where A_k
is the flow (EUR) at the time k and w = 1 / (1 + rate) the worth today of one euro a unit of time later.

Write R(w) for the worth of what is received, P(w) for that of what is paid (all terms positive), y = ln w and
F(y) = ln R - ln P. The roots of F are the rates, and F'(y) = (mean time of R) - (mean time of P). A mean time
grows with y, because a cheaper future gives the late flows more weight. Three facts follow:

- Descartes: if the flows change sign once, F is monotone and has at most one root. This is every normal loan.
- Between two points a < b of y, F' lies between mean_R(a) - mean_P(b) and mean_R(b) - mean_P(a). If both have the same
  sign, F is monotone there, and the signs of F(a) and F(b) tell whether it has a root.
- If neither bound exceeds L in size and |F(a)| + |F(b)| > L (b - a) with equal signs, F has no root there.

Flows that change sign several times are halved with these bounds until every piece is decided, so that "one
rate", "these rates" and "no rate" are proofs. Rates that fall together are told by `repeated_roots.py`.
Tests: tests/loans/engine/test_irr.py, tests/invariants/test_engine_apr.py.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from operator import mul, ne
from typing import NamedTuple

from loans.engine.money import CONTEXT, places
from loans.engine.repeated_roots import with_each_root_once

LOWEST = Decimal("-0.99")
HIGHEST = Decimal(1000)  # 100,000 %
RATE_DIGITS = 15

_MOST_PIECES = 1000  # looked at before the rest is left undecided; twenty to two hundred are the rule
_CLEAR = Decimal("1E-24")  # a sign is believed above this size; the rounding of the sums stays far below
_ERROR = Decimal("1E-18")  # in a rate, for every factor it grows by; a thousandth of the last digit shown
_SAME = Decimal("1E-30")  # a bracket as narrow as this has no inside
_ZERO, _ONE, _TWO = Decimal(0), Decimal(1), Decimal(2)


class NoRateReason(StrEnum):
    """Why there is no one rate to show."""

    NO_SIGN_CHANGE = "no_sign_change"  # money only goes one way: nothing solves the equation
    OUT_OF_RANGE = "out_of_range"  # the only rate lies at or beyond -99 % or 100,000 %
    NO_SOLUTION = "no_solution"  # the flows change sign several times, but no rate in that range solves them
    SEVERAL_RATES = "several_rates"  # more than one rate solves them; all are listed
    UNDECIDED = "undecided"  # two rates are too close to be told apart; those that stand apart are listed


class NoRate(NamedTuple):
    """There is no one rate, and why. `rates`: those that were proved, rising, as fractions."""

    reason: NoRateReason
    rates: tuple[Decimal, ...] = ()


class _Side(NamedTuple):
    """The flows of one direction, the last first: (amount above zero, its distance to the flow before).

    gaps: the different distances, so that each power of w is worked out once. total, mean_time and variance (of
    the times, weighted by the amounts) are those at w = 1, where a search starts.
    """

    steps: tuple[tuple[Decimal, int], ...]
    gaps: frozenset[int]
    total: Decimal
    mean_time: Decimal
    variance: Decimal


class _Discount(NamedTuple):
    """y and w = e^y."""

    y: Decimal
    w: Decimal


class _Search(NamedTuple):
    """Both sides of the equation. per_unit: the steps of time in a unit; span: from the first flow to the last;
    digits: the decimals wanted."""

    received: _Side
    paid: _Side
    per_unit: int
    span: int
    digits: int


class _Point(NamedTuple):
    """What is known at one y: F(y) and the mean times of what is received and what is paid."""

    y: Decimal
    value: Decimal
    mean_received: Decimal
    mean_paid: Decimal


class _Piece(NamedTuple):
    """A part of the range from `low` to `high`: with exactly one root, or not decided."""

    low: _Point
    high: _Point
    decided: bool


def solve(amounts: Mapping[int, Decimal], per_unit: int, digits: int = RATE_DIGITS) -> Decimal | NoRate:
    """The rate per unit of time (a fraction with `digits` decimals) that makes `amounts` worth zero together.

    amounts: EUR by time, a whole number of steps of which a unit has `per_unit`; received above zero, paid
    below (or the other way round: the rate is the same).
    """
    with localcontext(CONTEXT):
        flows = sorted((time, amount) for time, amount in amounts.items() if amount)
        signs = [amount > 0 for _, amount in flows]
        changes = sum(map(ne, signs, signs[1:]))
        if not changes:
            return NoRate(NoRateReason.NO_SIGN_CHANGE)
        first, last = flows[0][0], flows[-1][0]
        received = _side([(time - first, amount) for time, amount in flows if amount > 0])
        paid = _side([(time - first, -amount) for time, amount in flows if amount < 0])
        search = _Search(received, paid, per_unit, last - first, digits)
        if changes > 1:
            return _one_of_several(search, dict(flows))
        low, high = _ends(per_unit)
        root = _root(search, low.w, high.w, _start(received, paid), rising=not signs[0])
        rate = _rate(search, root)
        return rate if LOWEST < rate < HIGHEST else NoRate(NoRateReason.OUT_OF_RANGE)


def present_value(amounts: Mapping[int, Decimal], per_unit: int, rate: Decimal) -> Decimal:
    """The worth (EUR, unrounded) at time 0 of `amounts`, given as for `solve`, at `rate` (above -1)."""
    with localcontext(CONTEXT):
        w = (_ONE + rate) ** (Decimal(-1) / per_unit)
        return sum((amount * w**time for time, amount in amounts.items()), _ZERO)


def _side(flows: Sequence[tuple[int, Decimal]]) -> _Side:
    amounts = [amount for _, amount in flows]
    times = [time for time, _ in flows]
    gaps = [after - before for before, after in pairwise([0, *times])]
    weights = [Decimal(time) for time in times]
    moments = list(map(mul, amounts, weights))
    total = sum(amounts, _ZERO)
    mean_time = sum(moments, _ZERO) / total
    variance = sum(map(mul, moments, weights), _ZERO) / total - mean_time * mean_time
    steps = tuple(zip(reversed(amounts), reversed(gaps), strict=True))
    return _Side(steps, frozenset(gaps), total, mean_time, variance)


def _worth(side: _Side, w: Decimal) -> tuple[Decimal, Decimal]:
    """sum A w^k and sum k A w^k by Horner's scheme: no power of w is worked out for a single flow."""
    powers = {gap: (Decimal(gap), w**gap) for gap in side.gaps}
    value = moment = _ZERO
    for amount, gap in side.steps:
        value += amount
        distance, power = powers[gap]
        moment = (moment + distance * value) * power
        value *= power
    return value, moment


def _start(received: _Side, paid: _Side) -> Decimal:
    """A w near the root of flows that change sign once: F as a parabola through w = 1, where y = 0."""
    slope = received.mean_time - paid.mean_time
    excess = _TWO * (received.total - paid.total) / (received.total + paid.total)
    value = excess + excess**3 / 12  # ln R/P; the next term of the series is excess^5 / 80
    y = -value / slope
    y -= (received.variance - paid.variance) * y * y / (_TWO * slope)
    return (_TWO + y) / (_TWO - y) if abs(y) < _ONE else _ONE


@lru_cache(maxsize=64)
def _ends(per_unit: int) -> tuple[_Discount, _Discount]:
    """The discount at the highest and at the lowest rate."""
    with localcontext(CONTEXT):
        low, high = (-(_ONE + rate).ln() / per_unit for rate in (HIGHEST, LOWEST))
        return _Discount(low, low.exp()), _Discount(high, high.exp())


def _rate(search: _Search, w: Decimal) -> Decimal:
    return places(w**-search.per_unit - 1, search.digits, "rate")


def _root(search: _Search, low: Decimal, high: Decimal, start: Decimal, rising: bool) -> Decimal:
    """The w between `low` and `high` where a monotone F is zero; an end of the bracket if F has no zero inside.

    Newton's steps on F in y, where it is nearly straight, or half the bracket where a step leaves it or does
    not shrink fast. ln and exp are replaced by their simplest fractions, whose errors are of the third order.
    The error after a step s is below (span s)^2 / (8 |F'|), because a variance of times is at most span^2 / 4.
    """
    w = start if low < start < high else (low * high).sqrt()
    moved = _TWO
    while high - low > _SAME * low:
        worth, moment = _worth(search.received, w)
        cost, cost_moment = _worth(search.paid, w)
        excess = worth - cost
        if (excess < 0) == rising:
            low = w
        else:
            high = w
        slope = moment / worth - cost_moment / cost
        step = _TWO * excess / ((worth + cost) * slope)
        following = w * (_TWO - step) / (_TWO + step) if _TWO * abs(step) <= moved else _ZERO
        if not low <= following <= high:
            following = (low * high).sqrt()
            moved, w = _TWO * abs(following - w) / w, following
        elif (step * search.span) ** 2 * search.per_unit <= _ERROR * abs(slope):
            return following
        else:
            moved, w = abs(step), following
    return w


def _one_of_several(search: _Search, amounts: Mapping[int, Decimal]) -> Decimal | NoRate:
    """The only rate of flows that change sign several times, or which rates there are."""
    rates: list[Decimal] = []
    decided = True
    for piece in _pieces(search):
        if piece.decided:
            rising = piece.low.value < 0
            middle = (piece.low.y + piece.high.y) / 2
            root = _root(search, piece.low.y.exp(), piece.high.y.exp(), middle.exp(), rising)
            rates.append(_rate(search, root))
        decided = decided and piece.decided
    rates.sort()
    if not decided:
        simpler = with_each_root_once(amounts)
        if simpler:
            return solve(simpler, search.per_unit, search.digits)
        return NoRate(NoRateReason.UNDECIDED, tuple(rates))
    if len(rates) == 1:
        return rates[0]
    return NoRate(NoRateReason.SEVERAL_RATES if rates else NoRateReason.NO_SOLUTION, tuple(rates))


def _pieces(search: _Search) -> Iterator[_Piece]:
    """The pieces of the range that hold one root each, and those that are left undecided."""
    low, high = _ends(search.per_unit)
    waiting = deque([(_point(search, low.y), _point(search, high.y))])
    for _ in range(_MOST_PIECES):
        if not waiting:
            return
        before, after = waiting.popleft()
        least = before.mean_received - after.mean_paid
        most = after.mean_received - before.mean_paid
        monotone = least > _CLEAR or most < -_CLEAR
        near, far = sorted((abs(before.value), abs(after.value)))
        if near > _CLEAR and before.value * after.value < 0 and monotone:
            yield _Piece(before, after, decided=True)
        elif (
            near > _CLEAR
            and before.value * after.value > 0
            and (monotone or near + far > max(abs(least), abs(most)) * (after.y - before.y))
        ):
            continue
        else:
            middle = _point(search, (before.y + after.y) / 2)
            waiting += [(before, middle), (middle, after)]
    yield from (_Piece(before, after, decided=False) for before, after in waiting)


def _point(search: _Search, y: Decimal) -> _Point:
    w = y.exp()
    worth, moment = _worth(search.received, w)
    cost, cost_moment = _worth(search.paid, w)
    return _Point(y, (worth / cost).ln(), moment / worth, cost_moment / cost)

"""Flows whose rates touch: the same equation with each rate once, exactly.

Where two rates fall together the value touches zero without changing its sign, which no search with rounded numbers can
tell from nearly touching. Algebra can: the polynomial divided by what it has in common with its derivative has the same
roots, each once. Source: any textbook of algebra under "square-free part"; tests/loans/engine/test_repeated_roots.py.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm

LONGEST = 60  # steps of time; exact fractions grow too long beyond

_Polynomial = list[Fraction]  # coefficients by rising power, the last one not zero


def with_each_root_once(amounts: Mapping[int, Decimal]) -> dict[int, Decimal] | None:
    """Amounts by time that are worth zero at the same rates as `amounts`, at each of them with a change of sign.

    None if that is true of `amounts` already, or if they have more than LONGEST steps of time.
    """
    first = min(amounts)
    step = _common_step(time - first for time in amounts)
    if (max(amounts) - first) // step > LONGEST:
        return None
    whole = [Fraction(amounts.get(time, 0)) for time in range(first, max(amounts) + 1, step)]
    slope = [power * coefficient for power, coefficient in enumerate(whole)][1:]
    repeated = _common_divisor(whole, slope)
    if len(repeated) == 1:
        return None
    once = _divided(whole, repeated)[0]
    scale = lcm(*(coefficient.denominator for coefficient in once))
    return {first + step * power: Decimal(int(coefficient * scale)) for power, coefficient in enumerate(once)}


def _common_step(distances: Iterable[int]) -> int:
    """The greatest common divisor, by Euclid."""
    step = 0
    for distance in distances:
        other = distance
        while other:
            step, other = other, step % other
    return step


def _common_divisor(one: _Polynomial, other: _Polynomial) -> _Polynomial:
    """The greatest common divisor of two polynomials, by Euclid; each rest is led by 1, which keeps fractions short."""
    while other:
        other = [coefficient / other[-1] for coefficient in other]
        one, other = other, _divided(one, other)[1]
    return one


def _divided(one: _Polynomial, by: _Polynomial) -> tuple[_Polynomial, _Polynomial]:
    """Quotient and remainder; the remainder of a division without rest is empty."""
    rest = list(one)
    quotient: _Polynomial = []
    while len(rest) >= len(by):
        factor = rest[-1] / by[-1]
        quotient.append(factor)
        start = len(rest) - len(by)
        rest = [c - factor * by[power - start] if power >= start else c for power, c in enumerate(rest)][:-1]
    while rest and not rest[-1]:
        rest.pop()
    return quotient[::-1], rest

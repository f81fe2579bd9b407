"""Rates of the United States, as published in Regulation Z: the annual percentage rate of a closed-end credit.

Source: 12 CFR Part 1026, Appendix J, (c) Examples for the actuarial method (Consumer Financial Protection Bureau;
www.consumerfinance.gov/rules-policy/regulations/1026/j). It is the NOMINAL rate: the rate of a unit-period times the
unit-periods of a year, so that it is our internal rate of return on equal periods; the rate of Directive 2008/48/EC is
the effective one of the same flows. Examples with an odd first period are left out: there the appendix multiplies by
(1 + f i), a simple rate inside a compound one, that no European rule has.
"""

from decimal import Decimal

import pytest

from loans.engine.irr import PeriodicRate, irr


def flows(advance: str, *payments: tuple[int, str]) -> list[Decimal]:
    """The lender's flows: EUR `advance` out, then so many payments of so much."""
    return [-Decimal(advance), *[Decimal(amount) for count, amount in payments for _ in range(count)]]


@pytest.mark.parametrize(
    ("example", "amounts", "periods", "percent"),
    [
        ("(c)(1)(i) monthly", flows("5000", (24, "230")), 12, "9.69"),
        ("(c)(2)(i) irregular first payment", flows("5000", (1, "250"), (23, "230")), 12, "10.08"),
        ("(c)(3)(i) irregular final payment", flows("5000", (23, "230"), (1, "280")), 12, "10.50"),
        ("(c)(4)(i) both irregular", flows("5000", (1, "250"), (22, "230"), (1, "280")), 12, "10.90"),
        # One further, of FSharp.Finance.Personal, AprUsActuarialTests (commit 086b7a2a).
        ("weekly", flows("1000", (5, "250")), 52, "412.40"),
    ],
)
def test_annual_percentage_rate_of_regulation_z(
    example: str, amounts: list[Decimal], periods: int, percent: str
):
    rate = irr(amounts, periods)
    assert isinstance(rate, PeriodicRate), example
    assert round(rate.nominal, 4) == Decimal(percent) / 100

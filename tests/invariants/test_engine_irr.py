"""What holds for every internal rate of return, and that another program finds the same ones."""

from datetime import date, timedelta
from decimal import Decimal

import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from loans.engine.apr import DatedFlow, Rate
from loans.engine.equation import NoRate
from loans.engine.irr import PeriodicRate, irr, multiples, npv, xirr, xnpv
from tests.invariants.engine_strategies import amounts, days

HUNDREDS = settings(max_examples=300, deadline=None)
LAST_DIGIT = Decimal("1E-15")
signed = amounts("-9999.99", "9999.99")


@st.composite
def investments(draw: st.DrawFn) -> list[DatedFlow]:
    """Money paid in on some days and received on later ones, with one rate."""
    on = draw(days)
    paid = draw(st.lists(amounts("1.00"), min_size=1, max_size=4))
    received = draw(st.lists(amounts("1.00"), min_size=1, max_size=30))
    flows = []
    for amount in (*(-one for one in paid), *received):
        flows.append(DatedFlow(on, amount))
        on += timedelta(days=draw(st.integers(min_value=1, max_value=400)))
    return flows


@HUNDREDS
@given(investments())
def test_at_its_own_rate_an_investment_is_worth_nothing(flows: list[DatedFlow]) -> None:
    found = xirr(flows)
    if isinstance(found, Rate):
        # The value falls as the rate rises, so it is zero between the neighbours of the last digit.
        assert xnpv(found.yearly - LAST_DIGIT, flows) > 0 > xnpv(found.yearly + LAST_DIGIT, flows)


@HUNDREDS
@given(investments())
def test_pyxirr_finds_the_same_rate_on_dates(flows: list[DatedFlow]) -> None:
    found = xirr(flows)
    if isinstance(found, Rate) and Decimal("-0.9") < found.yearly < 10:
        other = pyxirr.xirr([flow.on for flow in flows], [float(flow.amount) for flow in flows])
        assert other is not None
        assert abs(found.yearly - Decimal(other)) < Decimal("1E-8")


@HUNDREDS
@given(st.lists(amounts("1.00"), min_size=1, max_size=60), amounts("1.00"))
def test_pyxirr_finds_the_same_rate_on_equal_periods(received: list[Decimal], paid: Decimal) -> None:
    found = irr([-paid, *received], periods_per_year=12)
    if isinstance(found, PeriodicRate) and Decimal("-0.5") < found.per_period < 10:
        other = pyxirr.irr([float(-paid), *map(float, received)])
        assert other is not None
        assert abs(found.per_period - Decimal(other)) < Decimal("1E-8")
        assert npv(found.per_period - LAST_DIGIT, [-paid, *received]) > 0
        assert npv(found.per_period + LAST_DIGIT, [-paid, *received]) < 0


@HUNDREDS
@given(investments(), st.integers(min_value=1, max_value=1000), st.integers(min_value=-700, max_value=700))
def test_neither_the_size_nor_the_side_nor_the_day_of_an_investment_changes_its_rate(
    flows: list[DatedFlow], times: int, later: int
) -> None:
    def moved(flow: DatedFlow) -> DatedFlow:
        on = flow.on + timedelta(days=later) if flow.on > date(1990, 1, 1) else flow.on
        return DatedFlow(on, -flow.amount * times)

    assert xirr(map(moved, reversed(flows))) == xirr(flows)


@HUNDREDS
@given(st.lists(signed, max_size=12))
def test_an_answer_is_given_to_any_flows(flows: list[Decimal]) -> None:
    found = irr(flows)
    if isinstance(found, NoRate):
        assert len(found.rates) == len(set(found.rates))
    else:
        assert found.nominal == found.effective == found.per_period


@HUNDREDS
@given(st.lists(signed, max_size=12), amounts("0.00"))
def test_multiples_add_up(flows: list[Decimal], residual: Decimal) -> None:
    found = multiples(flows, residual)
    assert found.distributed - found.paid_in == sum(flows, Decimal(0))
    if found.total_part is None or found.distributed_part is None or found.residual_part is None:
        assert found.paid_in == 0
    else:
        assert abs(found.total_part - found.distributed_part - found.residual_part) < Decimal("1E-18")
        assert (found.total_part > 1) == (found.distributed + residual > found.paid_in)

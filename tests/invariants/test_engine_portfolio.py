"""What holds for every portfolio."""

from datetime import date
from decimal import Decimal
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from loans.engine.money import ZERO
from loans.engine.portfolio import Exposure, ageing, portfolio_at_risk, portfolio_at_risk_over
from loans.engine.provisions import ProvisionClass, ProvisionGrid, provisions
from tests.invariants.engine_strategies import amounts

HUNDREDS = settings(max_examples=300, deadline=None)
late = st.integers(min_value=0, max_value=900)
exposures = st.lists(st.builds(Exposure, amounts("0.00"), late, st.booleans()), max_size=30)
CEILINGS = (0, 30, 60, 90, 180, 365)


@st.composite
def grids(draw: st.DrawFn) -> ProvisionGrid:
    """Grids in which more days late never mean a smaller provision."""
    ends = sorted(draw(st.sets(st.integers(min_value=0, max_value=800), max_size=6)))
    size = len(ends) + 1
    shares = sorted(draw(st.lists(amounts("0.00", "1.00"), min_size=size, max_size=size)))
    classes = tuple(map(ProvisionClass, [*ends, None], shares))
    return ProvisionGrid(date(2020, 1, 1), classes, draw(st.integers(min_value=0, max_value=3)))


@HUNDREDS
@given(exposures, late, late)
def test_portfolio_at_risk_falls_as_the_days_grow(loans: list[Exposure], some: int, other: int) -> None:
    fewer, more = portfolio_at_risk_over(loans, sorted((some, other)))
    assert fewer.at_risk >= more.at_risk
    assert fewer.at_risk_with_rescheduled >= more.at_risk_with_rescheduled >= more.at_risk
    assert fewer.loans_at_risk >= more.loans_at_risk
    assert fewer.loans_with_rescheduled >= fewer.loans_at_risk
    assert (fewer.fraction is None) == (more.fraction is None) == (fewer.outstanding == 0)
    if fewer.fraction is not None and more.fraction is not None:
        assert 1 >= fewer.fraction >= more.fraction >= 0


@HUNDREDS
@given(exposures, exposures, late)
def test_two_portfolios_together_have_the_risk_of_both(
    one: list[Exposure], other: list[Exposure], days: int
) -> None:
    both = portfolio_at_risk([*one, *other], days)
    parts = [portfolio_at_risk(loans, days) for loans in (one, other)]
    assert both.at_risk == sum(part.at_risk for part in parts)
    assert both.outstanding == sum(part.outstanding for part in parts)
    assert both.loans_with_rescheduled == sum(part.loans_with_rescheduled for part in parts)


@HUNDREDS
@given(exposures)
def test_ageing_holds_every_loan_once_and_its_tail_is_the_portfolio_at_risk(loans: list[Exposure]) -> None:
    rows = ageing(loans)
    assert sum(row.outstanding for row in rows) == sum(loan.outstanding_principal for loan in loans)
    assert sum(row.loans for row in rows) == sum(loan.outstanding_principal > 0 for loan in loans)
    tails = list(accumulate([row.outstanding for row in reversed(rows)]))[::-1]
    for tail, risk in zip(tails[1:], portfolio_at_risk_over(loans, CEILINGS), strict=True):
        assert tail == risk.at_risk


@HUNDREDS
@given(exposures, grids())
def test_provisions_never_exceed_the_balance_and_grow_with_lateness(
    loans: list[Exposure], grid: ProvisionGrid
) -> None:
    found = provisions(loans, grid)
    assert found.outstanding == sum((loan.outstanding_principal for loan in loans), ZERO)
    assert 0 <= found.provision <= found.outstanding
    later = [loan._replace(days_late=loan.days_late + 40) for loan in loans]
    # Each class is rounded once: half a cent a class is all that lateness may seem to save.
    half_cents = Decimal("0.005") * len(grid.classes)
    assert provisions(later, grid).provision >= found.provision - 2 * half_cents
    moved = [loan._replace(rescheduled=True) for loan in loans]
    assert provisions(moved, grid).provision >= found.provision - 2 * half_cents

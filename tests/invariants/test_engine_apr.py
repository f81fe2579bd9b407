"""What holds for every annual percentage rate."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from loans.engine.apr import Flow, Rate, apr, loan_flows
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms
from tests.invariants.engine_strategies import amounts, loan_terms, rates

HUNDREDS = settings(max_examples=200, deadline=None)
# The rate is rounded to 15 decimals; the equation itself is solved to more than 20.
HALF_OF_THE_LAST_DIGIT = Decimal("5E-16") + Decimal("1E-20")


def rate_of(flows: Iterable[Flow]) -> Decimal:
    found = apr(flows)
    assert isinstance(found, Rate)
    return found.yearly


@HUNDREDS
@given(amounts("1250.00"), rates, st.integers(min_value=1, max_value=120))
def test_without_fees_it_is_the_effective_rate_of_the_nominal(
    principal: Decimal, rate_yearly: Decimal, months: int
) -> None:
    # The instalment is left unrounded here, so that the equality has no cents to be blamed.
    with localcontext() as context:
        context.prec = 40
        period = rate_yearly / 12
        growth = (1 + period) ** months
        instalment = principal * period * growth / (growth - 1) if period else principal / months
        effective = (1 + period) ** 12 - 1
    flows = (
        Flow(Fraction(0), principal),
        *(Flow(Fraction(month, 12), -instalment) for month in range(1, months + 1)),
    )
    assert abs(rate_of(flows) - effective) <= HALF_OF_THE_LAST_DIGIT


@HUNDREDS
@given(loan_terms(), st.data())
def test_of_a_schedule_it_solves_the_equation_and_a_fee_raises_it(
    terms: LoanTerms, data: st.DataObject
) -> None:
    rows = schedule(terms).rows
    flows = loan_flows(terms, rows)
    rate = rate_of(flows)
    with localcontext() as context:
        context.prec = 40
        discounts = [(1 + rate) ** (Decimal(-int(flow.years * 12)) / 12) for flow in flows]
        present = sum((flow.amount * w for flow, w in zip(flows, discounts, strict=True)), Decimal(0))
    assert abs(present) < Decimal("0.00001")
    fee = data.draw(amounts("0.01", str(terms.principal / 10 // 1)))
    assert rate_of(loan_flows(terms, rows, upfront_fee=fee)) > rate

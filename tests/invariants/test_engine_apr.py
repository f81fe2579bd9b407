"""What holds for every annual percentage rate."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from loans.engine.apr import Flow, Rate, apr, loan_flows
from loans.engine.conventions import FeeTime
from loans.engine.equation import HIGHEST, LOWEST, NoRate, NoRateReason, solve
from loans.engine.errors import ImpossibleTerms
from loans.engine.schedule import schedule
from loans.engine.terms import Fee, LoanTerms
from tests.invariants.engine_strategies import amounts, any_terms, loan_terms, rates

HUNDREDS = settings(max_examples=200, deadline=None)
# The rate is rounded to 15 decimals; the equation itself is solved to more than 17.
HALF_OF_THE_LAST_DIGIT = Decimal("5E-16") + Decimal("1E-17")
# Amounts by number of period, a few of them, of either sign: flows that change sign often.
wild_flows = st.lists(st.integers(min_value=-500, max_value=500), min_size=2, max_size=9).map(
    lambda whole: {period: Decimal(amount) for period, amount in enumerate(whole)}
)


def value(flows: Sequence[Flow], rate: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        growth = (1 + rate).ln()
        terms = (f.amount * (-growth * f.years.numerator / f.years.denominator).exp() for f in flows)
        return sum(terms, Decimal(0))


def is_root(flows: Sequence[Flow], rate: Decimal) -> bool:
    """Whether the value changes its sign within half of the last digit of `rate`."""
    around = value(flows, rate - HALF_OF_THE_LAST_DIGIT), value(flows, rate + HALF_OF_THE_LAST_DIGIT)
    return around[0] * around[1] < 0


def rate_of(flows: Sequence[Flow]) -> Decimal:
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
    flows = loan_flows(terms, schedule(terms))
    rate = rate_of(flows)
    assert is_root(flows, rate)
    fee = Fee(amount=data.draw(amounts("0.01", str(terms.principal / 10 // 1))), time=FeeTime.UPFRONT)
    with_fee = replace(terms, fees=(fee,))
    assert rate_of(loan_flows(with_fee, schedule(with_fee))) > rate


@HUNDREDS
@given(any_terms())
def test_of_any_loan_it_solves_the_equation_or_says_why_not(terms: LoanTerms) -> None:
    try:
        flows = loan_flows(terms, schedule(terms))
    except ImpossibleTerms:
        reject()
    found = apr(flows)
    if isinstance(found, Rate):
        assert is_root(flows, found.yearly)
    else:
        assert found.reason is not NoRateReason.UNDECIDED
        assert all(is_root(flows, rate) for rate in found.rates)


def grid() -> list[Decimal]:
    """Rates over the whole range, close to each other where the discount moves fast."""
    with localcontext() as context:
        context.prec = 40
        low, high = (1 + LOWEST).ln(), (1 + HIGHEST).ln()
        return [(low + (high - low) * step / 300).exp() - 1 for step in range(1, 300)]


GRID = grid()


def values_on_the_grid(flows: dict[int, Decimal]) -> list[Decimal]:
    """The value of `flows` at each rate of the grid, by the powers of its discount."""
    with localcontext() as context:
        context.prec = 60
        discounts = [1 / (1 + rate) for rate in GRID]
        return [sum((amount * w**time for time, amount in flows.items()), Decimal(0)) for w in discounts]


@settings(max_examples=300, deadline=None)
@given(wild_flows)
@example({0: Decimal(-1000), 1: Decimal(3600), 2: Decimal(-4310), 3: Decimal(1716)})
@example({0: Decimal(-252), 1: Decimal(1431), 2: Decimal(-3035), 3: Decimal(2850), 4: Decimal(-1000)})
def test_no_rate_is_missed_and_none_is_invented(flows: dict[int, Decimal]) -> None:
    found = solve(flows, 1)
    listed = found.rates if isinstance(found, NoRate) else (found,)
    timed = [Flow(Fraction(period), amount) for period, amount in flows.items()]
    assert all(is_root(timed, rate) for rate in listed)
    assert list(listed) == sorted(set(listed))
    if isinstance(found, NoRate):
        assert found.reason is NoRateReason.UNDECIDED or len(listed) != 1
        if found.reason is NoRateReason.UNDECIDED:
            return
    # Between two points of the grid whose values differ in sign lies an odd number of the rates found.
    points = list(zip(GRID, values_on_the_grid(flows), strict=True))
    for (low, before), (high, after) in pairwise(points):
        inside = sum(low < rate < high for rate in listed)
        assert inside % 2 == (before * after < 0)

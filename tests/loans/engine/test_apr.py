"""The annual percentage rate against the worked numbers of DOMAIN.md section 7.

A1 to B4 are the examples of Directive 98/7/EC, Annex III (A1 with its published result); C and D are of
loans like BRUSOC's.
"""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from loans.engine.apr import (
    Flow,
    NoRate,
    NoRateReason,
    Rate,
    after_days,
    after_months,
    apr,
    loan_flows,
    years_between,
)
from loans.engine.errors import BadAmount, ImpossibleQuestion
from loans.engine.money import places
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

D = Decimal


def by_days(*flows: tuple[int, str]) -> list[Flow]:
    return [after_days(days, D(amount)) for days, amount in flows]


def by_months(*flows: tuple[int, str]) -> list[Flow]:
    return [after_months(months, D(amount)) for months, amount in flows]


def monthly(received: str, instalment: str, count: int) -> list[Flow]:
    return by_months((0, received), *((month, f"-{instalment}") for month in range(1, count + 1)))


CASES = {
    "A1": (by_days((0, "1000"), (546, "-1200")), "12.962038", "13.0"),
    "A2": (by_days((0, "950"), (546, "-1200")), "16.902621", "16.9"),
    "A3": (by_days((0, "1000"), (365, "-600"), (730, "-600")), "13.066239", "13.1"),
    "A4": (by_days((0, "1000"), (90, "-272"), (181, "-272"), (365, "-544")), "13.226246", "13.2"),
    "B1": (by_months((0, "1000"), (18, "-1200")), "12.924323", "12.9"),
    "B2": (by_months((0, "950"), (18, "-1200")), "16.852613", "16.9"),
    "B3": (by_months((0, "1000"), (12, "-600"), (24, "-600")), "13.066239", "13.1"),
    "B4": (by_months((0, "1000"), (3, "-272"), (6, "-272"), (12, "-544")), "13.185495", "13.2"),
    "C1": (monthly("6000", "274.11", 24), "9.3813", "9.4"),
    "C2": (monthly("5940", "274.11", 24), "10.474958", "10.5"),
    "D1": (monthly("10000", "295.24", 36), "4.074189", "4.1"),
    "D2": (monthly("9900", "295.24", 36), "4.769547", "4.8"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_worked_examples(name: str) -> None:
    flows, percent, one_decimal = CASES[name]
    found = apr(flows)
    assert isinstance(found, Rate)
    digits = len(percent.split(".")[1])
    assert places(found.yearly * 100, digits) == D(percent)
    assert places(found.yearly * 100, 1) == D(one_decimal)


def test_the_order_of_the_flows_and_their_splitting_do_not_matter() -> None:
    flows = CASES["A4"][0]
    parts = [*reversed(flows[1:]), after_days(0, D("400")), after_days(0, D("600")), after_days(40, D("0"))]
    assert apr(parts) == apr(flows)


def test_a_loan_that_costs_nothing() -> None:
    assert apr(by_months((0, "1000"), (5, "-400"), (12, "-600"))) == Rate(D("0.000000000000000"))


def test_a_loan_that_gives_money_away_has_a_negative_rate() -> None:
    assert apr(by_months((0, "1000"), (12, "-900"))) == Rate(D("-0.100000000000000"))


def test_a_lender_and_a_borrower_see_the_same_rate() -> None:
    flows = CASES["B4"][0]
    assert apr(flow._replace(amount=-flow.amount) for flow in flows) == apr(flows)


def test_two_tranches_before_the_repayments_have_one_rate() -> None:
    # 1000 (1+X) + 1000 = 2200 / (1+X) after half years gives (1+X)^(1/2) = (-1 + sqrt(9.8)) / 2 = 1.0652476
    found = apr(by_months((0, "1000"), (6, "1000"), (12, "-2200")))
    assert isinstance(found, Rate)
    with localcontext() as context:
        context.prec = 40
        assert found.yearly == places(((D("9.8").sqrt() - 1) / 2) ** 2 - 1, 15)


def test_a_flat_start_of_the_search_still_finds_the_rate() -> None:
    # At X = 0 the slope is exactly zero: 1 x 200 - 2 x 100. The root is w = 1 + sqrt(1.01), X = 1/w - 1.
    found = apr(by_months((0, "1"), (12, "200"), (24, "-100")))
    assert isinstance(found, Rate)
    with localcontext() as context:
        context.prec = 40
        assert found.yearly == places(1 / (1 + D("1.01").sqrt()) - 1, 15)


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ([], NoRateReason.NO_SIGN_CHANGE),
        (by_months((0, "1000")), NoRateReason.NO_SIGN_CHANGE),
        (by_months((0, "1000"), (12, "1")), NoRateReason.NO_SIGN_CHANGE),
        (by_months((0, "1000"), (0, "-1000")), NoRateReason.NO_SIGN_CHANGE),
        # 10 % and 20 % both solve this one: 1000 (1+X)^2 - 2300 (1+X) + 1320 = 0
        (by_months((0, "1000"), (12, "-2300"), (24, "1320")), NoRateReason.SEVERAL_SIGN_CHANGES),
        # and this one nothing solves
        (by_months((0, "1000"), (12, "-1000"), (24, "1000")), NoRateReason.SEVERAL_SIGN_CHANGES),
        (by_days((0, "1000"), (1, "-1200")), NoRateReason.OUT_OF_RANGE),
        (by_months((0, "1000"), (12, "-9.99")), NoRateReason.OUT_OF_RANGE),
        (by_months((0, "-1000"), (12, "9.99")), NoRateReason.OUT_OF_RANGE),
    ],
)
def test_where_there_is_no_one_rate_the_answer_says_why(flows: list[Flow], reason: NoRateReason) -> None:
    assert apr(flows) == NoRate(reason)


def test_what_is_no_flow_is_refused() -> None:
    with pytest.raises(BadAmount):
        apr([Flow(Fraction(0), 1000.0)])  # type: ignore[arg-type]
    with pytest.raises(ImpossibleQuestion) as refusal:
        apr([Flow(0.5, D("1000"))])  # type: ignore[arg-type]
    assert refusal.value.code == "not-a-time"


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2025-01-31", "2025-01-31", Fraction(0)),
        ("2025-01-31", "2025-02-28", Fraction(1, 12)),
        ("2024-02-29", "2025-02-28", Fraction(1)),
        ("2025-01-10", "2025-02-15", Fraction(1, 12) + Fraction(5, 366)),  # to 15 Jan, a year with a 29 Feb
        ("2024-01-10", "2024-03-31", Fraction(2, 12) + Fraction(21, 365)),  # back to 31 Jan 2024
        ("2024-02-20", "2024-03-05", Fraction(14, 366)),  # the year until 5 Mar 2024 has its 29 February
        ("2024-02-20", "2024-02-29", Fraction(9, 366)),
    ],
)
def test_years_between_counts_equal_periods_back_from_the_end(start: str, end: str, years: Fraction) -> None:
    assert years_between(date.fromisoformat(start), date.fromisoformat(end)) == years


def test_years_between_refuses_to_run_backwards() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        years_between(date(2025, 1, 2), date(2025, 1, 1))
    assert refusal.value.code == "days-reversed"


def test_the_flows_of_a_loan_with_a_fee() -> None:
    terms = LoanTerms(D("10000.00"), D("0.04"), 36, date(2012, 1, 31))
    flows = loan_flows(terms, schedule(terms).rows, upfront_fee=D("100.00"))
    assert flows[0] == Flow(Fraction(0), D("9900.00"))
    assert flows[1] == Flow(Fraction(1, 12), D("-295.24"))
    assert flows[36].years == 3
    found = apr(flows)
    assert isinstance(found, Rate)
    assert places(found.yearly * 100, 1) == D("4.8")  # D2, but with its true last instalment


def test_an_irregular_first_period_is_counted_from_the_payout() -> None:
    terms = LoanTerms(D("10000.00"), D("0.04"), 36, date(2025, 1, 10), first_due_on=date(2025, 2, 15))
    flows = loan_flows(terms, schedule(terms).rows)
    assert flows[1].years == Fraction(1, 12) + Fraction(5, 366)
    assert flows[2].years - flows[1].years == Fraction(1, 12)


def test_a_negative_fee_is_refused() -> None:
    terms = LoanTerms(D("10000.00"), D("0.04"), 36, date(2012, 1, 31))
    with pytest.raises(BadAmount):
        loan_flows(terms, schedule(terms).rows, upfront_fee=D("-1.00"))


def test_the_result_does_not_depend_on_the_context_of_the_caller() -> None:
    expected = apr(CASES["D1"][0])
    with localcontext() as context:
        context.prec = 4
        assert apr(CASES["D1"][0]) == expected

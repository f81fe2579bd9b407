"""The annual percentage rate against published numbers, and how a loan becomes flows.

A1 to B4 are the examples of Directive 98/7/EC, Annex III (read at parlementairemonitor.nl/.../vi8rm2xukhzg and
service.betterregulation.com/document/260747); C and D are of loans like BRUSOC's (DOMAIN.md 7).
"""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from loans.engine.apr import (
    Flow,
    Rate,
    after_days,
    after_months,
    after_weeks,
    after_years,
    apr,
)
from loans.engine.equation import NoRate, NoRateReason
from loans.engine.errors import BadAmount, ImpossibleQuestion
from loans.engine.money import places
from tests.loans.engine.loans import yearly

D = Decimal
day = date.fromisoformat


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

# Figures of other authors: source, flows, percent as printed.
PRINTED = [
    ("Directive 98/7/EC, Annex III A, first example: 12,96 %", CASES["A1"][0], "12.96"),
    # It prints i = 0,1306623, which is 0,13066239 cut, not rounded.
    ("the same, third example: 13,07 %", CASES["A3"][0], "13.07"),
    (
        "FSMQ 'Annual percentage rate' (fsmq.org, feb08afisaapr2si): 5000 by 3 yearly instalments of 2000",
        [after_years(0, D("5000")), *(after_years(year, D("-2000")) for year in (1, 2, 3))],
        "9.7",
    ),
    (
        "Z88 library Z16/Z165A, example 1: 150 by 11 monthly instalments of 15",
        monthly("150", "15", 11),
        "21.3",
    ),
    (
        "php-apr-calculator, CalculatorSpec, CFA personal loan: 60 of 222.44",
        monthly("10000", "222.44", 60),
        "12.7",
    ),
    ("curo (Dart), solveRate EU200848EC: 6 of 172.55", monthly("1000", "172.55", 6), "12.68619060964253"),
    ("curo (Python) README, example 2: 6 of 1707.00", monthly("10000", "1707.00", 6), "8.569257"),
    ("optiRum (R) test-APR, 'taken from Excel': 12 of 10", monthly("110", "10", 12), "17.66"),
    ("the same: 24 of 10", monthly("220", "10", 24), "8.84"),
    (
        "microStart, mes-aides-financieres.be: 15 000 in 30 months, interest 1 796.29 (DOMAIN.md 1.5)",
        [*monthly("15000", "559.88", 29), after_months(30, D("-559.77"))],
        "9.3",
    ),
    (
        "the same with the file fee of 750 taken up front",
        [*monthly("14250", "559.88", 29), after_months(30, D("-559.77"))],
        "14.0",
    ),
]


@pytest.mark.parametrize("name", CASES)
def test_the_worked_examples(name: str) -> None:
    flows, percent, one_decimal = CASES[name]
    found = yearly(apr(flows)) * 100
    assert places(found, len(percent.split(".")[1])) == D(percent)
    assert places(found, 1) == D(one_decimal)


@pytest.mark.parametrize(("source", "flows", "percent"), PRINTED, ids=[case[0] for case in PRINTED])
def test_figures_of_other_authors(source: str, flows: list[Flow], percent: str) -> None:
    assert source
    decimals = min(len(percent.split(".")[1]), 12)
    assert places(yearly(apr(flows)) * 100, decimals) == places(D(percent), decimals)


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


def test_52_weeks_and_12_months_are_a_year() -> None:
    assert apr([after_weeks(0, D("1000")), after_weeks(52, D("-1100"))]) == Rate(D("0.100000000000000"))
    assert apr([after_weeks(0, D("1000")), after_months(12, D("-1100"))]) == Rate(D("0.100000000000000"))


def test_two_tranches_before_the_repayments_have_one_rate() -> None:
    # 1000 (1+X) + 1000 = 2200 / (1+X) after half years gives (1+X)^(1/2) = (-1 + sqrt(9.8)) / 2 = 1.0652476
    found = yearly(apr(by_months((0, "1000"), (6, "1000"), (12, "-2200"))))
    with localcontext() as context:
        context.prec = 40
        assert found == places(((D("9.8").sqrt() - 1) / 2) ** 2 - 1, 15)


def test_a_tranche_between_the_repayments_has_one_rate_too_when_it_is_proved() -> None:
    # Three changes of sign. 1000 - 600 w + 500 w^2 - 1000 w^3 falls everywhere: its slope -600 + 1000 w - 3000 w^2
    # has no zero. So there is one rate, found here by halving.
    flows = by_months((0, "1000"), (12, "-600"), (24, "500"), (36, "-1000"))
    rate = yearly(apr(flows))
    low, high = D(0), D(1)
    for _ in range(80):
        w = 1 / (1 + (low + high) / 2)
        low, high = (low, 1 / w - 1) if 1000 - 600 * w + 500 * w**2 - 1000 * w**3 > 0 else (1 / w - 1, high)
    assert places(low, 15) == rate


def test_a_flat_start_of_the_search_still_finds_the_rate() -> None:
    # At X = 0 the slope of the polynomial is exactly zero: 1 x 200 - 2 x 100. The root is w = 1 + sqrt(1.01).
    found = yearly(apr(by_months((0, "1"), (12, "200"), (24, "-100"))))
    with localcontext() as context:
        context.prec = 40
        assert found == places(1 / (1 + D("1.01").sqrt()) - 1, 15)


@pytest.mark.parametrize(
    ("flows", "answer"),
    [
        ([], NoRate(NoRateReason.NO_SIGN_CHANGE)),
        (by_months((0, "1000")), NoRate(NoRateReason.NO_SIGN_CHANGE)),
        (by_months((0, "1000"), (12, "1")), NoRate(NoRateReason.NO_SIGN_CHANGE)),
        (by_months((0, "1000"), (0, "-1000")), NoRate(NoRateReason.NO_SIGN_CHANGE)),
        # 10 % and 20 % both solve this one: 1000 (1+X)^2 - 2300 (1+X) + 1320 = 0
        (
            by_months((0, "1000"), (12, "-2300"), (24, "1320")),
            NoRate(NoRateReason.SEVERAL_RATES, (D("0.100000000000000"), D("0.200000000000000"))),
        ),
        # and this one nothing solves
        (by_months((0, "1000"), (12, "-1000"), (24, "1000")), NoRate(NoRateReason.NO_SOLUTION)),
        (by_days((0, "1000"), (1, "-1200")), NoRate(NoRateReason.OUT_OF_RANGE)),
        (by_months((0, "1000"), (12, "-9.99")), NoRate(NoRateReason.OUT_OF_RANGE)),
        (by_months((0, "-1000"), (12, "9.99")), NoRate(NoRateReason.OUT_OF_RANGE)),
    ],
)
def test_where_there_is_no_one_rate_the_answer_says_why(flows: list[Flow], answer: NoRate) -> None:
    assert apr(flows) == answer


def test_what_is_no_flow_is_refused() -> None:
    with pytest.raises(BadAmount):
        apr([Flow(Fraction(0), 1000.0)])  # type: ignore[arg-type]
    with pytest.raises(ImpossibleQuestion) as refusal:
        apr([Flow(0.5, D("1000"))])  # type: ignore[arg-type]
    assert refusal.value.code == "not-a-time"


def test_the_result_does_not_depend_on_the_context_of_the_caller() -> None:
    expected = apr(CASES["D1"][0])
    with localcontext() as context:
        context.prec = 4
        assert apr(CASES["D1"][0]) == expected

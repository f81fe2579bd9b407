"""Bare flows: the directive's own examples (DOMAIN.md 7), returns and multiples."""

import pytest

from tests.loans.quotes.asking import answer, refused


def flows(*given, ask=("apr",), **more):
    return {"flows": list(given), "ask": list(ask), **more}


def after(unit, time, amount, **more):
    return {unit: time, "amount": amount, **more}


LENT = after("years", 0, 1000)


@pytest.mark.parametrize(
    ("given", "yearly"),
    [
        ([after("days", 0, 1000), after("days", 546, -1200)], "0.12962038"),
        ([after("days", 0, 950), after("days", 546, -1200)], "0.16902621"),
        ([after("years", 0, 1000), after("years", 1, -600), after("years", 2, -600)], "0.13066239"),
        ([LENT, after("days", 90, -272), after("days", 181, -272), after("years", "1", -544)], "0.13226246"),
        ([after("years", 0, 1000), after("years", "1.5", -1200)], "0.12924323"),
        ([after("months", 0, 950), after("months", 18, -1200)], "0.16852613"),
        ([LENT, after("years", "0.25", -272), after("years", "0.5", -272), after("years", 1, -544)], "0.13185495"),
        ([after("months", 0, 6000), after("months", 1, "-274.11", times=24)], "0.093813"),
        ([after("months", 0, 5940), after("months", 1, "-274.11", times=24)], "0.10474958"),
    ],
)  # fmt: skip
def test_the_examples_of_the_directive(given, yearly):
    found = float(answer(flows(*given))["apr"]["yearly"])
    assert found == pytest.approx(float(yearly), abs=10 ** -(len(yearly) - 2))


def test_flows_on_days():
    given = [{"on": "2012-01-01", "amount": -1000}, {"on": "2013-01-01", "amount": 1100}]
    found = answer(flows(*given, ask=["irr", "multiple"]))
    assert found["irr"]["percent"] == "9.97"  # 366 days over 365
    assert found["multiple"]["total_part"] == "1.100000"


def test_flows_on_days_repeat_every_so_many_months():
    one_by_one = [{"on": day, "amount": -100} for day in ("2025-01-31", "2025-04-30", "2025-07-31")]
    lent = {"on": "2025-01-01", "amount": 290}
    repeated = {"on": "2025-01-31", "amount": -100, "times": 3, "every": 3}
    assert answer(flows(lent, repeated)) == answer(flows(lent, *one_by_one))


def test_equal_periods_have_a_nominal_and_an_effective_rate():
    given = [after("period", 0, -1000), after("period", 1, 600, times=2)]
    found = answer(flows(*given, ask=["irr", "apr"], periods_per_year=12))
    assert found["irr"] == {
        "per_period": "0.130662386291807",
        "nominal": "1.567948635501690",
        "yearly": "3.365111454077679",
        "percent": "336.51",
    }
    assert found["apr"]["percent"] == "336.51"


def test_a_period_without_a_flow_still_passes():
    gap = answer(flows(after("period", 3, -100), after("period", 5, 121), ask=["irr"]))
    assert gap["irr"]["per_period"] == "0.100000000000000"


@pytest.mark.parametrize(
    "given",
    [
        [after("period", 0, -100), after("period", 1, 60), after("period", 2, 60)],
        [after("years", 0, -100), after("years", 1, 60), after("years", 2, 60)],
        [
            {"on": "2021-01-01", "amount": -100},
            {"on": "2022-01-01", "amount": 60},
            {"on": "2023-01-01", "amount": 60},
        ],
    ],
)
def test_the_worth_at_a_rate(given):
    assert answer(flows(*given, ask=["npv"], discount_rate="0.1"))["npv"] == "4.13"


def test_what_has_no_rate_says_why():
    given = [after("period", 0, -100), after("period", 1, 230), after("period", 2, -132)]
    found = answer(flows(*given, ask=["irr", "multiple"]))
    assert found["irr"] == {
        "reason": "several_rates",
        "sentence": "There are several rates, and none is the right one.",
        "rates": ["0.100000000000000", "0.200000000000000"],
    }
    only_in = answer(flows(after("period", 0, 100), ask=["irr", "multiple"]))
    assert only_in["irr"]["reason"] == "no_sign_change"
    assert only_in["multiple"]["total_part"] is None


def test_what_is_still_held_counts_in_the_multiple():
    given = [after("period", 0, -100), after("period", 1, 60)]
    found = answer(flows(*given, ask=["multiple"], residual="90.00"))["multiple"]
    assert (found["distributed_part"], found["residual_part"], found["total_part"]) == (
        "0.600000",
        "0.900000",
        "1.500000",
    )


@pytest.mark.parametrize(
    ("item", "path", "code"),
    [
        (flows({"amount": 1}), "flows[0]", "one-of"),
        (flows({"amount": 1, "on": "2025-01-01", "days": 1}), "flows[0]", "one-of"),
        (flows(after("days", 0, 1), after("period", 1, -1)), "$", "mixed-times"),
        (flows(after("days", 0, 1), {"on": "2025-01-01", "amount": -1}), "$", "mixed-times"),
        (flows(), "flows", "too-short"),
        (flows(after("days", 0, 1), ask=[]), "ask", "too-short"),
        (flows(after("days", 0, 1), ask=["npv"]), "$", "npv-rate"),
        (flows(after("days", 0, 1), discount_rate="0.1"), "$", "npv-rate"),
        (flows(after("years", "0.00001", 1)), "flows[0].years", "too-many-decimals"),
        (flows(*[after("days", 0, 1, times=5200)] * 4), "$", "too-long"),
        (flows(after("period", 0, 1, times=5200, every=5200)), "$", "too-long"),
        (flows({"on": "2025-01-01", "amount": -1}), "$", "no-drawdown"),
        (flows({"on": "9999-12-01", "amount": 1, "times": 2}), "$", "out-of-calendar"),
        (flows(after("days", 0, 1), ask=["apr", "apr"]), "ask", "said-twice"),
    ],
)
def test_flows_that_nobody_can_read_are_refused(item, path, code):
    assert refused(item) == {path: code}

"""The schema and the program say the same: what it accepts is answered, what it refuses is refused, answers fit it."""

import json
from functools import cache

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from loans.quotes.schema import schema, schema_text
from tests.loans.quotes import test_flow_answers, test_loan_answers, test_models, test_portfolio_answers
from tests.loans.quotes.asking import GOLDEN, answer, loan


@cache
def validator(part):
    return Draft202012Validator({**schema(), "$ref": f"#/$defs/{part}"}, format_checker=FormatChecker())


LIFE = {
    "terms": GOLDEN,
    "events": test_models.EVENTS,
    "on": "2026-07-01",
    "rules": {"default": {"rate_yearly": "0.1"}},
}
SETTLED = {**test_loan_answers.LATE, "ask": ["settlement", "states"]}
AID = {
    **loan(),
    "aid": {
        "reference_rate": {"base": "0.02", "margin": "0.04", "discount_margin": "0.01"},
        "safe_harbour": {"ceiling": 300000, "pairs": [{"amount": 1500000, "months": 60}]},
        "guarantee": {"ceiling": 1, "pairs": [{"amount": 1, "months": 1}], "guaranteed": "0.5"},
    },
}
FLOWS = test_flow_answers.flows(
    {"period": 0, "amount": -100},
    {"period": 1, "amount": 60, "times": 3},
    ask=["irr", "apr", "npv", "multiple"],
    discount_rate="0.1",
)
NO_RATE = test_flow_answers.flows({"days": 0, "amount": 1}, ask=["irr", "apr", "multiple"])
PORTFOLIO = {
    "id": "all",
    "portfolio": {
        "on": "2025-04-15",
        "exposures": test_portfolio_answers.EXPOSURES,
        "loans": [{"terms": GOLDEN}],
        "provisions": [test_portfolio_answers.GRID],
        "period": {"balances": ["1.00"], "received": "0.10", "written_off": 0, "due": 0},
    },
}
GOOD = [
    loan(),
    {"terms": test_models.WHOLE_TERMS},
    LIFE,
    test_loan_answers.LATE,
    SETTLED,
    AID,
    FLOWS,
    NO_RATE,
    PORTFOLIO,
]
BAD = [
    {},
    {"terms": {}},
    {**loan(), "x": 1},
    {**loan(), "id": ""},
    {**loan(), "id": None},
    {**loan(), "ask": ["everything"]},
    {**loan(), "ask": ["apr", "apr"]},
    loan(principal="25000.001"),
    loan(principal="1e3"),
    loan(principal=10**12),
    loan(rate_yearly="8 %"),
    loan(instalments=5201),
    loan(instalments=True),
    loan(paid_out_on="31/01/2025"),
    loan(paid_out_on="2025-02-30"),
    loan(fees=[{"x": 1}]),
    loan(fees=[{"amount": "1.00"}] * 101),
    loan(pause_months=[1, 1]),
    {**loan(), "events": [{"kind": "payment", "on": "2025-01-31"}]},
    {**loan(), "events": [{"kind": "nothing", "on": "2025-01-31"}]},
    {"flows": [{"amount": 1}], "ask": ["irr"]},
    {"flows": [{"amount": 1, "days": 0, "months": 0}], "ask": ["irr"]},
    {"flows": [{"amount": 1, "years": "-1"}], "ask": ["irr"]},
    {"flows": [], "ask": ["irr"]},
    {"portfolio": {"on": "2025-01-01", "exposures": [{"outstanding_principal": 1}]}},
]


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()
    assert "refused" not in answer(schema()["examples"])[0]


@pytest.mark.parametrize("item", GOOD)
def test_what_the_schema_accepts_is_answered_and_the_answer_fits(item):
    assert [error.message for error in validator("input").iter_errors(item)] == []
    found = answer(item)
    assert "refused" not in found
    assert [error.message for error in validator("output").iter_errors(found)] == []


@pytest.mark.parametrize("item", BAD)
def test_what_the_schema_refuses_is_refused_and_the_refusal_fits(item):
    assert not validator("input").is_valid(item)
    found = answer(item)
    assert "refused" in found
    assert validator("output").is_valid(found)


def test_lists_fit_too():
    assert validator("input").is_valid([*GOOD])
    assert validator("output").is_valid(answer([*GOOD, *BAD]))
    assert not validator("output").is_valid([{"id": "nothing else"}, {"x": 1}])


def test_a_key_left_out_has_no_default_and_the_others_say_theirs():
    properties = schema()["$defs"]["Terms"]["properties"]
    assert "default" not in properties["instalments"]
    assert properties["method"]["default"] == "annuity"
    assert properties["instalment_rounding"]["default"] == {"unit": "0.01", "mode": "half_up"}
    assert schema()["$defs"]["BusinessDays"]["properties"]["weekend"]["default"] == [5, 6]

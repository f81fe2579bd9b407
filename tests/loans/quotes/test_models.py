"""The keys of a quote are the fields of the engine's records: nothing can be said that the engine does not know, and
nothing the engine knows cannot be said."""

import dataclasses
import inspect
import json
from decimal import Decimal
from enum import Enum

import pytest

from loans.engine import conventions
from loans.engine import events as engine_events
from loans.engine.terms import LoanTerms
from loans.quotes import aid, events, portfolio, rules, terms
from loans.quotes.answer_models import ANSWERS
from loans.quotes.items import ITEMS
from loans.quotes.meanings import meanings
from loans.quotes.said import Said
from loans.quotes.schema import schema
from tests.loans.quotes.asking import GOLDEN, answer

MODELS = sorted(
    {
        model
        for module in (terms, rules, events, portfolio, aid)
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, Said) and hasattr(model, "means")
    },
    key=lambda model: (model.__module__, model.__name__),
)


def fields(record):
    """The fields of a record of the engine with their defaults; MISSING where a field must be given."""
    if dataclasses.is_dataclass(record):
        return {
            field.name: field.default
            if field.default_factory is dataclasses.MISSING
            else field.default_factory()
            for field in dataclasses.fields(record)
        }
    return {name: record._field_defaults.get(name, dataclasses.MISSING) for name in record._fields}


def meant(value):
    """A default of the file as the engine's value."""
    return value.record() if isinstance(value, Said) else value


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__name__}")
def test_a_model_has_the_fields_and_defaults_of_its_record(model):
    known = fields(model.means)
    said = {name: field for name, field in model.model_fields.items() if name != "kind"}
    assert set(said) == set(known)
    for name, field in said.items():
        if name == "id" or (model, name) == (portfolio.Grid, "valid_from"):
            continue  # the file may leave these out: an event is called by its place, a grid is always valid
        if field.is_required():
            assert known[name] is dataclasses.MISSING, name
        else:
            assert meant(field.default) == known[name], name


def test_every_record_of_the_engine_has_its_model():
    assert {model.means for model in events.EVENTS} == set(engine_events.RANK)
    assert len(set(events.KINDS.values())) == len(events.EVENTS)
    assert terms.Terms.means is LoanTerms


def test_every_convention_can_be_said():
    words = {
        word.value
        for _, listed in inspect.getmembers(conventions, inspect.isclass)
        if issubclass(listed, Enum) and listed.__module__ == conventions.__name__
        for word in listed
    }
    said = {
        word for part in schema()["$defs"].values() for word in part.get("enum", ()) if isinstance(word, str)
    }
    assert words <= said


def description(value):
    """What the schema says of a key: beside it, or with the object or words that it refers to."""
    target = value.get("$ref", "").removeprefix("#/$defs/")
    return value.get("description") or schema()["$defs"].get(target, {}).get("description")


def test_every_key_says_what_it_is():
    silent = [
        f"{name}.{key}"
        for name, part in schema()["$defs"].items()
        for key, value in part.get("properties", {}).items()
        if not description(value) and "const" not in value
    ]
    assert silent == []
    assert all(model.__doc__ for model in (*ITEMS.values(), *ANSWERS))


WHOLE_TERMS = {
    "principal": "10000.00",
    "rate_yearly": "0.05",
    "paid_out_on": "2025-01-10",
    "instalments": 24,
    "method": "annuity",
    "tranches": [{"on": "2025-01-10", "amount": "6000.00"}, {"on": "2025-03-05", "amount": 4000}],
    "down_payment": "100.00",
    "down_payment_share": "0.01",
    "balloon": "500.00",
    "rate_kind": "effective",
    "rate_changes": [{"from_on": "2026-01-01", "rate_yearly": "0.06"}],
    "after_change": "keep",
    "day_count": "actual/actual",
    "part_of_period": "thirty",
    "frequency": {"every": 1, "unit": "months"},
    "first_due_on": "2025-02-28",
    "day_of_month": 31,
    "instalment_basis": "formula",
    "moratorium": 1,
    "moratorium_interest": "capitalised",
    "interest_only": 2,
    "interest_free": 1,
    "pause_months": [7, 8],
    "pause_interest": "spread",
    "interest_rounding": "half_even",
    "instalment_rounding": {"unit": "0.05", "mode": "up"},
    "remainder": "last_interest",
    "fees": [
        {"amount": "50.00", "time": "upfront", "withheld": False, "name": "file"},
        {"share": "0.001", "of": "opening", "numbers": [1, 13], "rounding": {"unit": 1, "mode": "down"}},
    ],
    "business_days": {
        "rule": "modified_following",
        "holidays": ["2025-12-25"],
        "weekend": [6],
        "moves_interest": False,
    },
}


def test_whole_terms_become_the_engines_terms():
    known = terms.Terms.model_validate(WHOLE_TERMS).record()
    assert isinstance(known, LoanTerms)
    for key, said in WHOLE_TERMS.items():
        assert getattr(known, key) == meant_by_json(getattr(known, key), said), key
    assert answer({"terms": WHOLE_TERMS})["totals"]["principal"] != "0.00"


def meant_by_json(value, said):
    """`said` in the type of `value`, so that both can be compared."""
    if dataclasses.is_dataclass(value):
        given = {key: meant_by_json(getattr(value, key), inner) for key, inner in said.items()}
        return dataclasses.replace(value, **given)
    if isinstance(value, tuple | frozenset):
        first = list(value)
        if isinstance(value, frozenset):
            return frozenset(
                type(first[0]).fromisoformat(one) if isinstance(one, str) else one for one in said
            )
        return tuple(meant_by_json(one, inner) for one, inner in zip(value, said, strict=True))
    if isinstance(value, Decimal):
        return Decimal(said)
    return type(value).fromisoformat(said) if hasattr(value, "isoformat") else type(value)(said)


WHOLE_ORDER = ["fee", "penalty", "interest", "principal"]
EVENTS = [
    {"kind": "payment", "on": "2025-02-28", "amount": "506.91", "excess": "shorten", "due": WHOLE_ORDER, "place": 1},
    {"kind": "charge", "on": "2025-03-01", "amount": "10.00", "component": "penalty", "due_on": "2025-03-15"},
    {"kind": "waiver", "on": "2025-03-20", "amount": "4.00", "component": "penalty"},
    {"kind": "rate_changed", "on": "2025-04-01", "rate_yearly": "0.07"},
    {"kind": "holiday", "on": "2025-05-06", "instalments": 2, "interest": "capitalised", "longer": True},
    {"kind": "term_extended", "on": "2025-07-01", "instalments": 6},
    {"kind": "due_day_moved", "on": "2025-07-02", "number": 7, "due_on": "2025-09-05", "later_too": True},
    {"kind": "new_terms", "on": "2025-10-01", "instalments": 40, "rate_yearly": "0.05", "arrears": "capitalised"},
    {"kind": "payment", "id": "wrong", "on": "2025-10-05", "amount": 999},
    {"kind": "reversal", "on": "2025-10-06", "of": "wrong"},
    {"kind": "payment", "on": "2025-10-07", "amount": "1000.00", "excess": "overpayment"},
    {"kind": "early_repayment", "on": "2025-11-01", "amount": "5000.00", "excess": "shorten"},
    {"kind": "write_off", "on": "2026-05-01"},
    {"kind": "recovery", "on": "2026-06-01", "amount": "20.00"},
]  # fmt: skip


def test_every_event_can_be_said_and_is_answered():
    asked = {"terms": {**GOLDEN}, "events": EVENTS, "on": "2026-07-01"}
    found = answer(asked)
    assert "refused" not in found, found
    assert [state["kind"] for state in found["states"]] == [event["kind"] for event in EVENTS]
    assert [state["event"] for state in found["states"]][:2] == ["1", "2"]
    assert found["states"][8]["event"] == "wrong"
    assert found["state"]["recovered"] == "20.00"
    said = {event["kind"] for event in EVENTS} | {"payout", "refund"}
    assert said == set(events.KINDS.values())


def test_payouts_and_refunds_are_answered():
    found = answer(
        {
            "terms": GOLDEN,
            "events": [
                {"kind": "payout", "on": "2025-01-31", "amount": "20000.00"},
                {"kind": "payment", "on": "2025-02-10", "amount": "600.00", "excess": "overpayment"},
                {"kind": "refund", "on": "2025-02-20", "amount": "100.00"},
            ],
        }
    )
    assert [state["paid_out"] for state in found["states"]] == ["20000.00"] * 3
    assert [state["overpaid"] for state in found["states"]] == ["0.00", "600.00", "500.00"]


def test_a_word_means_what_the_comment_beside_it_says():
    assert meanings(conventions.Method)["flat"].startswith("interest on the principal paid out")
    assert meanings(Enum("Made", "UP")) == {}


def test_the_document_is_the_same_each_time():
    assert json.dumps(schema()) == json.dumps(schema.__wrapped__())

"""What is refused, where, and in which words: one bad item costs only itself."""

import json

import pytest
from django.utils import translation

from loans.engine.errors import SumBroken
from loans.quotes.refusals import CAUSES, MOST_SHOWN, OTHER, key_of, refusal
from tests.loans.quotes.asking import YEAR, answer, answer_text, loan, refused


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"x": 1}, "terms.x", "unknown-key"),
        ({"principal": None}, "terms.principal", "not-a-number"),
        ({"principal": "25000.001"}, "terms.principal", "not-cents"),
        ({"instalments": "60"}, "terms.instalments", "not-whole"),
        ({"instalments": 0}, "terms.instalments", "too-small"),
        ({"instalments": 10**6}, "terms.instalments", "too-large"),
        ({"method": "Annuity"}, "terms.method", "unknown-word"),
        ({"method": 3}, "terms.method", "unknown-word"),
        ({"fees": {}}, "terms.fees", "not-a-list"),
        ({"fees": [3]}, "terms.fees[0]", "not-an-object"),
        ({"fees": [{"amount": "1.00"}, {"amount": "1.005"}]}, "terms.fees[1].amount", "not-cents"),
        ({"fees": [{"amount": "1.00", "withheld": "yes"}]}, "terms.fees[0].withheld", "not-true-or-false"),
        ({"fees": [{"amount": "1.00", "name": 3}]}, "terms.fees[0].name", "not-text"),
        ({"fees": [{"amount": "1.00", "numbers": [1, 2, 1]}]}, "terms.fees[0].numbers", "said-twice"),
        ({"fees": [{"amount": "1.00"}] * 101}, "terms.fees", "too-long"),
        ({"frequency": "monthly"}, "terms.frequency", "not-an-object"),
        ({"pause_months": [13]}, "terms.pause_months[0]", "too-large"),
        ({"business_days": {"holidays": ["25/12/2025"]}}, "terms.business_days.holidays[0]", "not-a-day"),
    ],
)
def test_a_key_is_refused_by_its_path(change, path, code):
    assert refused(loan(**change)) == {path: code}


def test_a_missing_key_is_named():
    assert refused({"terms": {"principal": "1.00", "rate_yearly": "0"}}) == {
        "terms.paid_out_on": "missing-key"
    }


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("rate_yearl", "There is no such key here; “rate_yearly” is a known key."),
        ("interestonly", "There is no such key here; “interest_only” is a known key."),
        ("wholly other", "There is no such key."),
    ],
)
def test_a_key_that_is_nearly_right_is_helped(key, sentence):
    [found] = answer(loan(**{key: 1}))["refused"]
    assert (found["code"], found["sentence"]) == ("unknown-key", sentence)


@pytest.mark.parametrize(
    ("event", "path", "code"),
    [
        ({}, "events[0].kind", "missing-key"),
        ({"kind": "paiement"}, "events[0].kind", "unknown-word"),
        ({"kind": "payment", "on": "2025-03-01"}, "events[0].amount", "missing-key"),
        (
            {"kind": "payment", "on": "2025-03-01", "amount": 1, "payment": 2},
            "events[0].payment",
            "unknown-key",
        ),
        ({"kind": "write_off", "on": "2025-03-01", "place": 2000}, "events[0].place", "too-large"),
        (3, "events[0]", "not-an-object"),
    ],
)
def test_an_event_is_refused_by_its_path(event, path, code):
    assert refused({**loan(), "events": [event]}) == {path: code}


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (3, "not-an-object"),
        ([], "not-an-object"),
        ({}, "one-of"),
        ({"id": "x"}, "one-of"),
        ({"terms": YEAR, "flows": []}, "one-of"),
    ],
)
def test_an_item_of_no_kind_is_refused(item, code):
    [found] = answer([item])
    assert [(one["path"], one["code"]) for one in found["refused"]] == [("[0]", code)]


@pytest.mark.parametrize(
    ("principal", "rate", "instalments", "path", "code"),
    [
        ("25000.5", "0", "1", "terms.principal", "bare-number"),
        ("1e3", "0", "1", "terms.principal", "bare-number"),
        ("NaN", "0", "1", "terms.principal", "bare-number"),
        ("-Infinity", "0", "1", "terms.principal", "bare-number"),
        ("1" * 5000, "0", "1", "terms.principal", "bare-number"),
        ("1", "0.08", "1", "terms.rate_yearly", "bare-number"),
        ("1", "0", "1.0", "terms.instalments", "not-whole"),
        ('1, "principal": 2', "0", "1", "terms.principal", "repeated-key"),
    ],
)
def test_what_json_libraries_lose_is_refused(principal, rate, instalments, path, code):
    text = (
        f'{{"terms": {{"principal": {principal}, "rate_yearly": {rate}, "paid_out_on": "2025-01-31",'
        f' "instalments": {instalments}}}}}'
    )
    assert {one["path"]: one["code"] for one in answer_text(text)["refused"]} == {path: code}


def test_a_name_that_is_no_unicode_is_refused_and_not_echoed():
    found = answer_text('{"id": "\\ud800", "flows": [{"days": 0, "amount": 1}], "ask": ["irr"]}')
    assert [(one["path"], one["code"]) for one in found["refused"]] == [("id", "not-text")]
    assert "id" not in found


def test_a_name_that_would_trick_a_terminal_is_refused_and_not_echoed():
    found = answer({"id": "\x1b[2J", **loan()})
    assert [(one["path"], one["code"]) for one in found["refused"]] == [("id", "not-text")]
    assert "id" not in found
    assert answer({"id": "Prêt n° 7 – Ω", **loan()})["id"] == "Prêt n° 7 – Ω"


def test_one_bad_item_of_a_thousand_costs_only_itself():
    items = [{"id": f"loan {number}", "terms": YEAR, "ask": ["apr"]} for number in range(1000)]
    items[613] = {"id": "bad", "terms": {**YEAR, "principal": "1200.005"}}
    found = answer(items)
    assert len(found) == 1000
    assert [index for index, one in enumerate(found) if "refused" in one] == [613]
    assert found[613]["id"] == "bad"
    assert found[613]["refused"][0]["path"] == "[613].terms.principal"
    assert {one["apr"]["percent"] for one in found if "apr" in one} == {found[0]["apr"]["percent"]}


def test_a_defect_of_ours_costs_only_its_item(monkeypatch, caplog):
    def broken(item, terms):
        raise KeyError("a defect")

    monkeypatch.setattr("loans.quotes.answer_loan.answer_life", broken)
    defect, flows = answer([loan(), {"flows": [{"days": 0, "amount": 1}], "ask": ["multiple"]}])
    assert defect["refused"][0]["code"] == "defect"
    assert flows["multiple"]["distributed"] == "1.00"
    assert "quote met a defect in [0]" in caplog.text


def test_sums_that_do_not_add_up_are_our_defect_and_not_the_fault_of_the_file(monkeypatch, caplog):
    def broken(item, terms):
        raise SumBroken("sum-broken", "The rows should add up.")

    monkeypatch.setattr("loans.quotes.answer_loan.answer_life", broken)
    assert refused(loan()) == {"$": "defect"}
    assert "sums that do not add up" in caplog.text


def test_a_number_beyond_calculation_is_refused(monkeypatch):
    def too_large(item, terms):
        raise OverflowError

    monkeypatch.setattr("loans.quotes.answer_loan.answer_life", too_large)
    assert refused(loan()) == {"$": "beyond-numbers"}


def test_who_errs_a_thousand_times_is_told_fifty():
    found = answer({"flows": [{"days": 0, "amount": "x"}] * 1000, "ask": ["irr"]})
    assert len(found["refused"]) == MOST_SHOWN


@pytest.mark.parametrize("kind", sorted(CAUSES))
def test_every_sentence_is_whole_with_what_it_shows(kind):
    shown = {
        "words": "a",
        "ge": 1,
        "le": 2,
        "max_length": 3,
        "example": "1",
        "written": "1e3",
        "places": 2,
        "digits": 4,
        "near": "x",
    }
    said = refusal(kind, ("terms",), **shown)
    assert said.sentence[0].isupper() or said.sentence.startswith("“")
    assert said.sentence.endswith(".")
    assert "%(" not in said.sentence


def test_a_kind_that_nobody_foresaw_still_has_a_sentence():
    assert refusal("something new", ()) == ("$", OTHER.code, "This value cannot be used here.")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_language_answers_in_whole_sentences(language):
    with translation.override(language):
        [found] = answer(loan(x=1))["refused"]
    assert found["code"] == "unknown-key"
    assert found["sentence"].endswith(".")


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("principal-not-positive", "principal"),
        ("principal-each-odd", "principal_each"),
        ("rate-too-high", "rate_yearly"),
        ("first-due-too-early", "first_due_on"),
        ("grace-out-of-range", "interest_only"),
        ("principally", None),
    ],
)
def test_the_key_of_a_code(code, key):
    assert (
        key_of(code, ("principal", "principal_each", "rate_yearly", "first_due_on", "interest_only")) == key
    )


def test_a_number_of_thousands_of_digits_is_not_repeated_whole():
    [refused_once] = answer_text(json.dumps(loan()).replace('"25000.00"', "9" * 5000 + ".5"))["refused"]
    assert refused_once["code"] == "bare-number"
    assert len(refused_once["sentence"]) < 200


@pytest.mark.parametrize("amount", ["0.00", "-500", 0])
def test_a_cost_is_above_zero(amount):
    found = refused({**loan(), "costs": [{"on": "2025-03-01", "amount": amount}]})
    assert found == {"costs[0].amount": "too-small"}


@pytest.mark.parametrize(
    ("key", "share", "code"), [("guaranteed", "2", "too-large"), ("guaranteed", "-1", "too-small")]
)
def test_a_share_of_the_loan_lies_between_nothing_and_all(key, share, code):
    guarantee = {"ceiling": 200000, "pairs": [{"amount": 1500000, "months": 60}], key: share}
    assert refused({**loan(), "aid": {"guarantee": guarantee}}) == {f"aid.guarantee.{key}": code}

"""The numbers of DOMAIN.md through the door, and what a loan can be asked."""

import pytest

from tests.loans.quotes.asking import GOLDEN, YEAR, answer, loan, refused


def test_the_golden_loan_to_the_cent():
    found = answer({"id": "golden", **loan()})
    assert found["id"] == "golden"
    assert found["instalment"] == "506.91"
    assert [row["total"] for row in found["schedule"]] == ["506.91"] * 59 + ["506.93"]
    assert found["totals"]["interest"] == found["totals"]["cost"] == "5414.62"
    assert found["schedule"][0] == {
        "number": 1,
        "from_on": "2025-01-31",
        "due_on": "2025-02-28",
        "days": 28,
        "opening": "25000.00",
        "paid_out": "0.00",
        "capitalised": "0.00",
        "principal": "340.24",
        "interest": "166.67",
        "fees": "0.00",
        "total": "506.91",
        "closing": "24659.76",
        "cumulative": "506.91",
    }
    assert found["apr"]["percent"] == "8.30"
    assert list(found) == ["id", "instalment", "payouts", "schedule", "totals", "apr"]


@pytest.mark.parametrize(
    ("principal", "rate", "months", "grace", "instalment"),
    [
        ("25000.00", "0.04", 36, 0, "738.10"),
        ("10000.00", "0.04", 36, 0, "295.24"),
        ("15000.00", "0.04", 60, 0, "276.25"),
        ("7500.00", "0.05", 12, 0, "642.06"),
        ("10000.00", "0.04", 36, 6, "350.83"),
    ],
)
def test_the_instalments_of_the_products(principal, rate, months, grace, instalment):
    asked = loan(principal=principal, rate_yearly=rate, instalments=months, interest_only=grace)
    found = answer(asked)
    assert found["schedule"][grace]["total"] == instalment
    assert [row["total"] for row in found["schedule"][:grace]] == ["33.33"] * grace


def test_a_fee_up_front_raises_the_rate():
    # DOMAIN.md 7, D1 and D2: 10,000 over 36 months at 4 %, without and with 100 EUR kept back.
    terms = {"principal": 10000, "rate_yearly": "0.04", "paid_out_on": "2025-01-01", "instalments": 36}
    fee = {"amount": "100.00", "time": "upfront"}
    plain, with_fee = answer([{"terms": terms}, {"terms": {**terms, "fees": [fee]}}])
    assert plain["apr"]["yearly"].startswith("0.04074")
    assert with_fee["apr"]["yearly"].startswith("0.04769")
    assert with_fee["payouts"] == [
        {"on": "2025-01-01", "amount": "10000.00", "withheld": "100.00", "beside": "0.00", "net": "9900.00"}
    ]
    cost = [{"on": "2025-01-01", "amount": "100.00"}]
    assert answer({"terms": terms, "costs": cost})["apr"] == with_fee["apr"]


def test_only_what_is_asked_is_answered():
    found = answer({**loan(), "ask": ["multiple", "irr"]})
    assert list(found) == ["multiple", "irr"]
    assert found["multiple"]["total_part"] == "1.216585"
    assert found["irr"]["percent"] == "8.31"


def test_the_time_of_the_rate_can_be_counted_in_days():
    months, days = (
        answer({**loan(), "ask": ["apr"], "apr_time": time})["apr"] for time in ("months", "days_365")
    )
    assert months["percent"] == "8.30"
    assert days["yearly"] == answer({**loan(), "ask": ["irr"]})["irr"]["yearly"]


def test_a_loan_for_nothing_has_the_rate_zero():
    assert answer(loan(rate_yearly="0"))["apr"] == {"yearly": "0.000000000000000", "percent": "0.00"}


def test_the_aid_in_a_loan_both_ways():
    # DOMAIN.md 3: 25,000 at 4 % over 36 months, base 2 %, margin 400 and 650 basis points; safe harbour 3,000.
    terms = {"principal": 25000, "rate_yearly": "0.04", "paid_out_on": "2025-01-01", "instalments": 36}

    def aid(margin):
        return {
            "reference_rate": {"base": "0.02", "margin": margin, "discount_margin": "0.01"},
            "safe_harbour": {"ceiling": 300000, "pairs": [{"amount": 1500000, "months": 60}]},
        }

    found = [answer({"terms": terms, "ask": [], "aid": aid(margin)})["aid"] for margin in ("0.04", "0.065")]
    assert [one["reference_rate"]["amount"] for one in found] == ["761.60", "1713.59"]
    assert found[0]["safe_harbour"] == {
        "months": 36,
        "amount": "3000.00",
        "pair": {"amount": "1500000.00", "months": 60},
    }


def test_a_safe_harbour_that_does_not_apply_says_why():
    pairs = [{"amount": "1500000.00", "months": 60}]
    asked = {
        **loan(instalments=61),
        "ask": [],
        "aid": {
            "safe_harbour": {"ceiling": 300000, "pairs": pairs},
            "guarantee": {"ceiling": 300000, "pairs": pairs, "guaranteed": "0.9", "most_guaranteed": "0.8"},
        },
    }
    found = answer(asked)["aid"]
    assert found["safe_harbour"] == {
        "months": 61,
        "reason": "term_too_long",
        "sentence": "The safe harbour does not apply: the term is too long.",
    }
    assert found["guarantee"]["reason"] == "too_much_guaranteed"


def test_the_aid_in_a_guarantee_alone():
    # 80 % of 100,000 over 60 months, of at most 2,250,000 over 60 months: 80,000 / 2,250,000 of 300,000.
    pairs = [{"amount": "2250000.00", "months": 60}]
    guarantee = {"ceiling": 300000, "pairs": pairs, "guaranteed": "0.8", "most_guaranteed": "0.8"}
    found = answer({**loan(principal=100000), "ask": [], "aid": {"guarantee": guarantee}})["aid"]
    assert list(found) == ["guarantee"]
    assert found["guarantee"]["amount"] == "10666.67"


def test_a_month_begun_counts_whole_for_the_safe_harbour():
    asked = {
        **loan(instalments=2, first_due_on="2025-03-15"),
        "ask": [],
        "aid": {"safe_harbour": {"ceiling": 300000, "pairs": [{"amount": 1500000, "months": 60}]}},
    }
    assert answer(asked)["aid"]["safe_harbour"]["months"] == 3


LATE = {
    "terms": YEAR,
    "events": [
        {"id": "first", "kind": "payment", "on": "2025-02-28", "amount": "106.62"},
        {"kind": "charge", "on": "2025-04-01", "amount": "10.00", "component": "fee"},
    ],
    "on": "2025-04-15",
}


def test_a_life_is_answered_after_each_event_and_on_the_day():
    found = answer(LATE)
    assert list(found) == ["instalment", "payouts", "schedule", "totals", "apr", "states", "state"]
    after_first, after_charge = found["states"]
    assert (after_first["event"], after_first["kind"], after_first["on"]) == (
        "first",
        "payment",
        "2025-02-28",
    )
    assert after_first["paid"] == {
        "principal": "94.62",
        "interest": "12.00",
        "fee": "0.00",
        "penalty": "0.00",
        "total": "106.62",
    }
    assert after_first["outstanding"]["principal"] == "1105.38"
    assert after_charge["event"] == "2"
    state = found["state"]
    assert (state["days_late"], state["bucket"], state["oldest_unpaid_due_on"]) == (15, "1-30", "2025-03-31")
    assert state["overdue"]["total"] == "106.62"
    assert state["rows"][0]["paid_on"] == "2025-02-28"
    assert state["rows"][1]["unpaid"]["total"] == "106.62"
    assert state["shares"] == [
        {"event": "first", "on": "2025-02-28", "number": 1, "component": "interest", "amount": "12.00"},
        {"event": "first", "on": "2025-02-28", "number": 1, "component": "principal", "amount": "94.62"},
    ]


def test_what_closes_a_loan_with_the_cap_of_six_months():
    # DOMAIN.md 5.6: 10,000 at 4 %, whatever the contract says: at most 200.00.
    terms = {"principal": 10000, "rate_yearly": "0.04", "paid_out_on": "2025-01-01", "instalments": 36}
    asked = {
        "terms": terms,
        "rules": {"indemnity": {"share": "0.05"}},
        "on": "2025-01-01",
        "ask": ["settlement"],
    }
    assert answer(asked)["settlement"]["indemnity"] == "200.00"
    asked["rules"]["indemnity"]["cap_months"] = None
    assert answer(asked)["settlement"]["indemnity"] == "500.00"


def test_the_order_of_the_file_means_nothing():
    turned = {**LATE, "events": [{"id": "2", **LATE["events"][1]}, LATE["events"][0]]}
    assert answer(turned)["state"] == answer(LATE)["state"]


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"principal": "0.00"}, "terms.principal", "principal-not-positive"),
        ({"rate_yearly": "12"}, "terms.rate_yearly", "rate-too-high"),
        ({"first_due_on": "2025-01-31"}, "terms.first_due_on", "first-due-too-early"),
        ({"instalments": 601}, "terms.instalments", "instalments-out-of-range"),
        ({"interest_only": 60}, "terms.interest_only", "grace-out-of-range"),
        ({"fees": [{}]}, "terms.fees", "fee-empty"),
        ({"method": "given_instalment", "instalment": 1}, "terms", "never-repays"),
    ],
)
def test_a_refusal_of_the_engine_names_the_key_where_it_can(change, path, code):
    assert refused(loan(**change)) == {path: code}


def test_a_refused_event_is_named():
    bad = {"kind": "refund", "on": "2025-03-05", "amount": "1.00"}
    [path] = refused({**LATE, "events": [*LATE["events"], bad, {**LATE["events"][0], "id": "x"}]})
    assert path == "events[2]"
    assert refused({**LATE, "events": [{**LATE["events"][0], "amount": "0.00"}]}) == {
        "events[0].amount": "amount-zero"
    }


def test_the_event_that_begins_to_be_refused_is_named_among_many():
    small = [{"kind": "payment", "on": f"2025-03-{day:02}", "amount": "1.00"} for day in range(1, 29)]
    for place in (0, 13, 27):
        events = [*small]
        events[place] = {**small[place], "kind": "refund", "amount": "500.00"}
        assert list(refused({"terms": YEAR, "events": events[::-1]})) == [f"events[{27 - place}]"]


def test_a_day_before_the_payout_is_refused_as_the_day():
    assert refused({"terms": YEAR, "on": "2025-01-30", "ask": ["settlement"]}) == {"on": "not-paid-out"}


def test_a_day_or_an_event_long_after_the_end_is_refused_where_late_money_bears_interest():
    late = {"terms": YEAR, "rules": {"late_interest": "by_days"}, "ask": ["state"]}
    assert refused({**late, "on": "9999-12-31"}) == {"on": "end-long-ago"}
    slip = {"kind": "payment", "on": "2225-02-28", "amount": "106.62"}
    assert refused({**late, "on": "2225-03-01", "events": [slip]}) == {"events[0]": "end-long-ago"}


def test_more_events_than_a_loan_can_have_are_refused():
    events = [{"kind": "payment", "on": "2025-02-28", "amount": "0.01"}] * 1001
    assert list(refused({"terms": YEAR, "events": events})) == ["events"]


def test_two_events_of_one_name_are_refused():
    twice = [LATE["events"][0], {**LATE["events"][1], "id": "first"}]
    assert list(refused({**LATE, "events": twice}).values()) == ["id-twice"]


def test_refused_rules_are_named():
    assert refused({**LATE, "rules": {"overdue": ["fee"]}}) == {"rules": "order-wrong"}
    default = {"default": {"day_count": "periodic"}}
    assert refused({**LATE, "rules": default}) == {"rules.default": "default-by-periods"}


def test_a_state_needs_a_day():
    assert refused({**loan(), "ask": ["state"]}) == {"$": "missing-day"}
    assert GOLDEN["instalments"] == 60

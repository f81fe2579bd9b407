from tests.loans.quotes.asking import YEAR, answer, refused

EXPOSURES = [
    {"outstanding_principal": "5000.00", "days_late": 0},
    {"outstanding_principal": "3000.00", "days_late": 30},
    {"outstanding_principal": "1500.00", "days_late": 31},
    {"outstanding_principal": "500.00", "days_late": 200, "rescheduled": True},
    {"outstanding_principal": "0.00", "days_late": 900},
]
GRID = {
    "classes": [
        {"until_days": 30, "share": "0.05"},
        {"until_days": 90, "share": "0.25"},
        {"until_days": 180, "share": "0.50"},
        {"until_days": None, "share": "1"},
    ],
    "rescheduled_worse": 1,
}


def measures(**portfolio):
    return answer({"portfolio": {"on": "2025-04-15", **portfolio}})["portfolio"]


def test_portfolio_at_risk_counts_whole_loans_more_than_so_many_days_late():
    found = measures(exposures=EXPOSURES, par_days=[0, 30, 90])
    assert (found["loans"], found["outstanding"]) == (4, "10000.00")
    assert [one["at_risk"] for one in found["at_risk"]] == ["5000.00", "2000.00", "500.00"]
    assert [one["fraction"] for one in found["at_risk"]] == ["0.5000000000", "0.2000000000", "0.0500000000"]
    assert found["restructured"] == "0.0500000000"
    assert [row["outstanding"] for row in found["ageing"] if row["loans"]] == [
        "5000.00",
        "3000.00",
        "1500.00",
        "500.00",
    ]


def test_provisions_by_the_grid_of_the_day():
    older = {**GRID, "valid_from": "2020-01-01", "classes": [{"until_days": None, "share": "0.5"}]}
    newer = {**GRID, "valid_from": "2025-01-01"}
    future = {**older, "valid_from": "2026-01-01"}
    found = measures(exposures=EXPOSURES, provisions=[future, older, newer])["provisions"]
    assert [row["provision"] for row in found["rows"]] == ["400.00", "375.00", "0.00", "500.00"]
    assert (found["provision"], found["coverage"]) == ("1275.00", "0.6375000000")
    assert measures(exposures=EXPOSURES, provisions=[GRID])["provisions"]["provision"] == "1275.00"


def test_loans_with_their_lives_stand_as_on_the_day():
    paid = {"kind": "payment", "on": "2025-02-28", "amount": "106.62"}
    holiday = {"id": "rest", "kind": "holiday", "on": "2025-02-01", "instalments": 3}
    undone = {"id": "no", "kind": "reversal", "on": "2025-02-02", "of": "rest"}
    redone = {"kind": "reversal", "on": "2025-02-03", "of": "no"}
    later = {**holiday, "on": "2025-05-01"}
    loans = [
        {"terms": YEAR, "events": [paid]},
        {"terms": YEAR, "events": [holiday]},
        {"terms": YEAR, "events": [holiday, undone]},
        {"terms": YEAR, "events": [holiday, undone, redone]},
        {"terms": YEAR, "events": [later]},
    ]
    found = measures(loans=loans, exposures=EXPOSURES[:1], par_days=[30])
    assert found["loans"] == 6
    assert found["outstanding"] == "10905.38"
    [par] = found["at_risk"]
    assert (par["loans_at_risk"], par["loans_with_rescheduled"]) == (4, 4)
    alone = measures(loans=loans[1:4], par_days=[400])["at_risk"][0]
    assert alone["loans_with_rescheduled"] == 2


def test_the_ratios_of_a_period():
    period = {
        "months": 6,
        "balances": ["9000.00", "11000.00"],
        "written_off": "300.00",
        "recovered": "100.00",
        "received": "400.00",
        "due": "2000.00",
        "paid_on_time": "1800.00",
    }
    assert measures(exposures=EXPOSURES, period=period)["period"] == {
        "average": "10000.00",
        "write_off_ratio": "0.0300000000",
        "loan_loss_ratio": "0.0200000000",
        "yield": "0.0800000000",
        "repayment_rate": "0.9000000000",
    }
    assert measures(exposures=EXPOSURES, period={"balances": ["1.00"]})["period"] == {"average": "1.00"}


def test_an_empty_portfolio_has_no_rates():
    found = measures(exposures=[])
    assert (found["outstanding"], found["restructured"]) == ("0.00", None)
    assert {one["fraction"] for one in found["at_risk"]} == {None}


def test_what_is_wrong_is_named():
    assert refused({"portfolio": {"on": "2025-01-01"}}) == {"portfolio": "one-of"}
    bad = {"on": "2025-04-15", "loans": [{"terms": YEAR}, {"terms": {**YEAR, "principal": 0}}]}
    assert refused({"portfolio": bad}) == {"portfolio.loans[1].terms.principal": "principal-not-positive"}
    event = {"kind": "refund", "on": "2025-03-01", "amount": 1}
    bad = {"on": "2025-04-15", "loans": [{"terms": YEAR, "events": [event]}]}
    assert list(refused({"portfolio": bad})) == ["portfolio.loans[0].events[0]"]
    open_grid = {"classes": [{"until_days": 30, "share": "0.05"}]}
    bad = {"on": "2025-04-15", "exposures": [], "provisions": [open_grid]}
    assert refused({"portfolio": bad}) == {"portfolio.provisions[0]": "grid-open"}


def test_what_is_not_yet_paid_out_is_not_at_risk():
    tranches = [{"on": "2025-01-31", "amount": "6000.00"}, {"on": "2025-12-01", "amount": "4000.00"}]
    terms = {"principal": "10000.00", "rate_yearly": "0.06", "paid_out_on": "2025-01-31", "instalments": 12}
    found = measures(loans=[{"id": "a", "terms": {**terms, "tranches": tranches}}], par_days=[30])
    assert (found["outstanding"], found["at_risk"][0]["at_risk"]) == ("6000.00", "6000.00")

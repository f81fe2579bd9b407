"""Portfolio at risk, ageing and the ratios of a portfolio, with tables of other authors."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from loans.engine.arrears import Bucket
from loans.engine.errors import BadAmount, ImpossibleQuestion
from loans.engine.money import places
from loans.engine.portfolio import (
    Exposure,
    ageing,
    average,
    loan_loss_ratio,
    portfolio_at_risk,
    portfolio_at_risk_over,
    portfolio_yield,
    repayment_rate,
    restructured_ratio,
    write_off_ratio,
)

D = Decimal
PORTFOLIO = (
    Exposure(D("1000.00"), 0),
    Exposure(D("500.00"), 30),
    Exposure(D("300.00"), 31),
    Exposure(D("200.00"), 400),
    Exposure(D("0.00"), 400),
)


def test_portfolio_at_risk_counts_whole_balances_of_loans_more_than_n_days_late() -> None:
    found = portfolio_at_risk(PORTFOLIO, 30)
    assert (found.at_risk, found.outstanding, found.fraction) == (D("500.00"), D("2000.00"), D("0.25"))
    assert (found.loans_at_risk, found.loans_outstanding) == (2, 4)
    assert portfolio_at_risk(PORTFOLIO, 1).fraction == D("0.5")
    assert portfolio_at_risk(PORTFOLIO, 365).fraction == D("0.1")


def test_rescheduled_loans_are_told_apart_and_counted_once() -> None:
    loans = (
        *PORTFOLIO,
        Exposure(D("400.00"), 0, rescheduled=True),
        Exposure(D("100.00"), 90, rescheduled=True),
    )
    found = portfolio_at_risk(loans, 30)
    assert (found.at_risk, found.loans_at_risk, found.fraction) == (D("600.00"), 3, D("0.24"))
    assert (found.at_risk_with_rescheduled, found.loans_with_rescheduled) == (D("1000.00"), 4)
    assert found.fraction_with_rescheduled == D("0.4")
    assert restructured_ratio(loans) == D("0.2")


def test_a_portfolio_without_a_balance_has_no_rate_rather_than_zero() -> None:
    found = portfolio_at_risk((Exposure(D("0.00"), 99),), 30)
    assert (found.outstanding, found.fraction, found.loans_outstanding) == (D("0.00"), None, 0)
    assert found.fraction_with_rescheduled is None
    assert restructured_ratio(()) is None
    assert [row.fraction for row in ageing(())] == [None] * 7


def test_a_healthy_portfolio_has_a_rate_of_zero() -> None:
    assert portfolio_at_risk(PORTFOLIO[:1], 30).fraction == D("0")


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        portfolio_at_risk(PORTFOLIO, -1)
    assert refusal.value.code == "days-negative"
    with pytest.raises(BadAmount):
        portfolio_at_risk((Exposure(D("-1.00"), 0),), 30)
    with pytest.raises(ImpossibleQuestion):
        ageing((Exposure(D("1.00"), -1),))


# Sa-Dhan, "Tracking Financial Performance Standards of MFIs", table 13 (yumpu.com/en/document/view/45882903, page 76):
# days late, loans, outstanding, percent of the portfolio. One loan stands for all of a line, the others are repaid.
SA_DHAN = (
    (0, 128000, "76.19"),
    (15, 17500, "10.42"),
    (45, 10000, "5.95"),
    (75, 5000, "2.98"),
    (120, 3500, "2.08"),
    (300, 2500, "1.49"),
    (400, 1500, "0.89"),
)
SA_DHAN_LOANS = [Exposure(D(balance).quantize(D("0.01")), late) for late, balance, _ in SA_DHAN]


def test_the_ageing_of_sa_dhan_line_by_line() -> None:
    rows = ageing(SA_DHAN_LOANS)
    assert [row.bucket for row in rows] == list(Bucket)
    for row, (_, balance, percent) in zip(rows, SA_DHAN, strict=True):
        assert (row.loans, row.outstanding) == (1, D(balance))
        assert row.fraction is not None
        assert places(row.fraction * 100, 2) == D(percent)


@pytest.mark.parametrize(
    # The book adds rounded percentages: 10.42 + 5.95 + 2.98 + 2.08 + 1.49 + 0.89 = 23.81, which is also the exact one.
    ("days", "percent"),
    [(0, "23.81"), (30, "13.39"), (60, "7.44"), (90, "4.46"), (180, "2.38"), (365, "0.89")],
)
def test_the_portfolio_at_risk_of_sa_dhan(days: int, percent: str) -> None:
    found = {one.days: one for one in portfolio_at_risk_over(SA_DHAN_LOANS, (0, 30, 60, 90, 180, 365))}[days]
    assert found == portfolio_at_risk(SA_DHAN_LOANS, days)
    assert found.fraction is not None
    assert places(found.fraction * 100, 2) == D(percent)


def test_the_average_portfolio() -> None:
    assert average([D("1000.00"), D("2000.00")]) == D("1500")
    assert places(average([D("100.00"), D("100.00"), D("101.00")]), 4) == D("100.3333")
    with pytest.raises(ImpossibleQuestion) as refusal:
        average([])
    assert refusal.value.code == "no-balances"


def test_write_offs_and_losses() -> None:
    # MIX: write-off ratio = written off in the period / average gross loan portfolio; loan loss ratio net of recoveries
    assert write_off_ratio(D("121.50"), D("5000.00")) == D("0.0243")
    assert loan_loss_ratio(D("121.50"), D("21.50"), D("5000.00")) == D("0.02")
    assert loan_loss_ratio(D("0.00"), D("50.00"), D("5000.00")) == D("-0.01")


def test_the_yield_is_of_a_year() -> None:
    assert portfolio_yield(D("300.00"), D("5000.00")) == D("0.06")
    assert portfolio_yield(D("300.00"), D("5000.00"), months=6) == D("0.12")
    with pytest.raises(ImpossibleQuestion) as refusal:
        portfolio_yield(D("1.00"), D("1.00"), months=0)
    assert refusal.value.code == "no-months"


def test_the_repayment_rate_leaves_prepayments_out() -> None:
    assert repayment_rate(D("980.00"), D("1000.00")) == D("0.98")
    with pytest.raises(BadAmount) as refusal:
        repayment_rate(D("1000.01"), D("1000.00"))
    assert refusal.value.code == "more-than-due"


@pytest.mark.parametrize(
    "measure",
    [
        lambda nothing: write_off_ratio(D("1.00"), nothing),
        lambda nothing: loan_loss_ratio(D("1.00"), D("0.00"), nothing),
        lambda nothing: portfolio_yield(D("1.00"), nothing),
        lambda nothing: repayment_rate(D("0.00"), nothing),
    ],
)
def test_nothing_to_divide_by_is_no_rate_of_zero(measure: Callable[[Decimal], Decimal | None]) -> None:
    assert measure(D("0.00")) is None

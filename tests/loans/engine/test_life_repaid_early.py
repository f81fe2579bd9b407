"""Principal repaid early, money paid ahead when the schedule changes, and the end of a loan before its term."""

from datetime import date

import pytest

from loans.engine.conventions import Method, UnpaidInterest
from loans.engine.events import (
    Charge,
    DueDayMoved,
    EarlyRepayment,
    Event,
    Payment,
    WriteOff,
)
from loans.engine.life import fold
from loans.engine.rules import BrokenInterest, Component, Excess, LifeRules
from loans.engine.terms import (
    GivenInstalment,
    LoanTerms,
)
from tests.loans.engine.lives import (
    APR_30,
    FEB_29,
    FIRST,
    JAN_31,
    MAR_31,
    PROGRESSIVE,
    YEAR,
    D,
    equal,
    totals,
)


def test_principal_repaid_on_a_due_day_lowers_the_instalment() -> None:
    # 8,360.94 - 3,000.00 = 5,360.94 over ten months: the annuity of a new loan, 545.97.
    events = [FIRST, Payment("p2", MAR_31, D("3851.50"), excess=Excess.REDUCE)]
    state = fold(YEAR, events, MAR_31)
    assert (state.outstanding.principal, state.instalment) == (D("5360.94"), D("545.97"))
    assert totals(state, 3) == ["545.97"] * 10
    fresh = LoanTerms(principal=D("5360.94"), rate_yearly=D("0.04"), instalments=10, paid_out_on=MAR_31)
    assert fold(fresh, [], MAR_31).instalment == D("545.97")


def test_principal_repaid_on_a_due_day_shortens_the_term() -> None:
    events = [FIRST, Payment("p2", MAR_31, D("3851.50"), excess=Excess.SHORTEN)]
    state = fold(YEAR, events, MAR_31)
    assert totals(state, 3) == ["851.50"] * 6 + ["318.35"]
    assert state.rows[-1].due_on == date(2024, 10, 31)


def test_inside_a_period_the_interest_borne_goes_with_the_next_instalment() -> None:
    # 15 March: 9,181.83 bore 15 days, 5,330.33 bears 16: (9,181.83 x 15 + 5,330.33 x 16) / 31 x 4 % / 12 = 23.98.
    payment = Payment("p2", date(2024, 3, 15), D("3851.50"), excess=Excess.REDUCE)
    state = fold(YEAR, [FIRST, payment], date(2024, 3, 15))
    second = next(row for row in state.rows if row.number == 2)
    assert second.asked.interest == D("23.98")
    assert state.instalment == D("494.32")
    assert second.asked.total == D(
        "500.53"
    )  # 494.32 and 6.21 more than the 17.77 of 5,330.33 for the whole month
    assert totals(state, 3, 11) == ["494.32"] * 9


def test_inside_a_period_the_interest_borne_is_paid_at_once() -> None:
    rules = LifeRules(broken_interest=BrokenInterest.PAID)
    payment = Payment("p2", date(2024, 3, 15), D("3851.50"), excess=Excess.REDUCE)
    state = fold(YEAR, [FIRST, payment], date(2024, 3, 15), rules)
    # 9,181.83 x 4 % / 12 x 15 / 31 = 14.81 first, 3,836.69 principal.
    shares = [one.share for one in state.shares if one.id == "p2"]
    assert [(share.number, share.component, share.amount) for share in shares] == [
        (2, Component.INTEREST, D("14.81")),
        (None, Component.PRINCIPAL, D("3836.69")),
    ]
    second = next(row for row in state.rows if row.number == 2)
    # 5,345.14 for 16 of 31 days are left of it.
    assert (second.asked.interest, second.unpaid.interest) == (D("24.01"), D("9.20"))
    small = fold(
        YEAR, [FIRST, Payment("p2", date(2024, 3, 15), D("9.00"), excess=Excess.REDUCE)], MAR_31, rules
    )
    assert next(row for row in small.rows if row.number == 2).unpaid.interest == D("21.61")  # 30.61 - 9.00


@pytest.mark.parametrize("rules", [LifeRules(), PROGRESSIVE])
def test_the_same_where_balances_are_daily(rules: LifeRules) -> None:
    payment = Payment("p2", date(2024, 3, 15), D("3851.50"), excess=Excess.REDUCE)
    state = fold(YEAR, [FIRST, payment], MAR_31, rules)
    assert next(row for row in state.rows if row.number == 2).asked.interest == D("23.98")


def test_shorter_terms_of_other_methods() -> None:
    payment = Payment("p", JAN_31, D("500.00"), excess=Excess.SHORTEN)
    parts = equal(method=Method.EQUAL_PRINCIPAL)
    assert [str(row.asked.principal) for row in fold(parts, [payment], JAN_31).rows][1:] == [
        "200.00",
        "200.00",
        "200.00",
        "100.00",
    ]
    share = equal(method=Method.BALLOON, principal_share=D("0.1"))
    assert [str(row.asked.principal) for row in fold(share, [payment], JAN_31).rows][1:] == ["120.00"] * 5 + [
        "100.00"
    ]
    bullet = equal(method=Method.BULLET)
    assert len(fold(bullet, [payment], JAN_31).rows) == 7
    given = equal(method=Method.GIVEN_INSTALMENT, instalment=D("220.00"), instalments=None)
    assert totals(fold(given, [payment], JAN_31)) == ["220.00"] * 3 + ["55.14"]


def test_given_instalments_are_worked_out_anew_when_the_term_stays() -> None:
    payment = Payment("p", FEB_29, D("720.00"), excess=Excess.REDUCE)
    given = equal(method=Method.GIVEN_INSTALMENT, instalment=D("220.00"), instalments=None)
    state = fold(given, [payment], FEB_29)
    assert state.outstanding.principal == D("492.00")
    assert len(set(totals(state, 2, 5))) == 1
    by_hand = equal(
        method=Method.BY_HAND,
        instalments=None,
        by_hand=tuple(
            GivenInstalment(total=D("200.00"), due_on=date(2024, month, 20)) for month in (3, 4, 5, 6, 7)
        ),
    )
    state = fold(
        by_hand, [Payment("p", date(2024, 3, 20), D("500.00"), excess=Excess.REDUCE)], date(2024, 3, 20)
    )
    assert [row.due_on.day for row in state.rows if row.number] == [20] * 5
    moved = fold(
        by_hand,
        [DueDayMoved("m", date(2024, 3, 20), 2, date(2024, 4, 30), later_too=False)],
        date(2024, 3, 20),
    )
    assert [row.due_on.day for row in moved.rows] == [20, 30, 20, 20, 20]


def test_everything_repaid_inside_a_period() -> None:
    # Interest of 15 days of March on 9,181.83 goes with the last instalment where it is not paid at once.
    payment = Payment("p2", date(2024, 3, 15), D("9181.83"), excess=Excess.REDUCE)
    state = fold(YEAR, [FIRST, payment], date(2024, 3, 15))
    assert [(row.due_on, row.unpaid.total) for row in state.rows if row.unpaid.total] == [
        (MAR_31, D("14.81"))
    ]
    more = Payment("p2", date(2024, 3, 15), D("9200.00"), excess=Excess.REDUCE)
    closed = fold(YEAR, [FIRST, more], date(2024, 3, 15))
    assert (closed.outstanding.total, closed.overpaid) == (D("0.00"), D("3.36"))
    assert fold(YEAR, [FIRST, more], date(2025, 6, 1), PROGRESSIVE).overpaid == D("3.36")


def test_a_charge_ahead_is_paid_when_the_loan_is_closed() -> None:
    events: list[Event] = [
        Charge("c", FEB_29, D("10.00"), due_on=APR_30),
        Charge("d", FEB_29, D("5.00"), Component.PENALTY, due_on=date(2025, 3, 1)),
        Payment("p", FEB_29, D("10048.33"), excess=Excess.REDUCE),
    ]
    state = fold(YEAR, events, FEB_29)
    assert (state.outstanding.total, state.overpaid) == (D("0.00"), D("0.00"))


def test_money_paid_ahead_stays_with_its_instalment_when_the_schedule_changes() -> None:
    events = [
        Payment("p1", FEB_29, D("1500.00")),
        Payment("p2", MAR_31, D("4000.00"), excess=Excess.REDUCE),
    ]
    before, state = fold(YEAR, events, FEB_29), fold(YEAR, events, MAR_31)
    assert before.in_advance == D("648.50")
    assert state.overpaid == D("0.00")
    assert sum((one.share.amount for one in state.shares), D(0)) == D("5500.00")


def test_money_paid_on_instalments_that_fall_away_goes_to_those_that_stay() -> None:
    last = Payment("p1", FEB_29, D("1500.00"), excess=Excess.LAST)  # 648.50 on the twelfth
    events = [last, Payment("p2", MAR_31, D("3851.50"), excess=Excess.SHORTEN)]
    state = fold(YEAR, events, MAR_31)
    assert [
        share.share.amount for share in state.shares if share.id == "p2" and share.share.number == 12
    ] == [
        D("-2.83"),
        D("-645.67"),
    ]
    assert sum((row.in_advance for row in state.rows), D(0)) == D("648.50")
    nearly_all = [last, Payment("p2", MAR_31, D("8500.00"), excess=Excess.SHORTEN)]
    assert fold(YEAR, nearly_all, MAR_31).outstanding.principal > D("0.00")
    # 20.00 more than the reduced first row can take goes on to the next.
    ahead = [Payment("p1", FEB_29, D("1700.00")), Payment("p2", FEB_29, D("5000.00"), excess=Excess.REDUCE)]
    found = fold(YEAR, ahead, FEB_29)
    assert (found.rows[2].unpaid.total, found.rows[3].in_advance > 0) == (D("0.00"), True)


def test_closed_on_the_first_day() -> None:
    closed = fold(YEAR, [EarlyRepayment("e", JAN_31)], FEB_29, PROGRESSIVE)
    assert (closed.outstanding.total, [row.number for row in closed.rows]) == (D("0.00"), [None])


def test_an_early_repayment_of_no_more_than_what_is_due() -> None:
    state = fold(YEAR, [EarlyRepayment("e", FEB_29, D("851.50"))], FEB_29)
    assert state.outstanding.principal == D("9181.83")
    assert totals(state, 2, 11) == ["851.50"] * 10


def test_an_early_repayment_after_all_principal_was_paid_ahead() -> None:
    ahead = Payment("p", JAN_31, D("10000.00"), advance=(Component.PRINCIPAL,))
    state = fold(YEAR, [ahead, EarlyRepayment("e", FEB_29)], FEB_29)
    assert (state.outstanding.total, state.paid.interest) == (D("0.00"), D("33.33"))
    assert fold(YEAR, [ahead, EarlyRepayment("e", date(2024, 2, 15))], FEB_29).paid.interest == D("17.24")


def test_a_write_off_of_less_than_is_late() -> None:
    state = fold(YEAR, [WriteOff("w", FEB_29, D("800.00"))], FEB_29)
    assert (state.due.principal, state.instalment) == (D("18.17"), D("851.50"))


def test_everything_paid_ahead_in_equal_amounts() -> None:
    state = fold(YEAR, [Payment("p", JAN_31, D("10000.00"), excess=Excess.SPREAD)], JAN_31, PROGRESSIVE)
    assert (state.outstanding.total, state.overpaid) == (D("0.00"), D("0.00"))


def test_interest_of_a_moratorium_paid_ahead_is_asked_once() -> None:
    for unpaid in (UnpaidInterest.DEFERRED, UnpaidInterest.INCLUDED, UnpaidInterest.SPREAD):
        terms = equal(moratorium=2, moratorium_interest=unpaid)
        payment = Payment("p", date(2024, 4, 10), D("400.00"))
        state = fold(terms, [payment], date(2024, 7, 31), PROGRESSIVE)
        asked = sum((row.asked.interest for row in state.rows), D(0))
        # 12.00 a month for three months; less on the lower balance of the last four.
        assert D("36.00") < asked < D("66.00")
        assert state.rows[-1].closing == D("0.00")


def test_closed_inside_a_moratorium() -> None:
    # 1,200.00 for 15 of February's 29 days: 6.21, unless it is forgiven. Nothing of it is due before the end.
    for unpaid, interest in ((UnpaidInterest.DEFERRED, "6.21"), (UnpaidInterest.FORGIVEN, "0.00")):
        terms = equal(moratorium=2, moratorium_interest=unpaid)
        closed = fold(terms, [EarlyRepayment("e", date(2024, 2, 15))], FEB_29)
        assert (closed.outstanding.total, closed.paid.interest) == (D("0.00"), D(interest))
        part = fold(terms, [EarlyRepayment("e", date(2024, 2, 15), D("100.00"))], FEB_29)
        assert (part.outstanding.principal, part.paid.interest) == (D("1100.00"), D("0.00"))

"""The life of a loan, event by event: worked by hand, each number explained beside it."""

from datetime import date

import pytest

from loans.engine.conventions import AfterChange, DayCount, Method, PartOfPeriod, RateKind, UnpaidInterest
from loans.engine.errors import ImpossibleQuestion
from loans.engine.events import (
    Payment,
    Payout,
    RateChanged,
    Refund,
    Reversal,
    Waiver,
)
from loans.engine.life import Parts, fold, states
from loans.engine.rules import (
    EarlyInterest,
    Excess,
    Keeps,
    LateInterest,
    LifeRules,
)
from loans.engine.terms import LoanTerms, RateChange, Tranche
from tests.loans.engine.lives import (
    APR_30,
    FEB_29,
    FEE,
    INTEREST,
    JAN_31,
    MAR_31,
    PENALTY,
    PRINCIPAL,
    PROGRESSIVE,
    QUARTER,
    D,
    lines,
    refused,
)


def test_before_the_payout_nothing_is_outstanding() -> None:
    state = fold(QUARTER, [], date(2024, 1, 30))
    assert (state.paid_out, state.outstanding, state.days_late) == (D("0.00"), Parts(), 0)
    assert lines(state)[0] == "1 29.02.24 396.03 12.00 0.00 0.00 | 408.03 | 803.97"


def test_as_planned() -> None:
    state = fold(QUARTER, [], APR_30)
    assert lines(state) == [
        "1 29.02.24 396.03 12.00 0.00 0.00 | 408.03 | 803.97",
        "2 31.03.24 399.99 8.04 0.00 0.00 | 408.03 | 403.98",
        "3 30.04.24 403.98 4.04 0.00 0.00 | 408.02 | 0.00",
    ]
    assert state.outstanding == Parts(D("1200.00"), D("24.08"))
    assert state.outstanding.total == state.due.total == D("1224.08")
    assert state.overdue.total == D("816.06")
    assert (state.days_late, state.oldest_unpaid_due_on) == (61, FEB_29)
    assert (state.next_due_on, state.next_due_amount) == (APR_30, D("408.02"))
    assert (state.instalment, state.rate_yearly) == (D("408.03"), D("0.12"))


def test_interest_accrued_in_the_running_period() -> None:
    # 803.97 x 1 % x 15 of the 31 days from 29 February to 31 March = 3.89
    assert fold(QUARTER, [], date(2024, 3, 15)).accrued == D("3.89")


def test_planned_tranches_are_paid_out_on_their_days() -> None:
    tranches = (Tranche(JAN_31, D("600.00")), Tranche(date(2024, 3, 10), D("600.00")))
    terms = LoanTerms(
        principal=D("1200.00"), rate_yearly=D("0.12"), instalments=3, paid_out_on=JAN_31, tranches=tranches
    )
    assert fold(terms, [], FEB_29).paid_out == D("600.00")
    state = fold(terms, [], date(2024, 3, 10))
    assert (state.paid_out, state.outstanding.principal) == (D("1200.00"), D("1200.00"))


def test_payouts_among_the_events_take_the_place_of_the_plan() -> None:
    events = [Payout("2", date(2024, 2, 15), D("400.00")), Payout("1", date(2024, 2, 1), D("800.00"))]
    assert fold(QUARTER, events, JAN_31).paid_out == D("0.00")
    assert fold(QUARTER, events, date(2024, 2, 1)).outstanding.principal == D("800.00")
    assert fold(QUARTER, events, date(2024, 2, 15)).outstanding.principal == D("1200.00")
    assert fold(QUARTER, [*events, Reversal("3", APR_30, "2")], APR_30).outstanding.principal == D("800.00")


def test_what_cannot_be_paid_out() -> None:
    assert refused(QUARTER, [Payout("1", JAN_31, D("1200.01"))], JAN_31) == "payout-above-principal"
    two = [Payout("1", JAN_31, D("600.00")), Payout("2", date(2024, 5, 1), D("600.00"))]
    assert refused(QUARTER, two, date(2024, 5, 1)) == "payout-after-end"
    early = [Payment("1", JAN_31, D("1.00")), Payout("2", FEB_29, D("1.00"))]
    assert refused(QUARTER, early, JAN_31) == "before-payout"
    assert refused(QUARTER, early, FEB_29) == "before-payout"
    assert refused(QUARTER, [Payment("1", date(2024, 1, 30), D("1.00"))], JAN_31) == "before-payout"


def test_a_day_with_hours_is_no_day() -> None:
    with pytest.raises(ImpossibleQuestion):
        fold(QUARTER, [], None)  # type: ignore[arg-type]


def test_reversals() -> None:
    payment = Payment("1", FEB_29, D("408.03"))
    undone = [payment, Reversal("2", APR_30, "1")]
    assert fold(QUARTER, undone, MAR_31).paid.total == D("408.03")
    assert fold(QUARTER, undone, APR_30) == fold(QUARTER, [], APR_30)
    back = [*undone, Reversal("3", APR_30, "2")]
    assert fold(QUARTER, back, APR_30) == fold(QUARTER, [payment], APR_30)


def test_what_cannot_be_reversed() -> None:
    assert refused(QUARTER, [Reversal("2", APR_30, "1")], APR_30) == "reversal-of-nothing"
    late = [Payment("1", APR_30, D("1.00")), Reversal("2", MAR_31, "1")]
    assert refused(QUARTER, late, APR_30) == "reversal-of-nothing"
    twice = [Payment("1", FEB_29, D("1.00")), Reversal("2", APR_30, "1"), Reversal("3", APR_30, "1")]
    assert refused(QUARTER, twice, APR_30) == "reversed-twice"
    assert refused(QUARTER, [payment := Payment("1", FEB_29, D("1.00")), payment], APR_30) == "id-twice"


def test_states_after_each_event() -> None:
    events = [
        Reversal("3", APR_30, "1"),
        Payment("2", MAR_31, D("408.03")),
        Payment("1", FEB_29, D("408.03")),
    ]
    after = states(QUARTER, events)
    assert [one.event.id for one in after] == ["1", "2", "3"]
    assert [one.state.outstanding.principal for one in after] == [D("803.97"), D("403.98"), D("803.97")]
    assert states(QUARTER, []) == ()


def test_an_overpayment_and_its_refund() -> None:
    events = [Payment("1", FEB_29, D("1300.00")), Refund("2", MAR_31, D("75.92"))]
    assert fold(QUARTER, events, FEB_29).overpaid == D("75.92")
    assert fold(QUARTER, events, MAR_31).overpaid == D("0.00")
    assert refused(QUARTER, [Refund("2", MAR_31, D("0.01"))], MAR_31) == "refund-too-large"


def test_an_excess_that_stays() -> None:
    state = fold(QUARTER, [Payment("1", FEB_29, D("500.00"), excess=Excess.OVERPAYMENT)], FEB_29)
    assert (state.overpaid, state.in_advance, state.outstanding.principal) == (
        D("91.97"),
        D("0.00"),
        D("803.97"),
    )


@pytest.mark.parametrize(
    ("excess", "rows"),
    [
        (Excess.NEXT, {2: "100.00"}),
        (Excess.LAST, {3: "100.00"}),
        (Excess.NEXT_LAST, {2: "100.00"}),
        (Excess.SPREAD, {2: "50.00", 3: "50.00"}),
    ],
)
def test_an_excess_paid_ahead_keeps_the_planned_interest(excess: Excess, rows: dict[int, str]) -> None:
    state = fold(QUARTER, [Payment("1", FEB_29, D("508.03"), excess=excess)], FEB_29)
    ahead = {row.number: str(row.in_advance) for row in state.rows if row.in_advance}
    assert (ahead, state.in_advance) == (rows, D("100.00"))
    assert state.outstanding == Parts(D("1200.00") - state.paid.principal, D("24.08") - state.paid.interest)


def test_daily_balances_with_fixed_principal_parts() -> None:
    # 1,200 in three parts of 400.00; 400.00 paid ahead on 15 February save 400 x 1 % x 14 / 29 = 1.93 of 12.00.
    terms = LoanTerms(
        principal=D("1200.00"),
        rate_yearly=D("0.12"),
        instalments=3,
        paid_out_on=JAN_31,
        method=Method.EQUAL_PRINCIPAL,
    )
    payment = Payment("1", date(2024, 2, 15), D("400.00"), advance=(PRINCIPAL,))
    assert lines(fold(terms, [payment], FEB_29, PROGRESSIVE)) == [
        "1 29.02.24 400.00 10.07 0.00 0.00 | 10.07 | 800.00",
        "2 31.03.24 400.00 8.00 0.00 0.00 | 408.00 | 400.00",
        "3 30.04.24 400.00 4.00 0.00 0.00 | 404.00 | 0.00",
    ]


def test_late_interest_on_top_where_the_principal_part_is_kept() -> None:
    # Nothing is paid: in March the whole 1,200 bears 1 %, in April too; the instalments keep their principal.
    rules = LifeRules(late_interest=LateInterest.BY_DAYS, keeps=Keeps.PRINCIPAL)
    assert lines(fold(QUARTER, [], APR_30, rules)) == [
        "1 29.02.24 396.03 12.00 0.00 0.00 | 408.03 | 803.97",
        "2 31.03.24 399.99 12.00 0.00 0.00 | 411.99 | 403.98",
        "3 30.04.24 403.98 12.00 0.00 0.00 | 415.98 | 0.00",
    ]


def test_late_interest_at_period_ends_counts_whole_periods() -> None:
    # 396.03 late from 29 February is paid on 15 March: it bears interest until 31 March, as if unpaid until then.
    rules = LifeRules(late_interest=LateInterest.PERIOD_ENDS, keeps=Keeps.PRINCIPAL)
    payment = Payment("1", date(2024, 3, 15), D("408.03"))
    assert [row.asked.interest for row in fold(QUARTER, [payment], APR_30, rules).rows] == [
        D("12.00"),
        D("12.00"),
        D("8.04"),
    ]


def test_early_principal_at_period_ends_saves_from_the_next_due_day() -> None:
    rules = LifeRules(early_interest=EarlyInterest.PERIOD_ENDS, keeps=Keeps.PRINCIPAL)
    payment = Payment("1", date(2024, 2, 15), D("808.03"), advance=(PRINCIPAL,))
    assert [row.asked.interest for row in fold(QUARTER, [payment], MAR_31, rules).rows] == [
        D("12.00"),
        D("3.92"),  # 1,200 - 808.03 = 391.97 at 1 %
        D("3.92"),  # of the 403.98 of the last part 12.01 are paid ahead: 391.97 again
    ]


def test_late_principal_bears_interest_after_the_last_due_day() -> None:
    # The whole 1,200.00 is late from 30 April: 12.00 for each month more, 12.00 x 15 / 31 = 5.81 until 15 May.
    rules = LifeRules(late_interest=LateInterest.BY_DAYS, keeps=Keeps.PRINCIPAL)
    assert fold(QUARTER, [], date(2024, 5, 15), rules).outstanding.interest == D("41.81")
    assert fold(QUARTER, [], date(2024, 6, 30), rules).outstanding.interest == D("60.00")
    at_ends = LifeRules(late_interest=LateInterest.PERIOD_ENDS, keeps=Keeps.PRINCIPAL)
    payment = Payment("1", date(2024, 5, 10), D("700.00"), overdue=(PRINCIPAL, INTEREST, FEE, PENALTY))
    # Of 700.00 on 10 May 12.00 pay interest: 512.00 are late in June, and 36.00 + 12.00 - 12.00 + 5.12 are asked.
    assert fold(QUARTER, [payment], date(2024, 5, 31), at_ends).outstanding.interest == D("36.00")
    assert fold(QUARTER, [payment], date(2024, 6, 30), at_ends).outstanding.interest == D("41.12")


def test_interest_by_days_compounded_and_by_whole_periods() -> None:
    # Effective 12 %: a month bears 1,200 x (1.12 ^ (1 / 12) - 1) = 11.39,
    # 15 of its 29 days 1,200 x (1.12 ^ (15 / 29 / 12) - 1) = 5.88.
    effective = LoanTerms(
        principal=D("1200.00"),
        rate_yearly=D("0.12"),
        instalments=3,
        paid_out_on=JAN_31,
        rate_kind=RateKind.EFFECTIVE,
    )
    assert fold(effective, [], date(2024, 2, 15)).accrued == D("5.88")
    assert fold(effective, [], FEB_29, PROGRESSIVE).due.interest == D("11.39")
    # A rate of 1 % a period, and periods that count whole: 500.00 paid inside save its interest of the whole period.
    whole = LoanTerms(
        principal=D("1200.00"),
        rate_yearly=D("0.01"),
        instalments=3,
        paid_out_on=JAN_31,
        rate_kind=RateKind.PER_PERIOD,
        part_of_period=PartOfPeriod.WHOLE,
    )
    payment = Payment("1", date(2024, 2, 15), D("200.00"), advance=(PRINCIPAL,))
    assert fold(whole, [payment], FEB_29, PROGRESSIVE).rows[0].asked.interest == D("10.00")


def test_a_rate_changed_inside_a_period_that_counts_whole() -> None:
    # 500 for one month, 12 % from the second day on: the whole month counts at 12 %, drawn up or lived day by day.
    terms = LoanTerms(
        principal=D("500.00"),
        rate_yearly=D("0.06"),
        rate_changes=(RateChange(date(2024, 2, 1), D("0.12")),),
        paid_out_on=JAN_31,
        instalments=1,
        part_of_period=PartOfPeriod.WHOLE,
    )
    for rules in (LifeRules(), PROGRESSIVE):
        assert fold(terms, [], FEB_29, rules).due == Parts(D("500.00"), D("5.00"))


def test_what_is_drawn_is_paid_ahead_while_a_tranche_is_to_come() -> None:
    # The only instalment is not closed by the 300.00 paid on the first day: the second tranche comes into it.
    terms = LoanTerms(
        principal=D("500.00"),
        rate_yearly=D("0.12"),
        tranches=(Tranche(JAN_31, D("300.00")), Tranche(date(2024, 2, 1), D("200.00"))),
        paid_out_on=JAN_31,
        instalments=1,
    )
    state = fold(terms, [Payment("1", JAN_31, D("300.00"))], FEB_29, PROGRESSIVE)
    # 200.00 bear 28 of 29 days: 1.93.
    assert state.due == Parts(D("200.00"), D("1.93"))


def test_no_interest_in_the_first_periods() -> None:
    terms = LoanTerms(
        principal=D("1200.00"), rate_yearly=D("0.12"), instalments=3, paid_out_on=JAN_31, interest_free=1
    )
    assert fold(terms, [], date(2024, 2, 15)).accrued == D("0.00")
    assert fold(terms, [], FEB_29, PROGRESSIVE).due.interest == D("0.00")


def test_flat_interest_accrues_day_by_day() -> None:
    terms = LoanTerms(
        principal=D("1200.00"), rate_yearly=D("0.12"), instalments=3, paid_out_on=JAN_31, method=Method.FLAT
    )
    assert fold(terms, [], date(2024, 2, 15)).accrued == D("6.21")  # 12.00 x 15 / 29


@pytest.mark.parametrize(
    ("unpaid", "accrued", "second"),
    [
        (UnpaidInterest.DEFERRED, "12.00", "396.03 24.00"),  # on top of the instalment
        (UnpaidInterest.INCLUDED, "12.00", "396.03 24.00"),
        (UnpaidInterest.SPREAD, "12.00", "396.03 16.00"),
        (UnpaidInterest.CAPITALISED, "0.00", "399.99 12.12"),  # 1,212.00 bear 12.12
        (UnpaidInterest.FORGIVEN, "0.00", "396.03 12.00"),
    ],
)
@pytest.mark.parametrize("rules", [LifeRules(), PROGRESSIVE])
def test_interest_of_a_moratorium_waits(
    unpaid: UnpaidInterest, accrued: str, second: str, rules: LifeRules
) -> None:
    terms = LoanTerms(
        principal=D("1200.00"),
        rate_yearly=D("0.12"),
        instalments=4,
        paid_out_on=JAN_31,
        moratorium=1,
        moratorium_interest=unpaid,
    )
    assert fold(terms, [], FEB_29, rules).accrued == D(accrued)
    state = fold(terms, [], MAR_31, rules)
    assert state.due.total == state.rows[1].asked.total
    if unpaid is not UnpaidInterest.INCLUDED:
        assert f"{state.rows[1].asked.principal} {state.rows[1].asked.interest}" == second
    else:
        assert state.rows[1].asked.total == state.rows[2].asked.total
    later = fold(terms, [Payment("1", MAR_31, state.due.total)], APR_30, rules)
    if unpaid is UnpaidInterest.SPREAD:
        assert later.rows[2].asked.interest == D("12.04")
    assert fold(terms, [], date(2024, 6, 30), LifeRules()).outstanding.principal in (
        D("1200.00"),
        D("1212.00"),
    )


def test_a_rate_changed_with_the_instalment_kept() -> None:
    terms = LoanTerms(
        principal=D("1200.00"),
        rate_yearly=D("0.12"),
        instalments=3,
        paid_out_on=JAN_31,
        after_change=AfterChange.KEEP,
    )
    state = fold(terms, [RateChanged("1", FEB_29, D("0.06"))], FEB_29)
    assert [row.asked.total for row in state.rows] == [D("408.03"), D("408.03"), D("401.96")]
    # The same where the loan has left its plan: nothing was paid, March bears interest on all.
    late = fold(terms, [RateChanged("1", MAR_31, D("0.06"))], MAR_31, PROGRESSIVE)
    assert [row.asked.total for row in late.rows[:2]] == [D("408.03"), D("408.03")]
    assert late.rows[2].asked.interest == D("2.04")


def test_a_rate_changed_where_the_loan_has_left_its_plan() -> None:
    events = [Payment("1", date(2024, 2, 15), D("500.00")), RateChanged("2", MAR_31, D("0.06"))]
    state = fold(QUARTER, events, MAR_31, PROGRESSIVE)
    assert state.rows[-1].closing == D("0.00")
    assert state.rate_yearly == D("0.06")
    assert fold(QUARTER, [RateChanged("1", JAN_31, D("0.06"))], JAN_31).rate_yearly == D("0.06")


def test_a_rate_changed_after_the_end_counts_for_late_principal() -> None:
    rules = LifeRules(late_interest=LateInterest.BY_DAYS, keeps=Keeps.PRINCIPAL)
    state = fold(QUARTER, [RateChanged("1", APR_30, D("0.24"))], date(2024, 5, 31), rules)
    assert state.outstanding.interest == D("60.00")  # 36.00 until 30 April, 24.00 for May


def test_actual_days_do_not_lose_a_half_cent() -> None:
    terms = LoanTerms(
        principal=D("1200.00"),
        rate_yearly=D("0.12"),
        instalments=3,
        paid_out_on=JAN_31,
        day_count=DayCount.ACTUAL_365,
    )
    # 29 days of 1,200 at 12 %: 11.4411 in one piece or in two.
    waived = Waiver("1", date(2024, 2, 10), D("1.00"), INTEREST)
    assert fold(terms, [waived], FEB_29, PROGRESSIVE).rows[0].asked.interest == D("11.44")

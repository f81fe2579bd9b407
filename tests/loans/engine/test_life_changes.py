"""What changes the schedule of a living loan: principal repaid early, other days, other terms."""

from datetime import date

import pytest

from loans.engine.conventions import AfterChange, BusinessDayRule, DayCount, Method, UnpaidInterest
from loans.engine.events import (
    Arrears,
    DueDayMoved,
    EarlyRepayment,
    Event,
    Holiday,
    HolidayInterest,
    NewTerms,
    Payment,
    Payout,
    RateChanged,
    TermExtended,
    WriteOff,
)
from loans.engine.life import Parts, fold, states
from loans.engine.rules import Component, Excess, LateInterest, LifeRules
from loans.engine.terms import (
    BusinessDays,
    Fee,
    Frequency,
    GivenInstalment,
    Growth,
    LoanTerms,
    PeriodUnit,
    RateChange,
    Tranche,
)
from tests.loans.engine.lives import (
    APR_30,
    FEB_29,
    FIRST,
    JAN_31,
    MAR_31,
    PROGRESSIVE,
    QUARTER,
    YEAR,
    D,
    equal,
    lines,
    refused,
    totals,
)


def test_a_due_day_moved_alone_and_with_the_later_ones() -> None:
    alone = fold(YEAR, [FIRST, DueDayMoved("m", FEB_29, 3, date(2024, 5, 15), later_too=False)], FEB_29)
    assert [f"{row.due_on:%d.%m}" for row in alone.rows[1:5]] == ["31.03", "15.05", "31.05", "30.06"]
    assert totals(alone, 1, 11) == ["851.50"] * 11
    later = fold(YEAR, [FIRST, DueDayMoved("m", FEB_29, 3, date(2024, 5, 15))], FEB_29)
    assert [f"{row.due_on:%d.%m}" for row in later.rows[1:5]] == ["31.03", "15.05", "15.06", "15.07"]
    twice = [
        FIRST,
        DueDayMoved("m", FEB_29, 3, date(2024, 5, 15)),
        DueDayMoved("n", MAR_31, 4, date(2024, 6, 20)),
    ]
    assert [f"{row.due_on:%d.%m}" for row in fold(YEAR, twice, MAR_31).rows[2:5]] == [
        "15.05",
        "20.06",
        "20.07",
    ]
    reduced = [*twice, Payment("p", date(2024, 5, 15), D("3000.00"), excess=Excess.REDUCE)]
    state = fold(YEAR, reduced, date(2024, 5, 15))
    assert [f"{row.due_on:%d.%m}" for row in state.rows if row.number][3:5] == ["20.06", "20.07"]


def test_what_cannot_be_moved() -> None:
    down = equal(down_payment_share=D("0.25"))
    assert refused(down, [DueDayMoved("m", JAN_31, 1, FEB_29)], JAN_31) == "no-period"
    assert refused(YEAR, [DueDayMoved("m", FEB_29, 2, FEB_29)], FEB_29) == "moved-back"
    assert refused(YEAR, [DueDayMoved("m", FEB_29, 13, APR_30)], FEB_29) == "instalment-unknown"


def test_a_longer_term() -> None:
    state = fold(YEAR, [FIRST, TermExtended("t", FEB_29, 12)], FEB_29)
    fresh = LoanTerms(
        principal=D("9181.83"), rate_yearly=D("0.04"), instalments=23, paid_out_on=FEB_29, day_of_month=31
    )
    assert totals(state, 2) == totals(fold(fresh, [], FEB_29))
    given = equal(method=Method.GIVEN_INSTALMENT, instalment=D("220.00"), instalments=None)
    assert refused(given, [TermExtended("t", FEB_29, 12)], FEB_29) == "term-follows"
    by_hand = equal(instalments=None, method=Method.BY_HAND, by_hand=(GivenInstalment(),) * 3)
    assert refused(by_hand, [TermExtended("t", FEB_29, 12)], FEB_29) == "term-follows"
    assert refused(YEAR, [TermExtended("t", date(2025, 2, 1), 1)], date(2025, 2, 1)) == "after-end"


def test_a_longer_term_or_a_holiday_after_a_due_day_was_moved() -> None:
    moved = DueDayMoved("m", FEB_29, 2, date(2024, 4, 5))
    first = Payment("p", FEB_29, D("207.06"))
    longer = fold(equal(), [first, moved, TermExtended("t", FEB_29, 3)], FEB_29)
    assert totals(longer, 2) == ["131.56"] * 7 + ["131.55"]
    assert [f"{row.due_on:%d.%m}" for row in longer.rows[-4:]] == ["05.08", "05.09", "05.10", "05.11"]
    # 1,004.94 for a month and 5 of the 31 days of March: 11.78; two rows of interest only, then 207.06 as before.
    resting = fold(equal(), [first, moved, Holiday("x", FEB_29, 2)], FEB_29)
    assert totals(resting, 2) == ["11.78", "10.05"] + ["207.06"] * 4 + ["207.05"]
    # Due days on the ends of months stay there: 30 April, 31 May, 30 June, 31 July and so on.
    alone = DueDayMoved("m", FEB_29, 2, date(2024, 4, 5), later_too=False)
    ends = fold(equal(instalments=5), [first, alone, TermExtended("t", FEB_29, 2)], FEB_29)
    assert [f"{row.due_on:%d.%m}" for row in ends.rows[1:]] == [
        "05.04", "30.04", "31.05", "30.06", "31.07", "31.08"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("interest", "second", "fourth", "closing"),
    [
        (HolidayInterest.PAID, "30.61", "851.50", "9181.83"),
        (HolidayInterest.DEFERRED, "0.00", "912.72", "9181.83"),
        (HolidayInterest.INCLUDED, "0.00", "857.16", "9181.83"),
        (HolidayInterest.SPREAD, "0.00", "857.07", "9181.83"),
        (HolidayInterest.CAPITALISED, "0.00", "857.19", "9243.15"),
        (HolidayInterest.FORGIVEN, "0.00", "851.50", "9181.83"),
    ],
)
def test_a_holiday_of_two_months(interest: HolidayInterest, second: str, fourth: str, closing: str) -> None:
    state = fold(YEAR, [FIRST, Holiday("h", FEB_29, 2, interest)], FEB_29)
    assert len(state.rows) == 14
    assert (str(state.rows[1].asked.total), str(state.rows[3].asked.total)) == (second, fourth)
    assert str(state.rows[2].closing) == closing


def test_a_holiday_inside_the_term() -> None:
    state = fold(YEAR, [FIRST, Holiday("h", FEB_29, 2, longer=False)], FEB_29)
    assert len(state.rows) == 12
    assert state.instalment is not None
    assert state.instalment > D("1000.00")
    assert refused(YEAR, [FIRST, Holiday("h", FEB_29, 11, longer=False)], FEB_29) == "holiday-too-long"


def test_interest_that_waits_is_not_lost_when_the_schedule_changes_again() -> None:
    terms = equal(moratorium=2, moratorium_interest=UnpaidInterest.DEFERRED)
    extended = fold(terms, [TermExtended("t", FEB_29, 1)], FEB_29)
    assert sum((row.asked.interest for row in extended.rows[:3]), D(0)) == D("36.00")
    closed = fold(terms, [EarlyRepayment("e", MAR_31)], MAR_31)
    assert closed.paid.interest == D("24.00")


def test_capitalised_interest_on_late_principal_stays_when_the_rate_changes() -> None:
    # 500 at 12 % over three months, nothing paid: in April all 500 bear 5.00, where 1.70 on 169.98 was planned.
    late = LifeRules(late_interest=LateInterest.BY_DAYS)
    terms = equal(principal=D("500.00"), instalments=3)
    events = [Holiday("h", MAR_31, 1, HolidayInterest.CAPITALISED), RateChanged("r", APR_30, D("0.06"))]
    state = fold(terms, events, APR_30, late)
    assert [row.capitalised for row in state.rows] == [D("0.00")] * 2 + [D("5.00"), D("0.00")]
    # 169.98 + 5.00 = 174.98, and half a percent of it.
    assert lines(state)[-1] == "4 31.05.24 174.98 0.87 0.00 0.00 | 175.85 | 0.00"


def test_new_terms_from_a_day() -> None:
    late = [Payment("p1", FEB_29, D("800.00"))]
    day = date(2024, 4, 10)
    stay = fold(YEAR, [*late, NewTerms("n", day, 24)], day)
    assert (stay.due.total, len(stay.rows)) == (D("903.00"), 26)
    principal = fold(YEAR, [*late, NewTerms("n", day, 24, arrears=Arrears.PRINCIPAL)], day)
    assert principal.due.total == D("30.61")
    everything = fold(YEAR, [*late, NewTerms("n", day, 24, arrears=Arrears.CAPITALISED)], day)
    assert (everything.due.total, everything.days_late) == (D("0.00"), 0)
    assert everything.outstanding.principal == D("10000.00") - D("766.67") + D("30.61")
    # 10 days of April on 8,360.94 (9.29) and 20 days on 9,263.94 (20.59) go with the first new instalment.
    assert everything.rows[2].asked.interest == D("29.88")


def test_every_part_of_new_terms() -> None:
    day = date(2024, 3, 10)
    new = NewTerms(
        "n",
        day,
        instalments=30,
        rate_yearly=D("0.02"),
        first_due_on=date(2024, 4, 1),
        frequency=Frequency(2, PeriodUnit.WEEKS),
        method=Method.EQUAL_PRINCIPAL,
        interest_only=3,
    )
    state = fold(YEAR, [FIRST, new], day)
    assert [f"{row.due_on:%d.%m}" for row in state.rows[1:4]] == ["01.04", "15.04", "29.04"]
    assert [str(row.asked.principal) for row in state.rows[1:6]] == ["0.00"] * 3 + ["340.07"] * 2
    assert state.rate_yearly == D("0.02")
    given = fold(
        YEAR, [FIRST, NewTerms("n", day, method=Method.GIVEN_INSTALMENT, instalment=D("1000.00"))], day
    )
    assert totals(given, 3, 10) == ["1000.00"] * 8
    closed = [EarlyRepayment("e", FEB_29), NewTerms("n", day, 3)]
    assert refused(YEAR, closed, day) == "nothing-left"


def test_new_terms_after_the_last_due_day_take_up_what_is_late() -> None:
    # 1,200 all unpaid, with interest 12.00 + 8.04 + 4.04 = 24.08; on 10 May, ten days after the end, four months more.
    day = date(2024, 5, 10)
    principal = fold(QUARTER, [NewTerms("n", day, 4, arrears=Arrears.PRINCIPAL)], day)
    # May: 21 of 31 days, 1,200 x 1 % x 21 / 31 = 8.13.
    assert lines(principal) == [
        "1 29.02.24 0.00 12.00 0.00 0.00 | 12.00 | 1200.00",
        "2 31.03.24 0.00 8.04 0.00 0.00 | 8.04 | 1200.00",
        "3 30.04.24 0.00 4.04 0.00 0.00 | 4.04 | 1200.00",
        "4 31.05.24 298.43 8.13 0.00 0.00 | 306.56 | 901.57",
        "5 30.06.24 297.54 9.02 0.00 0.00 | 306.56 | 604.03",
        "6 31.07.24 300.52 6.04 0.00 0.00 | 306.56 | 303.51",
        "7 31.08.24 303.51 3.04 0.00 0.00 | 306.55 | 0.00",
    ]
    assert (principal.due.total, principal.days_late) == (D("24.08"), 71)
    everything = fold(QUARTER, [NewTerms("n", day, 4, arrears=Arrears.CAPITALISED)], day)
    assert (everything.due.total, everything.days_late) == (D("0.00"), 0)
    assert everything.outstanding.principal == D("1224.08")
    # 1,200.00 + 8.13 - 620.00 = 588.13, a month later 594.01.
    given = NewTerms(
        "n", day, method=Method.GIVEN_INSTALMENT, instalment=D("620.00"), arrears=Arrears.PRINCIPAL
    )
    assert totals(fold(QUARTER, [given], day), 4) == ["620.00", "594.01"]
    later = fold(
        QUARTER, [NewTerms("n", day, 1, first_due_on=date(2024, 6, 10), arrears=Arrears.PRINCIPAL)], day
    )
    assert totals(later, 4) == ["1212.00"]
    assert refused(QUARTER, [NewTerms("n", day, 4)], day) == "nothing-left"
    unsaid = NewTerms("n", day, rate_yearly=D("0.02"), arrears=Arrears.PRINCIPAL)
    assert refused(QUARTER, [unsaid], day) == "instalments-missing"


def test_new_terms_for_interest_left_over_by_a_loan_that_was_closed() -> None:
    # All principal is repaid on 10 February, the interest of ten days (4.14) is not: 1,200 x 1 % x 10 / 29.
    advance = (Component.PRINCIPAL,)
    closed = Payment("p", date(2024, 2, 10), D("1200.00"), excess=Excess.REDUCE, advance=advance)
    day = date(2024, 3, 10)
    assert fold(QUARTER, [closed], day).due == Parts(interest=D("4.14"))
    state = fold(QUARTER, [closed, NewTerms("n", day, 2, D(0), arrears=Arrears.CAPITALISED)], day)
    assert totals(state) == ["2.07", "2.07"]
    assert [row.due_on for row in state.rows if row.number] == [MAR_31, APR_30]


def test_new_terms_keep_tranches_and_changes_of_rate_to_come() -> None:
    tranches = (Tranche(JAN_31, D("600.00")), Tranche(date(2024, 4, 15), D("600.00")))
    rates = (RateChange(date(2024, 3, 5), D("0.06")), RateChange(date(2024, 5, 5), D("0.24")))
    terms = equal(tranches=tranches, rate_changes=rates)
    day = date(2024, 3, 10)
    new = fold(terms, [NewTerms("n", day, 8)], day)
    assert sum((row.asked.principal for row in new.rows), D(0)) == D("1200.00")
    assert (new.paid_out, new.rate_yearly) == (D("600.00"), D("0.06"))
    later = fold(terms, [NewTerms("n", day, 8)], date(2024, 6, 1))
    assert (later.paid_out, later.rate_yearly) == (D("1200.00"), D("0.24"))
    other = fold(terms, [NewTerms("n", day, 8, D("0.01"))], date(2024, 6, 1))
    assert other.rate_yearly == D("0.01")


def test_a_payout_and_a_rate_change_after_a_change() -> None:
    events: list[Event] = [
        Payout("a", JAN_31, D("6000.00")),
        Payment("p", FEB_29, D("600.00")),
        TermExtended("t", FEB_29, 2),
        Payout("b", date(2024, 3, 10), D("4000.00")),
        RateChanged("r", date(2024, 3, 20), D("0.05")),
        RateChanged("s", date(2024, 3, 20), D("0.06"), place=1),
    ]
    state = fold(YEAR, events, APR_30)
    assert state.rows[-1].closing == D("0.00")
    assert (state.paid_out, state.rate_yearly) == (D("10000.00"), D("0.06"))
    progressive = fold(YEAR, events, APR_30, PROGRESSIVE)
    assert progressive.rows[-1].closing == D("0.00")


def test_a_payout_after_the_loan_has_left_its_plan() -> None:
    events: list[Event] = [
        Payout("a", JAN_31, D("6000.00")),
        Payment("p", date(2024, 2, 10), D("3000.00")),
        Payout("b", date(2024, 3, 10), D("4000.00")),
    ]
    for after in AfterChange:
        terms = LoanTerms(
            principal=D("10000.00"),
            rate_yearly=D("0.04"),
            instalments=12,
            paid_out_on=JAN_31,
            after_change=after,
        )
        state = fold(terms, events, APR_30, PROGRESSIVE)
        assert (state.rows[-1].closing, state.paid_out) == (D("0.00"), D("10000.00"))


def test_what_is_left_of_rich_terms() -> None:
    rich = LoanTerms(
        principal=D("10000.00"),
        rate_yearly=D("0.04"),
        instalments=12,
        paid_out_on=JAN_31,
        method=Method.GROWING,
        growth=Growth(share=D("0.02"), every=3),
        balloon=D("1000.00"),
        tranches=(Tranche(JAN_31, D("6000.00")), Tranche(date(2024, 5, 10), D("4000.00"))),
        rate_changes=(RateChange(date(2024, 2, 10), D("0.05")), RateChange(date(2024, 8, 10), D("0.06"))),
        fees=(
            Fee(amount=D("2.00")),
            Fee(amount=D("3.00"), numbers=frozenset({2, 5})),
            Fee(amount=D("4.00"), numbers=frozenset({1})),
        ),
        interest_only=3,
        interest_free=1,
    )
    state = fold(rich, [TermExtended("t", date(2024, 3, 10), 2)], date(2024, 3, 10))
    assert [str(row.asked.fee) for row in state.rows[:6]] == ["6.00", "5.00", "2.00", "2.00", "5.00", "2.00"]
    assert [str(row.asked.principal) for row in state.rows[:3]] == ["0.00"] * 3
    assert (len(state.rows), state.rows[-1].closing) == (14, D("0.00"))
    assert state.rows[-1].asked.principal > D("1000.00")
    weekly = equal(frequency=Frequency(2, PeriodUnit.WEEKS), day_count=DayCount.ACTUAL_360)
    found = fold(weekly, [TermExtended("t", date(2024, 2, 20), 1)], date(2024, 2, 20))
    assert [f"{row.due_on:%d.%m}" for row in found.rows[:3]] == ["14.02", "28.02", "13.03"]


def test_a_down_payment_is_due_on_the_day_of_the_payout() -> None:
    terms = equal(down_payment_share=D("0.25"))
    paid = fold(terms, [Payment("p", JAN_31, D("300.00"))], FEB_29, PROGRESSIVE)
    assert (paid.rows[0].due_on, paid.rows[0].unpaid.total, paid.rows[1].asked.interest) == (
        JAN_31,
        D(0),
        D("9.00"),
    )
    late = fold(terms, [], FEB_29, PROGRESSIVE)
    assert late.rows[1].asked.interest == D("12.00")


def test_a_write_off_in_part_draws_up_the_rest() -> None:
    state = fold(YEAR, [FIRST, WriteOff("w", FEB_29, D("1000.00"))], FEB_29)
    assert (state.outstanding.principal, state.instalment) == (D("8181.83"), D("758.76"))


def test_business_days_that_move_the_payment_but_not_the_interest() -> None:
    # 31 March 2024 is a Sunday. Following: due on Monday 1 April, interest to 31 March; paid on 1 April it is in time.
    following = BusinessDays(rule=BusinessDayRule.FOLLOWING, moves_interest=False)
    terms = equal(business_days=following)
    paid = [Payment("p", FEB_29, D("207.06")), Payment("q", date(2024, 4, 1), D("207.06"))]
    state = fold(terms, paid, date(2024, 4, 15), PROGRESSIVE)
    assert (state.rows[1].due_on, state.rows[1].late, state.days_late) == (date(2024, 4, 1), D(0), 0)
    early = [paid[0], Payment("q", date(2024, 3, 31), D("207.06"))]
    assert fold(terms, early, date(2024, 3, 31), PROGRESSIVE).in_advance == D("207.06")
    # Preceding: due on Friday 29 March, before its period ends; what is paid then bears no interest any more.
    preceding = equal(business_days=BusinessDays(rule=BusinessDayRule.PRECEDING, moves_interest=False))
    friday = [
        paid[0],
        Payment("q", date(2024, 3, 29), D("207.06")),
        Payment("r", date(2024, 3, 30), D("1.00")),
    ]
    state = fold(preceding, friday, date(2024, 3, 30), PROGRESSIVE)
    assert (state.rows[1].due_on, state.rows[1].unpaid.total, state.rows[2].paid.total > 0) == (
        date(2024, 3, 29),
        D("0.00"),
        True,
    )


def test_a_down_payment_of_a_later_tranche() -> None:
    tranches = (Tranche(JAN_31, D("800.00")), Tranche(date(2024, 3, 10), D("400.00")))
    terms = equal(down_payment_share=D("0.25"), tranches=tranches)
    state = fold(terms, [Payment("p", JAN_31, D("200.00"))], date(2024, 3, 5), PROGRESSIVE)
    assert [(row.days, row.due_on.day) for row in state.rows[:5]] == [
        (0, 31),
        (29, 29),
        (0, 10),
        (31, 31),
        (30, 30),
    ]
    assert state.accrued == D("0.97")  # 600.00 are late and planned together: 600 x 1 % x 5 / 31
    later = fold(terms, [], date(2024, 3, 10), PROGRESSIVE)
    assert (later.paid_out, later.rows[-1].closing) == (D("1200.00"), D("0.00"))


def test_a_due_day_moved_after_it_came() -> None:
    # Moved on 10 April, the second instalment of 31 March is due on 20 April, as if that had been agreed before.
    events = [FIRST, DueDayMoved("m", date(2024, 4, 10), 2, date(2024, 4, 20), later_too=False)]
    assert fold(YEAR, events, date(2024, 4, 9)).days_late == 9
    state = fold(YEAR, events, date(2024, 4, 10))
    assert (state.days_late, state.next_due_on) == (0, date(2024, 4, 20))
    early = [FIRST, DueDayMoved("m", date(2024, 3, 30), 2, date(2024, 4, 20), later_too=False)]
    assert state.rows == fold(YEAR, early, date(2024, 4, 10)).rows
    after = states(YEAR, events)
    assert after[-1].state == state


def test_a_due_day_of_a_closed_loan_cannot_be_moved() -> None:
    ahead = Payment("p", JAN_31, D("2000.00"))
    moved = DueDayMoved("m", date(2024, 2, 15), 2, APR_30)
    assert refused(YEAR, [ahead, EarlyRepayment("e", date(2024, 2, 10)), moved], FEB_29) == "already-due"

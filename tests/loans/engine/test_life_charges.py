"""Charges, waivers, write-offs and default interest: what a loan asks beside its schedule, and what is given up."""

from datetime import date

from loans.engine.events import (
    Charge,
    Event,
    Payment,
    Recovery,
    TermExtended,
    Waiver,
    WriteOff,
)
from loans.engine.life import Parts, fold
from loans.engine.rules import (
    Component,
    DefaultBase,
    DefaultInterest,
    EarlyInterest,
    Excess,
    LateInterest,
    LifeRules,
)
from tests.loans.engine.lives import (
    APR_30,
    FEB_29,
    FEE,
    FIRST,
    INTEREST,
    JAN_31,
    MAR_31,
    PENALTY,
    QUARTER,
    YEAR,
    D,
    lines,
    refused,
)


def test_charges_belong_to_the_instalment_of_their_due_day() -> None:
    events = [
        Charge("1", date(2024, 2, 10), D("5.00")),
        Charge("2", FEB_29, D("6.00"), PENALTY),
        Charge("3", FEB_29, D("7.00"), FEE, number=3),
        Charge("4", FEB_29, D("8.00"), PENALTY, due_on=date(2024, 5, 5)),
    ]
    assert lines(fold(QUARTER, events, FEB_29)) == [
        "1 29.02.24 396.03 12.00 5.00 6.00 | 419.03 | 803.97",
        "2 31.03.24 399.99 8.04 0.00 0.00 | 408.03 | 403.98",
        "3 30.04.24 403.98 4.04 7.00 0.00 | 415.02 | 0.00",
        "- 05.05.24 0.00 0.00 0.00 8.00 | 8.00 | 0.00",
    ]
    assert refused(QUARTER, [Charge("1", FEB_29, D("5.00"), number=4)], FEB_29) == "instalment-unknown"


def test_charges_after_the_end_are_paid_by_their_age() -> None:
    events: list[Event] = [
        Charge("1", date(2024, 5, 5), D("5.00")),
        Charge("2", date(2024, 5, 1), D("3.00")),
        Payment("3", date(2024, 5, 6), D("1228.08")),
    ]
    state = fold(QUARTER, events, date(2024, 5, 6))
    assert [(row.due_on.day, row.unpaid.total) for row in state.rows if row.number is None] == [
        (1, D("0.00")),
        (5, D("4.00")),
    ]
    again = [*events, Payment("5", date(2024, 5, 7), D("4.50"))]
    assert fold(QUARTER, again, date(2024, 5, 7)).overpaid == D("0.50")
    assert fold(QUARTER, [events[0], Payment("3", APR_30, D("1229.08"))], APR_30).overpaid == D("5.00")
    ahead = [Charge("1", JAN_31, D("5.00"), due_on=date(2024, 5, 5)), Payment("2", FEB_29, D("1229.08"))]
    assert fold(QUARTER, ahead, FEB_29).outstanding.total == D("0.00")


def test_a_charge_on_an_instalment_already_paid_makes_it_due_again() -> None:
    events = [Payment("1", FEB_29, D("408.03")), Charge("2", date(2024, 3, 5), D("5.00"), number=1)]
    state = fold(QUARTER, events, date(2024, 3, 5))
    assert (state.overdue.total, state.days_late) == (D("5.00"), 5)
    assert state.rows[0].paid_on is None


def test_waivers() -> None:
    charge = Charge("1", FEB_29, D("10.00"), PENALTY)
    all_due = fold(QUARTER, [charge, Waiver("2", MAR_31)], MAR_31)
    assert (all_due.waived, all_due.rows[0].waived) == (Parts(penalty=D("10.00")), D("10.00"))
    interest = [Waiver("2", MAR_31, D("22.00"), INTEREST)]
    assert [row.waived for row in fold(QUARTER, interest, MAR_31).rows] == [D("12.00"), D("8.04"), D("1.96")]
    one = [Waiver("2", MAR_31, None, INTEREST, number=2)]
    assert fold(QUARTER, one, MAR_31).waived.interest == D("8.04")
    assert refused(QUARTER, [Waiver("2", MAR_31, D("24.09"), INTEREST)], MAR_31) == "waiver-too-large"
    # Interest waived is not asked again, and what of it is left is paid first.
    paid = fold(QUARTER, [*interest, Payment("3", MAR_31, D("816.06"))], MAR_31)
    assert paid.rows[2].paid == Parts(D("17.96"), D("2.08"))


def test_a_write_off_in_part_and_whole() -> None:
    part = fold(QUARTER, [WriteOff("1", date(2024, 3, 5), D("500.00"))], date(2024, 3, 5))
    assert part.written_off == Parts(D("500.00"))
    assert part.outstanding.principal == D("700.00")
    assert part.rows[0].unpaid == Parts(D("0.00"), D("12.00"))  # 396.03 of it was late, 103.97 not yet due
    whole = [Charge("0", FEB_29, D("5.00")), WriteOff("1", MAR_31)]
    state = fold(QUARTER, whole, MAR_31)
    assert state.outstanding.total == D("0.00")
    assert state.written_off == Parts(D("1200.00"), D("20.04"), D("5.00"))
    assert state.rows[-1].closing == D("0.00")
    exact = fold(QUARTER, [WriteOff("1", FEB_29, D("1200.00"))], FEB_29)
    assert exact.outstanding == Parts(interest=D("12.00"))
    assert refused(QUARTER, [WriteOff("1", FEB_29, D("1200.01"))], FEB_29) == "write-off-too-large"


def test_recoveries() -> None:
    events = [WriteOff("1", MAR_31), Recovery("2", APR_30, D("100.00"))]
    assert fold(QUARTER, events, APR_30).recovered == D("100.00")
    assert refused(QUARTER, [events[1]], APR_30) == "recovery-too-large"


def test_default_interest_on_late_principal() -> None:
    # 396.03 late for 30 days at 10 %, actual/365: 3.26; on 15 April for 46 days, 4.9911, and 399.99 for the 15 days
    # from 31 March, 1.6438: 6.6349 together.
    rules = LifeRules(default=DefaultInterest(rate_yearly=D("0.10")))
    assert fold(QUARTER, [], date(2024, 3, 30), rules).outstanding.penalty == D("3.26")
    state = fold(QUARTER, [], date(2024, 4, 15), rules)
    assert state.due.penalty == D("6.63")
    assert (state.rows[0].number, state.rows[0].due_on) == (None, FEB_29)
    assert state.days_late == 46


def test_default_interest_is_as_old_as_what_bears_it() -> None:
    rules = LifeRules(default=DefaultInterest(rate_yearly=D("0.10")))
    paid = [Payment("1", date(2024, 3, 30), D("411.29")), Payment("2", date(2024, 4, 30), D("816.05"))]
    first = fold(QUARTER, paid, date(2024, 3, 30), rules)
    assert first.overdue.total == D("0.00")
    # 399.99 late from 31 March to 30 April: 3.29 more; the row that asks it is now due with the second instalment.
    second = fold(QUARTER, paid[:1], date(2024, 4, 30), rules)
    assert [(row.due_on, row.unpaid.penalty) for row in second.rows if row.number is None] == [
        (MAR_31, D("3.28"))
    ]
    only_default = fold(
        QUARTER, [*paid, Payment("3", date(2024, 4, 30), D("3.00"))], date(2024, 5, 15), rules
    )
    assert only_default.days_late == 15


def test_default_interest_on_everything_overdue_after_days_of_grace() -> None:
    # 408.03 + 5.00 overdue from 29 February; 10 days of grace: on 10 March nothing, on 11 March 11 days at 7.3 %.
    rules = LifeRules(
        default=DefaultInterest(rate_yearly=D("0.073"), base=DefaultBase.OVERDUE, grace_days=10),
    )
    charge = Charge("1", FEB_29, D("5.00"))
    assert fold(QUARTER, [charge], date(2024, 3, 10), rules).outstanding.penalty == D("0.00")
    assert fold(QUARTER, [charge], date(2024, 3, 11), rules).outstanding.penalty == D("0.91")
    later = [charge, Charge("2", date(2024, 3, 11), D("86.97"), number=1)]
    assert fold(QUARTER, later, date(2024, 3, 21), rules).outstanding.penalty == D(
        "1.91"
    )  # + 500.00 for ten days
    after_end = LifeRules(
        default=rules.default, late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS
    )
    assert fold(QUARTER, [], date(2024, 7, 31), after_end).outstanding.penalty > D("20.00")


def test_default_interest_once_paid_keeps_its_age() -> None:
    # 29 February late until 31 March, then paid with its penalty; the next one is late until 10 April.
    rules = LifeRules(default=DefaultInterest(D("0.10")))
    first = Payment("1", MAR_31, D("411.39"))
    second = Payment("2", date(2024, 4, 10), D("408.03"))
    state = fold(QUARTER, [first, second], date(2024, 4, 12), rules)
    penalties = [row for row in state.rows if row.number is None]
    assert [(row.due_on, row.asked.penalty) for row in penalties] == [(MAR_31, D("4.46"))]
    quiet = fold(QUARTER, [first, Payment("2", MAR_31, D("408.03"))], date(2024, 4, 12), rules)
    assert [row.due_on for row in quiet.rows if row.number is None] == [FEB_29]


def test_default_interest_too_small_to_ask() -> None:
    rules = LifeRules(default=DefaultInterest(rate_yearly=D("0.00001")))
    assert len(fold(QUARTER, [], date(2024, 3, 1), rules).rows) == 3


def test_a_charge_is_paid_from_its_own_due_day_on() -> None:
    # Due on 10 and 20 March, before the instalment of 31 March they belong to: principal ahead comes after them.
    charges = [
        Charge("a", FEB_29, D("10.00"), due_on=date(2024, 3, 10)),
        Charge("b", FEB_29, D("5.00"), Component.PENALTY, due_on=date(2024, 3, 20)),
        Charge("c", FEB_29, D("2.00"), due_on=date(2024, 3, 20)),
    ]
    for changed in ([], [TermExtended("t", date(2024, 3, 5), 1)]):
        payment = Payment("p", date(2024, 3, 15), D("100.00"), excess=Excess.REDUCE)
        state = fold(YEAR, [FIRST, *charges, *changed, payment], date(2024, 3, 15))
        shares = [one.share for one in state.shares if one.id == "p"]
        assert [(share.number, share.component, share.amount) for share in shares] == [
            (2, Component.FEE, D("10.00")),
            (None, Component.PRINCIPAL, D("90.00")),
        ]
        later = Payment("q", date(2024, 3, 20), D("7.00"), excess=Excess.REDUCE)
        state = fold(YEAR, [FIRST, *charges, *changed, payment, later], date(2024, 3, 20))
        assert [one.share[1:] for one in state.shares if one.id == "q"] == [
            (Component.PENALTY, D("5.00")),
            (Component.FEE, D("2.00")),
        ]
    fallen = [*charges, Payment("p", FEB_29, D("10801.50"), excess=Excess.SHORTEN)]
    assert fold(YEAR, fallen, FEB_29).outstanding.total == D("0.00")

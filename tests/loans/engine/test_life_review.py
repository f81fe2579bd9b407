"""What an early reading of a loan's life got wrong: principal still to come, days without end, what is given up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from loans.engine.conventions import BusinessDayRule, DayCount, PeriodUnit, RateKind, UnpaidInterest
from loans.engine.errors import ImpossibleRules
from loans.engine.events import (
    Arrears,
    Charge,
    EarlyRepayment,
    NewTerms,
    Payment,
    Payout,
    Reversal,
    Waiver,
    WriteOff,
)
from loans.engine.life import Parts, fold, states
from loans.engine.rules import (
    Across,
    Component,
    DefaultBase,
    DefaultInterest,
    EarlyInterest,
    Excess,
    LateInterest,
    LifeRules,
)
from loans.engine.schedule import schedule
from loans.engine.settlement import settlement
from loans.engine.terms import BusinessDays, Frequency, LoanTerms, Tranche
from tests.loans.engine.lives import refused

D = Decimal
JAN_31 = date(2025, 1, 31)
LOAN = LoanTerms(principal=D("10000.00"), rate_yearly=D("0.06"), paid_out_on=JAN_31, instalments=12)
DAILY = replace(LOAN, frequency=Frequency(1, PeriodUnit.DAYS))
BY_DAYS = LifeRules(late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS)
LATE = LifeRules(late_interest=LateInterest.BY_DAYS)
ON_ALL = LifeRules(
    late_interest=LateInterest.BY_DAYS,
    default=DefaultInterest(rate_yearly=D("0.10"), base=DefaultBase.OVERDUE),
)


def test_a_tranche_to_come_is_not_outstanding():
    terms = replace(LOAN, tranches=(Tranche(JAN_31, D(6000)), Tranche(date(2025, 12, 1), D(4000))))
    for day, outstanding in ((date(2025, 2, 10), "6000.00"), (date(2025, 12, 1), "10000.00")):
        assert fold(terms, [], day).outstanding.principal == D(outstanding)
        assert settlement(terms, [], day).principal == D(outstanding)


def test_interest_is_outstanding_principal_once_it_is_capitalised():
    terms = replace(LOAN, moratorium=6, moratorium_interest=UnpaidInterest.CAPITALISED)
    days = (JAN_31, date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 31))
    # 10,000.00 x 0.005 = 50.00 on 28 February, 10,050.00 x 0.005 = 50.25 on 31 March.
    assert [str(fold(terms, [], day).outstanding.principal) for day in days] == [
        "10000.00",
        "10000.00",
        "10050.00",
        "10100.25",
    ]


@pytest.mark.parametrize("terms", [LOAN, DAILY], ids=["months", "days"])
@pytest.mark.parametrize("rules", [LATE, ON_ALL], ids=["late", "default"])
def test_a_day_of_the_far_future_is_refused_in_no_time(terms: LoanTerms, rules: LifeRules) -> None:
    assert refused(terms, [], date(9999, 12, 31), rules) == "end-long-ago"


def test_a_hundred_years_after_the_end_late_interest_still_runs():
    # The last of twelve ends on 31 January 2026; 10,000 at 6 % bear 50.00 in each month of the hundred years after it,
    # beside the 327.90 that the schedule asked and what late principal bore in it.
    at_end, later = (fold(LOAN, [], date(year, 1, 31), LATE).outstanding.interest for year in (2026, 2125))
    assert later - at_end == 99 * 12 * D("50.00")


def test_after_the_end_interest_does_not_depend_on_what_cuts_its_days():
    # 30/360 counts a 31st as a 30th, an effective rate bears interest on interest inside a period.
    cents = [Charge(f"c{day}", date(2026, 3, day), D("0.01"), Component.PENALTY) for day in (2, 17, 30)]
    for changes in ({"day_count": DayCount.THIRTY_360}, {"rate_kind": RateKind.EFFECTIVE}):
        terms = replace(LOAN, **changes)
        for day in (date(2026, 3, 31), date(2026, 5, 20)):
            plain, cut = fold(terms, [], day, LATE), fold(terms, cents, day, LATE)
            assert cut.outstanding == plain.outstanding._replace(penalty=D("0.03"))


def test_default_interest_runs_on_interest_of_a_period_that_is_over():
    # One instalment, 10,050.00, due on 28 February 2025. March: 10,000.00 x 0.005 = 50.00 of interest late, and default
    # interest on 10,050.00 for 31 days at 10 %, 85.36. April: on 10,100.00 for 30 days, 83.01: in all 168.37.
    terms = replace(LOAN, instalments=1)
    for day, penalty in ((date(2025, 3, 31), "85.36"), (date(2025, 4, 30), "168.37")):
        assert fold(terms, [], day, ON_ALL).outstanding.penalty == D(penalty)
    # Looking in on 15 March, by a charge that is waived at once, changes nothing.
    middle = date(2025, 3, 15)
    looked = [Charge("c", middle, D("1.00")), Waiver("w", middle, D("1.00"), Component.FEE)]
    assert fold(terms, looked, date(2025, 4, 30), ON_ALL).outstanding.penalty == D("168.37")


def test_interest_of_the_running_period_is_paid_after_older_interest():
    # On 16 March 50.00 of the schedule and 25.81 (16/31 of 50.00) are due as interest. 60.00 pay the 50.00, which bore
    # default interest, and 10.00 that did not yet. Until the 31st 10,000.00 bear it: 10,050 x 16 + 10,000 x 15 days.
    terms = replace(LOAN, instalments=1)
    interest_first = replace(
        ON_ALL,
        across=Across.COMPONENT,
        overdue=(Component.INTEREST, Component.PRINCIPAL, Component.FEE, Component.PENALTY),
    )
    paid = [Payment("p", date(2025, 3, 16), D("60.00"))]
    state = fold(terms, paid, date(2025, 3, 31), interest_first)
    assert state.outstanding == Parts(D("10000.00"), D("40.00"), D("0.00"), D("85.15"))
    # April: on 10,040.00 for 30 days, 82.52.
    assert fold(terms, paid, date(2025, 4, 30), interest_first).outstanding.penalty == D("167.67")


def test_interest_of_the_running_period_joins_new_terms():
    # New terms on 16 March take up the principal and the interest that is late, 75.81: no default interest runs on.
    new = NewTerms("n", date(2025, 3, 16), instalments=2, arrears=Arrears.CAPITALISED)
    terms = replace(LOAN, instalments=1)
    state = fold(terms, [new], date(2025, 3, 31), ON_ALL)
    assert state.outstanding.principal == D("10075.81")
    # 10,050.00 at 10 % for 16 days.
    assert state.outstanding.penalty == D("44.05")


def test_interest_of_the_running_period_stays_late_beside_new_terms():
    # Taking up principal alone leaves 75.81 of interest late: it bears default interest, 44.05 + 75.81 x 15 days: 0.31.
    new = NewTerms("n", date(2025, 3, 16), instalments=2, arrears=Arrears.PRINCIPAL)
    state = fold(replace(LOAN, instalments=1), [new], date(2025, 3, 31), ON_ALL)
    assert (state.overdue.interest, state.outstanding.penalty) == (D("75.81"), D("44.37"))


def test_interest_that_grows_while_the_days_of_grace_run_bears_none_of_their_default_interest():
    # 45 days of grace end on 14 April; on the 15th 10,050.00 bear 46 days, 126.66, and by 30 April 61 days, 167.96.
    # Then the 100.00 of interest of March and April are late too: 10,150.00 bear 31 days more, 86.21: in all 254.16.
    rules = replace(ON_ALL, default=replace(ON_ALL.default, grace_days=45))
    days = (date(2025, 4, 14), date(2025, 4, 15), date(2025, 4, 30), date(2025, 5, 31))
    assert [str(fold(replace(LOAN, instalments=1), [], day, rules).outstanding.penalty) for day in days] == [
        "0.00",
        "126.66",
        "167.96",
        "254.16",
    ]


def test_what_was_paid_ahead_bears_no_default_interest():
    # 860.66 due on 28 February, of which 100.00 came on the 10th: ten days later 760.66 bore 2.08.
    rules = LifeRules(default=DefaultInterest(rate_yearly=D("0.10"), base=DefaultBase.OVERDUE))
    ahead = [Payment("p", date(2025, 2, 10), D("100.00"))]
    due = fold(LOAN, ahead, date(2025, 3, 10), rules).due
    assert (due.principal + due.interest, due.penalty) == (D("760.66"), D("2.08"))


def test_what_counts_by_thirties_counts_no_default_interest():
    for count in (DayCount.THIRTY_360, DayCount.THIRTY_360_US, DayCount.THIRTY_E_360, DayCount.PERIODIC):
        with pytest.raises(ImpossibleRules) as refusal:
            DefaultInterest(day_count=count)
        assert refusal.value.code == "default-by-periods"


def test_a_full_write_off_gives_up_charges_on_later_instalments():
    charges = [
        Charge("c", date(2025, 2, 10), D("7.00"), number=9),
        Charge("d", date(2025, 2, 10), D("5.00"), Component.PENALTY, due_on=date(2027, 1, 1)),
    ]
    repaid = Payment("r", date(2025, 2, 5), D("1000.00"), Excess.REDUCE)
    for amount in (None, D("9000.00")):
        events = [repaid, *charges, WriteOff("w", date(2025, 2, 11), amount)]
        state = fold(LOAN, events, date(2027, 2, 1))
        assert state.outstanding.total == 0
        assert state.written_off == Parts(D("9000.00"), D("0.00"), D("7.00"), D("5.00"))


def test_a_full_write_off_gives_up_an_instalment_that_is_over_and_due_later():
    # 31 May 2025 is a Saturday: the instalment is due on Monday 2 June, its interest runs to the 31st.
    terms = replace(LOAN, business_days=BusinessDays(BusinessDayRule.FOLLOWING, moves_interest=False))
    state = fold(terms, [WriteOff("w", date(2025, 6, 1))], date(2025, 7, 1))
    assert state.outstanding.total == 0
    assert state.written_off.principal == D("10000.00")


def test_a_payout_taken_back_is_not_paid_out_as_planned():
    events = [Payout("p", JAN_31, D("4000.00")), Reversal("r", date(2025, 2, 3), "p")]
    after = fold(LOAN, events, date(2025, 2, 3))
    assert (after.paid_out, after.outstanding) == (D("0.00"), Parts())
    assert [str(one.state.paid_out) for one in states(LOAN, events)] == ["4000.00", "0.00"]
    again = Payout("q", date(2025, 2, 5), D("5000.00"))
    assert fold(LOAN, [*events, again], date(2025, 2, 5)).paid_out == D("5000.00")


def test_a_penalty_as_high_as_the_default_interest_is_a_debt_of_its_own():
    # One instalment of 10,050.00, ten days late: 27.53 at 10 %. All but these are paid; a year later a charge of 27.53
    # is made, and counts its days late, which default interest alone does not.
    rules = LifeRules(
        default=DefaultInterest(rate_yearly=D("0.10"), base=DefaultBase.OVERDUE), across=Across.COMPONENT
    )
    order = (Component.INTEREST, Component.PRINCIPAL, Component.FEE, Component.PENALTY)
    pays = Payment("p", date(2025, 3, 10), D("10050.00"), overdue=order)
    charge = Charge("c", date(2026, 2, 2), D("27.53"), Component.PENALTY)
    for events, due, oldest in (([pays], "27.53", None), ([pays, charge], "55.06", charge.on)):
        late = fold(replace(LOAN, instalments=1), events, date(2026, 2, 10), rules)
        assert (late.due, late.oldest_unpaid_due_on) == (Parts(penalty=D(due)), oldest)


def test_a_day_more_is_the_difference_of_two_totals():
    # Effective interest rounds its cents over the whole period: the days after 10 and 11 February add other cents.
    terms = replace(LOAN, rate_kind=RateKind.EFFECTIVE, principal=D("1000.00"))
    for day in range(1, 27):
        today, tomorrow = (settlement(terms, [], date(2025, 2, one)) for one in (day, day + 1))
        assert today.per_day == tomorrow.total - today.total


def test_a_day_more_leaves_out_what_falls_due_or_is_paid_out():
    terms = replace(LOAN, tranches=(Tranche(JAN_31, D(6000)), Tranche(date(2025, 2, 11), D(4000))))
    # 6,000 x 0.06 / 12 x 11/28 = 11.79 after 11 nights, 10.71 after ten, whatever is paid out in the morning.
    assert settlement(terms, [], date(2025, 2, 10)).per_day == D("1.08")


@pytest.mark.parametrize("rule", [BusinessDayRule.FOLLOWING, BusinessDayRule.PRECEDING])
@pytest.mark.parametrize("rules", [LifeRules(), BY_DAYS], ids=["planned", "by-days"])
def test_a_moved_due_day_is_settled_once(rule: BusinessDayRule, rules: LifeRules) -> None:
    # Interest runs to the day agreed, the instalment is due some days before or after: in between it is neither
    # forgotten nor asked twice, on any day of the loan.
    terms = replace(LOAN, business_days=BusinessDays(rule, moves_interest=False))
    for days in range(366):
        on = terms.paid_out_on + timedelta(days=days)
        paid = [
            Payment(f"p{row.number}", row.due_on, row.total)
            for row in schedule(terms).rows
            if row.due_on < on and row.number <= 6
        ]
        asked = settlement(terms, paid, on, rules)
        assert asked.principal == fold(terms, paid, on, rules).outstanding.principal
        closed = fold(terms, [*paid, EarlyRepayment("all", on)], on, rules)
        assert (closed.outstanding.total, closed.overpaid) == (D(0), D(0))

"""How a loan becomes the flows of its annual percentage rate: the rules of time, fees, tranches, odd days."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from loans.engine.apr import (
    DatedFlow,
    Flow,
    TimeRule,
    apr,
    dated_flows,
    loan_flows,
    time_rule,
    years_between,
)
from loans.engine.conventions import BusinessDayRule, FeeTime, Method, PeriodUnit
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import places
from loans.engine.schedule import schedule
from loans.engine.terms import BusinessDays, Fee, Frequency, LoanTerms, Tranche
from tests.loans.engine.loans import yearly

D = Decimal
day = date.fromisoformat


# The examples of the Commission's guidelines on the APR, SWD(2012) 128, annex 1, as the tests of curo (Dart and Python,
# test/daycount/eu_2008_48_ec_test) quote them, and those which these tests add for the ends of months.
MONTHS = [
    ("2019-01-12", "2020-01-12", "1"),
    ("2012-01-12", "2012-02-15", "1/12 + 3/365"),
    ("2012-01-12", "2012-03-15", "2/12 + 3/365"),
    ("2012-01-12", "2012-04-15", "3/12 + 3/365"),
    ("2013-01-12", "2013-02-15", "1/12 + 3/366"),
    ("2013-01-12", "2013-03-15", "2/12 + 3/366"),
    ("2013-01-12", "2013-04-15", "3/12 + 3/366"),
    ("2013-02-25", "2013-03-28", "1/12 + 3/366"),
    ("2013-02-26", "2013-03-29", "1/12 + 2/366"),
    ("2012-02-26", "2012-03-29", "1/12 + 3/366"),
    ("2012-02-26", "2012-02-26", "0"),
    ("2024-12-31", "2025-02-28", "2/12"),
    ("2024-02-28", "2024-03-31", "1/12 + 1/366"),
    ("2024-02-29", "2024-03-31", "1/12"),
    ("2024-01-31", "2024-02-29", "1/12"),
    ("2024-01-31", "2025-02-28", "1 + 1/12"),
    ("2024-02-29", "2025-03-31", "1 + 1/12"),
    ("2024-02-28", "2025-02-27", "11/12 + 28/366"),
    ("2024-02-29", "2025-02-28", "1"),
    ("2025-01-10", "2025-02-15", "1/12 + 5/366"),  # 10 to 15 January 2025, a year with a 29 February
    ("2024-01-10", "2024-03-31", "2/12 + 21/365"),  # back to 31 January 2024
    ("2024-02-20", "2024-03-05", "14/366"),  # the year until 5 March 2024 has its 29 February
]
DAYS = [
    ("2012-01-12", "2012-02-15", "34/365"),
    ("2012-01-12", "2013-02-15", "1 + 34/365"),
    ("2012-01-12", "2014-02-15", "2 + 34/365"),
    ("2020-01-01", "2021-03-15", "1 + 74/366"),
    ("2020-01-01", "2020-01-01", "0"),
    ("2024-02-27", "2025-02-28", "1 + 1/365"),
    ("2024-02-29", "2025-03-31", "1 + 31/366"),
    ("2024-02-28", "2025-02-27", "365/366"),
    ("2024-02-28", "2025-02-28", "1"),
    ("2024-02-29", "2025-02-28", "1"),
    ("2023-02-28", "2024-02-28", "1"),
    ("2023-02-28", "2024-02-29", "1"),
]
WEEKS = [
    ("2012-01-12", "2012-01-26", "2/52"),
    ("2012-01-12", "2013-01-10", "1"),
    ("2012-01-12", "2012-01-30", "2/52 + 4/365"),
    ("2012-01-12", "2013-01-12", "1 + 2/365"),
    ("2012-01-12", "2012-01-12", "0"),
]
DAYS_365 = [("1994-01-01", "1995-07-01", "546/365"), ("2024-01-01", "2025-01-01", "366/365")]
TIMES = [
    (rule, *case)
    for rule, cases in (
        (TimeRule.MONTHS, MONTHS),
        (TimeRule.DAYS, DAYS),
        (TimeRule.WEEKS, WEEKS),
        (TimeRule.DAYS_365, DAYS_365),
    )
    for case in cases
]


@pytest.mark.parametrize(("rule", "start", "end", "years"), TIMES)
def test_the_rules_of_time(rule: TimeRule, start: str, end: str, years: str) -> None:
    assert years_between(day(start), day(end), rule) == sum(map(Fraction, years.split(" + ")))


def test_years_between_refuses_to_run_backwards() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        years_between(date(2025, 1, 2), date(2025, 1, 1))
    assert refusal.value.code == "days-reversed"


def test_flows_on_days_are_counted_from_the_first_drawdown() -> None:
    # The first two examples of the directive on their days; the fee of the second paid a month before the loan.
    on = [DatedFlow(day("1995-07-01"), D("-1200")), DatedFlow(day("1994-01-01"), D("1000"))]
    assert places(yearly(apr(dated_flows(on, TimeRule.DAYS_365))) * 100, 2) == D("12.96")
    fee = DatedFlow(day("1993-12-01"), D("-50"))
    flows = dated_flows([*on, fee])
    assert flows == (
        Flow(Fraction(-1, 12), D("-50")),
        Flow(Fraction(0), D("1000")),
        Flow(Fraction(18, 12), D("-1200")),
    )
    # Two changes of sign, and only one rate above -99 %. The later the fee is paid, the less it costs.
    assert yearly(apr(flows)) > yearly(apr(dated_flows([*on, fee._replace(on=day("1994-01-01"))])))


@pytest.mark.parametrize(
    ("rule", "repaid", "percent"),
    [
        (TimeRule.DAYS_365, "2012-10-15 510", "324.436"),
        # The year that ends on 15 October 2012 has 366 days: 1.02 ^ (366/5) by the directive's rule of odd days.
        (TimeRule.MONTHS, "2012-10-15 510", "326.121"),
        (TimeRule.DAYS_365, "2012-11-10 270, 2012-12-10 270", "84.63"),
        # One and two equal months: with v = (1 + X)^(-1/12), v + v^2 = 500 / 270, so X = 85.585 %.
        (TimeRule.MONTHS, "2012-11-10 270, 2012-12-10 270", "85.585"),
    ],
)
def test_the_quirky_loans_of_fsharp_finance_personal(rule: TimeRule, repaid: str, percent: str) -> None:
    # AprEuropeanUnionTests.fs, module Quirky: 500 drawn on 10 October 2012; it divides days by 365 in every year.
    pairs = [one.split() for one in repaid.split(",")]
    flows = [DatedFlow(day("2012-10-10"), D("500")), *(DatedFlow(day(on), -D(paid)) for on, paid in pairs)]
    found = yearly(apr(dated_flows(flows, rule))) * 100
    assert places(found, len(percent.split(".")[1])) == D(percent)


def test_flows_without_a_drawdown_are_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        dated_flows([DatedFlow(day("2025-01-01"), D("-1.00"))])
    assert refusal.value.code == "no-drawdown"


LOAN = LoanTerms(
    principal=D("10000.00"), rate_yearly=D("0.04"), instalments=36, paid_out_on=day("2012-01-31")
)


def times_of(terms: LoanTerms) -> list[Fraction]:
    record = schedule(terms)
    return [flow.years for flow in loan_flows(terms, record)[len(record.payouts) :]]


@pytest.mark.parametrize("withheld", [True, False])
def test_the_flows_of_a_loan_with_a_fee(withheld: bool) -> None:
    fee = Fee(amount=D("100.00"), time=FeeTime.UPFRONT, withheld=withheld)
    terms = replace(LOAN, fees=(fee,))
    flows = loan_flows(terms, schedule(terms))
    assert flows[0] == Flow(Fraction(0), D("9900.00"))
    assert flows[1] == Flow(Fraction(1, 12), D("-295.24"))
    assert flows[36].years == 3
    assert places(yearly(apr(flows)) * 100, 1) == D("4.8")  # D2, but with its true last instalment


def test_fees_of_instalments_are_part_of_the_flows() -> None:
    terms = replace(LOAN, fees=(Fee(amount=D("2.00")),))
    assert loan_flows(terms, schedule(terms))[1] == Flow(Fraction(1, 12), D("-297.24"))


def test_costs_beside_the_loan_raise_the_rate() -> None:
    record = schedule(LOAN)
    insurance = [DatedFlow(day("2012-01-31"), D("-40.00")), DatedFlow(day("2013-01-31"), D("-40.00"))]
    flows = loan_flows(LOAN, record, beside=insurance)
    assert flows[-2:] == (Flow(Fraction(0), D("-40.00")), Flow(Fraction(1), D("-40.00")))
    assert yearly(apr(flows)) > yearly(apr(loan_flows(LOAN, record)))


def test_tranches_are_drawn_at_their_times() -> None:
    tranches = (Tranche(day("2012-01-31"), D("6000.00")), Tranche(day("2012-03-15"), D("4000.00")))
    terms = replace(LOAN, tranches=tranches)
    flows = loan_flows(terms, schedule(terms))
    # From 15 March one month back to 15 February, then 15 days to 31 January in a year without a 29 February
    assert flows[:2] == (
        Flow(Fraction(0), D("6000.00")),
        Flow(Fraction(1, 12) + Fraction(15, 365), D("4000.00")),
    )
    assert D("0.04") < yearly(apr(flows)) < D("0.042")


def test_an_irregular_first_period_is_counted_from_the_payout() -> None:
    terms = replace(LOAN, paid_out_on=day("2025-01-10"), first_due_on=day("2025-02-15"))
    times = times_of(terms)
    assert times[0] == Fraction(1, 12) + Fraction(5, 366)
    assert times[1] - times[0] == Fraction(1, 12)


def test_a_short_month_has_no_odd_days() -> None:
    # Due on the 31st: 28 February and 30 April are whole months after 31 January.
    terms = replace(LOAN, paid_out_on=day("2025-01-10"), first_due_on=day("2025-01-31"), day_of_month=31)
    times = times_of(terms)
    assert times[0] == Fraction(21, 366)
    assert [later - times[0] for later in times[1:4]] == [Fraction(1, 12), Fraction(2, 12), Fraction(3, 12)]


def test_quarters_and_a_year_of_months() -> None:
    terms = replace(LOAN, instalments=4, frequency=Frequency(3))
    assert times_of(terms) == [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)]


def test_weeks_are_fifty_seconds_of_a_year() -> None:
    terms = replace(LOAN, instalments=52, frequency=Frequency(1, PeriodUnit.WEEKS))
    assert time_rule(terms) is TimeRule.WEEKS
    assert times_of(terms) == [Fraction(week, 52) for week in range(1, 53)]
    # Without a fee the rate is that of the nominal rate compounded 52 times, up to the cents of the instalments.
    assert places(yearly(apr(loan_flows(terms, schedule(terms)))), 4) == places(
        (1 + D("0.04") / 52) ** 52 - 1, 4
    )


def test_days_are_counted_over_the_days_of_their_year() -> None:
    terms = replace(
        LOAN, paid_out_on=day("2025-01-31"), instalments=13, frequency=Frequency(30, PeriodUnit.DAYS)
    )
    times = times_of(terms)
    assert times[0] == Fraction(30, 365)  # the year until 2 March 2025 has no 29 February
    assert times[12] == 1 + Fraction(25, 366)  # the one until 25 February 2025 has one


def test_another_rule_of_time_may_be_asked() -> None:
    flows = loan_flows(LOAN, schedule(LOAN), rule=TimeRule.DAYS_365)
    assert flows[1].years == Fraction(29, 365)


def test_a_due_day_moved_off_a_holiday_is_counted_as_it_falls() -> None:
    # 31 March 2012 is a Saturday: paid on Monday 2 April, two months and two days after 31 January.
    terms = replace(LOAN, business_days=BusinessDays(BusinessDayRule.FOLLOWING))
    times = times_of(terms)
    assert times[0] == Fraction(1, 12)
    assert (
        times[1] == years_between(LOAN.paid_out_on, day("2012-04-02")) == Fraction(2, 12) + Fraction(2, 365)
    )
    assert times[2] == Fraction(3, 12)


def test_a_down_payment_is_paid_on_the_day_of_the_payout() -> None:
    terms = replace(LOAN, down_payment=D("1000.00"))
    times = times_of(terms)
    assert times[:2] == [Fraction(0), Fraction(1, 12)]


def test_a_loan_repaid_on_its_first_day_alone_has_no_rate() -> None:
    record = schedule(replace(LOAN, instalments=1, method=Method.BULLET))
    only = record._replace(rows=(record.rows[0]._replace(due_on=LOAN.paid_out_on),))
    assert [flow.years for flow in loan_flows(LOAN, only)] == [Fraction(0), Fraction(0)]


def test_first_due_days_that_are_never_regular_are_counted_one_by_one() -> None:
    # Every due day is moved by hand from the 31st: each is counted from the payout.
    record = schedule(replace(LOAN, instalments=2))
    moved = tuple(row._replace(due_on=row.due_on.replace(day=20)) for row in record.rows)
    flows = loan_flows(LOAN, record._replace(rows=moved))
    assert [flow.years for flow in flows[1:]] == [Fraction(20, 365), Fraction(1, 12) + Fraction(20, 365)]

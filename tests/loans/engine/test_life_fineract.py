"""Lives of loans as Apache Fineract publishes them: its end-to-end tests, table by table, line by line.

Source of every table: github.com/apache/fineract (Apache License 2.0), fineract-e2e-tests-runner/src/test/resources/
features/, file and test number with each table. Fineract's progressive loans are loans of daily balances: interest on
what is really outstanding each day, equal instalments that keep their amount, the last one takes the difference.
"""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.conventions import DayCount, PartOfPeriod
from loans.engine.events import Charge, DueDayMoved, Payment, Payout, RateChanged, Reversal
from loans.engine.life import fold
from loans.engine.rules import Component, EarlyInterest, Excess, LateInterest, LifeRules
from loans.engine.terms import Fee, LoanTerms
from tests.loans.engine.life_tables import drawn_up, published

D = Decimal
PENALTY, FEE, INTEREST, PRINCIPAL = Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL
PROGRESSIVE = LifeRules(late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS)
PRINCIPAL_FIRST = (PENALTY, FEE, PRINCIPAL, INTEREST)
FEB_15 = date(2024, 2, 15)

# 360/30, daily recalculation until the closing day, 100 at 7 % over six months from 1 January 2024.
SIX_MONTHS = LoanTerms(
    principal=D("100.00"), rate_yearly=D("0.07"), paid_out_on=date(2024, 1, 1), instalments=6
)
ACTUAL = LoanTerms(
    principal=D("200.00"),
    rate_yearly=D("0.07"),
    paid_out_on=date(2024, 1, 1),
    instalments=6,
    day_count=DayCount.ACTUAL_ACTUAL,
    fees=(Fee(amount=D("10.00")),),
)


def test_paid_ahead_after_a_second_payout_with_a_fee_on_every_instalment() -> None:
    # LoanChargesProgressiveLoan.feature, C3820. Two instalments paid ahead on 3 March ask two days' interest and none;
    # what they would have borne, on the lower balance, goes to the fifth: 82.34 x 7 % x 90 / 366 = 1.417, less the
    # 0.0044 by which 0.03 was rounded up.
    events = (
        Payout("1", date(2024, 1, 1), D("100.00")),
        Payment("2", date(2024, 2, 1), D("27.01")),
        Payment("3", date(2024, 3, 1), D("27.01")),
        Payout("4", date(2024, 3, 3), D("100.00")),
        Payment("5", date(2024, 3, 3), D("104.72")),
    )
    assert drawn_up(fold(ACTUAL, events[:4], date(2024, 3, 3), PROGRESSIVE)) == published("""
        |1|31|01 February 2024|01 February 2024|83.58|16.42|0.59|10.0|0.0|27.01|27.01|0.0|0.0|0.0|
        |2|29|01 March 2024|01 March 2024|67.03|16.55|0.46|10.0|0.0|27.01|27.01|0.0|0.0|0.0|
        |3|31|01 April 2024||125.62|41.41|0.95|10.0|0.0|52.36|0.0|0.0|0.0|52.36|
        |4|30|01 May 2024||83.98|41.64|0.72|10.0|0.0|52.36|0.0|0.0|0.0|52.36|
        |5|31|01 June 2024||42.12|41.86|0.5|10.0|0.0|52.36|0.0|0.0|0.0|52.36|
        |6|30|01 July 2024||0.0|42.12|0.24|10.0|0.0|52.36|0.0|0.0|0.0|52.36|
    """)
    state = fold(ACTUAL, events, date(2024, 3, 3), PROGRESSIVE)
    assert drawn_up(state) == published("""
        |1|31|01 February 2024|01 February 2024|83.58|16.42|0.59|10.0|0.0|27.01|27.01|0.0|0.0|0.0|
        |2|29|01 March 2024|01 March 2024|67.03|16.55|0.46|10.0|0.0|27.01|27.01|0.0|0.0|0.0|
        |3|31|01 April 2024|03 March 2024|124.7|42.33|0.03|10.0|0.0|52.36|52.36|52.36|0.0|0.0|
        |4|30|01 May 2024|03 March 2024|82.34|42.36|0.0|10.0|0.0|52.36|52.36|52.36|0.0|0.0|
        |5|31|01 June 2024||41.39|40.95|1.41|10.0|0.0|52.36|0.0|0.0|0.0|52.36|
        |6|30|01 July 2024||0.0|41.39|0.24|10.0|0.0|51.63|0.0|0.0|0.0|51.63|
    """)
    assert state.outstanding.total == D("103.99")
    last = [share.share for share in state.shares if share.id == "5"]
    assert sum(one.amount for one in last if one.component is PRINCIPAL) == D("84.69")
    assert sum(one.amount for one in last if one.component is INTEREST) == D("0.03")
    assert sum(one.amount for one in last if one.component is FEE) == D("20.00")


@pytest.mark.parametrize(
    ("last_day_of_seven_percent", "table"),
    [
        (
            # LoanInterestRateChange.feature, C3217: "from 2 February". Fineract counts the day named as the first
            # whose end bears the new rate; here the change names the first night, that of 1 February.
            date(2024, 2, 1),
            """
        |1|31|01 February 2024|01 February 2024|83.57|16.43|0.58|0.0|0.0|17.01|17.01|0.0|0.0|0.0|
        |2|29|01 March 2024|01 March 2024|66.97|16.6|0.28|0.0|0.0|16.88|16.88|0.0|0.0|0.0|
        |3|31|01 April 2024||50.31|16.66|0.22|0.0|0.0|16.88|0.13|0.13|0.0|16.75|
        |4|30|01 May 2024||33.6|16.71|0.17|0.0|0.0|16.88|0.0|0.0|0.0|16.88|
        |5|31|01 June 2024||16.83|16.77|0.11|0.0|0.0|16.88|0.0|0.0|0.0|16.88|
        |6|30|01 July 2024||0.0|16.83|0.06|0.0|0.0|16.89|0.0|0.0|0.0|16.89|
            """,
        ),
        (
            # LoanInterestRateChange.feature, C3916: "from 16 February", the night of 15 February.
            date(2024, 2, 15),
            """
        |1|31|01 February 2024|01 February 2024|83.57|16.43|0.58|0.0|0.0|17.01|17.01|0.0|0.0|0.0|
        |2|29|01 March 2024|01 March 2024|67.05|16.52|0.38|0.0|0.0|16.9|16.9|0.0|0.0|0.0|
        |3|31|01 April 2024||50.37|16.68|0.22|0.0|0.0|16.9|0.11|0.11|0.0|16.79|
        |4|30|01 May 2024||33.64|16.73|0.17|0.0|0.0|16.9|0.0|0.0|0.0|16.9|
        |5|31|01 June 2024||16.85|16.79|0.11|0.0|0.0|16.9|0.0|0.0|0.0|16.9|
        |6|30|01 July 2024||0.0|16.85|0.06|0.0|0.0|16.91|0.0|0.0|0.0|16.91|
            """,
        ),
    ],
)
def test_a_change_of_rate_booked_after_the_payments_it_changes(
    last_day_of_seven_percent: date, table: str
) -> None:
    events = (
        Payment("1", date(2024, 2, 1), D("17.01")),
        Payment("2", date(2024, 3, 1), D("17.01")),
        RateChanged("3", last_day_of_seven_percent, D("0.04")),
    )
    assert drawn_up(fold(SIX_MONTHS, events, date(2024, 4, 1), PROGRESSIVE)) == published(table)


# EMICalculation-Part2.feature: C3248, C3249, C3250, C3245, C3267. The first instalment was due on 1 February.
LATE = {
    ("15.00", Excess.NEXT): """
        |1|31|01 February 2024||83.57|16.43|0.58|0.0|0.0|17.01|15.0|0.0|15.0|2.01|
        |2|29|01 March 2024||67.09|16.48|0.53|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |3|31|01 April 2024||50.47|16.62|0.39|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.75|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||16.94|16.81|0.2|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |6|30|01 July 2024||0.0|16.94|0.1|0.0|0.0|17.04|0.0|0.0|0.0|17.04|
    """,
    ("17.01", Excess.NEXT): """
        |1|31|01 February 2024|15 February 2024|83.57|16.43|0.58|0.0|0.0|17.01|17.01|0.0|17.01|0.0|
        |2|29|01 March 2024||67.09|16.48|0.53|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |3|31|01 April 2024||50.47|16.62|0.39|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.75|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||16.94|16.81|0.2|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |6|30|01 July 2024||0.0|16.94|0.1|0.0|0.0|17.04|0.0|0.0|0.0|17.04|
    """,
    ("34.02", Excess.NEXT): """
        |1|31|01 February 2024|15 February 2024|83.57|16.43|0.58|0.0|0.0|17.01|17.01|0.0|17.01|0.0|
        |2|29|01 March 2024|15 February 2024|66.84|16.73|0.28|0.0|0.0|17.01|17.01|17.01|0.0|0.0|
        |3|31|01 April 2024||50.42|16.42|0.59|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.7|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||16.89|16.81|0.2|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |6|30|01 July 2024||0.0|16.89|0.1|0.0|0.0|16.99|0.0|0.0|0.0|16.99|
    """,
    ("100.86", Excess.NEXT): """
        |1|31|01 February 2024|15 February 2024|83.57|16.43|0.58|0.0|0.0|17.01|17.01|0.0|17.01|0.0|
        |2|29|01 March 2024|15 February 2024|66.84|16.73|0.28|0.0|0.0|17.01|17.01|17.01|0.0|0.0|
        |3|31|01 April 2024|15 February 2024|49.83|17.01|0.0|0.0|0.0|17.01|17.01|17.01|0.0|0.0|
        |4|30|01 May 2024|15 February 2024|32.82|17.01|0.0|0.0|0.0|17.01|17.01|17.01|0.0|0.0|
        |5|31|01 June 2024|15 February 2024|15.81|17.01|0.0|0.0|0.0|17.01|17.01|17.01|0.0|0.0|
        |6|30|01 July 2024|15 February 2024|0.0|15.81|0.0|0.0|0.0|15.81|15.81|15.81|0.0|0.0|
    """,
    ("34.02", Excess.LAST): """
        |1|31|01 February 2024|15 February 2024|83.57|16.43|0.58|0.0|0.0|17.01|17.01|0.0|17.01|0.0|
        |2|29|01 March 2024||67.04|16.53|0.48|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |3|31|01 April 2024||50.32|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.5|16.82|0.19|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||17.01|16.49|0.1|0.0|0.0|16.59|0.0|0.0|0.0|16.59|
        |6|30|01 July 2024|15 February 2024|0.0|17.01|0.0|0.0|0.0|17.01|17.01|17.01|0.0|0.0|
    """,
}


@pytest.mark.parametrize(("amount", "excess"), LATE)
def test_late_principal_bears_interest_until_it_is_paid(amount: str, excess: Excess) -> None:
    payment = Payment("1", FEB_15, D(amount), excess=excess, overdue=PRINCIPAL_FIRST)
    assert drawn_up(fold(SIX_MONTHS, [payment], FEB_15, PROGRESSIVE)) == published(LATE[amount, excess])


# EMICalculation-Part2.feature: C3251, C3252, C3253. Interest is paid before principal, also ahead.
EARLY = {
    "0.20": """
        |1|31|01 February 2024||83.57|16.43|0.58|0.0|0.0|17.01|0.2|0.2|0.0|16.81|
        |2|29|01 March 2024||67.05|16.52|0.49|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |3|31|01 April 2024||50.43|16.62|0.39|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.71|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||16.9|16.81|0.2|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |6|30|01 July 2024||0.0|16.9|0.1|0.0|0.0|17.0|0.0|0.0|0.0|17.0|
    """,
    "0.27": """
        |1|31|01 February 2024||83.57|16.43|0.58|0.0|0.0|17.01|0.27|0.27|0.0|16.74|
        |2|29|01 March 2024||67.05|16.52|0.49|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |3|31|01 April 2024||50.43|16.62|0.39|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.71|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||16.9|16.81|0.2|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |6|30|01 July 2024||0.0|16.9|0.1|0.0|0.0|17.0|0.0|0.0|0.0|17.0|
    """,
    "15.00": """
        |1|31|01 February 2024||83.53|16.47|0.54|0.0|0.0|17.01|15.0|15.0|0.0|2.01|
        |2|29|01 March 2024||67.01|16.52|0.49|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |3|31|01 April 2024||50.39|16.62|0.39|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |4|30|01 May 2024||33.67|16.72|0.29|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |5|31|01 June 2024||16.86|16.81|0.2|0.0|0.0|17.01|0.0|0.0|0.0|17.01|
        |6|30|01 July 2024||0.0|16.86|0.1|0.0|0.0|16.96|0.0|0.0|0.0|16.96|
    """,
}


@pytest.mark.parametrize(("amount", "interest"), [("0.20", "0.20"), ("0.27", "0.26"), ("15.00", "0.26")])
def test_principal_paid_ahead_saves_its_interest_from_that_day(amount: str, interest: str) -> None:
    state = fold(SIX_MONTHS, [Payment("1", date(2024, 1, 15), D(amount))], date(2024, 1, 15), PROGRESSIVE)
    assert drawn_up(state) == published(EARLY[amount])
    assert state.paid.interest == D(interest)


def test_a_payment_on_the_first_day_goes_to_the_last_instalments() -> None:
    # Loan-Part4.feature (file of C3534), 26 % by actual/actual: no day has passed, all of it is principal. Fineract
    # marks the first instalment, which asks nothing any more, as paid on that day; here nobody paid it.
    terms = LoanTerms(
        principal=D("200.00"),
        rate_yearly=D("0.26"),
        paid_out_on=date(2025, 3, 11),
        instalments=12,
        day_count=DayCount.ACTUAL_ACTUAL,
    )
    refund = Payment("1", date(2025, 3, 11), D("200.00"), excess=Excess.LAST)
    assert drawn_up(fold(terms, [refund], date(2025, 3, 11), PROGRESSIVE)) == published("""
        |1|31|11 April 2025||200.0|0.0|0.0|0.0|0.0|0.0|0.0|0.0|0.0|0.0|
        |2|30|11 May 2025|11 March 2025|191.2|8.8|0.0|0.0|0.0|8.8|8.8|8.8|0.0|0.0|
        |3|31|11 June 2025|11 March 2025|172.08|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |4|30|11 July 2025|11 March 2025|152.96|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |5|31|11 August 2025|11 March 2025|133.84|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |6|31|11 September 2025|11 March 2025|114.72|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |7|30|11 October 2025|11 March 2025|95.6|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |8|31|11 November 2025|11 March 2025|76.48|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |9|30|11 December 2025|11 March 2025|57.36|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |10|31|11 January 2026|11 March 2025|38.24|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |11|31|11 February 2026|11 March 2025|19.12|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
        |12|28|11 March 2026|11 March 2025|0.0|19.12|0.0|0.0|0.0|19.12|19.12|19.12|0.0|0.0|
    """)


def test_a_payout_inside_a_period_leaves_what_was_paid_on_the_last_instalment() -> None:
    # EMICalculation-Part1.feature, third case of several payouts: interest is not recalculated, so the instalment paid
    # ahead counts with its own interest, and the second payout draws the schedule up as if nothing had been paid.
    terms = LoanTerms(
        principal=D("300.00"), rate_yearly=D("0.094822"), paid_out_on=date(2024, 1, 1), instalments=6
    )
    events = (
        Payout("1", date(2024, 1, 1), D("100.00")),
        Payment("2", date(2024, 1, 5), D("17.13"), excess=Excess.LAST),
        Payout("3", date(2024, 1, 8), D("200.00")),
    )
    state = fold(terms, events, date(2024, 1, 8))
    assert drawn_up(state)[:5] == published("""
        |1|31|01 February 2024||250.68|49.32|2.01|0.0|0.0|51.33|0.0|0.0|0.0|51.33|
        |2|29|01 March 2024||201.33|49.35|1.98|0.0|0.0|51.33|0.0|0.0|0.0|51.33|
        |3|31|01 April 2024||151.59|49.74|1.59|0.0|0.0|51.33|0.0|0.0|0.0|51.33|
        |4|30|01 May 2024||101.46|50.13|1.2|0.0|0.0|51.33|0.0|0.0|0.0|51.33|
        |5|31|01 June 2024||50.93|50.53|0.8|0.0|0.0|51.33|0.0|0.0|0.0|51.33|
    """)
    assert drawn_up(state)[5:] == published("""
        |6|30|01 July 2024||0.0|50.93|0.4|0.0|0.0|51.33|17.13|17.13|0.0|34.2|
    """)


def test_a_payout_in_the_second_period_by_actual_days() -> None:
    # EMICalculation-Part1.feature, C3197 (15 February) and C3198 (25 February).
    terms = LoanTerms(
        principal=D("300.00"), rate_yearly=D("0.094822"), paid_out_on=date(2024, 1, 1), instalments=6
    )
    for day, rows in (
        (
            FEB_15,
            """
        |2|29|01 March 2024||227.21|56.45|1.48|0.0|0.0|57.93|0.0|0.0|0.0|57.93|
        |3|31|01 April 2024||171.08|56.13|1.8|0.0|0.0|57.93|0.0|0.0|0.0|57.93|
        |4|30|01 May 2024||114.5|56.58|1.35|0.0|0.0|57.93|0.0|0.0|0.0|57.93|
        |5|31|01 June 2024||57.47|57.03|0.9|0.0|0.0|57.93|0.0|0.0|0.0|57.93|
        |6|30|01 July 2024||0.0|57.47|0.45|0.0|0.0|57.92|0.0|0.0|0.0|57.92|
            """,
        ),
        (
            date(2024, 2, 25),
            """
        |2|29|01 March 2024||226.77|56.89|0.93|0.0|0.0|57.82|0.0|0.0|0.0|57.82|
        |3|31|01 April 2024||170.74|56.03|1.79|0.0|0.0|57.82|0.0|0.0|0.0|57.82|
        |4|30|01 May 2024||114.27|56.47|1.35|0.0|0.0|57.82|0.0|0.0|0.0|57.82|
        |5|31|01 June 2024||57.35|56.92|0.9|0.0|0.0|57.82|0.0|0.0|0.0|57.82|
        |6|30|01 July 2024||0.0|57.35|0.45|0.0|0.0|57.8|0.0|0.0|0.0|57.8|
            """,
        ),
    ):
        events = (
            Payout("1", date(2024, 1, 1), D("100.00")),
            Payment("2", date(2024, 2, 1), D("17.13")),
            Payout("3", day, D("200.00")),
        )
        assert drawn_up(fold(terms, events, day))[1:] == published(rows)


def test_a_due_day_moved_keeps_the_instalment() -> None:
    # EMICalculation-Part1.feature, C3156: 1 February becomes 18 February, the later ones follow. The odd days are the
    # last 17, of the 29 of February: 100 x 9.4822 % / 12 x (1 + 17 / 29) = 1.25, whatever day says so.
    terms = LoanTerms(
        principal=D("100.00"),
        rate_yearly=D("0.094822"),
        paid_out_on=date(2024, 1, 1),
        instalments=6,
        part_of_period=PartOfPeriod.ACTUAL_FORWARD,
    )
    for day in (date(2024, 1, 1), date(2024, 1, 31)):
        moved = DueDayMoved("1", day, 1, date(2024, 2, 18))
        assert drawn_up(fold(terms, [moved], date(2024, 2, 18))) == published("""
        |1|48|18 February 2024||84.12|15.88|1.25|0.0|0.0|17.13|0.0|0.0|0.0|17.13|
        |2|29|18 March 2024||67.65|16.47|0.66|0.0|0.0|17.13|0.0|0.0|0.0|17.13|
        |3|31|18 April 2024||51.05|16.6|0.53|0.0|0.0|17.13|0.0|0.0|0.0|17.13|
        |4|30|18 May 2024||34.32|16.73|0.4|0.0|0.0|17.13|0.0|0.0|0.0|17.13|
        |5|31|18 June 2024||17.46|16.86|0.27|0.0|0.0|17.13|0.0|0.0|0.0|17.13|
        |6|30|18 July 2024||0.0|17.46|0.14|0.0|0.0|17.6|0.0|0.0|0.0|17.6|
        """)


# LoanRepayment-Part2.feature: penalties, fees, interest, principal when due; principal first ahead.
DUE_IN_ADVANCE = LifeRules(advance=(PRINCIPAL, PENALTY, FEE, INTEREST))


def test_principal_first_ahead_and_penalty_first_when_due() -> None:
    one = LoanTerms(principal=D("1000.00"), rate_yearly=D(0), paid_out_on=date(2023, 1, 1), instalments=1)
    events = (
        Payment("1", date(2023, 1, 10), D("500.00")),
        Charge("2", date(2023, 1, 15), D("50.00"), PENALTY, due_on=date(2023, 1, 20)),
        Payment("3", date(2023, 1, 17), D("550.00")),
    )
    # C2636
    assert drawn_up(fold(one, events, date(2023, 1, 15), DUE_IN_ADVANCE)) == published("""
        |1|31|01 February 2023||0.0|1000.0|0.0|0.0|50.0|1050.0|500.0|500.0|0.0|550.0|
    """)
    # C2637
    state = fold(one, events, date(2023, 1, 17), DUE_IN_ADVANCE)
    assert drawn_up(state) == published("""
        |1|31|01 February 2023|17 January 2023|0.0|1000.0|0.0|0.0|50.0|1050.0|1050.0|1050.0|0.0|0.0|
    """)
    assert [one.share[1:] for one in state.shares] == [
        (PRINCIPAL, D("500.00")),
        (PRINCIPAL, D("500.00")),
        (PENALTY, D("50.00")),
    ]


def test_what_is_due_and_what_is_ahead_in_one_payment() -> None:
    three = LoanTerms(principal=D("3000.00"), rate_yearly=D(0), paid_out_on=date(2023, 1, 1), instalments=3)
    due = date(2023, 2, 1)
    # C2657
    assert drawn_up(fold(three, [Payment("1", due, D("1500.00"))], due, DUE_IN_ADVANCE)) == published("""
        |1|31|01 February 2023|01 February 2023|2000.0|1000.0|0.0|0.0|0.0|1000.0|1000.0|0.0|0.0|0.0|
        |2|28|01 March 2023||1000.0|1000.0|0.0|0.0|0.0|1000.0|500.0|500.0|0.0|500.0|
        |3|31|01 April 2023||0.0|1000.0|0.0|0.0|0.0|1000.0|0.0|0.0|0.0|1000.0|
    """)
    # C2658
    events = (Charge("1", due, D("50.00"), PENALTY), Payment("2", due, D("500.00")))
    state = fold(three, events, due, DUE_IN_ADVANCE)
    assert drawn_up(state) == published("""
        |1|31|01 February 2023||2000.0|1000.0|0.0|0.0|50.0|1050.0|500.0|0.0|0.0|550.0|
        |2|28|01 March 2023||1000.0|1000.0|0.0|0.0|0.0|1000.0|0.0|0.0|0.0|1000.0|
        |3|31|01 April 2023||0.0|1000.0|0.0|0.0|0.0|1000.0|0.0|0.0|0.0|1000.0|
    """)
    assert (state.paid.penalty, state.paid.principal) == (D("50.00"), D("450.00"))


def test_a_payment_undone_leaves_the_schedule_as_it_was() -> None:
    # LoanChargesProgressiveLoan.feature, C3790: 27.01 paid on 1 February and undone on the same day.
    terms = LoanTerms(
        principal=D("100.00"),
        rate_yearly=D("0.07"),
        paid_out_on=date(2024, 1, 1),
        instalments=6,
        fees=(Fee(amount=D("10.00")),),
        part_of_period=PartOfPeriod.ACTUAL,
    )
    day = date(2024, 2, 1)
    events = (Payment("1", day, D("27.01")), Reversal("2", day, "1"))
    assert (
        drawn_up(fold(terms, events[:1], day, PROGRESSIVE))[0]
        == published("""
        |1|31|01 February 2024|01 February 2024|83.57|16.43|0.58|10.0|0.0|27.01|27.01|0.0|0.0|0.0|
    """)[0]
    )
    assert drawn_up(fold(terms, events, day, PROGRESSIVE)) == published("""
        |1|31|01 February 2024||83.57|16.43|0.58|10.0|0.0|27.01|0.0|0.0|0.0|27.01|
        |2|29|01 March 2024||67.05|16.52|0.49|10.0|0.0|27.01|0.0|0.0|0.0|27.01|
        |3|31|01 April 2024||50.43|16.62|0.39|10.0|0.0|27.01|0.0|0.0|0.0|27.01|
        |4|30|01 May 2024||33.71|16.72|0.29|10.0|0.0|27.01|0.0|0.0|0.0|27.01|
        |5|31|01 June 2024||16.9|16.81|0.2|10.0|0.0|27.01|0.0|0.0|0.0|27.01|
        |6|30|01 July 2024||0.0|16.9|0.1|10.0|0.0|27.0|0.0|0.0|0.0|27.0|
    """)

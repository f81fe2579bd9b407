"""What holds for every schedule, whatever its conventions."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import islice, pairwise

from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from loans.engine import plain
from loans.engine.accrual import accrual
from loans.engine.calendar import add_months, days_in_month
from loans.engine.conventions import (
    BusinessDayRule,
    InstalmentBasis,
    Method,
    RateKind,
    Remainder,
    RoundingMode,
)
from loans.engine.drawing import Drawing
from loans.engine.errors import ImpossibleTerms
from loans.engine.money import CENT, CONTEXT, ZERO, cents
from loans.engine.periods import lay_out
from loans.engine.plan import lines, payouts
from loans.engine.records import ScheduleRecord
from loans.engine.schedule import schedule
from loans.engine.terms import Fee, Growth, LoanTerms, Rounding, Tranche
from tests.invariants.engine_strategies import amounts, any_terms, days, loan_terms, plain_terms, rates
from tests.loans.engine.loans import loan

HUNDREDS = settings(max_examples=200, deadline=None)

# Terms that an earlier draft drew up wrongly, found by these tests.
FOUND_WRONG = (
    # The first half was repaid before the second was paid out, and the schedule ended there.
    loan(
        "100.00",
        "0",
        None,
        method=Method.GIVEN_INSTALMENT,
        instalment=Decimal("12.50"),
        tranches=(Tranche(date(2025, 1, 31), Decimal(50)), Tranche(date(2025, 6, 1), Decimal(50))),
    ),
    # The first instalments were below zero.
    loan("100.00", "0", 25, method=Method.GROWING, growth=Growth(amount=Decimal("0.80"))),
    # Rounded to tens, an instalment was below its interest.
    loan(
        "40.00",
        "0.19757",
        14,
        method=Method.FLAT,
        instalment_rounding=Rounding(Decimal(10), RoundingMode.HALF_EVEN),
    ),
    # The cents taken off the first instalment left nothing beside its interest.
    loan("100.00", "0.2928", 77, interest_only=1, remainder=Remainder.FIRST),
    # Moved into the first instalment, cents hardly changed the last, and ever more were moved.
    loan(
        "497.00",
        "0.07128",
        26,
        remainder=Remainder.FIRST,
        instalment_basis=InstalmentBasis.FORMULA,
        interest_free=3,
        tranches=(Tranche(date(2025, 1, 31), Decimal(200)), Tranche(date(2025, 3, 22), Decimal(200))),
    ),
    # The balloon was above the first payout: the principal parts were below zero.
    loan(
        "100.00",
        "0",
        6,
        method=Method.EQUAL_PRINCIPAL,
        balloon=Decimal(60),
        tranches=(Tranche(date(2025, 1, 31), Decimal(50)), Tranche(date(2025, 3, 22), Decimal(50))),
    ),
    # Nothing was left beside the fee, for ever.
    loan(
        "100.00",
        "0",
        None,
        method=Method.GIVEN_INSTALMENT,
        instalment=Decimal("6.00"),
        fees=(Fee(Decimal("6.00")),),
        fees_within=True,
    ),
)


def found_wrong(test: Callable[[LoanTerms], None]) -> Callable[[LoanTerms], None]:
    """Run `test` on FOUND_WRONG too."""
    for terms in FOUND_WRONG:
        test = example(terms)(test)
    return test


def drawn_up(terms: LoanTerms) -> ScheduleRecord:
    """The schedule of `terms`; terms that only the drawing can find impossible are thrown away."""
    try:
        return schedule(terms)
    except ImpossibleTerms:
        reject()


@HUNDREDS
@given(any_terms())
@found_wrong
def test_the_principal_comes_back_to_the_cent(terms: LoanTerms) -> None:
    record = drawn_up(terms)
    totals = record.totals
    assert sum(row.principal for row in record.rows) == totals.principal
    assert totals.principal == totals.paid_out + totals.capitalised
    assert totals.paid_out == sum(one.amount for one in terms.tranches) or terms.principal
    assert totals.total == totals.principal + totals.interest + totals.fees == record.rows[-1].cumulative
    assert totals.cost == totals.interest + totals.fees + totals.upfront
    assert record.rows[-1].closing == ZERO


@HUNDREDS
@given(any_terms())
@found_wrong
def test_each_row_follows_from_the_row_before(terms: LoanTerms) -> None:
    record = drawn_up(terms)
    cumulative = ZERO
    payouts_left = Counter({one.on: one.amount for one in record.payouts})
    for before, row in pairwise((None, *record.rows)):
        assert row is not None
        assert row.total == row.principal + row.interest + row.fees
        assert row.closing == row.opening + row.paid_out + row.capitalised - row.principal
        assert min(row[4:]) >= 0
        assert all(amount.as_tuple().exponent == -2 for amount in row[4:])
        cumulative += row.total
        assert row.cumulative == cumulative
        # What is paid out on the first day is in the opening balance; what comes later is named in the row.
        new = row.opening - (before.closing if before else ZERO)
        assert new >= 0
        assert (before is not None) or new
        payouts_left.subtract({row.from_on: new})
    assert sum(payouts_left.values()) == sum(row.paid_out for row in record.rows)
    assert [row.number for row in record.rows] == [*range(1, len(record.rows) + 1)]


@HUNDREDS
@given(any_terms())
@found_wrong
def test_due_days_come_one_after_the_other(terms: LoanTerms) -> None:
    rows = drawn_up(terms).rows
    asked = [row for row in rows if row.days]
    assert all(later.due_on > earlier.due_on for earlier, later in pairwise(asked))
    assert all(later.due_on >= earlier.due_on for earlier, later in pairwise(rows))
    if terms.instalments is not None and terms.method is not Method.GIVEN_INSTALMENT:
        assert len(asked) == terms.instalments
    if terms.business_days.rule is not BusinessDayRule.NONE:
        assert all(row.due_on.weekday() not in terms.business_days.weekend for row in asked)
        assert not {row.due_on for row in asked} & terms.business_days.holidays


@HUNDREDS
@given(loan_terms())
def test_due_days_keep_their_day_of_the_month_or_take_the_last(terms: LoanTerms) -> None:
    for row in schedule(terms).rows:
        length = days_in_month(row.due_on.year, row.due_on.month)
        assert row.due_on.day == min(terms.paid_out_on.day, length)
        assert row.due_on == add_months(terms.paid_out_on, row.number)


@HUNDREDS
@given(loan_terms())
def test_interest_is_a_twelfth_of_the_yearly_rate_on_the_balance(terms: LoanTerms) -> None:
    for row in schedule(terms).rows:
        assert row.interest == cents(row.opening * terms.rate_yearly / 12)


@HUNDREDS
@given(any_terms())
@found_wrong
def test_interest_is_borne_by_money_and_never_in_free_periods(terms: LoanTerms) -> None:
    record = drawn_up(terms)
    asked = [row for row in record.rows if row.days]
    if terms.remainder is not Remainder.LAST_INTEREST:  # which gives cents to interest, come what may
        assert all(row.interest + row.capitalised == 0 for row in asked[: terms.interest_free])
    rates_of = (terms.rate_yearly, *(change.rate_yearly for change in terms.rate_changes))
    if terms.remainder is not Remainder.LAST_INTEREST and not any(rates_of):
        assert record.totals.interest == record.totals.capitalised == 0


@HUNDREDS
@given(plain_terms())
def test_the_tight_loop_gives_the_rows_of_the_general_drawing(terms: LoanTerms) -> None:
    with localcontext(CONTEXT):
        assert plain.is_plain(terms)
        drawn = payouts(terms)
        drawing = Drawing(terms, list(lines(terms, drawn[1:])), drawn, ())
        try:
            expected = plain.rows(terms)
        except ImpossibleTerms as refusal:
            expected = refusal.code
        try:
            drawing.draw()
            found = (drawing.rows, drawing.instalment)
        except ImpossibleTerms as refusal:
            found = refusal.code
        assert found == expected


@HUNDREDS
@given(loan_terms(), st.sampled_from(Remainder))
def test_equal_instalments_are_equal_but_where_the_remainder_goes(
    terms: LoanTerms, remainder: Remainder
) -> None:
    terms = replace(terms, method=Method.ANNUITY, remainder=remainder)
    rows = schedule(terms).rows[terms.interest_only :]
    middle = {row.total for row in rows[1:-1] if row.closing}
    assert len(middle) <= 1
    if remainder is Remainder.LAST_INTEREST:
        assert rows[-1].interest == 0 or {row.total for row in rows} == {rows[0].total}
    if remainder is not Remainder.FIRST:
        assert middle <= {rows[0].total}


def bound(terms: LoanTerms, count: int) -> Decimal:
    """EUR by which rounding may move the last of `count` instalments: each instalment and each interest is off by
    half a cent at most, and bears interest until the end."""
    return CENT * count * (1 + terms.rate_yearly / 12) ** count + CENT


@HUNDREDS
@given(loan_terms())
def test_the_last_instalment_differs_by_no_more_than_the_rounding_of_the_others(terms: LoanTerms) -> None:
    rows = schedule(replace(terms, method=Method.ANNUITY)).rows
    assert all(row.principal == 0 for row in rows[: terms.interest_only])
    repaying = rows[terms.interest_only :]
    assert abs(repaying[-1].total - repaying[0].total) <= bound(terms, len(repaying))


@HUNDREDS
@given(loan_terms(), st.sampled_from([Remainder.FIRST, Remainder.EVEN]))
def test_cents_moved_elsewhere_never_leave_more_to_the_last(terms: LoanTerms, remainder: Remainder) -> None:
    def gap(remainder: Remainder) -> Decimal:
        rows = schedule(replace(terms, method=Method.ANNUITY, remainder=remainder)).rows
        repaying = rows[terms.interest_only + 1 :]
        return abs(repaying[-1].total - repaying[0].total) if repaying else ZERO

    assert gap(remainder) <= gap(Remainder.LAST)


@HUNDREDS
@given(amounts("100.00"), rates, st.integers(min_value=1, max_value=120), days)
def test_an_effective_rate_is_the_yield_of_its_instalments(
    principal: Decimal, rate_yearly: Decimal, months: int, paid_out_on: date
) -> None:
    record = schedule(
        LoanTerms(
            principal=principal,
            rate_yearly=rate_yearly,
            rate_kind=RateKind.EFFECTIVE,
            instalments=months,
            paid_out_on=paid_out_on,
        )
    )
    with localcontext() as context:
        context.prec = 40
        growth = (1 + rate_yearly) ** (Decimal(1) / 12)
        value = sum(row.total / growth**row.number for row in record.rows)
    # Half a cent of each interest, worth no more than it is today.
    assert abs(value - principal) <= CENT / 2 * months


@HUNDREDS
@given(plain_terms())
def test_an_effective_rate_equals_the_nominal_one_that_compounds_to_it(terms: LoanTerms) -> None:
    """12 % a year in months, nominal, is the same as the effective rate (1 + 12 % / 12) ^ 12 - 1."""
    nominal = replace(terms, rate_kind=RateKind.NOMINAL)
    with localcontext(CONTEXT):
        part = nominal.rate_yearly * nominal.frequency.every / 12
        compounded = (1 + part) ** (Decimal(12) / nominal.frequency.every) - 1
        effective = replace(nominal, rate_kind=RateKind.EFFECTIVE, rate_yearly=compounded)
        (period,) = islice(lay_out(nominal), 1)
        of_nominal, of_effective = (
            accrual(known, period).interest(terms.principal) for known in (nominal, effective)
        )
        assert abs(of_nominal - of_effective) < Decimal("1E-20")

"""What holds for every schedule."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings

from loans.engine.calendar import add_months, days_in_month
from loans.engine.money import ZERO, cents
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms, Method
from tests.invariants.engine_strategies import loan_terms

HUNDREDS = settings(max_examples=400, deadline=None)


@HUNDREDS
@given(loan_terms())
def test_the_principal_comes_back_to_the_cent(terms: LoanTerms) -> None:
    record = schedule(terms)
    assert len(record.rows) == terms.months
    assert sum(row.principal for row in record.rows) == terms.principal == record.totals.principal
    assert record.rows[-1].closing == ZERO
    assert record.totals.total == record.totals.principal + record.totals.interest


@HUNDREDS
@given(loan_terms())
def test_each_row_follows_from_the_row_before(terms: LoanTerms) -> None:
    rows = schedule(terms).rows
    assert rows[0].opening == terms.principal
    for row in rows:
        assert row.total == row.principal + row.interest
        assert row.closing == row.opening - row.principal
        assert row.interest == cents(row.opening * terms.rate_yearly / 12)
        assert min(row.principal, row.interest, row.closing) >= 0
        assert all(amount.as_tuple().exponent == -2 for amount in row[2:])
    for before, after in pairwise(rows):
        assert after.opening == before.closing
        assert after.number == before.number + 1
        assert after.due_on > before.due_on


@HUNDREDS
@given(loan_terms())
def test_due_days_keep_their_day_of_the_month_or_take_the_last(terms: LoanTerms) -> None:
    for row in schedule(terms).rows:
        length = days_in_month(row.due_on.year, row.due_on.month)
        assert row.due_on.day == min(terms.paid_out_on.day, length)
        assert row.due_on == add_months(terms.paid_out_on, row.number)


@HUNDREDS
@given(loan_terms())
def test_the_last_instalment_differs_by_no_more_than_the_rounding_of_the_others(terms: LoanTerms) -> None:
    rows = schedule(terms).rows
    assert all(row.principal == 0 for row in rows[: terms.grace_months])
    if terms.method is Method.ANNUITY:
        repaying = rows[terms.grace_months :]
        assert len({row.total for row in repaying[:-1] if row.closing}) <= 1
        # Each instalment and each interest is off by half a cent at most, and bears interest until the end.
        growth = (1 + terms.rate_yearly / 12) ** len(repaying)
        bound = Decimal("0.01") * len(repaying) * growth + Decimal("0.01")
        assert abs(repaying[-1].total - repaying[0].total) <= bound

"""Loans, amounts and days for the property tests of the engine."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from loans.engine.terms import LoanTerms, Method

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


def amounts(low: str = "0.01", high: str = "95000.00") -> st.SearchStrategy[Decimal]:
    """EUR amounts in exact cents."""
    return st.decimals(min_value=Decimal(low), max_value=Decimal(high), places=2)


# Yearly fractions from 0 to 30 %, in steps of a thousandth of a percent.
rates = st.integers(min_value=0, max_value=30_000).map(lambda n: Decimal(n).scaleb(-5))


@st.composite
def loan_terms(draw: st.DrawFn) -> LoanTerms:
    """Terms as a microlender may agree them, from EUR 100 on so that each instalment repays something."""
    months = draw(st.integers(min_value=1, max_value=120))
    return LoanTerms(
        principal=draw(amounts("100.00")),
        rate_yearly=draw(rates),
        months=months,
        paid_out_on=draw(days),
        grace_months=draw(st.integers(min_value=0, max_value=min(months - 1, 36))),
        method=draw(st.sampled_from(Method)),
    )

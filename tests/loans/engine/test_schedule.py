"""Schedules to the last digit: BRUSOC's worked numbers, the golden loan, each method written out."""

from datetime import date
from decimal import Decimal, localcontext

import pytest

from loans.engine.errors import ImpossibleQuestion, ImpossibleTerms
from loans.engine.schedule import ScheduleRecord, annuity, schedule
from loans.engine.terms import LoanTerms, Method

D = Decimal


def as_text(record: ScheduleRecord) -> str:
    """The schedule as a small table, without the opening balance."""
    rows = [f"{r.number} {r.due_on} {r.principal} {r.interest} {r.total} {r.closing}" for r in record.rows]
    totals = record.totals
    return "\n".join([*rows, f"= {totals.principal} {totals.interest} {totals.total}"])


def lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


@pytest.mark.parametrize(
    ("principal", "rate", "months", "instalment"),
    [  # DOMAIN.md 1.2, monthly, nominal / 12, half up
        ("25000.00", "0.04", 36, "738.10"),
        ("10000.00", "0.04", 36, "295.24"),
        ("15000.00", "0.04", 60, "276.25"),
        ("7500.00", "0.05", 12, "642.06"),
    ],
)
def test_the_instalments_of_the_product_catalogue(
    principal: str, rate: str, months: int, instalment: str
) -> None:
    rows = schedule(LoanTerms(D(principal), D(rate), months, date(2012, 5, 7))).rows
    assert {str(row.total) for row in rows[:-1]} == {instalment}
    assert abs(rows[-1].total - D(instalment)) < D("0.20")  # the rounding of 36 or 60 instalments, no more


def test_six_months_of_grace() -> None:
    rows = schedule(LoanTerms(D("10000.00"), D("0.04"), 36, date(2012, 5, 7), grace_months=6)).rows
    assert [str(row.total) for row in rows[:6]] == ["33.33"] * 6
    assert [str(row.total) for row in rows[6:35]] == ["350.83"] * 29
    assert (
        str(rows[35].total) == "350.93"
    )  # exactly 350.8325: thirty cuts of 0.0025, their interest, its rounding
    assert [row.principal for row in rows[:6]] == [D("0.00")] * 6


def test_the_golden_loan() -> None:
    record = schedule(LoanTerms(D("25000.00"), D("0.08"), 60, date(2025, 1, 31)))
    assert [str(row.total) for row in record.rows] == ["506.91"] * 59 + ["506.93"]
    assert [str(total) for total in record.totals] == ["25000.00", "5414.62", "30414.62"]
    assert [str(row.due_on) for row in record.rows[:3]] == ["2025-02-28", "2025-03-31", "2025-04-30"]
    assert record.rows[-1].due_on == date(2030, 1, 31)
    assert record.rows[36].due_on == date(2028, 2, 29)


def test_the_golden_loan_equals_a_calculation_in_whole_cents() -> None:
    rows = schedule(LoanTerms(D("25000.00"), D("0.08"), 60, date(2025, 1, 31))).rows
    balance = 2_500_000
    for row in rows:
        interest = (2 * balance * 8 + 1200) // 2400  # half up of balance x 8 / 1200
        principal = balance if row.number == 60 else 50_691 - interest
        assert (row.opening, row.interest, row.principal) == (
            D(balance) / 100,
            D(interest) / 100,
            D(principal) / 100,
        )
        balance -= principal
        assert row.closing == D(balance) / 100


def test_an_annuity_written_out() -> None:
    # 1,200 x 0.01 / (1 - 1.01^-3) = 408.0265; interest 12.00, then 1 % of 803.97 and of 403.98
    record = schedule(LoanTerms(D("1200.00"), D("0.12"), 3, date(2024, 11, 30)))
    assert as_text(record) == lines("""
        1 2024-12-30 396.03 12.00 408.03 803.97
        2 2025-01-30 399.99 8.04 408.03 403.98
        3 2025-02-28 403.98 4.04 408.02 0.00
        = 1200.00 24.08 1224.08
    """)


def test_equal_principal_written_out() -> None:
    record = schedule(LoanTerms(D("1000.00"), D("0.06"), 3, date(2024, 1, 1), method=Method.EQUAL_PRINCIPAL))
    assert as_text(record) == lines("""
        1 2024-02-01 333.33 5.00 338.33 666.67
        2 2024-03-01 333.33 3.33 336.66 333.34
        3 2024-04-01 333.34 1.67 335.01 0.00
        = 1000.00 10.00 1010.00
    """)


def test_a_bullet_written_out() -> None:
    record = schedule(
        LoanTerms(
            D("1000.00"),
            D("0.06"),
            2,
            date(2024, 1, 10),
            first_due_on=date(2024, 3, 31),
            method=Method.BULLET,
        )
    )
    assert as_text(record) == lines("""
        1 2024-03-31 0.00 5.00 5.00 1000.00
        2 2024-04-30 1000.00 5.00 1005.00 0.00
        = 1000.00 10.00 1010.00
    """)


def test_without_interest_the_last_instalment_takes_the_remainder() -> None:
    rows = schedule(LoanTerms(D("100.00"), D("0"), 3, date(2024, 1, 10))).rows
    assert [str(row.total) for row in rows] == ["33.33", "33.33", "33.34"]


def test_one_instalment() -> None:
    assert [
        str(row.total) for row in schedule(LoanTerms(D("100.00"), D("0.12"), 1, date(2024, 1, 10))).rows
    ] == ["101.00"]


@pytest.mark.parametrize(("principal", "interest"), [("1.50", "0.01"), ("2999998.50", "10000.00")])
def test_an_exact_half_cent_of_interest_goes_up(principal: str, interest: str) -> None:
    # 2,999,998.50 x 0.04 / 12 = 9,999.995; multiplied by 0.00333... it would be 9,999.99499... and go down
    rows = schedule(LoanTerms(D(principal), D("0.04"), 2, date(2024, 1, 10), method=Method.BULLET)).rows
    assert [str(row.interest) for row in rows] == [interest, interest]


@pytest.mark.parametrize("method", [Method.ANNUITY, Method.EQUAL_PRINCIPAL])
def test_a_loan_repaid_before_its_term_by_rounding_never_goes_below_zero(method: Method) -> None:
    rows = schedule(LoanTerms(D("1.00"), D("0"), 120, date(2024, 1, 10), method=method)).rows
    assert [str(row.total) for row in rows] == ["0.01"] * 100 + ["0.00"] * 20


def test_an_instalment_that_never_repays_is_refused() -> None:
    with pytest.raises(ImpossibleTerms, match=r"An instalment of 8.33 never repays") as refusal:
        schedule(LoanTerms(D("10.00"), D("9.99"), 600, date(2024, 1, 10)))
    assert refusal.value.code == "never-repays"


def test_a_due_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        schedule(LoanTerms(D("10.00"), D("0.04"), 12, date(9999, 6, 1)))
    assert refusal.value.code == "out-of-calendar"


def test_the_result_does_not_depend_on_the_context_of_the_caller() -> None:
    terms = LoanTerms(D("25000.00"), D("0.08"), 60, date(2025, 1, 31))
    expected = schedule(terms)
    with localcontext() as context:
        context.prec = 4
        assert schedule(terms) == expected
        assert annuity(terms.principal, terms.rate_yearly, 60) == D("506.91")

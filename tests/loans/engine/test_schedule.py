"""Schedules to the last digit: BRUSOC's worked numbers, the golden loan, each method written out.

The small loans bear 1 % a month, so that each line can be worked out by hand.
"""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from loans.engine.conventions import Method, PartOfPeriod, RateKind
from loans.engine.errors import ImpossibleQuestion, ImpossibleTerms, SumBroken
from loans.engine.records import InstalmentRecord
from loans.engine.schedule import record_of, schedule
from loans.engine.terms import Fee, GivenInstalment, Growth, LoanTerms, Rounding
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2024, 1, 10)
ROUND = Rounding(D(1))


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
    record = schedule(loan(principal, rate, months, date(2012, 5, 7)))
    assert {str(row.total) for row in record.rows[:-1]} == {instalment} == {str(record.instalment)}
    assert abs(record.rows[-1].total - D(instalment)) < D("0.20")  # the rounding of 36 or 60 instalments


def test_six_months_of_grace() -> None:
    rows = schedule(loan("10000.00", "0.04", 36, date(2012, 5, 7), interest_only=6)).rows
    assert [str(row.total) for row in rows[:6]] == ["33.33"] * 6
    assert [str(row.total) for row in rows[6:35]] == ["350.83"] * 29
    assert (
        str(rows[35].total) == "350.93"
    )  # exactly 350.8325: thirty cuts of 0.0025, their interest, its rounding
    assert [row.principal for row in rows[:6]] == [D("0.00")] * 6


def test_the_golden_loan() -> None:
    record = schedule(loan("25000.00", "0.08", 60, date(2025, 1, 31)))
    assert [str(row.total) for row in record.rows] == ["506.91"] * 59 + ["506.93"]
    assert record.totals.interest == D("5414.62")
    assert [str(row.due_on) for row in record.rows[:3]] == ["2025-02-28", "2025-03-31", "2025-04-30"]


def test_the_golden_loan_equals_a_calculation_in_whole_cents() -> None:
    rows = schedule(loan("25000.00", "0.08", 60, date(2025, 1, 31))).rows
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


def test_the_golden_instalment_is_the_textbook_formula_in_whole_numbers() -> None:
    rate = Fraction(8, 1200)
    exact = 25_000 * rate / (1 - (1 + rate) ** -60)
    assert D("506.905") < exact < D("506.915")


def test_a_row_says_everything() -> None:
    first, second, *_ = schedule(loan("1200.00", "0.12", 3, START)).rows
    assert first == InstalmentRecord(
        number=1,
        from_on=START,
        due_on=date(2024, 2, 10),
        days=31,
        opening=D("1200.00"),
        paid_out=D("0.00"),
        capitalised=D("0.00"),
        principal=D("396.03"),
        interest=D("12.00"),
        fees=D("0.00"),
        total=D("408.03"),
        closing=D("803.97"),
        cumulative=D("408.03"),
    )
    assert (second.from_on, second.days, second.cumulative) == (date(2024, 2, 10), 29, D("816.06"))


def test_totals_and_payouts() -> None:
    record = schedule(loan("1200.00", "0.12", 3, START))
    assert str(record.totals.principal) == str(record.totals.paid_out) == "1200.00"
    assert (str(record.totals.interest), str(record.totals.total)) == ("24.08", "1224.08")
    assert [(str(one.on), str(one.amount), str(one.net)) for one in record.payouts] == [
        ("2024-01-10", "1200.00", "1200.00")
    ]


def test_annuity() -> None:
    # 1,200 x 0.01 / (1 - 1.01^-3) = 408.0265; interest 12.00, then 1 % of 803.97 and of 403.98
    record = schedule(loan("1200.00", "0.12", 3, date(2024, 11, 30)))
    assert as_text(record) == table("""
        1 2024-12-30 396.03 12.00 408.03 803.97
        2 2025-01-30 399.99  8.04 408.03 403.98
        3 2025-02-28 403.98  4.04 408.02   0.00
    """)


def test_equal_principal() -> None:
    # 1,000 / 3 = 333.33; 6 % / 12 of 1,000.00, 666.67 and 333.34
    record = schedule(loan("1000.00", "0.06", 3, START, method=Method.EQUAL_PRINCIPAL))
    assert as_text(record) == table("""
        1 2024-02-10 333.33 5.00 338.33 666.67
        2 2024-03-10 333.33 3.33 336.66 333.34
        3 2024-04-10 333.34 1.67 335.01   0.00
    """)
    assert record.instalment is None


def test_bullet() -> None:
    record = schedule(loan("1000.00", "0.06", 3, START, method=Method.BULLET))
    assert as_text(record) == table("""
        1 2024-02-10    0.00 5.00    5.00 1000.00
        2 2024-03-10    0.00 5.00    5.00 1000.00
        3 2024-04-10 1000.00 5.00 1005.00    0.00
    """)


@pytest.mark.parametrize("part", [{"principal_share": D("0.25")}, {"principal_each": D("250.00")}])
def test_balloon_by_a_share_or_an_amount_each_period(part: dict[str, Decimal]) -> None:
    # 1 % of 1,000, 750 and 500; a share is one of the principal of the terms, not of the balance
    record = schedule(loan("1000.00", "0.12", 3, START, method=Method.BALLOON, **part))
    assert as_text(record) == table("""
        1 2024-02-10 250.00 10.00 260.00 750.00
        2 2024-03-10 250.00  7.50 257.50 500.00
        3 2024-04-10 500.00  5.00 505.00   0.00
    """)


def test_balloon_kept_for_the_last_of_equal_instalments() -> None:
    # (1,200 x 1.01^3 - 200) x 0.01 / (1.01^3 - 1) = 342.0225; 1 % of 1,200.00, 869.98 and 536.66
    record = schedule(loan("1200.00", "0.12", 3, START, balloon=D("200.00")))
    assert as_text(record) == table("""
        1 2024-02-10 330.02 12.00 342.02 869.98
        2 2024-03-10 333.32  8.70 342.02 536.66
        3 2024-04-10 536.66  5.37 542.03   0.00
    """)


def test_balloon_kept_for_the_last_of_equal_principal_parts() -> None:
    # (1,200 - 300) / 3 = 300 each, and 300 more with the last
    record = schedule(loan("1200.00", "0.12", 3, START, method=Method.EQUAL_PRINCIPAL, balloon=D("300.00")))
    assert as_text(record) == table("""
        1 2024-02-10 300.00 12.00 312.00 900.00
        2 2024-03-10 300.00  9.00 309.00 600.00
        3 2024-04-10 600.00  6.00 606.00   0.00
    """)


def test_a_given_instalment_says_the_term() -> None:
    # 1 % of 1,200.00, 712.00 and 219.12
    given = loan("1200.00", "0.12", None, START, method=Method.GIVEN_INSTALMENT, instalment=D("500.00"))
    assert as_text(schedule(given)) == table("""
        1 2024-02-10 488.00 12.00 500.00 712.00
        2 2024-03-10 492.88  7.12 500.00 219.12
        3 2024-04-10 219.12  2.19 221.31   0.00
    """)


def test_a_given_instalment_within_a_given_term_leaves_the_rest_to_the_last() -> None:
    given = loan("1200.00", "0.12", 2, START, method=Method.GIVEN_INSTALMENT, instalment=D("500.00"))
    assert as_text(schedule(given)) == table("""
        1 2024-02-10 488.00 12.00 500.00 712.00
        2 2024-03-10 712.00  7.12 719.12   0.00
    """)


def test_instalments_by_hand() -> None:
    # A total of 212 holds 12 of interest; 300 of principal has 1 % of 1,000 on top; then interest only; then the rest.
    hand = (
        GivenInstalment(total=D("212.00")),
        GivenInstalment(principal=D("300.00"), due_on=date(2024, 3, 15)),
        GivenInstalment(),
        GivenInstalment(),
    )
    record = schedule(
        loan(
            "1200.00",
            "0.12",
            None,
            START,
            method=Method.BY_HAND,
            by_hand=hand,
            part_of_period=PartOfPeriod.WHOLE,
        )
    )
    assert as_text(record) == table("""
        1 2024-02-10 200.00 12.00 212.00 1000.00
        2 2024-03-15 300.00 10.00 310.00  700.00
        3 2024-04-10   0.00  7.00   7.00  700.00
        4 2024-05-10 700.00  7.00 707.00    0.00
    """)


@pytest.mark.parametrize("hand", [GivenInstalment(total=D("11.99")), GivenInstalment(principal=D("1200.01"))])
def test_an_instalment_by_hand_below_its_interest_or_above_the_balance_is_refused(
    hand: GivenInstalment,
) -> None:
    terms = loan("1200.00", "0.12", 2, START, method=Method.BY_HAND, by_hand=(hand, GivenInstalment()))
    with pytest.raises(ImpossibleTerms, match="Instalment 1 by hand repays") as refusal:
        schedule(terms)
    assert refusal.value.code == "by-hand-does-not-fit"


def test_instalments_that_grow_by_a_share() -> None:
    # A x (1.01^2 + 1.1 x 1.01 + 1.1^2) = 1,200 x 1.01^3: A = 370.0461, then 407.0507 and the rest
    record = schedule(
        loan("1200.00", "0.12", 3, START, method=Method.GROWING, growth=Growth(share=D("0.10")))
    )
    assert as_text(record) == table("""
        1 2024-02-10 358.05 12.00 370.05 841.95
        2 2024-03-10 398.63  8.42 407.05 443.32
        3 2024-04-10 443.32  4.43 447.75   0.00
    """)


def test_instalments_that_grow_by_an_amount_every_second_time() -> None:
    # A x (1.01^3 + 1.01^2 + 1.01 + 1) + 50 x (1.01 + 1) = 1,200 x 1.01^4: A = (1,248.72481 - 100.5) / 4.060401
    record = schedule(
        loan("1200.00", "0.12", 4, START, method=Method.GROWING, growth=Growth(amount=D("50.00"), every=2))
    )
    assert as_text(record) == table("""
        1 2024-02-10 270.79 12.00 282.79 929.21
        2 2024-03-10 273.50  9.29 282.79 655.71
        3 2024-04-10 326.23  6.56 332.79 329.48
        4 2024-05-10 329.48  3.29 332.77   0.00
    """)


def test_flat_interest() -> None:
    # 10 % of 1,000 for a quarter of a year is 25.00: 8.33, 8.33 and the rest, like the principal
    record = schedule(loan("1000.00", "0.10", 3, START, method=Method.FLAT))
    assert as_text(record) == table("""
        1 2024-02-10 333.33 8.33 341.66 666.67
        2 2024-03-10 333.33 8.33 341.66 333.34
        3 2024-04-10 333.34 8.34 341.68   0.00
    """)


def test_flat_interest_in_round_instalments() -> None:
    # (1,000 + 25) / 3 = 341.67, to whole euros 342.00; the last takes the difference
    record = schedule(loan("1000.00", "0.10", 3, START, method=Method.FLAT, instalment_rounding=ROUND))
    assert as_text(record) == table("""
        1 2024-02-10 333.67 8.33 342.00 666.33
        2 2024-03-10 333.67 8.33 342.00 332.66
        3 2024-04-10 332.66 8.34 341.00   0.00
    """)


def test_without_interest_the_last_instalment_takes_the_remainder() -> None:
    rows = schedule(loan("100.00", "0", 3, START)).rows
    assert [str(row.total) for row in rows] == ["33.33", "33.33", "33.34"]


def test_one_instalment() -> None:
    assert [str(row.total) for row in schedule(loan("100.00", "0.12", 1, START)).rows] == ["101.00"]


@pytest.mark.parametrize(("principal", "interest"), [("1.50", "0.01"), ("2999998.50", "10000.00")])
def test_an_exact_half_cent_of_interest_goes_up(principal: str, interest: str) -> None:
    # 2,999,998.50 x 0.04 / 12 = 9,999.995; multiplied by 0.00333... it would be 9,999.99499... and go down
    rows = schedule(loan(principal, "0.04", 2, START, method=Method.BULLET)).rows
    assert [str(row.interest) for row in rows] == [interest, interest]


@pytest.mark.parametrize("method", [Method.ANNUITY, Method.EQUAL_PRINCIPAL])
def test_a_loan_repaid_before_its_term_by_rounding_never_goes_below_zero(method: Method) -> None:
    rows = schedule(loan("1.00", "0", 120, START, method=method)).rows
    assert [str(row.total) for row in rows] == ["0.01"] * 100 + ["0.00"] * 20


@pytest.mark.parametrize("fees", [(), (Fee(amount=D("1.00")),)])
def test_an_instalment_that_never_repays_is_refused(fees: tuple[Fee, ...]) -> None:
    with pytest.raises(ImpossibleTerms, match=r"An instalment of 8.33 never repays") as refusal:
        schedule(loan("10.00", "9.99", 600, START, fees=fees))
    assert refusal.value.code == "never-repays"


@pytest.mark.parametrize(("principal", "fee"), [("1000000.00", "0.00"), ("100.00", "1.00")])
def test_a_given_instalment_that_would_go_on_for_ever_is_refused(principal: str, fee: str) -> None:
    # One euro a month, of a million or with a fee of one euro inside it: more than fifty years.
    terms = loan(
        principal,
        "0",
        None,
        START,
        method=Method.GIVEN_INSTALMENT,
        instalment=D("1.00"),
        fees=(Fee(D(fee)),) if D(fee) else (),
        fees_within=True,
    )
    with pytest.raises(ImpossibleTerms, match=r"is left after 600 instalments of 1\.00") as refusal:
        schedule(terms)
    assert refusal.value.code == "never-repays"


def test_a_growing_instalment_that_would_begin_below_zero_is_refused() -> None:
    with pytest.raises(ImpossibleTerms, match="never repays") as refusal:
        schedule(loan("100.00", "0", 25, START, method=Method.GROWING, growth=Growth(amount=D("1.00"))))
    assert refusal.value.code == "never-repays"


def test_a_due_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        schedule(loan("10.00", "0.04", 12, date(9999, 6, 1)))
    assert refusal.value.code == "out-of-calendar"


def test_rows_that_do_not_repay_what_is_paid_out_are_a_defect() -> None:
    whole = schedule(loan("1200.00", "0.12", 3, START))
    with pytest.raises(SumBroken, match="principal of the schedule"):
        record_of(whole.rows[:-1], whole.payouts)
    with pytest.raises(SumBroken, match="totals of the schedule"):
        record_of((*whole.rows[:-1], whole.rows[-1]._replace(interest=D("4.05"))), whole.payouts)
    with pytest.raises(SumBroken, match="last balance of the schedule"):
        record_of((*whole.rows[:-1], whole.rows[-1]._replace(closing=D("0.01"))), whole.payouts)


@pytest.mark.parametrize("more", [{}, {"balloon": D("100.00")}])
def test_the_result_does_not_depend_on_the_context_of_the_caller(more: dict[str, Decimal]) -> None:
    terms: LoanTerms = loan(**more)  # type: ignore[arg-type]
    expected = schedule(terms)
    with localcontext() as context:
        context.prec = 4
        assert schedule(terms) == expected


def test_a_growing_instalment_below_its_interest_makes_principal_of_what_is_short() -> None:
    # de.scribd.com/document/363957905: 45,000,000 at 2.5 % a month, 36 instalments, each 85,000 more than the one
    # before: 646,393.95 / interest 1,125,000.00 / balance 45,478,606.05; row 8 repays 72,619.37. The source rounds
    # only what it shows, hence 45,884,177.26 in its row 2.
    rows = schedule(
        loan(
            "45000000.00",
            "0.025",
            36,
            rate_kind=RateKind.PER_PERIOD,
            method=Method.GROWING,
            growth=Growth(amount=D(85000)),
        )
    ).rows
    first, second, eighth = rows[0], rows[1], rows[7]
    assert (first.total, first.capitalised, first.closing) == (
        D("646393.95"),
        D("478606.05"),
        D("45478606.05"),
    )
    assert first.interest + first.capitalised == D("1125000.00")
    assert (second.total, second.capitalised, second.closing) == (
        D("731393.95"),
        D("405571.20"),
        D("45884177.25"),
    )
    assert (eighth.principal, eighth.capitalised) == (D("72619.37"), D("0.00"))
    assert rows[-1].closing == 0

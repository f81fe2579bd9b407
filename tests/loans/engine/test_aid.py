"""Gross grant equivalents and room under a ceiling, against the Commission's examples and DOMAIN.md 3."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from loans.engine.aid import (
    Grant,
    Margin,
    NoSafeHarbour,
    Outside,
    ReferenceRate,
    Room,
    SafeHarbour,
    SafeHarbourAid,
    SafeHarbourPair,
    fiscal_room,
    loan_equivalent,
    margin_of,
    rolling_room,
    safe_harbour_guarantee,
    safe_harbour_loan,
)
from loans.engine.conventions import Method, PeriodUnit, RateKind, UnpaidInterest
from loans.engine.errors import BadAmount, ImpossibleQuestion
from loans.engine.money import cents
from loans.engine.schedule import schedule
from loans.engine.terms import Frequency, LoanTerms, RateChange, Tranche
from tests.loans.engine.loans import loan as agreed

D = Decimal
day = date.fromisoformat
START = day("2025-01-31")


def loan(principal: str, rate: str, instalments: int) -> LoanTerms:
    return LoanTerms(principal=D(principal), rate_yearly=D(rate), instalments=instalments, paid_out_on=START)


def reference(margin: str, base: str = "0.02", discount: str = "0.01") -> ReferenceRate:
    return ReferenceRate(D(base), D(margin), D(discount))


@pytest.mark.parametrize(
    ("terms", "margin", "amount", "undiscounted"),
    [
        (loan("25000.00", "0.04", 36), "0.04", "761.60", "785.79"),
        (loan("25000.00", "0.04", 36), "0.065", "1713.59", "1768.03"),
        (loan("10000.00", "0.04", 24), "0.04", "206.53", "210.99"),
    ],
)
def test_by_reference_rate(terms: LoanTerms, margin: str, amount: str, undiscounted: str) -> None:
    # DOMAIN.md 3: own calculation, base 2.00 %
    found = loan_equivalent(terms, schedule(terms), reference(margin))
    assert (found.amount, found.undiscounted) == (D(amount), D(undiscounted))
    assert (found.reference, found.discount) == (D("0.02") + D(margin), D("0.03"))


SOFT = replace(
    loan("500000.00", "0.06", 10), method=Method.EQUAL_PRINCIPAL, frequency=Frequency(12), first_due_on=None
)
EIGHT = reference("0", base="0.08", discount="0")


def test_the_soft_loan_of_the_commission() -> None:
    # ec.europa.eu/competition/state_aid/legislation/archive_docs/cash_en.html, example 1: 500 000 for ten years at
    # 6 %, reference 8 %. The page rounds each year to whole ECU: their sum is 41 123, 98 cents below the exact one.
    found = loan_equivalent(SOFT, schedule(SOFT), EIGHT)
    assert found.amount == D("41123.98")
    lines = [D("10000") * (10 - year) / 10 / D("1.08") ** (year + 1) for year in range(10)]
    printed = [9259, 7716, 6351, 5145, 4083, 3151, 2334, 1621, 1000, 463]
    assert [int(line + D("0.5")) for line in lines] == printed
    assert sum(printed) == 41123
    assert cents(sum(lines, D(0))) == found.amount


def test_years_of_grace_cost_more_aid() -> None:
    # The page's second case: no principal in the first two years, then eight equal parts.
    terms = replace(SOFT, interest_only=2)
    balances = [500000, 500000, *(500000 - 62500 * paid for paid in range(8))]
    exact = sum(
        (D(balance) * D("0.02") / D("1.08") ** year for year, balance in enumerate(balances, 1)), D(0)
    )
    assert loan_equivalent(terms, schedule(terms), EIGHT).amount == cents(exact) == D("48018.49")


def test_a_loan_above_the_reference_rate_holds_no_aid() -> None:
    terms = loan("10000.00", "0.09", 24)
    found = loan_equivalent(terms, schedule(terms), reference("0.04"))
    assert (found.amount, found.undiscounted) == (D("0.00"), D("0.00"))


def test_a_bullet_loan_in_one_payment() -> None:
    terms = replace(loan("1000.00", "0.02", 1), frequency=Frequency(12))
    found = loan_equivalent(terms, schedule(terms), reference("0.04"))
    assert (found.amount, found.undiscounted) == (cents(D("40") / D("1.03")), D("40.00"))


@pytest.mark.parametrize(
    ("kind", "rate", "contract"),
    [
        (RateKind.EFFECTIVE, "0.0201", "0.02"),  # (1 + 2.01 %) ^ (1/2) = 1.01 a half year, 2 % a year
        (RateKind.PER_PERIOD, "0.01", "0.02"),
    ],
)
def test_other_kinds_of_rate_are_compared_as_simple_yearly_ones(
    kind: RateKind, rate: str, contract: str
) -> None:
    terms = replace(loan("1000.00", rate, 2), frequency=Frequency(6), rate_kind=kind, method=Method.BULLET)
    found = loan_equivalent(terms, schedule(terms), reference("0.04"))
    assert found.undiscounted == D("1000") * (D("0.06") - D(contract))


def test_flat_interest_is_taken_as_it_is_paid() -> None:
    # 1000 in two half years at 2 % flat: 20.00 of interest. At 6 % on the balance: 30 + 15.
    terms = replace(loan("1000.00", "0.02", 2), frequency=Frequency(6), method=Method.FLAT)
    found = loan_equivalent(terms, schedule(terms), reference("0.04"))
    assert found.undiscounted == D("25.00")


def test_a_change_of_rate_and_a_time_without_interest_count() -> None:
    # 1000 for four quarters, all principal at the end: 6 % against 0, 2, 2 and 4 %: (6 + 4 + 4 + 2) / 4 = 4 %
    terms = replace(
        loan("1000.00", "0.02", 4),
        frequency=Frequency(3),
        method=Method.BULLET,
        interest_free=1,
        rate_changes=(RateChange(day("2025-10-31"), D("0.04")),),
    )
    assert loan_equivalent(terms, schedule(terms), reference("0.04")).undiscounted == D("40.00")


def test_a_tranche_inside_a_period_counts_from_its_day() -> None:
    # 1000 for a year, and 1000 more for its last quarter: (1 + 1/4) x 1000 x 4 %
    terms = replace(
        loan("2000.00", "0.02", 1),
        frequency=Frequency(12),
        tranches=(Tranche(START, D("1000.00")), Tranche(day("2025-10-31"), D("1000.00"))),
    )
    assert loan_equivalent(terms, schedule(terms), reference("0.04")).undiscounted == D("50.00")


def test_a_down_payment_holds_no_aid_and_weeks_are_weeks() -> None:
    terms = replace(
        loan("1100.00", "0.02", 1), down_payment=D("100.00"), frequency=Frequency(26, PeriodUnit.WEEKS)
    )
    assert loan_equivalent(terms, schedule(terms), reference("0.04")).undiscounted == D("20.00")


# The table of margins of Communication 2008/C 14/02, as a caller would hand it in.
TABLE = tuple(
    Margin(rating, collateral, D(margin).scaleb(-4))
    for rating, margins in (("BB", "100 220 400"), ("B", "220 400 650"), ("CCC", "400 650 1000"))
    for collateral, margin in zip(("high", "normal", "low"), margins.split(), strict=True)
)


def test_margins_come_from_the_table_of_the_caller() -> None:
    assert margin_of(TABLE, "B", "normal") == D("0.04")
    assert margin_of(TABLE, "CCC", "low") == D("0.1")
    with pytest.raises(ImpossibleQuestion) as refusal:
        margin_of(TABLE, "AAA", "low")
    assert refusal.value.code == "no-margin"


FIVE, TEN = SafeHarbourPair(D("1500000.00"), 60), SafeHarbourPair(D("750000.00"), 120)
LOANS = SafeHarbour(D("300000.00"), (TEN, FIVE), least_collateral=D("0.5"))
LOANS_2013 = SafeHarbour(
    D("200000.00"), (SafeHarbourPair(D("1000000.00"), 60), SafeHarbourPair(D("500000.00"), 120))
)
GUARANTEES = SafeHarbour(
    D("300000.00"),
    (SafeHarbourPair(D("2250000.00"), 60), SafeHarbourPair(D("1125000.00"), 120)),
    most_guaranteed=D("0.8"),
)


@pytest.mark.parametrize(
    ("harbour", "amount", "months", "aid"),
    [
        (LOANS, "25000.00", 36, "3000.00"),  # DOMAIN.md 3
        (LOANS, "95000.00", 60, "19000.00"),  # DOMAIN.md 3
        (LOANS_2013, "1000000.00", 12, "40000.00"),  # the Commission's reply, docsbay.net, on art. 4(3)(b)
        (LOANS, "1500000.00", 60, "300000.00"),
        (LOANS, "750000.00", 120, "300000.00"),
        (LOANS, "75000.00", 84, "21000.00"),
        (LOANS, "0.00", 12, "0.00"),
    ],
)
def test_by_safe_harbour(harbour: SafeHarbour, amount: str, months: int, aid: str) -> None:
    found = safe_harbour_loan(harbour, D(amount), months, collateral=D("0.5"))
    assert isinstance(found, SafeHarbourAid)
    assert found.amount == D(aid)
    assert found.pair.months == (60 if months <= 60 else 120)


@pytest.mark.parametrize(
    ("amount", "months", "reason"),
    [
        # The limits are the most there is, they do not grow as the term shrinks: the Commission's reply, question 1.
        ("2000000.00", 12, Outside.AMOUNT_TOO_LARGE),
        ("750000.01", 61, Outside.AMOUNT_TOO_LARGE),
        ("1000.00", 121, Outside.TERM_TOO_LONG),
    ],
)
def test_outside_the_safe_harbour(amount: str, months: int, reason: Outside) -> None:
    assert safe_harbour_loan(LOANS, D(amount), months) == NoSafeHarbour(reason)


def test_collateral_is_a_condition_where_it_is_one() -> None:
    few = D("0.49")
    assert safe_harbour_loan(LOANS, D("1.00"), 1, few) == NoSafeHarbour(Outside.TOO_LITTLE_COLLATERAL)
    assert isinstance(safe_harbour_loan(LOANS_2013, D("1.00"), 1, few), SafeHarbourAid)


def test_a_guarantee_counts_for_the_part_that_is_guaranteed() -> None:
    # 80 % of 100 000 for five years: 300 000 x 80 000 / 2 250 000
    found = safe_harbour_guarantee(GUARANTEES, D("100000.00"), D("0.8"), 60)
    assert isinstance(found, SafeHarbourAid)
    assert found.amount == D("10666.67")
    assert safe_harbour_guarantee(GUARANTEES, D("1000.00"), D("0.81"), 60) == NoSafeHarbour(
        Outside.TOO_MUCH_GUARANTEED
    )
    assert isinstance(safe_harbour_guarantee(LOANS_2013, D("1000.00"), D(1), 60), SafeHarbourAid)


def test_impossible_questions_of_aid_are_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        safe_harbour_loan(LOANS, D("1000.00"), 0)
    assert refusal.value.code == "no-term"
    with pytest.raises(BadAmount):
        safe_harbour_loan(LOANS, D("-1.00"), 12)
    with pytest.raises(BadAmount):
        rolling_room([Grant(START, D("-1.00"))], D("300000.00"), START)


GRANTS = (
    Grant(day("2022-05-10"), D("100000.00")),
    Grant(day("2022-05-11"), D("150000.00")),
    Grant(day("2024-12-31"), D("40000.00")),
    Grant(day("2025-06-01"), D("999.00")),
)


def test_the_room_in_any_three_years() -> None:
    # On 10 May 2025 the aid of 10 May 2022 is three years old and no longer counts; later aid does not count yet.
    assert rolling_room(GRANTS, D("300000.00"), day("2025-05-10")) == Room(
        day("2022-05-11"), D("190000.00"), D("110000.00"), passed=False
    )
    assert rolling_room(GRANTS, D("300000.00"), day("2025-05-09")).left == D("10000.00")
    assert rolling_room(GRANTS, D("180000.00"), day("2025-05-10")) == Room(
        day("2022-05-11"), D("190000.00"), D("0.00"), passed=True
    )


@pytest.mark.parametrize(
    ("on", "year_end", "from_on"),
    [
        ("2025-05-10", (12, 31), "2023-01-01"),
        ("2025-12-31", (12, 31), "2023-01-01"),
        ("2025-05-10", (6, 30), "2022-07-01"),
        ("2025-06-30", (6, 30), "2022-07-01"),
        ("2025-07-01", (6, 30), "2023-07-01"),
        ("2024-03-01", (2, 29), "2022-03-01"),
        ("2025-02-28", (2, 29), "2022-03-01"),
    ],
)
def test_the_room_in_three_fiscal_years(on: str, year_end: tuple[int, int], from_on: str) -> None:
    found = fiscal_room(GRANTS, D("200000.00"), day(on), year_end)
    assert found.from_on == day(from_on)
    counted = [grant.amount for grant in GRANTS if day(from_on) <= grant.on <= day(on)]
    assert found.granted == sum(counted, D("0.00"))
    assert found.left == max(D("200000.00") - found.granted, D("0.00"))


def test_interest_that_is_forgiven_is_as_good_as_interest_free() -> None:
    # Six months without any payment: at the rate of reference nothing else is given away.
    reference = ReferenceRate(base=D("0.02"), margin=D("0.04"), discount_margin=D("0.01"))
    forgiven = agreed("10000.00", "0.06", 12, moratorium=6, moratorium_interest=UnpaidInterest.FORGIVEN)
    found = loan_equivalent(forgiven, schedule(forgiven), reference)
    # 10,000 x 6 % / 12, discounted at 3 % a year from the end of each of the six months
    expected = sum((D(50) * D("1.03") ** (-D(month) / 12) for month in range(1, 7)), D(0))
    assert found.amount == expected.quantize(D("0.01"))


def test_a_down_payment_is_no_period() -> None:
    reference = ReferenceRate(base=D("0.02"), margin=D("0.04"), discount_margin=D("0.01"))
    with_down = agreed("10000.00", "0.06", 12, down_payment=D(1000), interest_free=1)
    without = agreed("9000.00", "0.06", 12, interest_free=1)
    given = [loan_equivalent(terms, schedule(terms), reference).amount for terms in (with_down, without)]
    assert given[0] == given[1] > 0

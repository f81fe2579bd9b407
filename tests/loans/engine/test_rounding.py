"""Which way a part of a cent goes, in interest and in instalments, and what an instalment is worked out from."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from loans.engine.conventions import DayCount, InstalmentBasis, Method, RateKind, RoundingMode
from loans.engine.schedule import schedule
from loans.engine.terms import Rounding
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("mode", "interest"),
    [  # 4 % / 12 of 1.50, 4.50, 4.35 and 4.65: exactly 0.005, 0.015, 0.0145 and 0.0155
        (RoundingMode.HALF_UP, ["0.01", "0.02", "0.01", "0.02"]),
        (RoundingMode.HALF_EVEN, ["0.00", "0.02", "0.01", "0.02"]),
        (RoundingMode.UP, ["0.01", "0.02", "0.02", "0.02"]),
        (RoundingMode.DOWN, ["0.00", "0.01", "0.01", "0.01"]),
    ],
)
def test_interest_is_rounded_to_the_cent_by_each_mode(mode: RoundingMode, interest: list[str]) -> None:
    found = [
        schedule(loan(principal, "0.04", 1, START, interest_rounding=mode)).rows[0].interest
        for principal in ("1.50", "4.50", "4.35", "4.65")
    ]
    assert [str(amount) for amount in found] == interest


@pytest.mark.parametrize("method", [Method.BULLET, Method.FLAT])
def test_every_method_rounds_interest_alike(method: Method) -> None:
    # 4.35 for two months at 4 %: 0.0145 each, or flat 0.029 in all
    rows = schedule(loan("4.35", "0.04", 2, START, method=method, interest_rounding=RoundingMode.UP)).rows
    expected = ["0.02", "0.02"] if method is Method.BULLET else ["0.02", "0.01"]
    assert [str(row.interest) for row in rows] == expected


@pytest.mark.parametrize(
    ("unit", "mode", "instalment"),
    [  # of 408.0265
        ("0.01", RoundingMode.HALF_UP, "408.03"),
        ("0.01", RoundingMode.UP, "408.03"),
        ("0.01", RoundingMode.DOWN, "408.02"),
        ("0.05", RoundingMode.HALF_UP, "408.05"),
        ("1", RoundingMode.HALF_EVEN, "408.00"),
        ("1", RoundingMode.UP, "409.00"),
        ("10", RoundingMode.HALF_UP, "410.00"),
        ("10", RoundingMode.DOWN, "400.00"),
    ],
)
def test_the_instalment_is_rounded_to_a_unit(unit: str, mode: RoundingMode, instalment: str) -> None:
    record = schedule(loan("1200.00", "0.12", 3, START, instalment_rounding=Rounding(D(unit), mode)))
    assert str(record.instalment) == instalment
    assert [str(row.total) for row in record.rows[:2]] == [instalment, instalment]


def test_a_whole_instalment_written_out() -> None:
    # 409.00; 1 % of 1,200.00, 803.00 and 402.03
    record = schedule(loan("1200.00", "0.12", 3, START, instalment_rounding=Rounding(D(1), RoundingMode.UP)))
    assert as_text(record, "principal interest total closing") == table("""
        397.00 12.00 409.00 803.00
        400.97  8.03 409.00 402.03
        402.03  4.02 406.05   0.00
    """)


def test_equal_principal_parts_are_rounded_too() -> None:
    # 1,000 / 3 to whole tens: 330, 330 and the rest
    rounding = Rounding(D(10), RoundingMode.HALF_UP)
    rows = schedule(
        loan("1000.00", "0.06", 3, START, method=Method.EQUAL_PRINCIPAL, instalment_rounding=rounding)
    ).rows
    assert [str(row.principal) for row in rows] == ["330.00", "330.00", "340.00"]


def test_flat_instalments_rounded_below_their_interest_repay_nothing_before_the_last() -> None:
    # 10 + 4 a month, rounded to whole tens: 10.00 leaves 6.00 for the principal; rounded to fifties it leaves nothing
    for unit, principal in ((10, ["6.00", "6.00", "18.00"]), (50, ["0.00", "0.00", "30.00"])):
        terms = loan(
            "30.00",
            "1.60",
            3,
            START,
            method=Method.FLAT,
            instalment_rounding=Rounding(D(unit), RoundingMode.DOWN),
        )
        assert [str(row.principal) for row in schedule(terms).rows] == principal


# 31, 29 and 31 days from 10 January 2024, over 360
FACTORS = [Fraction(12, 100) * days / 360 for days in (31, 29, 31)]


def test_an_instalment_from_the_interest_of_each_period() -> None:
    first, second, third = (1 + factor for factor in FACTORS)
    exact = 1200 * first * second * third / (second * third + third + 1)
    assert Fraction("408.115") < exact < Fraction("408.125")
    # 12.40; 804.28 x 0.12 x 29 / 360 = 7.7747; 403.93 x 0.12 x 31 / 360 = 4.1739
    record = schedule(loan("1200.00", "0.12", 3, START, day_count=DayCount.ACTUAL_360))
    assert as_text(record, "days principal interest total closing") == table("""
        31 395.72 12.40 408.12 804.28
        29 400.35  7.77 408.12 403.93
        31 403.93  4.17 408.10   0.00
    """)


def test_an_instalment_by_the_textbook_formula() -> None:
    # 1,200 x 0.01 / (1 - 1.01^-3) = 408.0265; the last takes the difference of the days
    record = schedule(
        loan(
            "1200.00",
            "0.12",
            3,
            START,
            day_count=DayCount.ACTUAL_360,
            instalment_basis=InstalmentBasis.FORMULA,
        )
    )
    assert as_text(record, "days principal interest total closing") == table("""
        31 395.63 12.40 408.03 804.37
        29 400.25  7.78 408.03 404.12
        31 404.12  4.18 408.30   0.00
    """)


def test_the_formula_with_an_effective_rate() -> None:
    # i = 1.12^(1/12) - 1 = 0.948879 %; 1,200 x i / (1 - (1 + i)^-3) = 407.6165
    terms = loan(
        "1200.00",
        "0.12",
        3,
        START,
        rate_kind=RateKind.EFFECTIVE,
        instalment_basis=InstalmentBasis.FORMULA,
        day_count=DayCount.ACTUAL_365,
    )
    rate = D("1.12") ** (D(1) / 12) - 1
    exact = 1200 * rate / (1 - (1 + rate) ** -3)
    assert schedule(terms).instalment == exact.quantize(D("0.01"))

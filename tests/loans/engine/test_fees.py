"""Fees with the payouts and with the instalments, each rounded by itself."""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.conventions import FeeBase, FeeTime, InstalmentBasis, Method, RoundingMode
from loans.engine.schedule import schedule
from loans.engine.terms import Fee, Rounding, Tranche
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2024, 1, 10)


def fees(fee: Fee) -> list[str]:
    """The fees of 1,000 at 1 % a month in two equal principal parts: 510.00, then 505.00."""
    record = schedule(loan("1000.00", "0.12", 2, START, method=Method.EQUAL_PRINCIPAL, fees=(fee,)))
    return [str(row.fees) for row in record.rows]


@pytest.mark.parametrize(
    ("of", "expected"),
    [  # 21 % of 1,000 and 1,000; of 1,000 and 500; of 510 and 505; of 10 and 5
        (FeeBase.PRINCIPAL, ["210.00", "210.00"]),
        (FeeBase.OPENING, ["210.00", "105.00"]),
        (FeeBase.INSTALMENT, ["107.10", "106.05"]),
        (FeeBase.INTEREST, ["2.10", "1.05"]),
    ],
)
def test_a_share_of_each_base(of: FeeBase, expected: list[str]) -> None:
    assert fees(Fee(share=D("0.21"), of=of)) == expected


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        (Fee(D("2.50")), ["2.50", "2.50"]),
        (Fee(D("2.50"), D("0.001")), ["3.50", "3.50"]),  # both given: their sum
        (Fee(D("2.50"), numbers=frozenset({2})), ["0.00", "2.50"]),
        (Fee(D("2.50"), rounding=Rounding(D(1))), ["3.00", "3.00"]),
        (Fee(D("2.50"), rounding=Rounding(D(1), RoundingMode.HALF_EVEN)), ["2.00", "2.00"]),
        (Fee(D("2.10"), rounding=Rounding(D(1), RoundingMode.UP)), ["3.00", "3.00"]),
        (Fee(D("2.90"), rounding=Rounding(D(1), RoundingMode.DOWN)), ["2.00", "2.00"]),
        (Fee(share=D("0.00333"), of=FeeBase.INTEREST), ["0.03", "0.02"]),  # 0.0333 and 0.01665
    ],
)
def test_amounts_shares_numbers_and_rounding(fee: Fee, expected: list[str]) -> None:
    assert fees(fee) == expected


def test_fees_are_in_the_totals_and_not_in_the_balance() -> None:
    record = schedule(loan("1000.00", "0.12", 2, START, method=Method.BULLET, fees=(Fee(D("5.00")),)))
    assert as_text(record, "principal interest fees total closing cumulative") == table("""
           0.00 10.00 5.00   15.00 1000.00   15.00
        1000.00 10.00 5.00 1015.00    0.00 1030.00
    """)
    assert (str(record.totals.fees), str(record.totals.cost)) == ("10.00", "30.00")


@pytest.mark.parametrize(
    ("withheld", "expected"), [(True, ("30.00", "0.00", "970.00")), (False, ("0.00", "30.00", "1000.00"))]
)
def test_an_upfront_fee_is_kept_back_or_paid_beside(withheld: bool, expected: tuple[str, str, str]) -> None:
    fee = Fee(D("10.00"), D("0.02"), time=FeeTime.UPFRONT, withheld=withheld)
    record = schedule(loan("1000.00", "0.12", 2, START, fees=(fee,)))
    payout = record.payouts[0]
    assert (str(payout.withheld), str(payout.beside), str(payout.net)) == expected
    assert (str(record.totals.upfront), str(record.totals.fees)) == ("30.00", "0.00")
    assert record.totals.cost == record.totals.interest + 30


def test_an_upfront_fee_comes_once_and_a_tranche_fee_with_each_payout() -> None:
    tranches = (Tranche(START, D(400)), Tranche(date(2024, 2, 1), D(600)))
    both = (
        Fee(share=D("0.02"), time=FeeTime.UPFRONT),
        Fee(share=D("0.01"), time=FeeTime.TRANCHE, withheld=False),
    )
    record = schedule(loan("1000.00", "0.12", 2, START, tranches=tranches, fees=both))
    # 2 % of the whole 1,000 with the first; 1 % of 400 and of 600
    assert [(str(one.withheld), str(one.beside), str(one.net)) for one in record.payouts] == [
        ("20.00", "4.00", "380.00"),
        ("0.00", "6.00", "600.00"),
    ]


def test_fees_inside_a_round_instalment() -> None:
    # 408.0265 + 5 to whole euros up is 414.00; 1 % of 1,200.00, 803.00 and 402.03
    record = schedule(
        loan(
            "1200.00",
            "0.12",
            3,
            START,
            fees=(Fee(D("5.00")),),
            fees_within=True,
            instalment_rounding=Rounding(D(1), RoundingMode.UP),
        )
    )
    assert as_text(record, "principal interest fees total closing") == table("""
        397.00 12.00 5.00 414.00 803.00
        400.97  8.03 5.00 414.00 402.03
        402.03  4.02 5.00 411.05   0.00
    """)
    assert str(record.instalment) == "409.00"


def test_a_fee_with_the_payout_does_not_stand_in_the_way_of_fees_inside() -> None:
    both = (Fee(D("5.00")), Fee(D("30.00"), time=FeeTime.UPFRONT))
    record = schedule(loan("1200.00", "0.12", 3, START, fees=both, fees_within=True))
    assert [str(row.total) for row in record.rows] == ["413.03", "413.03", "413.02"]


def test_fees_inside_an_instalment_by_the_formula() -> None:
    record = schedule(
        loan(
            "1200.00",
            "0.12",
            3,
            START,
            fees=(Fee(D("5.00")),),
            fees_within=True,
            instalment_basis=InstalmentBasis.FORMULA,
        )
    )
    assert [str(row.total) for row in record.rows] == ["413.03", "413.03", "413.02"]

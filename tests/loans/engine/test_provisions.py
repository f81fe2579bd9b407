"""Provisions by a grid, with tables of other authors."""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.errors import BadAmount, ImpossibleQuestion
from loans.engine.portfolio import Exposure
from loans.engine.provisions import (
    ProvisionClass,
    ProvisionGrid,
    ProvisionRow,
    coverage,
    grid_on,
    provisions,
)

D = Decimal


def grid(text: str, valid_from: str = "2020-01-01", worse: int = 0) -> ProvisionGrid:
    """A grid written as `30 0.05, 90 0.25, - 1`: until so many days, share."""
    pairs = [one.split() for one in text.split(",")]
    classes = tuple(ProvisionClass(None if until == "-" else int(until), D(share)) for until, share in pairs)
    return ProvisionGrid(date.fromisoformat(valid_from), classes, worse)


# DOMAIN.md 4.2
DOMAIN = grid("30 0.05, 90 0.25, 180 0.50, - 1", worse=1)


def test_the_grid_of_the_domain_file() -> None:
    loans = [Exposure(D("1000.00"), late) for late in (0, 30, 31, 90, 91, 180, 181, 999)]
    found = provisions(loans, DOMAIN)
    assert found.rows == (
        ProvisionRow(0, 30, D("0.05"), 2, D("2000.00"), D("100.00")),
        ProvisionRow(31, 90, D("0.25"), 2, D("2000.00"), D("500.00")),
        ProvisionRow(91, 180, D("0.50"), 2, D("2000.00"), D("1000.00")),
        ProvisionRow(181, None, D("1"), 2, D("2000.00"), D("2000.00")),
    )
    assert (found.outstanding, found.provision) == (D("8000.00"), D("3600.00"))


def test_a_rescheduled_loan_counts_one_class_worse_and_never_beyond_the_last() -> None:
    loans = [Exposure(D("1000.00"), late, rescheduled=True) for late in (0, 31, 91, 181)]
    assert [row.loans for row in provisions(loans, DOMAIN).rows] == [0, 1, 1, 2]


def test_a_grid_that_makes_no_difference() -> None:
    loans = [Exposure(D("1000.00"), 0, rescheduled=True)]
    assert [row.loans for row in provisions(loans, grid("30 0.05, - 1")).rows] == [1, 0]


@pytest.mark.parametrize(
    ("source", "classes", "balances", "lines"),
    [
        (
            "Sa-Dhan, table 13 (yumpu.com/en/document/view/45882903, page 76)",
            "0 0, 30 0.10, 60 0.25, 90 0.50, 180 0.75, 365 0.90, - 1",
            {0: 128000, 10: 17500, 31: 10000, 61: 5000, 91: 3500, 181: 2500, 366: 1500},
            (0, 1750, 2500, 2500, 2625, 2250, 1500),  # in all 13,125
        ),
        (
            # Its line "loan due for the day" (12,700,000 at 1 %) is left out: it is a class of the same 0 days late.
            "Lheon Consulting, unit 7586-2: ageing report of a microfinance bank, 2015",
            "0 0, 30 0.05, 60 0.20, 90 0.50, - 1",
            {0: 109500000, 1: 11250000, 45: 2340000, 90: 14850000, 91: 2360000},
            (0, 562500, 468000, 7425000, 2360000),
        ),
    ],
)
def test_tables_of_other_authors(
    source: str, classes: str, balances: dict[int, int], lines: tuple[int, ...]
) -> None:
    assert source
    loans = [Exposure(D(f"{balance}.00"), late) for late, balance in balances.items()]
    found = provisions(loans, grid(classes))
    assert tuple(row.provision for row in found.rows) == lines
    assert (found.outstanding, found.provision) == (sum(balances.values()), sum(lines))


def test_a_provision_is_rounded_once_for_each_class() -> None:
    # Three loans of 0.10 at 5 %: 0.015 together, not three times 0.01
    found = provisions([Exposure(D("0.10"), 0)] * 3, DOMAIN)
    assert found.provision == D("0.02")


def test_repaid_loans_count_nowhere() -> None:
    found = provisions([Exposure(D("0.00"), 400)], DOMAIN)
    assert (found.outstanding, found.provision, found.rows[-1].loans) == (D("0.00"), D("0.00"), 0)


def test_the_grid_of_a_day_is_the_latest_that_began() -> None:
    old, new = grid("- 0.1"), grid("- 0.2", valid_from="2024-07-01")
    assert grid_on((new, old), date(2024, 6, 30)) is old
    assert grid_on((old, new), date(2024, 7, 1)) is new
    with pytest.raises(ImpossibleQuestion) as refusal:
        grid_on((old, new), date(2019, 12, 31))
    assert refusal.value.code == "no-grid"


def test_coverage() -> None:
    assert coverage(D("3600.00"), D("6000.00")) == D("0.6")
    assert coverage(D("3600.00"), D("0.00")) is None


@pytest.mark.parametrize(
    ("classes", "worse", "code"),
    [
        ("30 0.05, 90 1", 0, "grid-open"),
        ("- 0.05, - 1", 0, "grid-open"),
        ("90 0.05, 30 0.5, - 1", 0, "grid-order"),
        ("30 0.05, 30 0.5, - 1", 0, "grid-order"),
        ("-1 0.05, - 1", 0, "grid-order"),
        ("30 0.05, - 1.01", 0, "grid-share"),
        ("30 -0.05, - 1", 0, "grid-share"),
        ("30 0.05, - 1", -1, "grid-worse"),
    ],
)
def test_a_grid_with_a_gap_is_refused(classes: str, worse: int, code: str) -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        grid(classes, worse=worse)
    assert refusal.value.code == code


def test_an_empty_grid_is_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        ProvisionGrid(date(2020, 1, 1), ())
    assert refusal.value.code == "grid-open"


def test_what_is_no_loan_is_refused() -> None:
    with pytest.raises(BadAmount):
        provisions([Exposure(D("-1.00"), 0)], DOMAIN)
    with pytest.raises(ImpossibleQuestion) as refusal:
        provisions([Exposure(D("1.00"), -1)], DOMAIN)
    assert refusal.value.code == "days-negative"

"""Every published life of a loan, line by line, against `fold`; and again with its events booked backwards."""

import pytest

from loans.engine.life import fold
from tests.loans.references import (
    cashflows,
    fineract_charges,
    life_allocation,
    life_flat,
    life_progressive,
    life_progressive_daily,
    life_recalculated,
    life_rescheduled,
)
from tests.loans.references.life_table import LifeTable, published_shares, shown_rows, shown_shares
from tests.loans.references.table import check_differences, our_rows

FAMILIES = {
    "cashflows": cashflows.LIVES,
    "charges": fineract_charges.LIVES,
    "allocation": life_allocation.TABLES,
    "flat": life_flat.TABLES,
    "progressive": (*life_progressive.TABLES, *life_progressive_daily.TABLES),
    "recalculated": life_recalculated.TABLES,
    "rescheduled": life_rescheduled.TABLES,
}
TABLES = [
    pytest.param(table, id=f"life_{name}-{table.name}")
    for name, tables in FAMILIES.items()
    for table in tables
]


@pytest.mark.parametrize("table", TABLES)
def test_the_published_rows(table: LifeTable):
    state = fold(table.terms, table.events, table.on, table.rules)
    expected = our_rows(table)
    assert shown_rows(state, expected) == expected


@pytest.mark.parametrize("table", TABLES)
def test_the_order_of_booking_means_nothing(table: LifeTable):
    state = fold(table.terms, table.events, table.on, table.rules)
    assert fold(table.terms, reversed(table.events), table.on, table.rules) == state


@pytest.mark.parametrize("table", [table for table in TABLES if table.values[0].shares])
def test_the_published_shares(table: LifeTable):
    state = fold(table.terms, table.events, table.on, table.rules)
    assert shown_shares(state) == published_shares(table.shares)


@pytest.mark.parametrize("table", TABLES)
def test_every_difference_is_one_and_explained(table: LifeTable):
    check_differences(table)

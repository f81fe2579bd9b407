"""Every published schedule, line by line, against `schedule`."""

import pytest

from loans.engine.schedule import schedule
from tests.loans.references import (
    cashflows,
    figures,
    fineract_charges,
    fineract_cumulative,
    fineract_emi_changes,
    fineract_emi_days,
    fineract_emi_months,
    fsharp_finance,
    lenders,
    money_warp,
    spreadsheets,
    textbooks,
)
from tests.loans.references.table import Row, Table, check_differences, our_rows, rows_of, shown

FAMILIES = (
    cashflows,
    figures,
    fineract_charges,
    fineract_cumulative,
    fineract_emi_changes,
    fineract_emi_days,
    fineract_emi_months,
    fsharp_finance,
    lenders,
    money_warp,
    spreadsheets,
    textbooks,
)
TABLES = [
    pytest.param(table, id=f"{family.__name__.rsplit('.', 1)[1]}-{table.name}")
    for family in FAMILIES
    for table in family.TABLES
]


@pytest.mark.parametrize("table", TABLES)
def test_the_published_table(table: Table):
    record = schedule(table.terms)
    expected = our_rows(table)
    known = {row.number: row for row in record.rows} | {0: record.totals}
    assert [Row(row.number, shown(known[row.number], row.columns)) for row in expected] == expected
    if table.rows and "number" not in table.rows:
        assert len(record.rows) == len(rows_of(table.rows))


@pytest.mark.parametrize("table", TABLES)
def test_every_difference_is_one_and_explained(table: Table):
    check_differences(table)


def test_there_are_enough_tables_and_each_names_its_source():
    assert len(TABLES) >= 40
    for parameter in TABLES:
        (table,) = parameter.values
        assert all((*table.source, table.place, table.conventions)), table.name
        assert "//" not in table.source.address

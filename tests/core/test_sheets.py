"""CSV and XLSX: no formula runs, amounts stay numbers, the same facts give the same bytes."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from core.sheets import Cell, Column, Sheet, csv_bytes, safe_text, xlsx_bytes

COLUMNS = [
    Column("name", "Name"),
    Column("amount", "Amount", "amount"),
    Column("share", "Share", "rate"),
    Column("paid_on", "Paid on", "day"),
    Column("people", "People", "count"),
]
ROW = ("Réconfort +", Decimal("-1250.50"), Decimal("0.52514"), date(2011, 3, 4), 599)
HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


def load(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_csv_has_keys_iso_days_dot_decimals_and_crlf():
    assert csv_bytes(COLUMNS, [ROW]).decode() == (
        "name,amount,share,paid_on,people\r\nRéconfort +,-1250.50,0.52514,2011-03-04,599\r\n"
    )


def test_csv_keeps_commas_quotes_and_line_breaks_of_a_text():
    content = csv_bytes([Column("note", "Note")], [('He said "no", then\nleft',)])
    assert list(csv.reader(io.StringIO(content.decode(), newline="")))[1] == ['He said "no", then\nleft']


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    content = csv_bytes([Column("title", "Title")], [(text,)])
    (cell,) = list(csv.reader(io.StringIO(content.decode(), newline="")))[1]
    assert cell == "'" + text


def test_an_innocent_text_stays_as_it_is():
    assert safe_text("Café =, - +") == "Café =, - +"


def test_csv_leaves_a_negative_amount_a_number_and_never_writes_an_exponent():
    columns = [Column("a", "A", "amount"), Column("b", "B", "amount")]
    content = csv_bytes(columns, [(Decimal("-5.00"), Decimal("1E+3")), (None, Decimal("0.00"))])
    assert content.decode().splitlines()[1:] == ["-5.00,1000", ",0.00"]


def test_xlsx_keeps_types_formats_and_a_frozen_head():
    page = load(xlsx_bytes([Sheet("Figures", COLUMNS, [ROW])]))["Figures"]
    assert [cell.value for cell in page[1]] == ["Name", "Amount", "Share", "Paid on", "People"]
    name, amount, share, paid_on, people = page[2]
    assert (name.value, amount.value, share.value, people.value) == ("Réconfort +", -1250.5, 0.52514, 599)
    assert paid_on.value.date() == date(2011, 3, 4)
    assert amount.data_type == "n"
    assert amount.number_format == "#,##0.00"
    assert page.freeze_panes == "A2"


@pytest.mark.parametrize("text", [*HOSTILE, "http://localhost/x", "file:///etc/passwd", "12"])
def test_xlsx_text_is_a_text_and_no_formula_link_or_number(text):
    cell = load(xlsx_bytes([Sheet("S", [Column("t", "T")], [(text,)])]))["S"]["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r") == text


def test_the_same_facts_give_the_same_bytes():
    sheets = [Sheet("Figures", COLUMNS, [ROW] * 3)]
    assert xlsx_bytes(sheets) == xlsx_bytes(sheets)


def test_minutes_are_whole_in_csv_and_hours_in_a_workbook():
    columns = [Column("minutes", "Time", "minutes")]
    assert csv_bytes(columns, [(90,)]).decode() == "minutes\r\n90\r\n"
    cell = load(xlsx_bytes([Sheet("S", columns, [(90,), (None,)])]))["S"]["A2"]
    assert (cell.value.total_seconds(), cell.number_format) == (5400, "[h]:mm")


def test_a_cell_may_be_of_another_kind_than_its_column():
    columns = [Column("item", "Item", width=40), Column("value", "Value")]
    rows = [["Amount", Cell(Decimal("12.5"), "euro")], ["Day", Cell(date(2025, 1, 31), "day")]]
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Sheet("One", columns, rows)])))["One"]
    assert (page["B2"].value, page["B2"].number_format) == (12.5, '#,##0.00 "€"')
    assert (page["B3"].value.date(), page["B3"].number_format) == (date(2025, 1, 31), "yyyy-mm-dd")
    assert 40 <= page.column_dimensions["A"].width < 42
    assert csv_bytes(columns, rows).decode().splitlines()[1:] == ["Amount,12.5", "Day,2025-01-31"]


def test_sheet_names_that_excel_refuses_are_mended_and_used_once():
    columns = [Column("t", "T")]
    titles = ["Dépenses [2011]: a/b?*\\", "x" * 40, "X" * 40, "''", ""]
    names = load(xlsx_bytes([Sheet(title, columns, []) for title in titles])).sheetnames
    assert names == ["Dépenses -2011-- a-b---", "x" * 31, "X" * 29 + " 2", "Sheet", "Sheet 2"]


def test_a_text_longer_than_a_cell_is_cut():
    cell = load(xlsx_bytes([Sheet("S", [Column("t", "T")], [("a" * 40_000,)])]))["S"]["A2"]
    assert len(cell.value) == 32_767


def test_a_workbook_needs_a_sheet():
    with pytest.raises(ValueError, match="sheet"):
        xlsx_bytes([])

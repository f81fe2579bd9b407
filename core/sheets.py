"""Tables for spreadsheets: CSV and XLSX that no spreadsheet program mistakes for formulas, the same bytes
each time.

CSV: UTF-8, comma, CRLF (RFC 4180), ISO dates, dot decimals. A text that a spreadsheet would run as a formula
gets a leading apostrophe (CWE-1236); amounts stay numbers, also below zero.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from django.utils.functional import Promise

Kind = Literal["text", "amount", "euro", "rate", "day", "count", "value", "minutes"]
Text = str | Promise
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What Excel allows in a cell; a longer text is cut rather than refused, so that one note cannot stop a
# report.
_CELL_MAX = 32_767
_MINUTES_A_DAY = 1440
_FORMATS: dict[Kind, dict[str, str]] = {
    "text": {},
    "amount": {"num_format": "#,##0.00"},
    "euro": {"num_format": '#,##0.00 "€"'},
    "rate": {"num_format": "0.000%"},
    "day": {"num_format": "yyyy-mm-dd"},
    "count": {"num_format": "#,##0"},
    "value": {"num_format": "#,##0.00"},
    "minutes": {"num_format": "[h]:mm"},
}
_WIDTHS: dict[Kind, int] = {
    "text": 28,
    "amount": 16,
    "euro": 16,
    "rate": 11,
    "day": 12,
    "count": 10,
    "value": 12,
    "minutes": 12,
}
# A file made twice from the same facts has the same bytes: it carries no clock.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the file format knows no time zone)


@dataclass(frozen=True)
class Column:
    """A column: `key` for machines, `label` for people, and what its cells are.

    "amount" is EUR, "euro" the same with its sign, "rate" a fraction, "value" a Decimal with two digits of another
    unit, "count" a whole number.
    """

    key: str
    label: Text
    kind: Kind = "text"
    width: int | None = None  # in characters; None: that of the kind


@dataclass(frozen=True)
class Cell:
    """A value of another kind than its column, for a sheet that reads downwards."""

    value: Any
    kind: Kind


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: rows of cells in the order of the columns; None is an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def csv_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as CSV under the keys of the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode()


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook: labels as a frozen head with a filter, numbers as numbers, texts as texts and never as
    formulas.

    Raises ValueError when no sheet is given.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": _CREATED})
    formats = {kind: book.add_format(style) for kind, style in _FORMATS.items()}
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_sheet_name(sheet.title, taken))
        _fill(page, sheet, formats, head)
    book.close()
    return target.getvalue()


def safe_text(text: str) -> str:
    """`text` with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _fill(page: Any, sheet: Sheet, formats: dict[Kind, Any], head: Any) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width or _WIDTHS[column.kind], formats[column.kind])
        page.write_string(0, index, str(column.label), head)
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for index, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            value, kind = (cell.value, cell.kind) if isinstance(cell, Cell) else (cell, column.kind)
            if kind == "minutes" and value is not None:
                value = Decimal(value) / _MINUTES_A_DAY
            _write(page, last, index, value, formats[kind])
    if last:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write(page: Any, row: int, index: int, cell: Any, style: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, index, cell, style)
    elif isinstance(cell, int | Decimal):
        page.write_number(row, index, cell, style)
    elif isinstance(cell, date):
        page.write_datetime(row, index, cell, style)
    else:
        page.write_string(row, index, str(cell)[:_CELL_MAX], style)


def _csv_cell(cell: Any) -> str:
    if isinstance(cell, Cell):
        return _csv_cell(cell.value)
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, bool | int):
        return str(cell).lower() if isinstance(cell, bool) else str(cell)
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return safe_text(str(cell))


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel accepts: 31 characters at most, none of []:*?/\\, no quote at the ends, used once."""
    plain = "".join("-" if character in "[]:*?/\\" else character for character in title).strip(" '")
    plain = plain or "Sheet"
    name, number = plain[:31], 1
    while name.casefold() in taken:
        number += 1
        suffix = f" {number}"
        name = f"{plain[: 31 - len(suffix)]}{suffix}"
    taken.add(name.casefold())
    return name

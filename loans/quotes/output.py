"""The answers as a file: JSON, a table to read, CSV for spreadsheets, PDF."""

import json
from collections.abc import Callable
from typing import Any

from loans.quotes.as_csv import csv_answer
from loans.quotes.as_pdf import pdf_answer
from loans.quotes.as_table import table_answer
from loans.quotes.plain import Plain
from loans.quotes.quoting import Quote

_encoded = json.JSONEncoder(ensure_ascii=False).encode


def json_answer(quote: Quote) -> bytes:
    """One answer as an object, the answers of a list as a list; a line for each key and for each row."""
    items = [_item(answer) for answer in quote.answers]
    text = "[\n" + ",\n".join(items) + "\n]" if quote.is_list else items[0]
    return f"{text}\n".encode()


def _item(answer: Plain) -> str:
    """An object with a line for each key; of a key that holds objects or rows, a line for each of these."""
    return "{" + ",\n ".join(f"{_encoded(key)}: {_lines(value, 2)}" for key, value in answer.items()) + "}"


def _lines(value: Any, depth: int) -> str:
    # By hand, because json.dumps with an indent takes ten times as long as without.
    margin = " " * depth
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = [_encoded(row) for row in value]
        return f"[\n{margin}" + f",\n{margin}".join(rows) + "]"
    if isinstance(value, dict) and any(isinstance(inner, dict | list) for inner in value.values()):
        lines = [f"{_encoded(key)}: {_lines(inner, depth + 1)}" for key, inner in value.items()]
        return f"{{\n{margin}" + f",\n{margin}".join(lines) + "}"
    return _encoded(value)


FORMATS: dict[str, Callable[[Quote], bytes]] = {
    "json": json_answer,
    "table": table_answer,
    "csv": csv_answer,
    "pdf": pdf_answer,
}

"""The answers as aligned text, for a terminal."""

from collections.abc import Iterator, Sequence

from loans.quotes.quoting import Quote
from loans.quotes.shown import Cell, Fact, ShownItem, ShownTable, shown

_GAP = "  "


def table_answer(quote: Quote) -> bytes:
    """Every item with its facts and tables, in the active language."""
    return "\n".join(line for item in shown(quote.answers) for line in _item(item)).encode() + b"\n"


def _item(item: ShownItem) -> Iterator[str]:
    yield item.name
    yield "=" * len(item.name)
    yield from _facts(item.facts)
    for table in item.tables:
        yield ""
        yield table.title
        yield from _table(table)
    yield ""


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    width = max((len(fact.label) for fact in facts), default=0)
    for fact in facts:
        yield f"{fact.label:<{width}}{_GAP}{fact.text}".rstrip()


def _table(table: ShownTable) -> Iterator[str]:
    heads = tuple(Cell(head, is_number) for head, is_number in table.columns)
    foot = [table.foot] if table.foot else []
    widths = [
        max(len(cell.text) for cell in column) for column in zip(heads, *table.rows, *foot, strict=True)
    ]
    rule = _GAP.join("-" * width for width in widths)
    yield _line(heads, widths)
    yield rule
    for row in table.rows:
        yield _line(row, widths)
    if table.foot:
        yield rule
        yield _line(table.foot, widths)


def _line(row: Sequence[Cell], widths: Sequence[int]) -> str:
    return _GAP.join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _padded(cell: Cell, width: int) -> str:
    return cell.text.rjust(width) if cell.is_number else cell.text.ljust(width)

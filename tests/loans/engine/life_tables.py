"""Repayment tables of another system as text, line by line, beside the rows of a loan's state.

The columns are those of Apache Fineract's own feature files: number, days, due day, day on which it was paid, balance
of the loan, principal due, interest, fees, penalties, due, paid, in advance, late, outstanding.
"""

from decimal import Decimal

from loans.engine.life import LoanState, RowState

Line = tuple[str, ...]


def published(table: str) -> list[Line]:
    """The lines of a table with its header left out; amounts with two decimals."""
    lines = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()
    ]
    return [(*line[:4], *(_amount(cell) for cell in line[4:])) for line in lines]


def drawn_up(state: LoanState) -> list[Line]:
    """The rows of `state` in the same columns, but for what belongs to no instalment."""
    return [_line(row) for row in state.rows if row.number is not None]


def _line(row: RowState) -> Line:
    amounts = (
        row.closing,
        row.asked.principal,
        row.asked.interest,
        row.asked.fee,
        row.asked.penalty,
        row.asked.total,
        row.paid.total,
        row.in_advance,
        row.late,
        row.unpaid.total,
    )
    paid_on = f"{row.paid_on:%d %B %Y}" if row.paid_on else ""
    return str(row.number), str(row.days), f"{row.due_on:%d %B %Y}", paid_on, *(str(one) for one in amounts)


def _amount(cell: str) -> str:
    return str(Decimal(cell).quantize(Decimal("0.01")))

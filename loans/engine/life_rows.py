"""The rows of a living loan: what each instalment asks, what of it is settled, and by what."""

from datetime import date
from decimal import Decimal

from loans.engine.allocation import Debt
from loans.engine.money import ZERO
from loans.engine.plan import Line, Phase
from loans.engine.rules import PAYABLE, Component


class Row:
    """One instalment, or (number None) something due that belongs to none: a charge after the end, principal repaid
    early, default interest.

    asked: EUR by component; settled: what no longer is asked of it, whether paid, waived or written off; paid: what was
    paid; charged: what charges added to the fees and penalties of the schedule; charges: those
    of them with an earlier due day of their own.
    total: principal and interest together where the instalment leads, None where the principal part does.
    final: neither principal nor interest will change any more.
    """

    __slots__ = (
        "advance",
        "asked",
        "capitalised",
        "charged",
        "charges",
        "due_on",
        "final",
        "from_on",
        "late",
        "line",
        "number",
        "paid",
        "paid_on",
        "paid_out",
        "settled",
        "to_on",
        "total",
        "waived",
        "written_off",
    )

    def __init__(
        self, number: int | None, from_on: date, to_on: date, due_on: date, line: Line | None = None
    ) -> None:
        self.number, self.from_on, self.to_on, self.due_on, self.line = number, from_on, to_on, due_on, line
        self.asked = dict.fromkeys(PAYABLE, ZERO)
        self.settled = dict.fromkeys(PAYABLE, ZERO)
        self.paid = dict.fromkeys(PAYABLE, ZERO)
        self.charged = {Component.FEE: ZERO, Component.PENALTY: ZERO}
        self.charges: list[tuple[date, Component, Decimal]] = []
        self.total: Decimal | None = None
        self.capitalised = self.paid_out = self.advance = self.late = self.waived = self.written_off = ZERO
        self.final = line is None
        self.paid_on: date | None = None

    def owed(self, component: Component) -> Decimal:
        """EUR of `component` still unsettled."""
        return self.asked[component] - self.settled[component]

    def unpaid(self) -> Decimal:
        """EUR still unsettled of everything."""
        return sum(self.asked.values(), ZERO) - sum(self.settled.values(), ZERO)

    def charges_due(self, day: date) -> Debt:
        """What is unpaid of the charges of this row, which itself is due later, that are due on `day` or before. What
        was settled of a component settled its oldest charges first."""
        owed = {
            component: min(
                max(self._charged_until(component, day) - self.settled[component], ZERO), self.owed(component)
            )
            for component in self.charged
        }
        return Debt(self.number, day, fee=owed[Component.FEE], penalty=owed[Component.PENALTY])

    def _charged_until(self, component: Component, day: date) -> Decimal:
        return sum(
            [amount for due_on, one, amount in self.charges if one is component and due_on <= day], ZERO
        )

    def debt(self) -> Debt:
        """What the row still asks, as an allocation reads it."""
        return Debt(
            self.number,
            self.due_on,
            self.owed(Component.PRINCIPAL),
            self.owed(Component.INTEREST),
            self.owed(Component.FEE),
            self.owed(Component.PENALTY),
        )

    def phase(self) -> Phase:
        """What the row asks by its terms; a down payment asks all."""
        return self.line.phase if self.line else Phase.ALL

    def copy(self) -> "Row":
        """A row of its own with the same amounts."""
        twin = Row(self.number, self.from_on, self.to_on, self.due_on, self.line)
        for name in (
            "total",
            "capitalised",
            "paid_out",
            "advance",
            "late",
            "waived",
            "written_off",
            "final",
            "paid_on",
        ):
            setattr(twin, name, getattr(self, name))
        twin.asked, twin.settled = dict(self.asked), dict(self.settled)
        twin.paid, twin.charged, twin.charges = dict(self.paid), dict(self.charged), self.charges
        return twin


def due_day(row: Row) -> date:
    """The due day of `row`: the key by which rows are put in order."""
    return row.due_on

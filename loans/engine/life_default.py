"""Default interest: a penalty that grows day by day on what is overdue, at the capped rate of the rules."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from loans.engine.calendar import add_days
from loans.engine.day_count import part_of_year
from loans.engine.life_interest import NOTHING, rate_on, rounded
from loans.engine.life_rows import Row
from loans.engine.money import ZERO
from loans.engine.rules import PAYABLE, Component, DefaultBase, DefaultInterest, LateInterest, LifeRules
from loans.engine.terms import LoanTerms


class DefaultGrowth:
    """The default interest of one loan: the EUR `base` on which it runs, what it has `grown` to, exactly, and the `row`
    that asks it. The rows before `upto` are in the base as long as they are unpaid, but for the EUR `young` of interest
    that late principal bore in the period after the end that still runs: they come into it when that is over."""

    def __init__(self, rules: LifeRules) -> None:
        self.rule = rules.default
        self.late = rules.late_interest
        self.base = ZERO
        self.grown = NOTHING
        self.upto = 0
        self.row: Row | None = None
        self.young = ZERO
        self.young_of: int | None = None  # the number of the row that asks it

    def bears(self, component: Component) -> bool:
        """Whether `component`, overdue, bears default interest."""
        if not self.rule.rate_yearly or component is Component.PENALTY:
            return False
        return component is Component.PRINCIPAL or self.rule.base is DefaultBase.OVERDUE

    def base_of(self, row: Row) -> Decimal:
        """EUR of `row` on which default interest runs once it is overdue."""
        owed = sum([row.owed(one) for one in PAYABLE if self.bears(one)], ZERO)
        return owed - self.young if row.number == self.young_of else owed

    def settle(self, row: Row, component: Component, amount: Decimal) -> None:
        """Take EUR `amount` out of the base, of which `row`, which has a number, does not ask them any more; what is
        young goes last."""
        if not self.bears(component):
            return
        if component is Component.INTEREST and row.number == self.young_of:
            young = min(self.young, row.owed(component))
            amount -= self.young - young
            self.young = young
        if (row.number or 0) <= self.upto:
            self.base -= amount

    def grow_up(self) -> None:
        """Take what is young into the base, if its row is there."""
        if self.young_of is not None and self.young_of <= self.upto:
            self.base += self.young
            self.young, self.young_of = ZERO, None

    def recount(self, rows: Sequence[Row]) -> None:
        """Count the base again, after `rows`, all of the loan, were changed by hand."""
        if self.young_of is not None:
            self.young = min(self.young, rows[self.young_of - 1].owed(Component.INTEREST))
        self.base = sum([self.base_of(row) for row in rows[: self.upto]], ZERO)

    def begins_on(self, row: Row) -> date:
        """The day on which `row`, if still unpaid, comes into the base."""
        return add_days(row.due_on, self.rule.grace_days + 1 if self.rule.grace_days else 0)

    def begin(self, rows: Sequence[Row], due: int, terms: LoanTerms, day: date) -> None:
        """Take the first `due` rows into the base when their days of grace are over: from their due day, on what of
        them is unpaid now."""
        while self.upto < due and self.begins_on(rows[self.upto]) <= day:
            row = rows[self.upto]
            base = self.base_of(row)
            self.base += base
            self.upto += 1
            if base and row.due_on < day:
                self.grown += self.borne(terms, row.due_on, day, base)

    def borne(self, terms: LoanTerms, start: date, end: date, base: Decimal) -> Fraction:
        """The unrounded default interest in EUR on `base` EUR overdue from `start` to `end`."""
        numerator, denominator = part_of_year(self.rule.day_count, start, end)
        rate = capped(self.rule, self.late, rate_on(terms, start))
        return Fraction(base) * Fraction(rate) * numerator / denominator

    def asked(self, terms: LoanTerms) -> Decimal:
        """EUR grown so far, rounded."""
        return rounded(terms, self.grown)


def capped(default: DefaultInterest, late: LateInterest, contract: Decimal) -> Decimal:
    """The default rate after its cap: contract interest on late money, if it is asked, uses its part of the cap.

    Old Belgian Civil Code, article 1907: late money may cost at most half a point a year more (`docs/domain.md` 5.7).
    """
    if default.cap is None:
        return default.rate_yearly
    return min(default.rate_yearly, default.cap + (contract if late is LateInterest.NONE else ZERO))

"""The terms of a loan: what was agreed, checked once, never changed afterwards."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loans.engine.calendar import add_months, checked_day
from loans.engine.errors import ImpossibleTerms
from loans.engine.money import ZERO, checked, exact

MOST_MONTHS = 600
MOST_PRINCIPAL = Decimal("999999999999.99")  # what the database keeps: 14 digits, two of them cents
SMALLEST_RATE = Decimal("1E-12")  # below it the annuity formula has no digits left to divide by
RATE_LIMIT = Decimal(10)  # 1,000 % a year: a rate of 12 is a percentage that was not divided by 100


class Method(StrEnum):
    """How the principal comes back."""

    ANNUITY = "annuity"  # equal instalments: the interest falls, the principal part grows
    EQUAL_PRINCIPAL = "equal_principal"  # equal principal parts: the instalments fall
    BULLET = "bullet"  # interest only, the whole principal with the last instalment


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """A loan paid out in one sum and repaid monthly.

    principal: EUR, exact cents, above zero. rate_yearly: nominal yearly fraction (0.04 is 4 %).
    months: the number of instalments, grace included. paid_out_on: the day of the payout. first_due_on: the
    first due day; without it one month after the payout. Later instalments fall on the same day of the month
    as the first (or as the payout, if first_due_on is left out), cut to the end of a short month.
    grace_months: the first instalments that pay interest only. method: see `Method`.

    Every period counts for one twelfth of a year, the first one too when first_due_on makes it shorter or
    longer. Raises ImpossibleTerms, BadAmount or ImpossibleQuestion, saying what is wrong.
    """

    principal: Decimal
    rate_yearly: Decimal
    months: int
    paid_out_on: date
    first_due_on: date | None = None
    grace_months: int = 0
    method: Method = Method.ANNUITY

    def __post_init__(self) -> None:
        self._check_amounts()
        self._check_counts()
        self._check_days()
        if not isinstance(self.method, Method):
            raise ImpossibleTerms("method-unknown", f"The method {self.method!r} is not known.")

    def _check_amounts(self) -> None:
        principal = exact(self.principal, "principal")
        if principal <= ZERO:
            raise ImpossibleTerms("principal-not-positive", f"The principal {principal} is not above zero.")
        if principal > MOST_PRINCIPAL:
            raise ImpossibleTerms(
                "principal-too-large", f"The principal {principal} is above {MOST_PRINCIPAL}."
            )
        rate = checked(self.rate_yearly, "yearly rate")
        if rate < 0:
            raise ImpossibleTerms("rate-negative", f"The yearly rate {rate} is below zero.")
        if 0 < rate < SMALLEST_RATE:
            raise ImpossibleTerms(
                "rate-too-low", f"The yearly rate {rate} is neither zero nor a rate of interest."
            )
        if rate >= RATE_LIMIT:
            raise ImpossibleTerms("rate-too-high", f"The yearly rate {rate} is a fraction: 4 % is 0.04.")

    def _check_counts(self) -> None:
        for name, count in (("months", self.months), ("grace_months", self.grace_months)):
            if type(count) is not int:
                raise ImpossibleTerms("not-a-count", f"{name} must be a whole number, not {count!r}.")
        if not 1 <= self.months <= MOST_MONTHS:
            raise ImpossibleTerms(
                "term-out-of-range", f"A term of {self.months} months is not 1 to {MOST_MONTHS}."
            )
        if not 0 <= self.grace_months < self.months:
            raise ImpossibleTerms(
                "grace-out-of-range",
                f"{self.grace_months} months of grace leave no instalment in a term of {self.months} months.",
            )

    def _check_days(self) -> None:
        checked_day(self.paid_out_on, "day of the payout")
        if (
            self.first_due_on is not None
            and checked_day(self.first_due_on, "first due day") <= self.paid_out_on
        ):
            raise ImpossibleTerms(
                "first-due-too-early",
                f"The first due day {self.first_due_on} is not after the payout on {self.paid_out_on}.",
            )

    @property
    def first_due(self) -> date:
        """The day of the first instalment, given or one month after the payout."""
        return self.first_due_on or add_months(self.paid_out_on, 1)

    @property
    def anchor_day(self) -> int:
        """The day of the month (1 to 31) that due days come back to after a short month."""
        return (self.first_due_on or self.paid_out_on).day

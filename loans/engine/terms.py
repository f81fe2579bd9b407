"""The terms of a loan: what was agreed, checked once, never changed afterwards."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loans.engine import terms_check
from loans.engine.conventions import (
    AfterChange,
    BusinessDayRule,
    DayCount,
    FeeBase,
    FeeTime,
    InstalmentBasis,
    Method,
    PartOfPeriod,
    PeriodUnit,
    RateKind,
    Remainder,
    RoundingMode,
    UnpaidInterest,
)
from loans.engine.money import CENT, ZERO


@dataclass(frozen=True, slots=True)
class Frequency:
    """The distance between two due days: every `every` months, weeks or days."""

    every: int = 1
    unit: PeriodUnit = PeriodUnit.MONTHS


@dataclass(frozen=True, slots=True)
class Tranche:
    """A payout of EUR `amount` planned for the day `on`."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RateChange:
    """From the day `from_on` on (its own night included) the yearly rate is `rate_yearly`, a fraction."""

    from_on: date
    rate_yearly: Decimal


@dataclass(frozen=True, slots=True)
class GivenInstalment:
    """One instalment given by hand. `total` EUR is principal and interest together, or `principal` EUR alone is given
    and the interest comes on top; neither: only the interest is due. `due_on` replaces the regular due day."""

    total: Decimal | None = None
    principal: Decimal | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """Every `every` instalments the instalment grows by `share` of itself (0.02 is 2 %) and by EUR `amount`."""

    share: Decimal = ZERO
    amount: Decimal = ZERO
    every: int = 1


@dataclass(frozen=True, slots=True)
class Rounding:
    """Round to a multiple of `unit` EUR (0.01, 0.05, 1, 10, ...) by `mode`."""

    unit: Decimal = CENT
    mode: RoundingMode = RoundingMode.HALF_UP


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee: EUR `amount`, or `share` (a fraction) `of` something, rounded by `rounding`; both given: their sum.

    time: see `FeeTime`. numbers: the instalments that bear it, empty for all. withheld: an upfront or tranche fee is
    kept back from the payout (the borrower receives less) instead of being paid beside it; both cost the same.
    """

    amount: Decimal = ZERO
    share: Decimal = ZERO
    of: FeeBase = FeeBase.PRINCIPAL
    time: FeeTime = FeeTime.INSTALMENT
    numbers: frozenset[int] = frozenset()
    rounding: Rounding = field(default_factory=Rounding)
    withheld: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """Which days are no business days (`holidays`, and `weekend` as 0 Monday to 6 Sunday) and what they do to a due
    day. moves_interest: interest runs to the moved day; otherwise to the day agreed, and only the payment moves."""

    rule: BusinessDayRule = BusinessDayRule.NONE
    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})
    moves_interest: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """What lender and borrower agreed.

    Money. principal: EUR, exact cents, above zero. paid_out_on: the day of the (first) payout. tranches: dated payouts
    in order, the first on paid_out_on, together at most the principal; empty: all at once. What is not drawn is not
    repaid. down_payment (EUR) and down_payment_share (a fraction of each payout) are repaid on the day of the payout,
    as an instalment of their own. balloon: EUR of principal kept for the last instalment by an annuity, equal
    principal, growing or given instalments.

    Rate. rate_yearly: a fraction (0.04 is 4 %), by `rate_kind`; rate_changes: dated, in order. after_change: see
    `AfterChange`. day_count, part_of_period: see there.

    Term. instalments: their number, all phases included, without down payments; None only where it follows (given
    instalment, by hand). frequency: the distance between due days. first_due_on: the first due day; without it one
    period after the payout, or the `day_of_month` (1 to 31) of that month. Later ones fall on day_of_month, else on
    the day of the first (or of the payout if that is left out), cut to the end of a short month. due_days: all due
    days one by one instead; the frequency then only says what a regular period is.

    Method. method, and what it needs: principal_each (EUR) or principal_share for a balloon; instalment (EUR, principal
    and interest) for a given instalment; by_hand; growth. instalment_basis: see there.

    Phases, counted in instalments from the first: moratorium (nothing is paid; its interest by moratorium_interest),
    then interest_only (interest is paid, no principal). interest_free: the first periods that bear no interest.
    pause_months (1 to 12): calendar months in which nothing is due; their interest by pause_interest.

    Cents. interest_rounding: always to the cent, by this mode. instalment_rounding: of the equal instalment
    or the equal principal part. remainder: see `Remainder`. fees: see `Fee`. fees_within: the equal instalment
    is rounded together with the fees of a fixed amount, so that what is paid is a round sum.

    Raises ImpossibleTerms, BadAmount or ImpossibleQuestion, saying what is wrong.
    """

    principal: Decimal
    rate_yearly: Decimal
    paid_out_on: date
    instalments: int | None = None
    method: Method = Method.ANNUITY
    tranches: tuple[Tranche, ...] = ()
    down_payment: Decimal = ZERO
    down_payment_share: Decimal = ZERO
    balloon: Decimal = ZERO
    rate_kind: RateKind = RateKind.NOMINAL
    rate_changes: tuple[RateChange, ...] = ()
    after_change: AfterChange = AfterChange.INSTALMENT
    day_count: DayCount = DayCount.PERIODIC
    part_of_period: PartOfPeriod = PartOfPeriod.ACTUAL
    frequency: Frequency = Frequency()
    first_due_on: date | None = None
    day_of_month: int | None = None
    due_days: tuple[date, ...] = ()
    principal_each: Decimal | None = None
    principal_share: Decimal | None = None
    instalment: Decimal | None = None
    by_hand: tuple[GivenInstalment, ...] = ()
    growth: Growth = Growth()
    instalment_basis: InstalmentBasis = InstalmentBasis.PERIODS
    moratorium: int = 0
    moratorium_interest: UnpaidInterest = UnpaidInterest.DEFERRED
    interest_only: int = 0
    interest_free: int = 0
    pause_months: frozenset[int] = frozenset()
    pause_interest: UnpaidInterest = UnpaidInterest.INCLUDED
    interest_rounding: RoundingMode = RoundingMode.HALF_UP
    instalment_rounding: Rounding = Rounding()
    remainder: Remainder = Remainder.LAST
    fees: tuple[Fee, ...] = ()
    fees_within: bool = False
    business_days: BusinessDays = BusinessDays()

    def __post_init__(self) -> None:
        if self.instalments is None and (self.by_hand or self.due_days):
            object.__setattr__(self, "instalments", len(self.by_hand or self.due_days))
        terms_check.check(self)

"""How the terms of a loan are written in a quote: the fields of `loans.engine.terms`, key by key.

The text under each key is its description in the JSON Schema. Defaults repeat those of the engine (a test compares).
"""

from typing import Annotated, ClassVar

from pydantic import Field

from loans.engine import terms as engine
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
from loans.engine.terms_check import MOST_INSTALMENTS
from loans.quotes.said import LEFT_OUT, Said
from loans.quotes.scalars import (
    Amount,
    Count,
    Day,
    DayOfMonth,
    Flag,
    Month,
    Number,
    Once,
    Rate,
    Text,
    Weekday,
)

MOST_FEES = 100

MOST_CHANGES = 240  # each works the rest of the schedule out anew


class Frequency(Said):
    """The distance between two due days."""

    means: ClassVar[type] = engine.Frequency
    every: Number = 1
    """How many units lie between two due days: 3 with "months" is a quarter."""
    unit: PeriodUnit = PeriodUnit.MONTHS
    """The unit."""


class Tranche(Said):
    """A payout planned for a day."""

    means: ClassVar[type] = engine.Tranche
    on: Day
    """The day of the payout."""
    amount: Amount
    """EUR paid out."""


class RateChange(Said):
    """A change of the yearly rate."""

    means: ClassVar[type] = engine.RateChange
    from_on: Day
    """The first day (its own night included) of the new rate."""
    rate_yearly: Rate
    """The new yearly rate, a fraction."""


class GivenInstalment(Said):
    """One instalment given by hand: its total, or its principal with the interest on top, or only interest."""

    means: ClassVar[type] = engine.GivenInstalment
    total: Amount = LEFT_OUT
    """EUR of principal and interest together."""
    principal: Amount = LEFT_OUT
    """EUR of principal; the interest comes on top."""
    due_on: Day = LEFT_OUT
    """The due day, instead of the regular one."""


class Growth(Said):
    """By how much growing instalments grow."""

    means: ClassVar[type] = engine.Growth
    share: Rate = ZERO
    """By this fraction of the instalment: "0.02" is 2 %."""
    amount: Amount = ZERO
    """By EUR."""
    every: Number = 1
    """After every so many instalments."""


class Rounding(Said):
    """Rounded to a multiple of a unit."""

    means: ClassVar[type] = engine.Rounding
    unit: Amount = CENT
    """EUR: "0.01", "0.05", 1, 10."""
    mode: RoundingMode = RoundingMode.HALF_UP
    """Which way a part of a unit goes."""


class Fee(Said):
    """A fee: an amount, a share of something, or the sum of both."""

    means: ClassVar[type] = engine.Fee
    amount: Amount = ZERO
    """EUR."""
    share: Rate = ZERO
    """A fraction of what `of` says."""
    of: FeeBase = FeeBase.PRINCIPAL
    """Of what the fee is a share."""
    time: FeeTime = FeeTime.INSTALMENT
    """When the fee is due."""
    numbers: Annotated[frozenset[Number], Once()] = frozenset()
    """The numbers of the instalments that bear it; none: all."""
    rounding: Rounding = Rounding()
    """How the share is rounded."""
    withheld: Flag = True
    """Of a fee with a payout: kept back from it (true) or paid beside it (false)."""
    name: Text = ""
    """What it is called."""


class BusinessDays(Said):
    """What happens to a due day that is no business day."""

    means: ClassVar[type] = engine.BusinessDays
    rule: BusinessDayRule = BusinessDayRule.NONE
    """Where such a due day goes."""
    holidays: Annotated[frozenset[Day], Once()] = frozenset()
    """The holidays."""
    weekend: Annotated[frozenset[Weekday], Once()] = frozenset({5, 6})
    """The days of the week that are no business days: 0 is Monday, 6 is Sunday."""
    moves_interest: Flag = True
    """Whether interest runs to the moved day (true) or to the day agreed (false)."""


class Terms(Said):
    """What lender and borrower agreed."""

    means: ClassVar[type] = engine.LoanTerms
    principal: Amount
    """EUR lent, above zero."""
    rate_yearly: Rate
    """The rate, a fraction: "0.08" is 8 %; of a year, or of a period where `rate_kind` says so."""
    paid_out_on: Day
    """The day of the (first) payout."""
    instalments: Number = LEFT_OUT
    """How many instalments there are, all phases included, without down payments. Left out only with the methods
    "given_instalment" and "by_hand"."""
    method: Method = Method.ANNUITY
    """How the principal comes back."""
    tranches: Annotated[tuple[Tranche, ...], Field(max_length=MOST_CHANGES)] = ()
    """Dated payouts in order, the first on `paid_out_on`, together at most the principal; none: all at once."""
    down_payment: Amount = ZERO
    """EUR of each payout repaid on the same day, as an instalment of its own."""
    down_payment_share: Rate = ZERO
    """The same as a fraction of each payout."""
    balloon: Amount = ZERO
    """EUR of principal kept for the last instalment, of an annuity, equal principal, growing or given instalments."""
    rate_kind: RateKind = RateKind.NOMINAL
    """What the rate says."""
    rate_changes: Annotated[tuple[RateChange, ...], Field(max_length=MOST_CHANGES)] = ()
    """Later rates, in order of their days."""
    after_change: AfterChange = AfterChange.INSTALMENT
    """What a change of rate or a further tranche does to the instalments that follow."""
    day_count: DayCount = DayCount.PERIODIC
    """Which part of a year a period is."""
    part_of_period: PartOfPeriod = PartOfPeriod.ACTUAL
    """How much of a period some of its days are, with the day count "periodic"."""
    frequency: Frequency = Frequency()
    """The distance between two due days."""
    first_due_on: Day = LEFT_OUT
    """The first due day; without it one period after the payout."""
    day_of_month: DayOfMonth = LEFT_OUT
    """The day of the month of all due days; 31 is the last day of each month."""
    due_days: Annotated[tuple[Day, ...], Field(max_length=MOST_INSTALMENTS)] = ()
    """All due days one by one, in order, instead; `frequency` then only says what a regular period is."""
    principal_each: Amount = LEFT_OUT
    """EUR of principal with each instalment but the last, for the method "balloon"."""
    principal_share: Rate = LEFT_OUT
    """The same as a fraction of the principal."""
    instalment: Amount = LEFT_OUT
    """EUR of principal and interest, for the method "given_instalment"."""
    by_hand: Annotated[tuple[GivenInstalment, ...], Field(max_length=MOST_INSTALMENTS)] = ()
    """All instalments one by one, for the method "by_hand"."""
    growth: Growth = Growth()
    """For the method "growing"."""
    instalment_basis: InstalmentBasis = InstalmentBasis.PERIODS
    """From what the equal instalment is worked out when periods differ."""
    moratorium: Count = 0
    """The first so many periods in which nothing is paid."""
    moratorium_interest: UnpaidInterest = UnpaidInterest.DEFERRED
    """What becomes of the interest of the moratorium."""
    interest_only: Count = 0
    """The next so many instalments that repay no principal."""
    interest_free: Count = 0
    """The first so many periods that bear no interest."""
    pause_months: Annotated[frozenset[Month], Once()] = frozenset()
    """Calendar months, 1 to 12, in which nothing is due."""
    pause_interest: UnpaidInterest = UnpaidInterest.INCLUDED
    """What becomes of the interest of the pauses."""
    interest_rounding: RoundingMode = RoundingMode.HALF_UP
    """How interest is rounded to the cent."""
    instalment_rounding: Rounding = Rounding()
    """How the equal instalment or equal principal part is rounded."""
    remainder: Remainder = Remainder.LAST
    """Where the cents go that rounding leaves over."""
    fees: Annotated[tuple[Fee, ...], Field(max_length=MOST_FEES)] = ()
    """The fees."""
    fees_within: Flag = False
    """Whether the equal instalment is rounded together with the fees of a fixed amount."""
    business_days: BusinessDays = BusinessDays()
    """What happens to a due day that is no business day."""

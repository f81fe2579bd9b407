"""The conventions of a loan: the words with which a contract says how its numbers are made.

Each is a closed list; `docs/money.md` shows a worked number and the test of every one. The values are the words of
`manage.py quote` and never change.
"""

from enum import StrEnum


class Method(StrEnum):
    """How the principal comes back."""

    ANNUITY = "annuity"  # equal instalments: the interest falls, the principal part grows
    EQUAL_PRINCIPAL = "equal_principal"  # equal principal parts: the instalments fall
    BULLET = "bullet"  # interest only, the whole principal with the last instalment
    BALLOON = "balloon"  # a fixed share or amount of the principal each period, the rest at the end
    GIVEN_INSTALMENT = "given_instalment"  # the instalment is agreed, the number of instalments follows
    BY_HAND = "by_hand"  # every instalment is agreed one by one, the last takes the rest
    GROWING = "growing"  # instalments that grow by a share or an amount every so many instalments
    FLAT = "flat"  # interest on the principal paid out, for the whole term, in equal parts


class RateKind(StrEnum):
    """What the rate says."""

    NOMINAL = "nominal"  # a year's simple rate: a period bears rate x its part of a year
    EFFECTIVE = "effective"  # a year's compounded rate: a period bears (1 + rate) ^ its part of a year - 1
    PER_PERIOD = "per_period"  # the rate of one whole period, whatever its days


class DayCount(StrEnum):
    """Which part of a year a period is."""

    PERIODIC = "periodic"  # each period the same: 1/12 a month, 1/52 a week, 1/365 a day
    THIRTY_360 = "30/360"  # bond basis: a 31st is a 30th, at the end only after a start on the 30th
    THIRTY_360_US = "30/360_us"  # the same, and the last day of February is a 30th
    THIRTY_E_360 = "30e/360"  # every 31st is a 30th, February stays as it is
    ACTUAL_365 = "actual/365"
    ACTUAL_360 = "actual/360"
    ACTUAL_364 = "actual/364"
    ACTUAL_ACTUAL = "actual/actual"  # ISDA: nights that begin in a leap year over 366, the others over 365
    ACTUAL_ACTUAL_END = "actual/actual_end"  # the same by the year in which a night ends


class PartOfPeriod(StrEnum):
    """How much of a period some of its days are, for periodic interest: an irregular first period, a tranche, a
    change of rate or a repayment between two due days."""

    ACTUAL = (
        "actual"  # days over the days of the regular period; whole periods are counted back from the due day
    )
    ACTUAL_FORWARD = (
        "actual_forward"  # the same, whole periods counted on from the payout: the odd days come last
    )
    THIRTY = "thirty"  # days over 30 days a month, 7 a week
    WHOLE = "whole"  # every period counts whole: what happens inside it counts from its first day


class UnpaidInterest(StrEnum):
    """What becomes of the interest of a period in which nothing is paid."""

    DEFERRED = "deferred"  # due with the next instalment that is paid, on top of it
    INCLUDED = (
        "included"  # due with the next instalment that is paid, inside its amount: equal ones stay equal
    )
    SPREAD = "spread"  # due in equal parts on top of all later instalments
    CAPITALISED = "capitalised"  # becomes principal at the end of the period
    FORGIVEN = "forgiven"  # never due


class InstalmentBasis(StrEnum):
    """From what the equal instalment is worked out when periods differ."""

    PERIODS = (
        "periods"  # from the interest of each period as it will be: the last instalment is then equal too
    )
    FORMULA = (
        "formula"  # from the textbook formula with equal periods: the last instalment takes the difference
    )


class Remainder(StrEnum):
    """Where the cents go that rounding leaves over."""

    LAST = "last"  # the last instalment
    FIRST = "first"  # the first instalment that repays principal
    LAST_INTEREST = "last_interest"  # the interest of the last instalment, whose total stays equal
    EVEN = "even"  # the equal instalment moves by cents until the last differs least from it


class AfterChange(StrEnum):
    """What a change of rate or a further tranche does to the instalments from its period on."""

    INSTALMENT = "instalment"  # worked out anew from that period on, the term stays; not foreseen before
    FORESEEN = "foreseen"  # known from the start: one equal instalment for the whole term
    KEEP = "keep"  # that of the whole principal at the first rate stays, the last one takes the difference


class BusinessDayRule(StrEnum):
    """Where a due day goes that is no business day."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"  # following, unless that is another month: then preceding
    PRECEDING = "preceding"


class PeriodUnit(StrEnum):
    """The unit of the distance between two due days."""

    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"


class FeeTime(StrEnum):
    """When a fee is due."""

    UPFRONT = "upfront"  # with the first payout
    TRANCHE = "tranche"  # with every payout
    INSTALMENT = "instalment"  # with every instalment, or with those numbered


class FeeBase(StrEnum):
    """Of what a fee is a share."""

    PRINCIPAL = "principal"  # the principal of the terms; of a fee on tranches, the tranche
    OPENING = "opening"  # the balance before the instalment
    INSTALMENT = "instalment"  # the instalment without fees
    INTEREST = "interest"  # the interest of the instalment


class RoundingMode(StrEnum):
    """Which way a part of a unit goes."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"

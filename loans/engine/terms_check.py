"""What no lender and borrower can agree on: the checks of `LoanTerms`, each with the code and the sentence it raises.

A code names the field first where one field is to blame, so that a form or a file can show the error beside it.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from loans.engine.calendar import checked_day
from loans.engine.conventions import (
    FeeBase,
    FeeTime,
    Method,
    PeriodUnit,
    RateKind,
    UnpaidInterest,
)
from loans.engine.errors import ImpossibleTerms
from loans.engine.money import ZERO, checked, exact, not_negative

if TYPE_CHECKING:
    from loans.engine.terms import Fee, LoanTerms

MOST_MONTHS = 600
MOST_INSTALMENTS = 5200  # a hundred years of weeks
MOST_PRINCIPAL = Decimal("999999999999.99")  # what the database keeps: 14 digits, two of them cents
SMALLEST_RATE = Decimal("1E-12")  # below it the annuity formula has no digits left to divide by
RATE_LIMIT = Decimal(10)  # 1,000 % a year: a rate of 12 is a percentage that was not divided by 100
_FREQUENCY_LIMITS = {PeriodUnit.MONTHS: 120, PeriodUnit.WEEKS: 520, PeriodUnit.DAYS: 3660}


def check(terms: LoanTerms) -> None:
    """Raise ImpossibleTerms, BadAmount or ImpossibleQuestion for the first thing that is wrong with `terms`."""
    if not isinstance(terms.method, Method):
        raise ImpossibleTerms("method-unknown", f"The method {terms.method!r} is not known.")
    _check_money(terms)
    _check_rates(terms)
    _check_counts(terms)
    _check_days(terms)
    _check_method(terms)
    _check_rounding(terms)
    for fee in terms.fees:
        _check_fee(fee)
    if terms.fees_within and not all(is_constant(fee) for fee in terms.fees):
        raise ImpossibleTerms(
            "fees-within-varying",
            "Only fees of a fixed amount on all instalments fit inside equal instalments.",
        )


def is_constant(fee: Fee) -> bool:
    """Whether `fee` is the same on every instalment, or on none."""
    if fee.time is not FeeTime.INSTALMENT:
        return True
    return not fee.numbers and (not fee.share or fee.of is FeeBase.PRINCIPAL)


def _check_money(terms: LoanTerms) -> None:
    principal = exact(terms.principal, "principal")
    if principal <= ZERO:
        raise ImpossibleTerms("principal-not-positive", f"The principal {principal} is not above zero.")
    if principal > MOST_PRINCIPAL:
        raise ImpossibleTerms("principal-too-large", f"The principal {principal} is above {MOST_PRINCIPAL}.")
    drawn = sum([exact(tranche.amount, "tranche") for tranche in terms.tranches], ZERO)
    if any(tranche.amount <= 0 for tranche in terms.tranches):
        raise ImpossibleTerms("tranche-not-positive", "A tranche is not above zero.")
    if drawn > principal:
        raise ImpossibleTerms(
            "tranches-above-principal",
            f"The tranches of {drawn} together are above the principal {principal}.",
        )
    _check_fraction(terms.down_payment_share, "down_payment_share")
    not_negative(terms.down_payment, "down payment")
    first = terms.tranches[0].amount if terms.tranches else principal
    if terms.down_payment + first * terms.down_payment_share >= first:
        raise ImpossibleTerms(
            "down-payment-too-large", "The down payment leaves nothing of the first payout."
        )
    net = (drawn or principal) * (1 - terms.down_payment_share) - terms.down_payment
    if not_negative(terms.balloon, "balloon") >= net:
        raise ImpossibleTerms(
            "balloon-too-large", f"The balloon {terms.balloon} leaves nothing to repay before."
        )


def _check_rates(terms: LoanTerms) -> None:
    for rate in (terms.rate_yearly, *(change.rate_yearly for change in terms.rate_changes)):
        known = checked(rate, "yearly rate")
        if known < 0:
            raise ImpossibleTerms("rate-negative", f"The yearly rate {known} is below zero.")
        if 0 < known < SMALLEST_RATE:
            raise ImpossibleTerms(
                "rate-too-low", f"The yearly rate {known} is neither zero nor a rate of interest."
            )
        if known >= RATE_LIMIT:
            raise ImpossibleTerms("rate-too-high", f"The yearly rate {known} is a fraction: 4 % is 0.04.")
    if terms.rate_kind is RateKind.PER_PERIOD and terms.day_count.value != "periodic":
        raise ImpossibleTerms(
            "rate-per-period-by-days", "A rate of a period needs periodic interest, not a count of days."
        )


def _check_counts(terms: LoanTerms) -> None:
    names = ("moratorium", "interest_only", "interest_free")
    for name, count in ((name, getattr(terms, name)) for name in names):
        check_count(name, count, 0, MOST_INSTALMENTS)
    check_count("frequency", terms.frequency.every, 1, _FREQUENCY_LIMITS[terms.frequency.unit])
    if terms.day_of_month is not None:
        check_count("day_of_month", terms.day_of_month, 1, 31)
    for month in terms.pause_months:
        check_count("pause_months", month, 1, 12)
    if len(terms.pause_months) == 12:
        raise ImpossibleTerms("pause-all-year", "Twelve months without payment leave none to pay in.")
    follows = terms.method in (Method.GIVEN_INSTALMENT, Method.BY_HAND)
    if terms.instalments is None:
        if not follows:
            raise ImpossibleTerms("instalments-missing", "The number of instalments is missing.")
        if UnpaidInterest.SPREAD in _unpaid(terms):
            raise ImpossibleTerms(
                "spread-without-number", "Interest spread over the later instalments needs their number."
            )
        return
    check_count("instalments", terms.instalments, 1, most_instalments(terms))
    if terms.moratorium + terms.interest_only >= terms.instalments:
        raise ImpossibleTerms(
            "grace-out-of-range",
            f"{terms.moratorium + terms.interest_only} periods of grace leave no instalment in a term of"
            f" {terms.instalments}.",
        )


def most_instalments(terms: LoanTerms) -> int:
    """How many instalments a loan of this frequency has at most, agreed or not."""
    if terms.frequency.unit is PeriodUnit.MONTHS:
        return MOST_MONTHS // terms.frequency.every
    return MOST_INSTALMENTS


def check_count(name: str, count: int, least: int, most: int) -> None:
    """Raise ImpossibleTerms unless `count` is a whole number from `least` to `most`; the code begins with `name`."""
    if type(count) is not int:
        raise ImpossibleTerms("not-a-count", f"{name} must be a whole number, not {count!r}.")
    if not least <= count <= most:
        code = f"{name.replace('_', '-')}-out-of-range"
        raise ImpossibleTerms(code, f"{name} is {count}, not {least} to {most}.")


def _check_days(terms: LoanTerms) -> None:
    start = checked_day(terms.paid_out_on, "day of the payout")
    if terms.first_due_on is not None and checked_day(terms.first_due_on, "first due day") <= start:
        raise ImpossibleTerms(
            "first-due-too-early",
            f"The first due day {terms.first_due_on} is not after the payout on {start}.",
        )
    _check_due_days(terms)
    if terms.day_of_month is not None and terms.frequency.unit is not PeriodUnit.MONTHS:
        raise ImpossibleTerms("day-of-month-without-months", "A day of the month needs periods of months.")
    if terms.tranches and checked_day(terms.tranches[0].on, "tranche") != start:
        raise ImpossibleTerms(
            "tranches-start",
            f"The first tranche is on {terms.tranches[0].on}, not on the payout's day {start}.",
        )
    tranche_days = [checked_day(tranche.on, "tranche") for tranche in terms.tranches]
    change_days = [start, *(checked_day(change.from_on, "change of rate") for change in terms.rate_changes)]
    for what, days in (("tranches", tranche_days), ("rate-changes", change_days)):
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ImpossibleTerms(
                f"{what}-out-of-order", f"The days of the {what.replace('-', ' ')} are not in order."
            )


def _check_due_days(terms: LoanTerms) -> None:
    days = [terms.paid_out_on, *(checked_day(day, "due day") for day in terms.due_days)]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise ImpossibleTerms("due-days-out-of-order", "The due days do not come one after the other.")
    if not terms.due_days:
        return
    if terms.instalments != len(terms.due_days):
        raise ImpossibleTerms("due-days-number", "As many due days are needed as there are instalments.")
    if terms.first_due_on or terms.day_of_month or any(given.due_on for given in terms.by_hand):
        raise ImpossibleTerms("due-days-twice", "The due days are given twice.")


def _check_method(terms: LoanTerms) -> None:
    needed = {
        Method.BALLOON: (terms.principal_each is not None) != (terms.principal_share is not None),
        Method.GIVEN_INSTALMENT: terms.instalment is not None,
        Method.BY_HAND: bool(terms.by_hand) and terms.instalments in (None, len(terms.by_hand)),
    }
    if not needed.get(terms.method, True):
        raise ImpossibleTerms(
            "method-incomplete",
            {
                Method.BALLOON: "A balloon loan needs either principal_each or principal_share.",
                Method.GIVEN_INSTALMENT: "This method needs the given instalment.",
                Method.BY_HAND: "This method needs as many instalments by hand as the term has.",
            }[terms.method],
        )
    for method, name in (
        (Method.BALLOON, "principal_each"),
        (Method.BALLOON, "principal_share"),
        (Method.GIVEN_INSTALMENT, "instalment"),
        (Method.BY_HAND, "by_hand"),
    ):
        value = getattr(terms, name)
        if value and terms.method is not method:
            raise ImpossibleTerms("method-differs", f"{name} belongs to the method {method}.")
        if isinstance(value, Decimal) and value <= 0:
            raise ImpossibleTerms("method-incomplete", f"{name} is not above zero.")
    exact(terms.principal_each or ZERO, "principal_each")
    exact(terms.instalment or ZERO, "instalment")
    _check_fraction(terms.principal_share or ZERO, "principal_share")
    if terms.balloon and terms.method in (Method.BULLET, Method.BALLOON, Method.BY_HAND, Method.FLAT):
        raise ImpossibleTerms("balloon-without-instalments", f"A balloon does not go with {terms.method}.")
    _check_by_hand(terms)
    _check_growth(terms)


def _check_by_hand(terms: LoanTerms) -> None:
    for given in terms.by_hand:
        if given.total is not None and given.principal is not None:
            raise ImpossibleTerms(
                "by-hand-ambiguous", "Give the total or the principal of an instalment, not both."
            )
        not_negative(given.total or ZERO, "instalment")
        not_negative(given.principal or ZERO, "instalment")
        if given.due_on is not None:
            checked_day(given.due_on, "due day")


def _check_growth(terms: LoanTerms) -> None:
    growth = terms.growth
    check_count("growth", growth.every, 1, MOST_INSTALMENTS)
    exact(growth.amount, "growth")
    if not -1 < checked(growth.share, "growth") < RATE_LIMIT:
        raise ImpossibleTerms(
            "growth-out-of-range", f"A growth of {growth.share} is a fraction: 2 % is 0.02."
        )
    grows = bool(growth.share or growth.amount)
    if grows != (terms.method is Method.GROWING):
        raise ImpossibleTerms(
            "growth-out-of-range", "A growth belongs to growing instalments, and they need one."
        )


def _check_rounding(terms: LoanTerms) -> None:
    for rounding in (terms.instalment_rounding, *(fee.rounding for fee in terms.fees)):
        if exact(rounding.unit, "unit of rounding") <= 0:
            raise ImpossibleTerms("rounding-unit", "The unit of rounding is not above zero.")
    if terms.method is Method.FLAT and UnpaidInterest.CAPITALISED in _unpaid(terms):
        raise ImpossibleTerms(
            "flat-capitalised", "Flat interest is of the principal paid out: it cannot become principal."
        )


def _unpaid(terms: LoanTerms) -> set[UnpaidInterest]:
    """What becomes of the interest of the periods in which `terms` ask nothing."""
    moratorium = {terms.moratorium_interest} if terms.moratorium else set()
    return moratorium | ({terms.pause_interest} if terms.pause_months else set())


def _check_fee(fee: Fee) -> None:
    not_negative(fee.amount, "fee")
    _check_fraction(fee.share, "fee")
    if not fee.amount and not fee.share:
        raise ImpossibleTerms("fee-empty", "A fee has neither an amount nor a share.")
    if fee.time is not FeeTime.INSTALMENT and (fee.of is not FeeBase.PRINCIPAL or fee.numbers):
        raise ImpossibleTerms(
            "fee-base", "A fee with a payout is a share of what is paid out, not of an instalment."
        )
    for number in fee.numbers:
        check_count("fee_numbers", number, 1, MOST_INSTALMENTS)


def _check_fraction(share: Decimal, name: str) -> None:
    if not 0 <= checked(share, name) <= 1:
        raise ImpossibleTerms(f"{name.replace('_', '-')}-out-of-range", f"{name} is {share}, not 0 to 1.")

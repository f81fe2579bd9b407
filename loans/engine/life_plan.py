"""Terms made of terms: what is left of a contract on a day, and what a change makes of it.

A change of the schedule is never computed on the rows. It becomes terms of its own, from the first day of the period in
which it falls, and `schedule` draws them up like those of any other loan.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypedDict

from loans.engine.calendar import add_days
from loans.engine.conventions import FeeTime, Method, PeriodUnit, UnpaidInterest
from loans.engine.errors import ImpossibleEvent
from loans.engine.events import DueDayMoved, Holiday, HolidayInterest, NewTerms
from loans.engine.life_interest import rate_on
from loans.engine.money import ZERO, to_unit
from loans.engine.periods import anchor_day, first_due, step
from loans.engine.plan import BY_INSTALMENT
from loans.engine.terms import Growth, LoanTerms, RateChange, Tranche


class _DueDays(TypedDict, total=False):
    due_days: tuple[date, ...]
    first_due_on: date
    day_of_month: int | None


class Left(NamedTuple):
    """Where a loan stands on the day `on`: `passed` periods are over, the running one began on `from_on`, EUR `balance`
    of principal are not yet due."""

    passed: int
    from_on: date
    on: date
    balance: Decimal


def with_payout(terms: LoanTerms, on: date, amount: Decimal) -> LoanTerms:
    """`terms` with EUR `amount` more paid out on the day `on`."""
    paid = terms.tranches or (Tranche(terms.paid_out_on, terms.principal),)
    amounts = {one.on: one.amount for one in paid}
    amounts[on] = amounts.get(on, ZERO) + amount
    tranches = tuple(Tranche(day, amounts[day]) for day in sorted(amounts))
    return replace(terms, principal=sum(amounts.values(), ZERO), tranches=tranches)


def with_rate(terms: LoanTerms, on: date, rate_yearly: Decimal) -> LoanTerms:
    """`terms` with another yearly rate from the day `on` on; agreed later changes stay."""
    if on <= terms.paid_out_on:
        return replace(terms, rate_yearly=rate_yearly)
    kept = {change.from_on: change for change in terms.rate_changes}
    kept[on] = RateChange(on, rate_yearly)
    return replace(terms, rate_changes=tuple(kept[day] for day in sorted(kept)))


def remaining(terms: LoanTerms, left: Left) -> LoanTerms:
    """What is left of `terms`: the periods from the one that began on `left.from_on`, with its balance.

    Down payments and fees of a payout are over; later tranches and changes of rate stay, phases are shortened.
    """
    passed = left.passed
    later = [tranche for tranche in terms.tranches if tranche.on > left.on]
    phases = min(passed, terms.moratorium), max(0, passed - terms.moratorium)
    fees = [
        replace(fee, numbers=frozenset(number - passed for number in fee.numbers if number > passed))
        for fee in terms.fees
        if fee.time is FeeTime.INSTALMENT and (not fee.numbers or max(fee.numbers) > passed)
    ]
    balance = left.balance + sum([tranche.amount for tranche in later], ZERO)
    return replace(
        terms,
        principal=balance,
        rate_yearly=rate_on(terms, left.from_on),
        rate_changes=tuple(change for change in terms.rate_changes if change.from_on > left.from_on),
        paid_out_on=left.from_on,
        tranches=(Tranche(left.from_on, left.balance), *later) if later else (),
        down_payment=ZERO,
        down_payment_share=ZERO,
        balloon=min(terms.balloon, balance - Decimal("0.01")),
        instalments=terms.instalments - passed if terms.instalments else None,
        by_hand=terms.by_hand[passed:],
        **_due_days_left(terms, passed),
        principal_each=_principal_each(terms),
        principal_share=None,
        moratorium=terms.moratorium - phases[0],
        interest_only=max(0, terms.interest_only - phases[1]),
        interest_free=max(0, terms.interest_free - passed),
        fees=tuple(fees),
    )


def keeping_instalment(terms: LoanTerms, instalment: Decimal | None) -> LoanTerms:
    """`terms` with the instalment it had: the same number of them, the last takes the difference."""
    if instalment is None or terms.method not in BY_INSTALMENT:
        return terms
    return replace(terms, method=Method.GIVEN_INSTALMENT, instalment=instalment, growth=Growth())


def shortened(terms: LoanTerms, instalment: Decimal | None, part: Decimal) -> LoanTerms:
    """`terms` with the instalment (or principal part, EUR) it had, and as few of them as that takes. Methods without
    either keep their term."""
    if terms.method in (Method.ANNUITY, Method.GIVEN_INSTALMENT) and instalment is not None:
        return replace(terms, method=Method.GIVEN_INSTALMENT, instalment=instalment, instalments=None)
    if terms.method in (Method.EQUAL_PRINCIPAL, Method.BALLOON) and part > 0 and terms.instalments:
        grace = terms.moratorium + terms.interest_only
        whole, rest = divmod(terms.principal - terms.balloon, part)
        count = min(terms.instalments, grace + int(whole) + bool(rest))
        return replace(terms, instalments=count, method=Method.BALLOON, principal_each=part, balloon=ZERO)
    return terms


def counted(terms: LoanTerms, instalments: int, first_due_on: date | None) -> LoanTerms:
    """`terms` with a number of equal instalments where they were given: they are worked out anew."""
    if terms.method not in (Method.GIVEN_INSTALMENT, Method.BY_HAND):
        return terms
    return replace(
        terms,
        method=Method.ANNUITY,
        instalments=instalments,
        first_due_on=terms.first_due_on if terms.due_days else first_due_on,
        instalment=None,
        by_hand=(),
    )


def with_due_day(terms: LoanTerms, days: Sequence[date], place: int, moved: DueDayMoved) -> LoanTerms:
    """`terms` with the due days `days`, of which the one at `place` is moved, and by choice the later ones with it, as
    many periods after it as before."""
    later = list(days[place + 1 :])
    if moved.later_too:
        day = moved.due_on
        later = [step(day, count, terms.frequency, day.day) for count in range(1, len(later) + 1)]
    due_days = (*days[:place], moved.due_on, *later)
    return replace(
        terms,
        due_days=due_days,
        instalments=len(due_days),
        first_due_on=None,
        day_of_month=None,
        by_hand=tuple(replace(given, due_on=None) for given in terms.by_hand),
    )


def with_holiday(terms: LoanTerms, holiday: Holiday) -> LoanTerms:
    """`terms` (what remains) with a holiday at its beginning."""
    terms = _longer(terms, holiday.instalments if holiday.longer else 0, "A holiday")
    moratorium, interest_only, unpaid = terms.moratorium, terms.interest_only, terms.moratorium_interest
    if holiday.interest is HolidayInterest.PAID:
        interest_only += holiday.instalments
    else:
        moratorium += holiday.instalments
        unpaid = UnpaidInterest(holiday.interest.value)
    if moratorium + interest_only >= (terms.instalments or 0):
        raise ImpossibleEvent("holiday-too-long", "A holiday must leave an instalment to repay in.")
    return replace(
        terms,
        moratorium=moratorium,
        interest_only=interest_only,
        moratorium_interest=unpaid,
    )


def extended(terms: LoanTerms, instalments: int) -> LoanTerms:
    """`terms` (what remains) with so many instalments more at its end."""
    return _longer(terms, instalments, "A longer term")


def renewed(terms: LoanTerms, new: NewTerms, balance: Decimal, first_due_on: date) -> LoanTerms:
    """`terms` (what remains) as `new` says, from its day on with EUR `balance`, first due on `first_due_on`.

    Tranches to come stay, and agreed later changes of rate where `new` has no rate of its own.
    """
    later = terms.tranches[1:]
    method = new.method or terms.method
    given = new.instalment if new.instalment is not None else terms.instalment
    by_number = method is Method.GIVEN_INSTALMENT
    return replace(
        terms,
        principal=balance + sum([tranche.amount for tranche in later], ZERO),
        paid_out_on=new.on,
        rate_yearly=rate_on(terms, new.on) if new.rate_yearly is None else new.rate_yearly,
        rate_changes=tuple(one for one in terms.rate_changes if one.from_on > new.on)
        if new.rate_yearly is None
        else (),
        tranches=(Tranche(new.on, balance), *later) if later else (),
        first_due_on=first_due_on,
        due_days=(),
        day_of_month=None if new.first_due_on or new.frequency else terms.day_of_month,
        frequency=new.frequency or terms.frequency,
        instalments=new.instalments or (None if by_number else terms.instalments),
        method=method,
        instalment=given if by_number else None,
        by_hand=terms.by_hand if method is Method.BY_HAND else (),
        principal_each=terms.principal_each if method is Method.BALLOON else None,
        growth=terms.growth if method is Method.GROWING else Growth(),
        balloon=min(terms.balloon, balance - Decimal("0.01"))
        if method in (*BY_INSTALMENT, terms.method)
        else ZERO,
        moratorium=0,
        interest_only=new.interest_only,
    )


def _due_days_left(terms: LoanTerms, passed: int) -> _DueDays:
    """What says the due days after the first `passed` ones."""
    if terms.due_days:
        return {"due_days": terms.due_days[passed:]}
    if terms.by_hand and terms.by_hand[0].due_on:
        return {}
    anchor = anchor_day(terms) if terms.frequency.unit is PeriodUnit.MONTHS else None
    return {"first_due_on": step(first_due(terms), passed, terms.frequency, anchor), "day_of_month": anchor}


def _principal_each(terms: LoanTerms) -> Decimal | None:
    """A share of the principal becomes the amount that it was."""
    if terms.principal_share is None:
        return terms.principal_each
    rounding = terms.instalment_rounding
    return to_unit(terms.principal * terms.principal_share, rounding.unit, rounding.mode)


def _longer(terms: LoanTerms, more: int, what: str) -> LoanTerms:
    """`terms` with `more` instalments at the end. Equal ones that were kept when a due day moved are worked out anew;
    due days given one by one go on from the last, on the last day of a month like the one before it."""
    if terms.instalments is None or terms.method is Method.BY_HAND:
        raise ImpossibleEvent("term-follows", f"{what} needs a number of instalments; here new terms say it.")
    count = terms.instalments + more
    if terms.method is Method.GIVEN_INSTALMENT:
        terms = replace(terms, method=Method.ANNUITY, instalment=None)
    if not terms.due_days:
        return replace(terms, instalments=count)
    last = terms.due_days[-1]
    ends_month = add_days(last, 1).day == 1
    anchor = max(day.day for day in terms.due_days[-2:]) if ends_month else last.day
    added = (step(last, place, terms.frequency, anchor) for place in range(1, more + 1))
    return replace(terms, instalments=count, due_days=(*terms.due_days, *added))

"""Loans, amounts and days for the property tests of the engine."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

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
from loans.engine.errors import ImpossibleTerms
from loans.engine.terms import (
    BusinessDays,
    Fee,
    Frequency,
    GivenInstalment,
    Growth,
    LoanTerms,
    RateChange,
    Rounding,
    Tranche,
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


def amounts(low: str = "0.01", high: str = "95000.00") -> st.SearchStrategy[Decimal]:
    """EUR amounts in exact cents."""
    return st.decimals(min_value=Decimal(low), max_value=Decimal(high), places=2)


def fractions(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Fractions from `low` to `high` hundred-thousandths: 4,000 is 4 %."""
    return st.integers(min_value=low, max_value=high).map(lambda n: Decimal(n).scaleb(-5))


rates = fractions(0, 30_000)  # yearly, from 0 to 30 %
units = st.sampled_from([Decimal("0.01"), Decimal("0.05"), Decimal(1), Decimal(10)])
roundings = st.builds(Rounding, units, st.sampled_from(RoundingMode))


@st.composite
def loan_terms(draw: st.DrawFn) -> LoanTerms:
    """Terms as a microlender may agree them, from EUR 100 on so that each instalment repays something."""
    months = draw(st.integers(min_value=1, max_value=120))
    return LoanTerms(
        principal=draw(amounts("100.00")),
        rate_yearly=draw(rates),
        instalments=months,
        paid_out_on=draw(days),
        interest_only=draw(st.integers(min_value=0, max_value=min(months - 1, 36))),
        method=draw(st.sampled_from([Method.ANNUITY, Method.EQUAL_PRINCIPAL, Method.BULLET])),
    )


@st.composite
def plain_terms(draw: st.DrawFn) -> LoanTerms:
    """Terms that `plain` may draw up: equal instalments, regular months, with every rounding and kind of rate."""
    months = draw(st.integers(min_value=1, max_value=120))
    try:
        return LoanTerms(
            principal=draw(amounts("1.00")),
            rate_yearly=draw(rates),
            rate_kind=draw(st.sampled_from([RateKind.NOMINAL, RateKind.EFFECTIVE])),
            instalments=months,
            frequency=Frequency(draw(st.sampled_from([1, 1, 3, 6]))),
            paid_out_on=draw(days),
            part_of_period=draw(st.sampled_from(PartOfPeriod)),
            instalment_basis=draw(st.sampled_from(InstalmentBasis)),
            interest_only=draw(st.integers(min_value=0, max_value=min(months - 1, 36))),
            interest_rounding=draw(st.sampled_from(RoundingMode)),
            instalment_rounding=draw(roundings),
        )
    except ImpossibleTerms:
        reject()


@st.composite
def any_terms(draw: st.DrawFn) -> LoanTerms:
    """Terms over every field and every convention; what contradicts itself is thrown away."""
    method, paid_out_on = draw(st.sampled_from(Method)), draw(days)
    principal = draw(amounts("100.00") | st.integers(min_value=100, max_value=95_000).map(Decimal))
    count = draw(st.integers(min_value=1, max_value=36))
    day_count = draw(st.sampled_from(DayCount))
    kinds = RateKind if day_count is DayCount.PERIODIC else [RateKind.NOMINAL, RateKind.EFFECTIVE]
    unit = draw(st.sampled_from(PeriodUnit))
    frequency = Frequency(draw(st.integers(1, 31 if unit is PeriodUnit.DAYS else 4)), unit)
    balloon = method not in (Method.BULLET, Method.BALLOON, Method.BY_HAND, Method.FLAT) and draw(
        st.booleans()
    )
    try:
        return LoanTerms(
            principal=principal,
            rate_yearly=draw(rates),
            rate_kind=draw(st.sampled_from(kinds)),
            rate_changes=draw(_rate_changes(paid_out_on)),
            after_change=draw(st.sampled_from(AfterChange)),
            paid_out_on=paid_out_on,
            tranches=draw(_tranches(paid_out_on, principal)),
            down_payment=draw(st.sampled_from([Decimal(0), Decimal(50)]) | amounts("0.01", "60.00")),
            down_payment_share=draw(st.just(Decimal(0)) | fractions(1, 30_000)),
            balloon=draw(amounts("0.01", "90.00")) if balloon else Decimal(0),
            method=method,
            day_count=day_count,
            part_of_period=draw(st.sampled_from(PartOfPeriod)),
            frequency=frequency,
            instalment_basis=draw(st.sampled_from(InstalmentBasis)),
            interest_rounding=draw(st.sampled_from(RoundingMode)),
            instalment_rounding=draw(st.just(Rounding()) | roundings),
            remainder=draw(st.sampled_from(Remainder)),
            business_days=draw(_business_days(paid_out_on)),
            **draw(_phases(count)),
            **draw(_due(paid_out_on, unit, count if method is not Method.BY_HAND else 0)),
            **draw(_of_method(method, principal, count, paid_out_on)),
            **draw(_fees()),
        )
    except ImpossibleTerms:
        reject()


@st.composite
def _of_method(
    draw: st.DrawFn, method: Method, principal: Decimal, count: int, paid_out_on: date
) -> dict[str, Any]:
    """The number of instalments, and what `method` needs beside it."""
    needs: dict[str, Any] = {"instalments": count}
    if method is Method.BALLOON:
        by_share = draw(st.booleans())
        needs["principal_share" if by_share else "principal_each"] = draw(
            fractions(1, 30_000) if by_share else amounts("0.01", "500.00")
        )
    elif method is Method.GIVEN_INSTALMENT:
        needs["instalment"] = draw(
            amounts(str((principal / 20).quantize(Decimal(1)) + 1), str(principal + 100))
        )
        needs["instalments"] = draw(st.sampled_from([None, count]))
    elif method is Method.GROWING:
        needs["growth"] = Growth(
            draw(fractions(-5_000, 10_000)), draw(amounts("0.00", "9.00")), draw(st.integers(1, 12))
        )
    elif method is Method.BY_HAND:
        most = principal / (4 * count)
        one = st.builds(
            GivenInstalment,
            principal=st.none() | amounts("0.00", str(most.quantize(Decimal("0.01")))),
            due_on=st.none(),
        ) | st.builds(
            GivenInstalment, total=amounts(str((principal / 12).quantize(Decimal("0.01"))), str(principal))
        )
        needs["by_hand"] = tuple(draw(st.lists(one, min_size=count, max_size=count)))
        if draw(st.booleans()):
            first = needs["by_hand"][0]
            due_on = paid_out_on + timedelta(days=draw(st.integers(1, 40)))
            needs["by_hand"] = (GivenInstalment(first.total, first.principal, due_on), *needs["by_hand"][1:])
    return needs


@st.composite
def _tranches(draw: st.DrawFn, paid_out_on: date, principal: Decimal) -> tuple[Tranche, ...]:
    """Up to three later payouts within the principal, or none at all."""
    gaps = draw(st.lists(st.integers(min_value=1, max_value=150), max_size=3))
    if not gaps:
        return ()
    each = (principal / (len(gaps) + 1)).quantize(Decimal("0.01"), "ROUND_DOWN")
    days_of = [paid_out_on]
    for gap in gaps:
        days_of.append(days_of[-1] + timedelta(days=gap))
    return tuple(Tranche(on, each) for on in days_of)


@st.composite
def _rate_changes(draw: st.DrawFn, paid_out_on: date) -> tuple[RateChange, ...]:
    after = sorted(draw(st.sets(st.integers(min_value=1, max_value=600), max_size=3)))
    return tuple(RateChange(paid_out_on + timedelta(days=gap), draw(rates)) for gap in after)


@st.composite
def _phases(draw: st.DrawFn, count: int) -> dict[str, Any]:
    moratorium = draw(st.just(0) | st.integers(min_value=0, max_value=min(count - 1, 6)))
    return {
        "moratorium": moratorium,
        "moratorium_interest": draw(st.sampled_from(UnpaidInterest)),
        "interest_only": draw(st.just(0) | st.integers(0, max(min(count - 1 - moratorium, 6), 0))),
        "interest_free": draw(st.just(0) | st.integers(min_value=0, max_value=4)),
        "pause_months": frozenset(draw(st.just([]) | st.lists(st.integers(1, 12), max_size=4))),
        "pause_interest": draw(st.sampled_from(UnpaidInterest)),
    }


@st.composite
def _due(draw: st.DrawFn, paid_out_on: date, unit: PeriodUnit, count: int) -> dict[str, Any]:
    """How the due days are said: not at all, by the first, by a day of the month, or (`count` of them) one by one."""
    said = draw(st.sampled_from(["", "first", "month", "days"]))
    if said == "first":
        return {"first_due_on": paid_out_on + timedelta(days=draw(st.integers(1, 70)))}
    if said == "month" and unit is PeriodUnit.MONTHS:
        return {"day_of_month": draw(st.integers(min_value=1, max_value=31))}
    if said == "days" and count:
        gaps = draw(st.lists(st.integers(min_value=1, max_value=70), min_size=count, max_size=count))
        due = [paid_out_on + timedelta(days=sum(gaps[: place + 1])) for place in range(count)]
        return {"due_days": tuple(due)}
    return {}


@st.composite
def _business_days(draw: st.DrawFn, paid_out_on: date) -> BusinessDays:
    return BusinessDays(
        rule=draw(st.sampled_from(BusinessDayRule)),
        holidays=frozenset(
            paid_out_on + timedelta(days=gap) for gap in draw(st.sets(st.integers(1, 700), max_size=20))
        ),
        weekend=draw(st.sampled_from([frozenset({5, 6}), frozenset({4}), frozenset[int]()])),
        moves_interest=draw(st.booleans()),
    )


@st.composite
def _fees(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        return {}
    if draw(st.booleans()):
        return {"fees": (Fee(draw(amounts("0.01", "9.00"))),), "fees_within": True}
    with_instalments = st.builds(
        Fee,
        amounts("0.01", "9.00"),
        fractions(0, 2_000),
        st.sampled_from(FeeBase),
        numbers=st.frozensets(st.integers(min_value=1, max_value=36), max_size=3),
        rounding=roundings,
    )
    with_payouts = st.builds(
        Fee,
        amounts("0.01", "9.00"),
        fractions(0, 2_000),
        time=st.sampled_from([FeeTime.UPFRONT, FeeTime.TRANCHE]),
        rounding=roundings,
        withheld=st.booleans(),
    )
    return {"fees": tuple(draw(st.lists(with_instalments | with_payouts, min_size=1, max_size=3)))}

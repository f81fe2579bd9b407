"""The repayment schedule of a loan, to the cent.

Each line: interest = balance x rate x part of the year, rounded to the cent; the method says how much principal comes
with it; the last line repays what is left. The steps: `periods` (days) -> `accrual` (interest) -> `annuity` (the equal
instalment) -> `drawing` (rows). Sources and worked numbers of every convention: `docs/money.md`; BRUSOC's own numbers:
`docs/domain.md`, tested in tests/loans/engine/test_schedule.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from loans.engine import plain
from loans.engine.conventions import AfterChange, Method, Remainder
from loans.engine.drawing import NO_NUDGE, Drawing, Nudge
from loans.engine.errors import ImpossibleTerms
from loans.engine.fees import payout_fees
from loans.engine.money import CENT, CONTEXT, DECIMAL_MODES, ZERO, cents, cents_by, check_sum
from loans.engine.plan import Drawn, Line, lines, payouts
from loans.engine.records import InstalmentRecord, PayoutRecord, ScheduleRecord, TotalsRecord
from loans.engine.terms import LoanTerms

_MOST_NUDGES = 12  # how often cents are moved at most; two or three times is the rule


def schedule(terms: LoanTerms) -> ScheduleRecord:
    """The schedule of `terms`: rows numbered from 1, principal summing to the cent, last balance zero.

    Raises ImpossibleTerms("never-repays") when an instalment leaves nothing beside its interest, or one of
    "dates-out-of-order", "tranche-after-end", "by-hand-does-not-fit"; ImpossibleQuestion when a due day lies outside
    the calendar.
    """
    with localcontext(CONTEXT):
        drawn = payouts(terms)
        rows, instalment = plain.rows(terms) if plain.is_plain(terms) else _general(terms, drawn)
        paid_out = tuple(_payout(terms, number, one) for number, one in enumerate(drawn))
        return record_of(rows, paid_out, instalment)


def record_of(
    rows: Sequence[InstalmentRecord], paid_out: Sequence[PayoutRecord], instalment: Decimal | None = None
) -> ScheduleRecord:
    """`rows` and payouts as a schedule with its sums. Raises SumBroken when they do not repay what is paid out."""
    with localcontext(CONTEXT):
        record = ScheduleRecord(tuple(rows), tuple(paid_out), _totals(rows, paid_out), instalment)
        _check(record)
    return record


def _general(terms: LoanTerms, drawn: Sequence[Drawn]) -> tuple[list[InstalmentRecord], Decimal | None]:
    planned = lines(terms, drawn[1:])
    # Where the number of instalments follows from the instalment, lines are made only as they are needed.
    if terms.instalments is None:
        drawing = _drawn(terms, planned, drawn)
    else:
        drawing = _drawn_to_the_end(terms, list(planned), drawn)
    return drawing.rows, drawing.instalment


def _drawn_to_the_end(terms: LoanTerms, known: list[Line], drawn: Sequence[Drawn]) -> Drawing:
    """The drawing of a loan whose number of instalments is agreed, with the remainder where the terms put it."""
    flat = _flat_interest(terms, known, drawn) if terms.method is Method.FLAT else ()
    best = _drawn(terms, known, drawn, flat)
    if terms.remainder not in (Remainder.FIRST, Remainder.EVEN):
        return best
    if terms.after_change is AfterChange.KEEP and (terms.rate_changes or len(drawn) > 1):
        # Only the cents of rounding move; what the changes leave over belongs to the last instalment.
        paid_out = sum((one.tranche.amount for one in drawn), ZERO)
        calm = replace(terms, rate_changes=(), tranches=(), principal=paid_out)
        moved = _drawn_to_the_end(calm, list(lines(calm, ())), payouts(calm)).nudge
        return _drawn(terms, known, drawn, flat, moved)
    # The gap of the last instalment falls with the cents added, nearly in a straight line: two points show where it
    # is zero. Rounded interest may leave a cent that no whole cent moves; then the smallest gap counts.
    gap, tried = best.gap, {ZERO}
    nudge = gap if terms.remainder is Remainder.FIRST else cents(gap / len(known)) or CENT.copy_sign(gap)
    while gap and nudge not in tried and abs(nudge) < terms.principal:
        tried.add(nudge)
        try:
            drawing = _drawn(terms, known, drawn, flat, _nudge(terms, nudge))
        except ImpossibleTerms:
            break  # so many cents taken away leave nothing beside the interest
        if abs(drawing.gap) < abs(best.gap):
            best = drawing
        # The line is drawn from the first point: between neighbours rounded interest would bend it.
        slope = (drawing.gap - gap) / nudge
        if not slope or len(tried) > _MOST_NUDGES:
            break
        nudge = cents(nudge - drawing.gap / slope)
    return best


def _nudge(terms: LoanTerms, amount: Decimal) -> Nudge:
    return Nudge(first=amount) if terms.remainder is Remainder.FIRST else Nudge(every=amount)


def _drawn(
    terms: LoanTerms,
    known: Iterable[Line],
    drawn: Sequence[Drawn],
    flat: Sequence[Decimal] = (),
    nudge: Nudge = NO_NUDGE,
) -> Drawing:
    drawing = Drawing(terms, known, drawn, flat, nudge)
    drawing.draw()
    return drawing


def _flat_interest(terms: LoanTerms, known: Sequence[Line], drawn: Sequence[Drawn]) -> tuple[Decimal, ...]:
    """Flat interest in EUR of each line: of all that is paid out before it ends, in parts by length; the last line has
    what makes them the whole of the term."""
    paid_out, parts = drawn[0].net.amount, []
    for line in known:
        paid_out += line.net_before + line.net_inside
        parts.append(paid_out * line.accrual.factor / line.accrual.divisor)
    mode = DECIMAL_MODES[terms.interest_rounding]
    whole = cents_by(sum(parts, ZERO), mode)
    first = [cents_by(part, mode) for part in parts[:-1]]
    return (*first, max(whole - sum(first, ZERO), ZERO))


def _payout(terms: LoanTerms, number: int, drawn: Drawn) -> PayoutRecord:
    tranche = drawn.tranche
    withheld, beside = payout_fees(terms, number, tranche.amount)
    return PayoutRecord(tranche.on, tranche.amount, withheld, beside, tranche.amount - withheld)


def _totals(rows: Sequence[InstalmentRecord], paid_out: Sequence[PayoutRecord]) -> TotalsRecord:
    interest = sum([row.interest for row in rows], ZERO)
    fees = sum([row.fees for row in rows], ZERO)
    upfront = sum([one.withheld + one.beside for one in paid_out], ZERO)
    return TotalsRecord(
        paid_out=sum([one.amount for one in paid_out], ZERO),
        capitalised=sum([row.capitalised for row in rows], ZERO),
        principal=sum([row.principal for row in rows], ZERO),
        interest=interest,
        fees=fees,
        total=rows[-1].cumulative,
        upfront=upfront,
        cost=interest + fees + upfront,
    )


def _check(record: ScheduleRecord) -> None:
    totals = record.totals
    check_sum("principal of the schedule", totals.paid_out + totals.capitalised, totals.principal)
    check_sum("totals of the schedule", totals.total, totals.principal + totals.interest + totals.fees)
    check_sum("last balance of the schedule", ZERO, record.rows[-1].closing)

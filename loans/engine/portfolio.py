"""How much of a portfolio is at risk, what it loses and what it earns.

Portfolio at risk over N days = the whole outstanding principal of the loans more than N days late, divided by all
outstanding principal (gross loan portfolio). It is told without and with the loans that were rescheduled: those are
at risk although their new instalments may not be late. Sources: definitions of the MIX taxonomy and of DOMAIN.md 4.2;
worked tables in tests/loans/engine/test_portfolio.py.

A fraction is None when there is nothing to divide by: that is no rate of zero.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from loans.engine.arrears import Bucket, bucket_of
from loans.engine.errors import BadAmount, ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, not_negative


class Exposure(NamedTuple):
    """What the measures need to know of a loan: EUR outstanding principal, days late, whether it was rescheduled."""

    outstanding_principal: Decimal
    days_late: int
    rescheduled: bool = False


class PortfolioAtRisk(NamedTuple):
    """Portfolio at risk over `days`; EUR amounts. `at_risk`, `loans_at_risk` and `fraction` count the late loans, the
    `..._with_rescheduled` ones also the rescheduled loans that are not late."""

    days: int
    at_risk: Decimal
    outstanding: Decimal
    loans_at_risk: int
    loans_outstanding: int
    fraction: Decimal | None
    at_risk_with_rescheduled: Decimal
    loans_with_rescheduled: int
    fraction_with_rescheduled: Decimal | None


class AgeingRow(NamedTuple):
    """The loans in a bucket of ageing: how many, their EUR outstanding principal, its part of the portfolio."""

    bucket: Bucket
    loans: int
    outstanding: Decimal
    fraction: Decimal | None


def portfolio_at_risk(loans: Iterable[Exposure], days: int) -> PortfolioAtRisk:
    """Portfolio at risk over `days`: over 30 means 31 days late or more. See `portfolio_at_risk_over`."""
    return portfolio_at_risk_over(loans, (days,))[0]


def portfolio_at_risk_over(loans: Iterable[Exposure], days: Sequence[int]) -> tuple[PortfolioAtRisk, ...]:
    """Portfolio at risk over each of `days`, from one look at the loans. Repaid loans (0.00) count nowhere.

    Raises ImpossibleQuestion for negative days, BadAmount for a negative outstanding principal.
    """
    for number in days:
        if number < 0:
            raise ImpossibleQuestion(
                "days-negative", f"{number} days late cannot be: the number starts at 0."
            )
    known = _outstanding(loans)
    with localcontext(CONTEXT):
        total = sum([loan.outstanding_principal for loan in known], ZERO)
        return tuple(_at_risk(known, number, total) for number in days)


def ageing(loans: Iterable[Exposure]) -> tuple[AgeingRow, ...]:
    """The portfolio by bucket of ageing, every bucket once and in order. Raises as `portfolio_at_risk_over`."""
    known = _outstanding(loans)
    sums = dict.fromkeys(Bucket, ZERO)
    counts = dict.fromkeys(Bucket, 0)
    with localcontext(CONTEXT):
        for loan in known:
            bucket = bucket_of(loan.days_late)
            sums[bucket] += loan.outstanding_principal
            counts[bucket] += 1
        total = sum(sums.values(), ZERO)
        return tuple(AgeingRow(one, counts[one], sums[one], ratio(sums[one], total)) for one in Bucket)


def restructured_ratio(loans: Iterable[Exposure]) -> Decimal | None:
    """The outstanding principal of rescheduled loans as a part of all outstanding principal."""
    known = _outstanding(loans)
    with localcontext(CONTEXT):
        total = sum([loan.outstanding_principal for loan in known], ZERO)
        return ratio(sum([loan.outstanding_principal for loan in known if loan.rescheduled], ZERO), total)


def average(balances: Sequence[Decimal]) -> Decimal:
    """The mean of EUR balances, unrounded: of the opening and closing ones, or of month ends; the caller says which.

    Raises ImpossibleQuestion when there is none.
    """
    if not balances:
        raise ImpossibleQuestion("no-balances", "There is no balance to take the mean of.")
    with localcontext(CONTEXT):
        return sum([not_negative(one, "balance") for one in balances], ZERO) / len(balances)


def write_off_ratio(written_off: Decimal, average_portfolio: Decimal) -> Decimal | None:
    """EUR principal written off in a period, as a part of the average gross loan portfolio of the period."""
    return ratio(not_negative(written_off, "write-off"), average_portfolio)


def loan_loss_ratio(written_off: Decimal, recovered: Decimal, average_portfolio: Decimal) -> Decimal | None:
    """EUR written off less EUR recovered later of what was written off (below zero when more came back), as a part of
    the average gross loan portfolio."""
    with localcontext(CONTEXT):
        loss = not_negative(written_off, "write-off") - not_negative(recovered, "recovery")
    return ratio(loss, average_portfolio)


def portfolio_yield(received: Decimal, average_portfolio: Decimal, months: int = 12) -> Decimal | None:
    """EUR interest and fees received in `months` as a yearly part of the average gross loan portfolio.

    Raises ImpossibleQuestion for less than one month.
    """
    if months < 1:
        raise ImpossibleQuestion("no-months", f"A period of {months} months: there is at least one.")
    with localcontext(CONTEXT):
        part = ratio(not_negative(received, "income"), average_portfolio)
        return None if part is None else part * 12 / months


def repayment_rate(paid_on_time: Decimal, due: Decimal) -> Decimal | None:
    """EUR principal and interest paid on the day it was due or before, as a part of what was due in the period."""
    if not_negative(paid_on_time, "payment") > not_negative(due, "due amount"):
        raise BadAmount(
            "more-than-due", f"{paid_on_time} paid on time of {due} due: prepayments are left out."
        )
    return ratio(paid_on_time, due)


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` / `whole`, unrounded; None when the whole is zero."""
    with localcontext(CONTEXT):
        return part / whole if whole else None


def _outstanding(loans: Iterable[Exposure]) -> list[Exposure]:
    known = [loan for loan in loans if loan.outstanding_principal]
    for loan in known:
        not_negative(loan.outstanding_principal, "outstanding principal")
    return known


def _at_risk(loans: Sequence[Exposure], days: int, total: Decimal) -> PortfolioAtRisk:
    late = [loan.outstanding_principal for loan in loans if loan.days_late > days]
    moved = [loan.outstanding_principal for loan in loans if loan.rescheduled and loan.days_late <= days]
    at_risk = sum(late, ZERO)
    with_rescheduled = at_risk + sum(moved, ZERO)
    return PortfolioAtRisk(
        days=days,
        at_risk=at_risk,
        outstanding=total,
        loans_at_risk=len(late),
        loans_outstanding=len(loans),
        fraction=ratio(at_risk, total),
        at_risk_with_rescheduled=with_rescheduled,
        loans_with_rescheduled=len(late) + len(moved),
        fraction_with_rescheduled=ratio(with_rescheduled, total),
    )

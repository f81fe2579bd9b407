"""What closes a loan on a day, and what each further day adds to it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from loans.engine.errors import ImpossibleQuestion
from loans.engine.events import Event
from loans.engine.life import book_on
from loans.engine.life_book import FEE, INTEREST, PENALTY
from loans.engine.life_changes import closing
from loans.engine.money import CONTEXT, ZERO, check_sum
from loans.engine.rules import LifeRules
from loans.engine.terms import LoanTerms

_DEFAULT = LifeRules()


class SettlementRecord(NamedTuple):
    """What closes a loan at the end of the day `on`; EUR.

    principal: all that is outstanding. due_interest: due and unpaid; accrued_interest: borne since the last due day.
    fees, penalties: due, and charges already made on later instalments; default interest is a penalty. indemnity: on
    the principal not yet due, by the rules, at most its cap. total: their sum. per_day: what the total grows by from
    this day to the next, but for what falls due or is paid out on that: the difference of the totals of the two days.
    """

    on: date
    principal: Decimal
    due_interest: Decimal
    accrued_interest: Decimal
    fees: Decimal
    penalties: Decimal
    indemnity: Decimal
    total: Decimal
    per_day: Decimal


def settlement(
    terms: LoanTerms, events: Iterable[Event], on: date, rules: LifeRules = _DEFAULT
) -> SettlementRecord:
    """What closes the loan of `terms` on the day `on`, after its `events`. An EarlyRepayment without an amount pays the
    total. Raises ImpossibleQuestion before the payout, and what `life.fold` raises.
    """
    known = list(events)
    with localcontext(CONTEXT):
        book = book_on(terms, known, on, rules)
        if not book.begun:
            raise ImpossibleQuestion("not-paid-out", f"Nothing is paid out on {on}.")
        found = closing(book)
        fees, penalties = found.charges
        record = SettlementRecord(
            on=on,
            principal=book.owed_principal(),
            due_interest=sum([row.owed(INTEREST) for row in found.rows], ZERO),
            accrued_interest=found.accrued,
            fees=sum([row.owed(FEE) for row in found.rows], ZERO) + fees,
            penalties=sum([row.owed(PENALTY) for row in found.rows], ZERO) + penalties,
            indemnity=found.indemnity,
            total=found.total,
            per_day=ZERO,
        )
        check_sum("settlement", found.total, sum(record[1:7], ZERO))
        return record._replace(per_day=closing(book.tomorrow()).total - found.total)

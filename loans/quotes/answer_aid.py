"""What the question for the aid in a loan answers."""

from loans.engine.aid import (
    NoSafeHarbour,
    SafeHarbourAid,
    loan_equivalent,
    safe_harbour_guarantee,
    safe_harbour_loan,
)
from loans.engine.calendar import add_months, months_between
from loans.engine.records import ScheduleRecord
from loans.engine.terms import LoanTerms
from loans.quotes.aid import Aid
from loans.quotes.plain import Plain, plain
from loans.quotes.words import OUTSIDE


def answer_aid(aid: Aid, terms: LoanTerms, record: ScheduleRecord) -> Plain:
    """The gross grant equivalent by each way that `aid` names. Raises Unmeant, EngineError."""
    answer: Plain = {}
    months = term_months(record)
    if aid.reference_rate:
        answer["reference_rate"] = plain(loan_equivalent(terms, record, aid.reference_rate.record()))
    if aid.safe_harbour:
        asked = aid.safe_harbour
        loan = safe_harbour_loan(asked.harbour(), terms.principal, months, asked.collateral)
        answer["safe_harbour"] = _found(loan, months)
    if aid.guarantee:
        asked_of = aid.guarantee
        guarantee = safe_harbour_guarantee(asked_of.harbour(), terms.principal, asked_of.guaranteed, months)
        answer["guarantee"] = _found(guarantee, months)
    return answer


def term_months(record: ScheduleRecord) -> int:
    """The months from the first payout to the last due day, a month begun counting whole."""
    start, end = record.payouts[0].on, record.rows[-1].due_on
    whole = months_between(start, end)
    return whole if add_months(start, whole) == end else whole + 1


def _found(found: SafeHarbourAid | NoSafeHarbour, months: int) -> Plain:
    if isinstance(found, NoSafeHarbour):
        return {"months": months, "reason": found.reason.value, "sentence": str(OUTSIDE[found.reason])}
    return {"months": months, "amount": plain(found.amount), "pair": plain(found.pair)}

"""What a loan answers: schedule, totals, rates; and its life, if anything happened or a day is asked."""

from collections.abc import Callable

from loans.engine.apr import DatedFlow, apr, loan_flows
from loans.engine.irr import xirr
from loans.engine.records import ScheduleRecord
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms
from loans.quotes.answer_aid import answer_aid
from loans.quotes.answer_flows import multiple
from loans.quotes.answer_life import answer_life
from loans.quotes.items import Loan, LoanAnswer
from loans.quotes.plain import Plain, day, plain, yearly
from loans.quotes.said import below


def answer_loan(item: Loan) -> Plain:
    """The answers to what `item` asks. Raises Unmeant, EngineError."""
    terms: LoanTerms = below("terms", item.terms.record)
    record = schedule(terms)
    answers: dict[LoanAnswer, Callable[[], Plain]] = {
        LoanAnswer.SCHEDULE: lambda: _schedule(record),
        LoanAnswer.APR: lambda: {"apr": _apr(item, terms, record)},
        LoanAnswer.IRR: lambda: {"irr": yearly(xirr(_lender_flows(record)))},
        LoanAnswer.MULTIPLE: lambda: {"multiple": multiple([flow.amount for flow in _lender_flows(record)])},
    }
    answer: Plain = {}
    for asked in item.asked:
        answer |= answers[asked]() if asked in answers else {}
    answer |= answer_life(item, terms)
    if item.aid:
        answer["aid"] = answer_aid(item.aid, terms, record)
    return answer


def _schedule(record: ScheduleRecord) -> Plain:
    return {
        "instalment": plain(record.instalment),
        "payouts": plain(record.payouts),
        "schedule": _rows(record),
        "totals": plain(record.totals),
    }


def _apr(item: Loan, terms: LoanTerms, record: ScheduleRecord) -> Plain:
    beside = [DatedFlow(cost.on, -cost.amount) for cost in item.costs]
    return yearly(apr(loan_flows(terms, record, beside, item.apr_time)))


def _lender_flows(record: ScheduleRecord) -> list[DatedFlow]:
    """The flows of the lender on the days of the schedule: payouts less their fees, then the rows."""
    payouts = [DatedFlow(one.on, one.withheld + one.beside - one.amount) for one in record.payouts]
    return payouts + [DatedFlow(row.due_on, row.total) for row in record.rows]


def _rows(record: ScheduleRecord) -> list[Plain]:
    """The rows of a schedule. Written out: this line runs for every row of a thousand loans."""
    return [
        {
            "number": row.number,
            "from_on": day(row.from_on),
            "due_on": day(row.due_on),
            "days": row.days,
            "opening": str(row.opening),
            "paid_out": str(row.paid_out),
            "capitalised": str(row.capitalised),
            "principal": str(row.principal),
            "interest": str(row.interest),
            "fees": str(row.fees),
            "total": str(row.total),
            "closing": str(row.closing),
            "cumulative": str(row.cumulative),
        }
        for row in record.rows
    ]

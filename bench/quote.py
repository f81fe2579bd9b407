"""`manage.py quote` on 1,000 loans beside the bare computation: reading, checking, answering and writing may together
take at most three times the time of the schedules and rates themselves."""

import json
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from loans.engine.apr import apr, loan_flows
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms
from loans.quotes.output import json_answer
from loans.quotes.quoting import quote
from loans.quotes.reading import read

LOANS = 1000
ROUNDS = 3
FIRST_DAY = date(2024, 1, 1)


def _principal(number: int) -> str:
    return f"{5000 + 13 * number}.00"


def _paid_out_on(number: int) -> date:
    return FIRST_DAY + timedelta(days=number % 365)


CONTENT = json.dumps(
    [
        {
            "id": f"loan {number}",
            "terms": {
                "principal": _principal(number),
                "rate_yearly": "0.08",
                "paid_out_on": _paid_out_on(number).isoformat(),
                "instalments": 60,
            },
        }
        for number in range(LOANS)
    ]
).encode()


def bare() -> None:
    """Schedule and annual percentage rate of each loan, without a file."""
    for number in range(LOANS):
        terms = LoanTerms(
            principal=Decimal(_principal(number)),
            rate_yearly=Decimal("0.08"),
            paid_out_on=_paid_out_on(number),
            instalments=60,
        )
        apr(loan_flows(terms, schedule(terms)))


def quoted() -> None:
    """The same from the bytes of the file to the bytes of the answer."""
    json_answer(quote(read(CONTENT)))


def ratio() -> float:
    """How many times as long the quote takes as the bare computation; the median of three rounds, side by side."""
    return statistics.median(_seconds(quoted) / _seconds(bare) for _ in range(ROUNDS))


def main() -> None:
    """Print the ratio. The language of Django is not needed for a quote without refusals."""
    print(f"quote on {LOANS} loans / bare computation {ratio():9.2f} times (at most 3)")


def _seconds(function: Callable[[], None]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

"""Bench functions of rates, aid and portfolio: (name, callable, inner repetitions) for `make bench`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from loans.engine.aid import ReferenceRate, loan_equivalent
from loans.engine.apr import DatedFlow, apr, loan_flows
from loans.engine.conventions import FeeTime
from loans.engine.irr import irr, xirr
from loans.engine.portfolio import Exposure, ageing, portfolio_at_risk_over
from loans.engine.provisions import ProvisionClass, ProvisionGrid, provisions
from loans.engine.schedule import schedule
from loans.engine.terms import Fee, LoanTerms

GOLDEN = LoanTerms(
    principal=Decimal("25000.00"),
    rate_yearly=Decimal("0.08"),
    instalments=60,
    paid_out_on=date(2025, 1, 31),
    fees=(Fee(amount=Decimal("100.00"), time=FeeTime.UPFRONT),),
)
_RECORD = schedule(GOLDEN)
_FLOWS = loan_flows(GOLDEN, _RECORD)
_AMOUNTS = [-flow.amount for flow in _FLOWS]
_DATED = [DatedFlow(GOLDEN.paid_out_on, -_FLOWS[0].amount)]
_DATED += [DatedFlow(row.due_on, row.total) for row in _RECORD.rows]
_ODD = replace(GOLDEN, first_due_on=GOLDEN.paid_out_on + timedelta(days=45))
_ODD_FLOWS = loan_flows(_ODD, schedule(_ODD))
_SEVERAL = [Decimal(amount) for amount in (-1000, 3600, -4310, 1716)]
_REFERENCE = ReferenceRate(base=Decimal("0.02"), margin=Decimal("0.08"), discount_margin=Decimal("0.01"))
# Balances and days late as regular as a saw: a third of the loans is late, one in twenty was rescheduled.
_LOANS = [
    Exposure(Decimal(50_000 + 37 * number).scaleb(-2), max(number % 300 - 200, 0) * 4, number % 20 == 0)
    for number in range(10_000)
]
_GRID = ProvisionGrid(
    date(2025, 1, 1),
    (
        ProvisionClass(30, Decimal("0.05")),
        ProvisionClass(90, Decimal("0.25")),
        ProvisionClass(180, Decimal("0.50")),
        ProvisionClass(None, Decimal(1)),
    ),
    rescheduled_worse=1,
)


def golden_apr() -> None:
    """The annual percentage rate of 61 flows: 60 months and a fee of 100 up front."""
    apr(_FLOWS)


def odd_apr() -> None:
    """The same with odd days at the start, so that times have a large common denominator."""
    apr(_ODD_FLOWS)


def golden_flows() -> None:
    """From the schedule to its flows in years."""
    loan_flows(GOLDEN, _RECORD)


def periodic_irr() -> None:
    """The internal rate of return on 61 equal periods."""
    irr(_AMOUNTS, periods_per_year=12)


def dated_xirr() -> None:
    """The internal rate of return on 61 dates."""
    xirr(_DATED)


def several_rates() -> None:
    """Flows with three rates: all of them, and the proof that there is no fourth."""
    irr(_SEVERAL)


def grant_equivalent() -> None:
    """The gross grant equivalent of 60 instalments."""
    loan_equivalent(GOLDEN, _RECORD, _REFERENCE)


def risk_of_ten_thousand() -> None:
    """Portfolio at risk over six limits, of 10,000 loans."""
    portfolio_at_risk_over(_LOANS, (1, 30, 60, 90, 180, 365))


def ageing_of_ten_thousand() -> None:
    """The buckets of 10,000 loans."""
    ageing(_LOANS)


def provisions_of_ten_thousand() -> None:
    """The provisions of 10,000 loans."""
    provisions(_LOANS, _GRID)


BENCHES: list[tuple[str, Callable[[], None], int]] = [
    ("annual percentage rate of 61 flows", golden_apr, 200),
    ("  the same with odd days at the start", odd_apr, 200),
    ("  flows from the schedule", golden_flows, 200),
    ("internal rate of return, 61 periods", periodic_irr, 200),
    ("internal rate of return, 61 dates", dated_xirr, 200),
    ("three rates found and proved", several_rates, 50),
    ("gross grant equivalent, 60 instalments", grant_equivalent, 100),
    ("portfolio at risk of 10,000, six limits", risk_of_ten_thousand, 3),
    ("ageing of 10,000 loans", ageing_of_ten_thousand, 3),
    ("provisions of 10,000 loans", provisions_of_ten_thousand, 3),
]

"""What a schedule is made of: plain frozen records, EUR in exact cents."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class InstalmentRecord(NamedTuple):
    """One row of a schedule; EUR amounts.

    Interest runs for `days` calendar days from `from_on`; the row is due on `due_on`. `opening` is the principal
    outstanding when the row begins, payouts of that day included; `paid_out` what is paid out later in it;
    `capitalised` the interest that becomes principal. closing = opening + paid_out + capitalised - principal; total =
    principal + interest + fees; `cumulative` is the sum of the totals so far. A down payment is a row of no days.
    """

    number: int
    from_on: date
    due_on: date
    days: int
    opening: Decimal
    paid_out: Decimal
    capitalised: Decimal
    principal: Decimal
    interest: Decimal
    fees: Decimal
    total: Decimal
    closing: Decimal
    cumulative: Decimal


class PayoutRecord(NamedTuple):
    """A payout of EUR `amount` on the day `on`: of its fees `withheld` is kept back and `beside` paid at the same time;
    net = amount - withheld is what the borrower receives."""

    on: date
    amount: Decimal
    withheld: Decimal
    beside: Decimal
    net: Decimal


class TotalsRecord(NamedTuple):
    """The sums of a schedule in EUR. `fees` are those of the rows, `upfront` those of the payouts; total = principal +
    interest + fees; cost = interest + fees + upfront; principal = paid_out + capitalised."""

    paid_out: Decimal
    capitalised: Decimal
    principal: Decimal
    interest: Decimal
    fees: Decimal
    total: Decimal
    upfront: Decimal
    cost: Decimal


class ScheduleRecord(NamedTuple):
    """A whole schedule: rows in order of number and due day, payouts in order of days, sums, and the first equal
    instalment in EUR without fees (None for a method that has none)."""

    rows: tuple[InstalmentRecord, ...]
    payouts: tuple[PayoutRecord, ...]
    totals: TotalsRecord
    instalment: Decimal | None

"""How a loan stands, in an answer: for the JSON Schema and its readers."""

from typing import Annotated

from pydantic import Field

from loans.engine.arrears import Bucket
from loans.engine.rules import Component
from loans.quotes.answer_values import Count, Day, Money, Rate
from loans.quotes.events import KINDS
from loans.quotes.said import Keyed


class Parts(Keyed):
    """EUR by component."""

    principal: Money
    """Principal."""
    interest: Money
    """Interest."""
    fee: Money
    """Fees."""
    penalty: Money
    """Penalties, default interest with them."""
    total: Money
    """Their sum."""


class Standing(Keyed):
    """How a loan stands at the end of a day."""

    on: Day
    """The day."""
    paid_out: Money
    """EUR paid out so far."""
    outstanding: Parts
    """All that the schedule still asks, interest to come included."""
    due: Parts
    """Of it, due on that day or before."""
    overdue: Parts
    """Of it, due before that day."""
    accrued: Money
    """EUR of interest borne until that day and not yet due."""
    in_advance: Money
    """EUR paid on instalments not yet due."""
    overpaid: Money
    """EUR of the borrower that pay nothing, less what was refunded."""
    paid: Parts
    """Paid so far."""
    indemnity: Money
    """EUR paid for repaying early."""
    waived: Parts
    """Forgiven so far."""
    written_off: Parts
    """Written off so far."""
    recovered: Money
    """EUR recovered of what was written off."""
    days_late: Count
    """Days since the oldest unpaid due day."""
    bucket: Bucket
    """The same as a bucket of ageing."""
    oldest_unpaid_due_on: Day | None
    """The oldest due day with something unpaid; null: none."""
    next_due_on: Day | None
    """The next due day, of this day or later, with something unpaid; null: none."""
    next_due_amount: Money
    """EUR due on it."""
    instalment: Money | None
    """EUR: the equal instalment as it now is; null for a method that has none."""
    rate_yearly: Rate
    """The yearly rate of the day, a fraction."""


class StateAfter(Standing):
    """The state on the day of an event, after it and all events before it."""

    event: str
    """The id of the event."""
    kind: Annotated[str, Field(json_schema_extra={"enum": list(KINDS.values())})]
    """What kind of event it is."""


class RowState(Keyed):
    """A row of the schedule as it now stands. asked = paid + waived + written_off + unpaid."""

    number: Count | None
    """The number of the instalment; null: something due that belongs to none (a charge after the end, default interest,
    principal repaid early or written off)."""
    from_on: Day
    """The first day whose night bears interest."""
    due_on: Day
    """The due day."""
    days: Count
    """Calendar days for which interest runs."""
    asked: Parts
    """What is due."""
    paid: Parts
    """What of it is paid."""
    unpaid: Parts
    """What of it is outstanding."""
    in_advance: Money
    """EUR, of what is paid: before the due day."""
    late: Money
    """EUR, of what is paid: after the due day."""
    waived: Money
    """EUR forgiven."""
    written_off: Money
    """EUR written off."""
    paid_on: Day | None
    """The day of the payment that left nothing unpaid; null: not yet."""
    capitalised: Money
    """EUR of interest that became principal."""
    closing: Money
    """EUR of principal outstanding afterwards."""


class ShareOfPayment(Keyed):
    """Where a part of a payment went. A negative one takes back what a change of the schedule moved on."""

    event: str
    """The id of the payment."""
    on: Day
    """Its day."""
    number: Count | None
    """The number of the instalment; null: of none."""
    component: Component
    """What it pays."""
    amount: Money
    """EUR."""


class State(Standing):
    """The state on the day asked, row by row."""

    rows: tuple[RowState, ...]
    """The schedule as it now stands; what is late is taken to be paid on that day."""
    shares: tuple[ShareOfPayment, ...]
    """Where every payment went, in order."""


class Settlement(Keyed):
    """What closes the loan at the end of the day; EUR."""

    on: Day
    """The day."""
    principal: Money
    """All principal outstanding."""
    due_interest: Money
    """Interest due and unpaid."""
    accrued_interest: Money
    """Interest borne since the last due day."""
    fees: Money
    """Fees due, and charges already made on later instalments."""
    penalties: Money
    """Penalties, the same."""
    indemnity: Money
    """The indemnity of the rules, at most its cap."""
    total: Money
    """Their sum."""
    per_day: Money
    """What each further day adds, until something falls due."""

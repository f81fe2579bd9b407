"""How the events of a loan's life are written in a quote: `kind`, then the fields of the record in
`loans.engine.events`, key by key."""

from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field

from loans.engine import events as engine
from loans.engine.conventions import Method
from loans.engine.events import Arrears, HolidayInterest
from loans.engine.rules import Component, Excess
from loans.quotes.said import LEFT_OUT, Said
from loans.quotes.scalars import Amount, Count, Day, Flag, Name, Number, Place, Rate
from loans.quotes.terms import Frequency


class Happening(Said):
    """What every event says."""

    id: Name = LEFT_OUT
    """A name that no other event of the loan has; left out: the event's place in the list, from "1"."""
    on: Day
    """The day that counts."""
    place: Place = 0
    """Its place among the events of its day, where the usual order is not meant; lower places come first."""

    def at(self, place: int) -> Any:
        """The record of the engine of this event, the `place`-th of its list. Raises Unmeant."""
        return self.made({"id": str(place), **self.facts()})


class Payout(Happening):
    """The lender pays out a part of the principal. With one or more of these, the tranches of the terms are not paid
    out by themselves."""

    means: ClassVar[type] = engine.Payout
    kind: Literal["payout"]
    amount: Amount
    """EUR paid out."""


class Payment(Happening):
    """The borrower pays."""

    means: ClassVar[type] = engine.Payment
    kind: Literal["payment"]
    amount: Amount
    """EUR received."""
    excess: Excess = LEFT_OUT
    """This payment's own excess, instead of the rules'."""
    overdue: tuple[Component, ...] = LEFT_OUT
    """This payment's own order in what is overdue."""
    due: tuple[Component, ...] = LEFT_OUT
    """This payment's own order in what is due on its day."""
    advance: tuple[Component, ...] = LEFT_OUT
    """This payment's own order in what is due later."""


class EarlyRepayment(Happening):
    """The borrower repays early, and owes the indemnity of the rules."""

    means: ClassVar[type] = engine.EarlyRepayment
    kind: Literal["early_repayment"]
    amount: Amount = LEFT_OUT
    """EUR received: what is due, the interest since the last due day, the indemnity, and principal with the rest; left
    out: exactly what closes the loan."""
    excess: Excess = Excess.REDUCE
    """What a partial one does: "reduce" the instalment or "shorten" the term."""


class Charge(Happening):
    """The borrower owes more."""

    means: ClassVar[type] = engine.Charge
    kind: Literal["charge"]
    amount: Amount
    """EUR charged."""
    component: Component = Component.FEE
    """As what: "fee" or "penalty"."""
    due_on: Day = LEFT_OUT
    """Its due day; left out: the day of the event."""
    number: Number = LEFT_OUT
    """The number of the instalment to which it belongs, instead of a due day."""


class Waiver(Happening):
    """The lender forgives."""

    means: ClassVar[type] = engine.Waiver
    kind: Literal["waiver"]
    amount: Amount = LEFT_OUT
    """EUR forgiven, the oldest due first; left out: all that is unpaid of the component."""
    component: Component = Component.PENALTY
    """Of what: "penalty", "fee" or "interest"."""
    number: Number = LEFT_OUT
    """Of this instalment only."""


class RateChanged(Happening):
    """The yearly rate changes; the instalments follow by the terms' `after_change`."""

    means: ClassVar[type] = engine.RateChanged
    kind: Literal["rate_changed"]
    rate_yearly: Rate
    """The new yearly rate, a fraction."""


class DueDayMoved(Happening):
    """An instalment falls due on another day."""

    means: ClassVar[type] = engine.DueDayMoved
    kind: Literal["due_day_moved"]
    number: Number
    """The number of the instalment."""
    due_on: Day
    """Its new due day."""
    later_too: Flag = True
    """Whether all later ones keep their distance to it (true) or stay (false)."""


class TermExtended(Happening):
    """The term gets longer; the instalments not yet due are worked out anew."""

    means: ClassVar[type] = engine.TermExtended
    kind: Literal["term_extended"]
    instalments: Number
    """How many instalments more."""


class Holiday(Happening):
    """The next instalments repay no principal."""

    means: ClassVar[type] = engine.Holiday
    kind: Literal["holiday"]
    instalments: Number
    """How many."""
    interest: HolidayInterest = HolidayInterest.PAID
    """What becomes of their interest."""
    longer: Flag = True
    """Whether the term grows by as many (true) or the remaining instalments take it over (false)."""


class NewTerms(Happening):
    """What is not yet due is repaid by other terms; what is left out stays as it was."""

    means: ClassVar[type] = engine.NewTerms
    kind: Literal["new_terms"]
    instalments: Number = LEFT_OUT
    """The new number of instalments."""
    rate_yearly: Rate = LEFT_OUT
    """The new yearly rate, a fraction."""
    first_due_on: Day = LEFT_OUT
    """The first new due day; left out: the next one of the old schedule."""
    frequency: Frequency = LEFT_OUT
    """The new distance between due days."""
    method: Method = LEFT_OUT
    """How the principal comes back now."""
    interest_only: Count = 0
    """The first so many new instalments that repay no principal."""
    instalment: Amount = LEFT_OUT
    """EUR, for the method "given_instalment"."""
    arrears: Arrears = Arrears.STAY
    """What becomes of what is due and unpaid."""


class WriteOff(Happening):
    """The lender takes principal out of the books."""

    means: ClassVar[type] = engine.WriteOff
    kind: Literal["write_off"]
    amount: Amount = LEFT_OUT
    """EUR, the oldest due first; left out: all that is outstanding, with the interest, fees and penalties due and the
    charges already made on later instalments."""


class Recovery(Happening):
    """Money comes in of what was written off."""

    means: ClassVar[type] = engine.Recovery
    kind: Literal["recovery"]
    amount: Amount
    """EUR received."""


class Refund(Happening):
    """An overpayment goes back to the borrower."""

    means: ClassVar[type] = engine.Refund
    kind: Literal["refund"]
    amount: Amount
    """EUR paid back."""


class Reversal(Happening):
    """From this day on another event never happened; on the days before, it stays as it was."""

    means: ClassVar[type] = engine.Reversal
    kind: Literal["reversal"]
    of: Name
    """The `id` of the event that is reversed."""


Event = Annotated[
    Payout
    | Payment
    | EarlyRepayment
    | Charge
    | Waiver
    | RateChanged
    | DueDayMoved
    | TermExtended
    | Holiday
    | NewTerms
    | WriteOff
    | Recovery
    | Refund
    | Reversal,
    Field(discriminator="kind"),
]
EVENTS: tuple[type[Happening], ...] = get_args(get_args(Event)[0])

KINDS: dict[type, str] = {event.means: get_args(event.model_fields["kind"].annotation)[0] for event in EVENTS}
"""The word of each event, by the record of the engine."""

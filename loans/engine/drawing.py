"""One pass over the lines of a loan, from amount to amount: the rows of its schedule.

`Drawing` carries what one line leaves to the next: the balance, interest that waits to be due, the equal instalment.
It decides no convention; each is said in the terms.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from loans.engine.annuity import equal_instalment, growth_of
from loans.engine.conventions import AfterChange, Method, Remainder, UnpaidInterest
from loans.engine.errors import ImpossibleTerms
from loans.engine.fees import constant_fees, instalment_fees
from loans.engine.money import DECIMAL_MODES, ZERO, cents, cents_by, to_unit
from loans.engine.plan import BY_INSTALMENT, Drawn, Line, Phase, unforeseen
from loans.engine.records import InstalmentRecord
from loans.engine.terms import GivenInstalment, LoanTerms, Rounding
from loans.engine.terms_check import most_instalments


class Nudge(NamedTuple):
    """Cents that the remainder rule moves: EUR on top of every equal instalment, and of the first that repays."""

    every: Decimal = ZERO
    first: Decimal = ZERO


NO_NUDGE = Nudge()


class Drawing:
    """The rows of a loan while they are drawn up.

    `lines` are all its lines, or one by one as they come where their number follows from the instalment; `flat` is the
    interest of each line in EUR where it is flat.
    """

    def __init__(
        self,
        terms: LoanTerms,
        lines: Iterable[Line],
        drawn: Sequence[Drawn],
        flat: Sequence[Decimal],
        nudge: Nudge = NO_NUDGE,
    ) -> None:
        self.terms = terms
        self.lines = lines
        self.flat = flat
        self.nudge = nudge
        self.rows: list[InstalmentRecord] = []
        self.balance = self.cumulative = ZERO
        self.deferred = self.included = self.pool = (
            ZERO  # interest that waits: on top, inside, in equal parts
        )
        self.instalment: Decimal | None = None  # the first one, without fees
        self._short = ZERO  # interest that a growing instalment does not cover yet
        self._part: Decimal | None = None  # EUR of the pool in each instalment
        self.gap = ZERO  # EUR by which the last instalment differs from the equal one or the equal share
        self._equal = self._share = self._last_amount = ZERO
        self._left = sum(line.phase is Phase.ALL for line in lines) if isinstance(lines, list) else 0
        self._begun = False
        self._stale = True
        self._index = 0
        self._within = constant_fees(terms)
        self._by_instalment = terms.method in BY_INSTALMENT
        self._payouts_left = len(drawn)
        self._interest_mode = DECIMAL_MODES[terms.interest_rounding]
        self._pay_out(drawn[:1])

    def draw(self) -> None:
        """Draw up every row."""
        ends_early = self.terms.instalments is None or self.terms.method is Method.GIVEN_INSTALMENT
        most = most_instalments(self.terms)
        for place, line in enumerate(self.lines):
            if place == most:
                raise ImpossibleTerms(
                    "never-repays", f"{self.balance} is left after {most} instalments of {self._equal}."
                )
            self._row(place, line)
            if ends_early and not (self.balance or self.pool or self._payouts_left):
                break

    def _row(self, place: int, line: Line) -> None:
        period = line.period
        if line.before:
            self._pay_out(line.before)
        bearing = self.balance
        in_row = self._pay_out(line.inside) if line.inside else ZERO
        interest = (
            self.flat[place] if self.flat else cents_by(line.accrual.interest(bearing), self._interest_mode)
        )
        opening, principal, capitalised, fees = self.balance - in_row, ZERO, ZERO, ZERO
        self._stale |= line.changed
        if line.phase is Phase.ALL:
            principal, interest = self._repay(place, line, interest)
            capitalised, self._short = self._short, ZERO
        elif line.phase is Phase.INTEREST:
            interest, self.included = interest + self.included, ZERO
        else:
            interest, capitalised = ZERO, self._keep_waiting(line.unpaid, interest)
        if line.phase is not Phase.NOTHING:
            if self.deferred:
                interest, self.deferred = interest + self.deferred, ZERO
            if self.terms.fees:
                fees = instalment_fees(self.terms, period.number, opening, principal, interest)
        self.balance += capitalised - principal
        total = principal + interest + fees
        self.cumulative += total
        self.rows.append(
            InstalmentRecord(
                len(self.rows) + 1,
                period.from_on,
                period.due_on,
                (period.to_on - period.from_on).days,
                opening,
                in_row,
                capitalised,
                principal,
                interest,
                fees,
                total,
                self.balance,
                self.cumulative,
            )
        )

    def _pay_out(self, drawn: Sequence[Drawn]) -> Decimal:
        """Add payouts to the balance, each with the row of its down payment; EUR of those that have none."""
        plain = ZERO
        self._payouts_left -= len(drawn)
        for tranche, down in drawn:
            opening = self.balance
            self.balance += tranche.amount - down
            if not down:
                plain += tranche.amount
                continue
            first = not self.rows and not opening
            self.cumulative += down
            self.rows.append(
                InstalmentRecord(
                    number=len(self.rows) + 1,
                    from_on=tranche.on,
                    # After an instalment whose day was moved past this one, not before it.
                    due_on=max(tranche.on, self.rows[-1].due_on) if self.rows else tranche.on,
                    days=0,
                    opening=tranche.amount if first else opening,
                    paid_out=ZERO if first else tranche.amount,
                    capitalised=ZERO,
                    principal=down,
                    interest=ZERO,
                    fees=ZERO,
                    total=down,
                    closing=self.balance,
                    cumulative=self.cumulative,
                )
            )
        return plain

    def _keep_waiting(self, unpaid: UnpaidInterest, interest: Decimal) -> Decimal:
        """Put the interest of an unpaid period where its convention says; EUR that become principal."""
        if unpaid is UnpaidInterest.CAPITALISED:
            return interest
        if unpaid is UnpaidInterest.DEFERRED:
            self.deferred += interest
        elif unpaid is UnpaidInterest.INCLUDED:
            self.included += interest
        elif unpaid is UnpaidInterest.SPREAD:
            self.pool, self._part = self.pool + interest, None
        return ZERO

    def _repay(self, place: int, line: Line, interest: Decimal) -> tuple[Decimal, Decimal]:
        """(principal, interest) EUR of a line that asks both."""
        last = line.period.number == self.terms.instalments
        if self._stale:
            self._work_out(place, line)
        if self._by_instalment:
            principal, interest = self._inside_instalment(interest, last)
        else:
            interest, self.included = interest + self.included, ZERO
            principal = self._principal_part(line.period.number, interest)
        if last:
            self.gap = self._gap(interest)
            principal, interest = self.balance, self._last_interest(interest)
        if self.pool:
            if self._part is None:
                self._part = cents(self.pool / self._left)
            spread = self.pool if last else min(self._part, self.pool)
            interest, self.pool = interest + spread, self.pool - spread
        self._left -= 1
        self._begun = True
        self._index += 1
        return min(principal, self.balance), interest

    def _work_out(self, place: int, line: Line) -> None:
        """Work out the equal instalment or principal part, at the first line that repays and after a change."""
        self._stale = False
        terms = self.terms
        if self._begun and terms.after_change is not AfterChange.INSTALMENT:
            return
        if terms.method in (Method.EQUAL_PRINCIPAL, Method.FLAT):
            whole = self.balance - terms.balloon
            if terms.after_change is not AfterChange.INSTALMENT:
                whole += self._still_to_come(place)
            # Nothing is repaid while the balance is below a balloon that is still to be paid out.
            self._share = max(whole, ZERO) / self._left
            if terms.method is Method.EQUAL_PRINCIPAL:
                self._share = _rounded(self._share, terms.instalment_rounding)
        elif terms.method is Method.GIVEN_INSTALMENT:
            self._equal = (terms.instalment or ZERO) + ZERO  # 600 becomes 600.00
        elif terms.method in BY_INSTALMENT:
            # The solver adds the payouts inside the line itself.
            balance = self.balance - line.net_inside
            left = list(self.lines)[place:]
            if terms.after_change is AfterChange.KEEP:
                balance = self.balance + self._still_to_come(place)
            if terms.after_change is not AfterChange.FORESEEN and (terms.rate_changes or terms.tranches):
                left = unforeseen(terms, left)
            self._equal = equal_instalment(terms, balance, left, self.included, self._within)
            self._index = 0
        if self.instalment is None and terms.method in BY_INSTALMENT:
            self.instalment = self._amount() - self._within

    def _still_to_come(self, place: int) -> Decimal:
        """EUR that payouts after the line at `place` will add to the balance."""
        return sum((one.net_before + one.net_inside for one in list(self.lines)[place + 1 :]), ZERO)

    def _amount(self) -> Decimal:
        """The instalment of this line in EUR, fees inside it included."""
        if self._index and self.terms.method is not Method.GROWING:
            return self._last_amount  # rounding is dear, and the same in every row
        if self.terms.method is Method.GIVEN_INSTALMENT:
            self._last_amount = self._equal
            return self._equal
        amount = self._equal
        if self.terms.method is Method.GROWING:
            weight, added = growth_of(self.terms.growth, self._index)
            amount = amount * weight + added
        self._last_amount = _rounded(amount, self.terms.instalment_rounding) + self.nudge.every
        return self._last_amount

    def _inside_instalment(self, interest: Decimal, last: bool) -> tuple[Decimal, Decimal]:
        """(principal, interest) EUR where the instalment leads: interest first, then interest that waits inside it."""
        room = self._amount() - self._within - interest
        if not self._begun:
            room += self.nudge.first
        if -interest <= room < 0 and not last and self.terms.method is Method.GROWING and not self.included:
            # It grows until it covers its interest; what is short until then becomes principal.
            self._short = -room
            return ZERO, interest + room
        if not last and (room < 0 or (not room and interest and not self.included)):
            raise never_repays(self._amount(), interest, self.balance)
        if self.included:
            waiting = self.included if last else min(self.included, room)
            interest, room, self.included = interest + waiting, room - waiting, self.included - waiting
        return room, interest

    def _principal_part(self, number: int, interest: Decimal) -> Decimal:
        """EUR of principal where the principal part leads."""
        terms = self.terms
        if terms.method is Method.BULLET:
            return ZERO
        if terms.method is Method.BALLOON:
            return _rounded(
                terms.principal_each or terms.principal * (terms.principal_share or ZERO),
                terms.instalment_rounding,
            )
        if terms.method is Method.BY_HAND:
            return self._by_hand(terms.by_hand[number - 1], number, interest)
        share = self._equal_part(interest)
        return share if self._begun else max(share + self.nudge.first, ZERO)

    def _equal_part(self, interest: Decimal) -> Decimal:
        """EUR of principal in each instalment. Of flat interest what is rounded is the sum that is paid."""
        if self.terms.method is Method.FLAT:
            whole = _rounded(self._share + interest, self.terms.instalment_rounding)
            return max(whole - interest, ZERO)
        return self._share

    def _by_hand(self, given: GivenInstalment, number: int, interest: Decimal) -> Decimal:
        principal = (given.principal or ZERO) + ZERO  # 300 becomes 300.00
        if given.total is not None:
            principal = given.total - interest
        if principal < 0 or principal > self.balance:
            raise ImpossibleTerms(
                "by-hand-does-not-fit",
                f"Instalment {number} by hand repays {principal} of a balance of {self.balance}.",
            )
        return principal

    def _gap(self, interest: Decimal) -> Decimal:
        balance = self.balance - self.terms.balloon
        if self.terms.method in BY_INSTALMENT:
            return balance + interest - (self._amount() - self._within)
        return balance - self._equal_part(interest)

    def _last_interest(self, interest: Decimal) -> Decimal:
        """EUR of interest of the last line: as accrued, or what keeps its total equal to the one before."""
        if self.terms.remainder is not Remainder.LAST_INTEREST or not self._begun:
            return interest
        if self.terms.method is Method.FLAT:
            return max(self.rows[-1].principal + self.rows[-1].interest - self.balance, ZERO)
        if self.terms.method in (Method.ANNUITY, Method.GROWING):
            return max(self._amount() - self._within + self.terms.balloon - self.balance, ZERO)
        return interest


def never_repays(instalment: Decimal, interest: Decimal, balance: Decimal) -> ImpossibleTerms:
    """The refusal of an instalment that its interest eats up."""
    return ImpossibleTerms(
        "never-repays",
        f"An instalment of {instalment} never repays: the interest is {interest} on {balance}.",
    )


def _rounded(amount: Decimal, rounding: Rounding) -> Decimal:
    return to_unit(amount, rounding.unit, rounding.mode)

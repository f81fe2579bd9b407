"""A loan on its way through time: the rows, the balance of each night, the interest it bears.

`Book` moves from day to day. What a day brings by itself happens here: a period ends, a tranche is paid out, an
instalment falls due, default interest grows. What people do is in `life_moves`.

Interest is borne on the principal as planned, plus what of it is late, less what was paid ahead, each as the rules say.
A loan whose rules ask for neither keeps the interest it was drawn up with ("fixed"); the others ("living") draw each
row up when its period ends, or when it is wholly paid ahead.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from loans.engine.accrual import counts_whole
from loans.engine.allocation import ShareRecord
from loans.engine.calendar import add_days
from loans.engine.conventions import Method, UnpaidInterest
from loans.engine.life_after_end import AfterEnd
from loans.engine.life_default import DefaultGrowth
from loans.engine.life_interest import NOTHING, borne, rate_on, rounded
from loans.engine.life_rows import Row, due_day
from loans.engine.money import ZERO, cents
from loans.engine.periods import Period
from loans.engine.plan import BY_INSTALMENT, Phase, lines, payouts
from loans.engine.rules import PAYABLE, Component, EarlyInterest, Keeps, LateInterest, LifeRules
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

PRINCIPAL, INTEREST, FEE, PENALTY = Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY


@dataclass(slots=True)
class Sums:
    """What a loan has seen so far, EUR; the dictionaries by component."""

    paid_out: Decimal = ZERO
    overpaid: Decimal = ZERO
    refunded: Decimal = ZERO
    recovered: Decimal = ZERO
    indemnity: Decimal = ZERO
    waived: dict[Component, Decimal] = field(default_factory=lambda: dict.fromkeys(PAYABLE, ZERO))
    written_off: dict[Component, Decimal] = field(default_factory=lambda: dict.fromkeys(PAYABLE, ZERO))


class Book:
    """A loan from its first payout on. `day` is how far it has come: what that day brings by itself is in, what people
    do on it is put in by `life_moves`."""

    def __init__(self, terms: LoanTerms, rules: LifeRules) -> None:
        self.rules = rules
        self.living = terms.method is not Method.FLAT and (
            rules.late_interest is not LateInterest.NONE
            or rules.early_interest is not EarlyInterest.AS_PLANNED
        )
        self.by_days = self.living and rules.early_interest is EarlyInterest.BY_DAYS
        self.day = terms.paid_out_on
        self.rows: list[Row] = []
        self.loose: list[Row] = []
        self.charged: dict[int, Row] = {}  # by number, rows not yet due with charges that are due earlier
        self.shares: list[tuple[str, date, ShareRecord]] = []
        self.sums = Sums()
        self.cur = 0  # the first row whose period has not ended
        self.late_to = 0  # the rows before it have ended and are due: they are late from the next day on
        self.first_open = 0  # the rows before it ask nothing any more
        self.ahead = ZERO  # principal settled of rows whose period has not ended
        self.late = ZERO  # principal due and not settled
        self.borne = NOTHING  # interest of the running period, exact, with what an earlier row left over
        self.stretch: tuple[tuple[Period, Decimal, Decimal], date, Fraction] | None = None  # see `_bear_in`
        self.borne_before = NOTHING  # what an earlier row left over
        self.waiting = ZERO  # interest of periods without payment, not yet asked
        self.spread_wait = False  # whether it is asked in equal parts
        self.spread_part: Decimal | None = None  # EUR of each of them
        self.snap = (ZERO, ZERO)  # what was late and ahead when the running period began
        self.after_end = AfterEnd()
        self.default = DefaultGrowth(rules)
        self.looking_ahead = False
        self.begun = True  # whether anything is paid out on the day asked
        self.drawn = [
            (one.tranche.on, one.tranche.amount) for one in payouts(terms)
        ]  # what became principal: payouts, also those to come, and late interest
        self.lay(terms)
        self.sums.paid_out = self.planned
        self.arrive()

    def lay(self, terms: LoanTerms, skip: int = 0) -> list[Row]:
        """Draw up `terms` in place of every row whose period has not ended, leaving out the first `skip` rows of the
        new schedule, which are the ended ones. Returns the rows that were replaced."""
        record = schedule(terms)
        drawn = payouts(terms)
        counted = sum(row.days > 0 for row in record.rows)
        lined = islice(lines(terms, drawn[1:]), counted)
        self.terms, self.instalment, self.deviates = terms, record.instalment, False
        self.base = self.cur - skip  # the rows before the first one of these terms
        leads = terms.method in (*BY_INSTALMENT, Method.BY_HAND) and self.rules.keeps is Keeps.INSTALMENT
        replaced = self.rows[self.cur :]
        self.charged = {}
        del self.rows[self.cur :]
        for place, planned in enumerate(record.rows):
            line = next(lined) if planned.days else None
            if place < skip:
                continue
            end = line.period.to_on if line else planned.from_on
            row = Row(self.base + place + 1, planned.from_on, end, planned.due_on, line)
            row.asked = {
                PENALTY: ZERO,
                FEE: planned.fees,
                INTEREST: planned.interest,
                PRINCIPAL: planned.principal,
            }
            row.capitalised, row.paid_out = planned.capitalised, planned.paid_out
            if leads and row.phase() is Phase.ALL and line:
                row.total = planned.principal + planned.interest
            self.rows.append(row)
        self.tranches = [one.tranche for one in drawn if one.tranche.on > self.day]
        self.planned = sum([one.tranche.amount for one in drawn if one.tranche.on <= self.day], ZERO)
        if skip:
            self.planned += sum([one.capitalised - one.principal for one in record.rows[:skip]], ZERO)
        self.last_open = len(self.rows) - 1
        self.ahead = ZERO
        return replaced

    def advance(self, day: date) -> None:
        """Go to `day`, doing what every day until then brings by itself."""
        while self.day < day:
            stop = self._stop(day)
            self._bear(stop)
            self.day = stop
            self.arrive()

    def running(self) -> Row | None:
        """The row whose period runs; None after the last."""
        place = self.cur
        while place < len(self.rows) and self.rows[place].line is None:
            place += 1
        return self.rows[place] if place < len(self.rows) else None

    def accrued(self) -> Decimal:
        """EUR of interest borne and not yet asked or settled, rounded; what a moratorium forgives is not borne."""
        row = self.running()
        if row and row.line and row.phase() is Phase.NOTHING:
            forgiven = row.line.unpaid is UnpaidInterest.FORGIVEN
            return self.waiting + (ZERO if forgiven else rounded(self.terms, self.borne))
        return self.waiting + self.broken()

    def broken(self) -> Decimal:
        """EUR of interest that the running period bore, that is due with its row and not settled, rounded."""
        row = self.running()
        if row is None or row.phase() is Phase.NOTHING:
            return ZERO
        return max(rounded(self.terms, self.borne) - row.settled[INTEREST], ZERO)

    def left(self) -> Decimal:
        """EUR of principal not yet due and not settled ahead."""
        return self.planned - self.ahead

    def owed_principal(self) -> Decimal:
        """EUR of principal paid out or capitalised until today and not settled, whether due or not."""
        return sum([row.owed(PRINCIPAL) for row in self.rows[: self.cur]], ZERO) + self.left()

    def settle(self, row: Row, component: Component, amount: Decimal) -> None:
        """Take EUR `amount` off what `row` asks."""
        row.settled[component] += amount
        if row.number is None:
            return
        place = row.number - 1
        if component is PRINCIPAL:
            if place >= self.cur:
                self.ahead += amount
            elif place < self.late_to:
                self.late -= amount
        self.default.settle(row, component, amount)

    def ask(self, row: Row, component: Component, amount: Decimal) -> None:
        """Add EUR `amount` to what `row` asks as a fee or penalty."""
        row.asked[component] += amount
        row.charged[component] += amount
        if row.number is not None:
            self.first_open = min(self.first_open, row.number - 1)
            if row.number <= self.default.upto and self.default.bears(component):
                self.default.base += amount

    def recount(self) -> None:
        """Count again what is late, after rows were changed by hand."""
        self.late = sum([row.owed(PRINCIPAL) for row in self.rows[: self.late_to]], ZERO)
        self.default.recount(self.rows)

    def due_rows(self) -> Iterator[Row]:
        """The rows due today or before with something unpaid, in the order of their due days."""
        loose = sorted((row for row in self.loose if row.due_on <= self.day), key=due_day)
        for row in islice(self.rows, self.first_open, None):
            if row.due_on > self.day:
                break
            while loose and loose[0].due_on <= row.due_on:
                yield loose.pop(0)
            yield row
        yield from loose

    def look_ahead(self) -> "Book":
        """The loan after its last period, if nothing more happens but that what is late is paid today."""
        twin = copy(self)
        twin.looking_ahead, twin.late, twin.sums = True, ZERO, copy(self.sums)
        twin.default = DefaultGrowth(LifeRules())  # what is late is paid: nothing bears default interest
        twin.rows = [*self.rows[: self.cur], *(row.copy() for row in self.rows[self.cur :])]
        twin.tranches = list(self.tranches)
        if twin.rows:
            twin.advance(max(twin.day, twin.rows[-1].to_on))
        return twin

    def tomorrow(self) -> "Book":
        """The loan one day later, if nothing happens. What falls due, ends or is paid out on that day does not yet:
        the interest of the night is there, and the day is still today."""
        twin, night = copy(self), add_days(self.day, 1)
        twin.rows, twin.loose = [row.copy() for row in self.rows], [row.copy() for row in self.loose]
        twin.sums, twin.default, twin.after_end = copy(self.sums), copy(self.default), copy(self.after_end)
        if self.default.row:
            twin.default.row = twin.loose[self.loose.index(self.default.row)]
        twin._bear(night)
        turns = {one.on for one in self.tranches}.union(*((row.due_on, row.to_on) for row in self.rows))
        if night in turns:
            twin._ask_default()
        else:
            twin.day = night
            twin.arrive()
        return twin

    def _stop(self, day: date) -> date:
        """The first day until `day` on which something changes by itself."""
        moments = [day]
        if self.cur < len(self.rows):
            moments.append(self.rows[self.cur].to_on)
        elif self._late_runs_on() or self.default.young:
            moments.append(self.tail().to_on)
        if self.tranches:
            moments.append(self.tranches[0].on)
        moments += [change.from_on for change in self.terms.rate_changes]
        if self.late_to < self.cur:
            moments.append(self.rows[self.late_to].due_on)
        if self.default.upto < self.late_to:
            moments.append(self.default.begins_on(self.rows[self.default.upto]))
        return min(moment for moment in moments if moment > self.day)

    def _bear(self, end: date) -> None:
        """Add the interest from today until `end`."""
        row = self.running()
        if row is None or row.line is None:
            self._bear_after_end(end)
        else:
            self._bear_in(row, row.line.period, end)
        if self.default.base:
            self.default.grown += self.default.borne(self.terms, self.day, end, self.default.base)

    def _bear_in(self, row: Row, period: Period, end: date) -> None:
        """Add the interest of the running period until `end`.

        It is reckoned from the last day on which balance or rate changed: 30/360 does not add up from piece to piece.
        Flat interest is borne day by day; where periods count whole, the balance at the end counts for all of it.
        """
        if self.day <= row.from_on:
            self.snap, self.borne_before = (self.late, self.ahead), self.borne
        if self.terms.method is Method.FLAT:
            part = Fraction((end - self.day).days, (row.to_on - row.from_on).days)
            self.borne += Fraction(row.asked[INTEREST]) * part
            return
        if counts_whole(self.terms) and end == row.to_on:
            self.borne = self.borne_before + borne(self.terms, period, (row.from_on, end), self._bearing())
            return
        key = (period, self._bearing(), rate_on(self.terms, self.day))
        if self.stretch is None or self.stretch[0] != key:
            self.stretch = (key, self.day, self.borne)
        _, start, before = self.stretch
        self.borne = before + borne(self.terms, period, (start, end), key[1], before)

    def _bearing(self) -> Decimal:
        """EUR that bear interest tonight."""
        late, early = self.rules.late_interest, self.rules.early_interest
        balance = self.planned
        if self.living and late is not LateInterest.NONE:
            balance += self.late if late is LateInterest.BY_DAYS else self.snap[0]
        if self.living and early is not EarlyInterest.AS_PLANNED:
            balance -= self.ahead if early is EarlyInterest.BY_DAYS else self.snap[1]
        return balance

    def _bear_after_end(self, end: date) -> None:
        """After the last period late principal goes on bearing interest, which the last row asks."""
        if not self._late_runs_on():
            return
        by_days = self.rules.late_interest is LateInterest.BY_DAYS
        more = self.after_end.bear(self.terms, self.tail(), (self.day, end), self.late, by_days=by_days)
        self.rows[-1].asked[INTEREST] += more
        self.first_open = min(self.first_open, len(self.rows) - 1)
        if self.default.bears(INTEREST):
            self.default.young += more
            self.default.young_of = len(self.rows)

    def _late_runs_on(self) -> bool:
        return self.living and self.rules.late_interest is not LateInterest.NONE and self.late > 0

    def tail(self) -> Period:
        """The period, like those of the schedule, in which today lies after the last one."""
        end = self.rows[-1].to_on if self.rows else self.terms.paid_out_on
        return self.after_end.period(self.terms, end, self.day)

    def arrive(self) -> None:
        """What the morning of today brings: tranches, ends of periods, due days."""
        while self.tranches and self.tranches[0].on <= self.day:
            amount = self.tranches.pop(0).amount
            self.planned += amount
            self.sums.paid_out += amount
        while self.cur < len(self.rows) and self.rows[self.cur].to_on <= self.day:
            row = self.rows[self.cur]
            if row.line:
                if self.living:
                    self._end_living(row, row.line.unpaid)
                else:
                    self._end_fixed(row, row.line.unpaid)
            self.planned += row.capitalised - row.asked[PRINCIPAL]
            self.ahead -= row.settled[PRINCIPAL]
            self.cur += 1
        while self.late_to < self.cur and self.rows[self.late_to].due_on <= self.day:
            if not self.looking_ahead:
                self.late += self.rows[self.late_to].owed(PRINCIPAL)
            self.late_to += 1
        self.default.begin(self.rows, self.late_to, self.terms, self.day)
        if self.default.young and (self.cur < len(self.rows) or self.day == self.tail().from_on):
            self.default.grow_up()
        while self.first_open < self.cur and not self.rows[self.first_open].unpaid():
            self.first_open += 1
        if self.default.grown:
            self._ask_default()

    def _end_fixed(self, row: Row, unpaid: UnpaidInterest) -> None:
        """The end of a period whose row keeps its interest: what it bore and does not ask may wait."""
        interest = rounded(self.terms, self.borne)
        self.borne = NOTHING
        if row.phase() is not Phase.NOTHING:
            self.waiting -= min(self.waiting, max(row.asked[INTEREST] - interest, ZERO))
        elif unpaid not in (UnpaidInterest.CAPITALISED, UnpaidInterest.FORGIVEN):
            self.waiting += interest

    def _end_living(self, row: Row, unpaid: UnpaidInterest) -> None:
        """The end of a period: its row asks the interest really borne."""
        if row.final:
            waited = min(self.waiting, row.asked[INTEREST])
            self.waiting -= waited
            self.borne -= Fraction(row.asked[INTEREST] - waited)
            return
        interest = rounded(self.terms, self.borne)
        self.borne = NOTHING
        row.final = True
        if row.phase() is Phase.NOTHING:
            capitalised = interest if unpaid is UnpaidInterest.CAPITALISED else ZERO
            self.deviates |= capitalised != row.capitalised  # principal paid late bore more than planned
            row.capitalised = capitalised
            if unpaid not in (UnpaidInterest.CAPITALISED, UnpaidInterest.FORGIVEN):
                self.waiting += interest
                self.spread_wait, self.spread_part = unpaid is UnpaidInterest.SPREAD, None
            return
        place = (row.number or 0) - 1
        last = place == self.last_open
        asked_before = row.asked[PRINCIPAL]
        waited = self.waiting
        if self.spread_wait and not last:
            if self.spread_part is None:
                self.spread_part = cents(self.waiting / (self.last_open - place + 1))
            waited = min(self.spread_part, self.waiting)
        self.waiting -= waited
        row.asked[INTEREST] = max(interest + waited, row.settled[INTEREST])
        room = self.left() + row.settled[PRINCIPAL]
        if last:
            principal = room
        elif row.total is not None:
            principal = max(row.total - row.asked[INTEREST], row.settled[PRINCIPAL])
        else:
            principal = max(asked_before, row.settled[PRINCIPAL])
        row.asked[PRINCIPAL] = min(principal, room)
        self.deviates |= row.asked[PRINCIPAL] != asked_before

    def _ask_default(self) -> None:
        """Ask the default interest grown so far, as a penalty as old as the oldest instalment unpaid."""
        grown = self.default.asked(self.terms)
        row = self.default.row
        if grown == (row.asked[PENALTY] if row else ZERO):
            return
        oldest = self.rows[min(self.first_open, len(self.rows) - 1)].due_on
        if row is None:
            row = self.default.row = Row(None, oldest, oldest, oldest)
            self.loose.append(row)
        if not row.unpaid():
            row.due_on = oldest
        row.asked[PENALTY] = grown

"""What changes the schedule of a living loan: principal repaid early, other terms, the end."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from loans.engine import life_plan
from loans.engine.allocation import ShareRecord
from loans.engine.conventions import AfterChange
from loans.engine.errors import ImpossibleEvent
from loans.engine.life_book import FEE, INTEREST, PENALTY, PRINCIPAL, Book
from loans.engine.life_interest import NOTHING, borne, rate_on, rounded
from loans.engine.life_pay import How, ended_rows, overpay, pay_ahead, take
from loans.engine.life_plan import Left
from loans.engine.life_rows import Row
from loans.engine.money import CENT, ZERO, cents
from loans.engine.plan import Phase
from loans.engine.rules import PAYABLE, Component, Excess, Indemnity
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms


class Closing(NamedTuple):
    """What closes the loan today; EUR. `rows`: due, or with a period that is over; `accrued`: interest borne and not
    asked by them; `early`: principal not asked by them; `charges`: fees and penalties of later rows."""

    rows: list[Row]
    accrued: Decimal
    early: Decimal
    charges: tuple[Decimal, Decimal]
    indemnity: Decimal

    @property
    def total(self) -> Decimal:
        """All of it together."""
        asked = sum([row.unpaid() for row in self.rows], ZERO)
        return asked + self.accrued + self.early + sum(self.charges, ZERO) + self.indemnity


def closing(book: Book) -> Closing:
    """What closes the loan today. Where a due day was moved and interest was not, a row falls due before its period is
    over, or after: it is counted once, with all that it asks."""
    due = list(book.due_rows())
    # With daily balances a row whose period still runs asks what is borne until today, as if it were not due.
    running = [row for row in due if book.by_days and (row.number or 0) > book.cur]
    rows = [*(row for row in due if row not in running), *ended_rows(book)]
    fees, penalties = charges_ahead(book)
    asked_before = sum([row.owed(INTEREST) for row in rows if (row.number or 0) > book.cur], ZERO)
    early = book.owed_principal() - sum([row.owed(PRINCIPAL) for row in rows if row.number], ZERO)
    return Closing(
        rows,
        accrued=max(book.accrued() - asked_before, ZERO),
        early=early,
        charges=(
            fees + sum([row.owed(FEE) for row in running], ZERO),
            penalties + sum([row.owed(PENALTY) for row in running], ZERO),
        ),
        indemnity=indemnity_on(book, early, book.rules.indemnity),
    )


def charges_ahead(book: Book) -> tuple[Decimal, Decimal]:
    """EUR of (fees, penalties) charged to rows that are neither due nor over, and not yet paid."""
    first = max(book.first_open, book.cur)
    ahead = [row for row in (*book.rows[first:], *book.loose) if row.due_on > book.day]
    fees, penalties = (
        sum([min(row.charged[one], row.owed(one)) for row in ahead], ZERO) for one in (FEE, PENALTY)
    )
    return fees, penalties


def indemnity_factor(book: Book, rule: Indemnity) -> Decimal:
    """The indemnity as a fraction of the principal repaid early today."""
    monthly = rate_on(book.terms, book.day) / 12
    factor = rule.share + monthly * rule.months
    return factor if rule.cap_months is None else min(factor, monthly * rule.cap_months)


def indemnity_on(book: Book, principal: Decimal, rule: Indemnity) -> Decimal:
    """EUR of indemnity on `principal` EUR repaid early today.

    Contract formula: share x principal + months x principal x rate / 12; cap: cap_months x principal x rate / 12 (law
    of 21 December 2013 on SME financing: six months, `docs/domain.md` 5.6).
    """
    yearly = principal * rate_on(book.terms, book.day)
    asked = principal * rule.share + yearly * rule.months / 12
    if rule.cap_months is not None:
        asked = min(asked, yearly * rule.cap_months / 12)
    return cents(asked)


class Prepayment(NamedTuple):
    """How principal is repaid early: `excess` says what becomes of the instalments, EUR `broken` of interest are paid
    first, `indemnity` is owed on top."""

    excess: Excess
    broken: Decimal = ZERO
    indemnity: Indemnity | None = None


def prepay(book: Book, name: str, amount: Decimal, how: Prepayment) -> Decimal:
    """Repay principal not yet due with EUR `amount`; the EUR left over."""
    excess, broken, indemnity = how
    left, accrued, charges = book.left(), book.accrued(), sum(charges_ahead(book), ZERO)
    fine = indemnity_on(book, left, indemnity) if indemnity else ZERO
    if amount >= left + accrued + charges + fine:
        _pay_charges(book, name)
        _pay_indemnity(book, name, fine)
        end_early(book, name, accrued)
        return amount - left - accrued - charges - fine
    paid = min(broken, amount)
    amount -= paid
    principal, fine = _parts(book, min(amount, left), amount, indemnity)
    _pay_indemnity(book, name, fine)
    if principal == left:
        end_early(book, name, amount - principal - fine + paid, accrued)
        return ZERO
    running = book.running()
    if paid and running:
        take(book, running, INTEREST, paid)
        book.shares.append((name, book.day, ShareRecord(running.number, INTEREST, paid)))
    if principal:
        off_schedule(book, name, principal)
        with_balance(book, name, book.planned - principal, excess)
    return amount - principal - fine


def change(book: Book, name: str, widen: Callable[[LoanTerms], LoanTerms]) -> None:
    """Draw up the rows that are left by terms to which something was added."""
    widened, ended = widen(book.terms), book.cur - book.base
    if not book.deviates and _begin_alike(book.terms, widened, ended):
        replaced = book.lay(widened, ended)
        _carry_over(book, name, replaced)
        return
    terms = life_plan.remaining(book.terms, left_of(book))
    if terms.after_change is AfterChange.KEEP:
        terms = life_plan.keeping_instalment(terms, book.instalment)
    relay(book, name, widen(terms))


def _begin_alike(terms: LoanTerms, widened: LoanTerms, ended: int) -> bool:
    """Whether the rows that have ended are the same by both terms: a change that the terms would have foreseen, or
    cents that move to the first instalment, must not reach into the past."""
    before, after = schedule(terms).rows[:ended], schedule(widened).rows[:ended]
    return [one[4:] for one in before] == [one[4:] for one in after]


def left_of(book: Book, balance: Decimal | None = None) -> Left:
    """Where the loan stands today; `balance` instead of the principal not yet due."""
    row = book.running()
    if row is None or row.line is None:
        raise ImpossibleEvent("after-end", "The last period is over: nothing is left to change.")
    return Left(
        row.line.period.number - 1, row.from_on, book.day, book.planned if balance is None else balance
    )


def left_after_end(book: Book, balance: Decimal) -> Left:
    """Where a loan stands whose last period is over: its last period, for EUR `balance` that is late."""
    last = next((row for row in reversed(book.rows[book.base :]) if row.line), None)
    if last is None or last.line is None:
        return Left(0, book.terms.paid_out_on, book.day, balance)
    return Left(last.line.period.number - 1, last.from_on, book.day, balance)


def with_balance(book: Book, name: str, balance: Decimal, excess: Excess) -> None:
    """Draw up the rows that are left for EUR `balance` of principal not yet due."""
    running = book.running()
    terms = life_plan.remaining(book.terms, left_of(book, balance))
    count = sum(row.line is not None for row in book.rows[book.cur :])
    part = running.asked[PRINCIPAL] if running else ZERO
    if excess is Excess.SHORTEN:
        terms = life_plan.shortened(terms, book.instalment, part)
    else:
        terms = life_plan.counted(terms, count, running.due_on if running else None)
    relay(book, name, terms)


def relay(book: Book, name: str, terms: LoanTerms) -> None:
    """Draw up `terms` in place of the rows that are left; interest borne until today stays with the first of them."""
    replaced = book.lay(terms)
    row = book.running()
    if row and row.line and book.borne and row.phase() is not Phase.NOTHING:
        rest = borne(terms, row.line.period, (max(book.day, row.from_on), row.to_on), book.planned)
        row.asked[INTEREST] = rounded(terms, book.borne + rest)
    if not book.living:
        # A schedule ends with a row that asks all: there is always one for the interest that waits.
        asking = next(one for one in book.rows[book.cur :] if one.phase() is not Phase.NOTHING)
        asking.asked[INTEREST] += book.waiting
    _carry_over(book, name, replaced)


def fold_in(book: Book, component: Component) -> Decimal:
    """Take what is due and unpaid of `component` off the rows that ask it; the EUR taken."""
    taken = ZERO
    for row in book.due_rows():
        taken += row.owed(component)
        row.asked[component] = row.settled[component]
    book.recount()
    return taken


def off_schedule(book: Book, name: str, amount: Decimal, *, written: bool = False) -> Row:
    """Put EUR `amount` of principal repaid or written off today beside the schedule."""
    row = Row(None, book.day, book.day, book.day)
    row.asked[PRINCIPAL] = amount
    book.loose.append(row)
    if written:
        write(book, row, PRINCIPAL, amount)
    else:
        take(book, row, PRINCIPAL, amount)
        book.shares.append((name, book.day, ShareRecord(None, PRINCIPAL, amount)))
    return row


def write(book: Book, row: Row, component: Component, amount: Decimal) -> None:
    """Write EUR `amount` of what `row` asks off."""
    book.settle(row, component, amount)
    row.written_off += amount
    book.sums.written_off[component] += amount


def end_early(
    book: Book,
    name: str,
    interest_paid: Decimal = ZERO,
    interest: Decimal | None = None,
    *,
    written: bool = False,
) -> None:
    """Close the schedule today: the principal left is repaid (or written off), of the `interest` borne EUR
    `interest_paid` are paid, the rest stays due with the running instalment; later rows ask nothing."""
    running, left = book.running(), book.left()
    unpaid_interest = ZERO if interest is None else interest - interest_paid
    for row in book.rows[book.cur :]:
        row.asked, row.capitalised, row.final = dict(row.settled), ZERO, True
    while len(book.rows) > book.cur and not any(book.rows[-1].settled.values()):
        book.rows.pop()
    book.cur, book.last_open = len(book.rows), len(book.rows) - 1
    book.planned = book.ahead = book.waiting = ZERO
    book.borne, book.tranches = NOTHING, []
    book.drawn = [one for one in book.drawn if one[0] <= book.day]
    if left:
        off_schedule(book, name, left, written=written)
    if interest_paid:
        _pay_loose(book, name, INTEREST, interest_paid)
    if unpaid_interest and running:
        row = Row(None, running.from_on, running.to_on, running.due_on)
        row.asked[INTEREST] = unpaid_interest
        book.loose.append(row)


def _parts(
    book: Book, most: Decimal, amount: Decimal, indemnity: Indemnity | None
) -> tuple[Decimal, Decimal]:
    """(principal, its indemnity): the most principal, up to `most`, that EUR `amount` repays."""
    if indemnity is None:
        return most, ZERO
    factor = indemnity_factor(book, indemnity)
    principal = min(most, cents(amount / (1 + factor)) + CENT)
    while principal + indemnity_on(book, principal, indemnity) > amount:
        principal -= CENT
    return principal, indemnity_on(book, principal, indemnity)


def _pay_loose(book: Book, name: str, component: Component, amount: Decimal) -> None:
    """EUR `amount` asked and paid today that belongs to no instalment."""
    row = Row(None, book.day, book.day, book.day)
    row.asked[component] = amount
    book.loose.append(row)
    take(book, row, component, amount)
    book.shares.append((name, book.day, ShareRecord(None, component, amount)))


def _pay_indemnity(book: Book, name: str, amount: Decimal) -> None:
    if amount:
        book.sums.indemnity += amount
        book.shares.append((name, book.day, ShareRecord(None, Component.INDEMNITY, amount)))


def _pay_charges(book: Book, name: str) -> None:
    """Pay the charges of rows not yet due."""
    for row in (*book.rows, *book.loose):
        for component in (PENALTY, FEE) if row.due_on > book.day else ():
            amount = min(row.charged[component], row.owed(component))
            if amount:
                take(book, row, component, amount)
                book.shares.append((name, book.day, ShareRecord(row.number, component, amount)))


def _carry_over(book: Book, name: str, replaced: Sequence[Row]) -> None:
    """What was settled ahead, and charges, stay with the instalment of the same number; money that no longer fits there
    goes to the next ones, and is an overpayment after the last."""
    pot = ZERO
    for row in replaced:
        if any(row.settled.values()) or any(row.charged.values()):
            pot += _carry(book, name, row)
    book.arrive()
    if pot:
        rules = book.rules
        rest = pay_ahead(book, name, pot, How(rules.overdue, rules.due, PAYABLE, Excess.NEXT))
        overpay(book, name, rest)


def _carry(book: Book, name: str, row: Row) -> Decimal:
    """Carry what stood on one replaced row to the new one; the EUR paid that do not fit there."""
    number = row.number or 0
    same = number <= len(book.rows)
    here = book.rows[number - 1] if same else book.rows[-1]
    for component, amount in row.charged.items():
        here.asked[component] += amount
        here.charged[component] += amount
    if row.charges:
        here.charges += row.charges
        book.charged[number if same else len(book.rows)] = here
    here.waived += row.waived
    here.written_off += row.written_off
    here.paid_on = row.paid_on
    pot = ZERO
    for component in PAYABLE:
        settled, paid = row.settled[component], row.paid[component]
        room = here.asked[component] - here.settled[component]
        if book.by_days and same and component in (PRINCIPAL, INTEREST):
            room = max(room, here.total or ZERO)
        fits = min(settled, room)
        kept = min(paid, fits)
        book.settle(here, component, fits)
        here.paid[component] += kept
        here.advance += kept
        if paid > kept or (kept and not same):
            pot += paid - kept
            gone = paid - kept if same else paid
            book.shares.append((name, book.day, ShareRecord(number, component, -gone)))
            if not same and kept:
                book.shares.append((name, book.day, ShareRecord(here.number, component, kept)))
    return pot

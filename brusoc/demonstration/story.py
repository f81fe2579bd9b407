"""The scenes of the demonstration, in the order of their days, each played through the services that staff use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from heapq import heapify, heappop, heappush
from itertools import groupby

from applicants.models import Application, Project
from applicants.services import applications
from brusoc.demonstration import words
from brusoc.demonstration.people import World, found
from brusoc.demonstration.plan import CUT_OFF, Loan, Venture
from brusoc.demonstration.repayments import Course, Payment, course
from coaching.models import FollowUp
from coaching.services import follow_ups, sessions
from core.refusals import Refused
from loans.models import Investment, Movement, ProductTerms
from loans.services import decisions, investments, movements
from loans.services.movements import Line


@dataclass(frozen=True, order=True)
class Scene:
    """Something that happens on a day; `order` keeps the scenes of one day in their natural sequence."""

    on: date
    order: int
    play: Callable[[], list["Scene"]] = field(compare=False)  # returns the scenes that follow from it


def instant(day: date, hour: int = 10) -> datetime:
    """An hour of that day, as the instant at which staff booked something."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


class VentureStory:
    """One project from its first meeting to its last repayment."""

    def __init__(self, world: World, venture: Venture, terms: dict[str, ProductTerms], number: int) -> None:
        self.world, self.venture, self.terms = world, venture, terms
        self.first_loan_number = number
        self.project: Project | None = None
        self.follow_up: FollowUp | None = None

    def scenes(self) -> list[Scene]:
        """The opening; every other scene follows from one that was played."""
        return [Scene(self.venture.opened_on, self.venture.number, self.open)]

    def open(self) -> list[Scene]:
        """First contact: people, enterprise, project and follow-up; the requests and meetings follow."""
        day = self.venture.opened_on
        self.project = found(self.world, self.venture, instant(day))
        self.follow_up = follow_ups.open_(
            project=self.project,
            advisor=self.project.advisor,
            need="Plan financier, statut, premiers clients.",
            by=self.project.advisor,
            on=day,
            at=instant(day, 15),
        )
        asks = [
            Scene(loan.asked_on, self.venture.number, self.asker(loan, self.first_loan_number + index))
            for index, loan in enumerate(self.venture.loans)
        ]
        return [*asks, *self.meetings()]

    def asker(self, loan: Loan, number: int) -> Callable[[], list[Scene]]:
        """The request for this loan, its review, the decision three weeks later, the contract and the payout."""
        return lambda: self.ask(loan, number)

    def ask(self, loan: Loan, number: int) -> list[Scene]:
        analyst, manager = self.project.analyst, self.world.staff.manager
        day = loan.asked_on
        application = reviewed(self.world, self.project, loan, day)
        decided_on = day + timedelta(days=self.world.random.randrange(15, 40))

        def decide() -> list[Scene]:
            decision = decisions.approve(
                application=application,
                product_terms=self.terms[loan.product],
                amount=loan.amount,
                months=loan.months,
                grace_months=loan.grace_months,
                proposed_by=analyst,
                proposed_on=decided_on - timedelta(days=3),
                by=manager,
                on=decided_on,
                at=instant(decided_on),
            )
            signed_on = decided_on + timedelta(days=7)
            investment = investments.sign(
                decision=decision,
                reference=f"INV-{signed_on.year}-{number:04d}",
                instrument=_instrument(loan),
                on=signed_on,
                by=analyst,
                at=instant(decided_on + timedelta(days=7)),
            )
            paid_on = signed_on + timedelta(days=self.world.random.randrange(1, 9))
            return [Scene(paid_on, self.venture.number, lambda: self.pay_out(investment, loan, paid_on))]

        return [Scene(decided_on, self.venture.number, decide)]

    def pay_out(self, investment: Investment, loan: Loan, day: date) -> list[Scene]:
        movements.pay_out(
            investment=investment,
            on=day,
            key=f"demo:{investment.reference}:payout",
            by=self.world.staff.accountant,
            at=instant(day),
        )
        after = _course_of(self.world, investment, loan)
        batches = [list(batch) for _half_year, batch in groupby(after.payments, key=_half_year_of)]
        scenes = [
            Scene(batch[-1].on, self.venture.number, lambda batch=batch: self.receive(investment, batch))
            for batch in batches
        ]
        if after.written_off_on:
            scenes.append(
                Scene(after.written_off_on, self.venture.number, lambda: self.lose(investment, after))
            )
        return scenes

    def receive(self, investment: Investment, payments: list[Payment]) -> list[Scene]:
        """The bank lines of half a year; now and then one is booked wrongly, reversed, and booked again."""
        lines = [_line(investment, payment) for payment in payments]
        booked = movements.repay_lines(investment=investment, lines=lines, by=self.world.staff.accountant)
        if self.world.random.random() < 0.01:
            return [_correction(self.world, booked[-1], order=self.venture.number)]
        return []

    def lose(self, investment: Investment, after: Course) -> list[Scene]:
        movements.write_off(
            investment=investment,
            reason="Cessation d’activité; poursuite de la créance.",
            on=after.written_off_on,
            key=f"demo:{investment.reference}:write-off",
            by=self.world.staff.manager,
            at=instant(after.written_off_on),
        )
        return [
            Scene(payment.on, self.venture.number, lambda payment=payment: self.recover(investment, payment))
            for payment in after.recoveries
        ]

    def recover(self, investment: Investment, payment: Payment) -> list[Scene]:
        movements.recover(
            investment=investment, line=_line(investment, payment), by=self.world.staff.accountant
        )
        return []

    def meetings(self) -> Iterator[Scene]:
        """A meeting a month in the first half year, then one a season until the last loan ends and the file closes."""
        random, first = self.world.random, self.venture.opened_on
        months = max(loan.months or 36 for loan in self.venture.loans)
        last = max(loan.asked_on for loan in self.venture.loans) + timedelta(days=30 * min(months, 40))
        day = first + timedelta(days=7)
        while day <= min(last, CUT_OFF):
            met_on = _workday(day)
            yield Scene(met_on, self.venture.number, lambda met_on=met_on: self.meet(met_on))
            young = (day - first).days < 180
            day += timedelta(days=random.randrange(20, 40) if young else random.randrange(75, 170))
        if day < CUT_OFF:
            yield Scene(day, self.venture.number, lambda: self.close(day))

    def close(self, day: date) -> list[Scene]:
        follow_ups.close(follow_up=self.follow_up, on=day, by=self.project.advisor, at=instant(day, 17))
        return []

    def meet(self, day: date) -> list[Scene]:
        random, advisor = self.world.random, self.project.advisor
        holder = self.project.members.order_by("id").first().applicant
        sessions.log(
            follow_up=self.follow_up,
            advisor=advisor,
            held_on=day,
            minutes=random.choice((30, 45, 60, 60, 75, 90, 120)),
            channel=random.choices(("office", "on_site", "phone", "group"), weights=(50, 28, 17, 5))[0],
            theme=random.choice(
                ("paperwork", "business_plan", "deadlines", "fiscal", "legal", "cash_flow", "marketing")
            ),
            note=random.choice(words.SESSION_NOTES),
            next_action=random.choice(words.NEXT_STEPS),
            attendees=[holder],
            by=advisor,
            key=f"demo:{self.project.reference}:{day.isoformat()}",
            today=day,
            at=instant(day, 16),
        )
        return []


def reviewed(world: World, project: Project, loan: Loan, day: date) -> Application:
    """A request that was submitted and taken into review on this day."""
    analyst = project.analyst
    application = applications.open_(
        project=project,
        product_code=loan.product,
        amount=loan.amount,
        months=loan.months,
        own_contribution=max(Decimal(620), loan.amount / 10).quantize(Decimal("0.01")),
        purpose=world.random.choice(
            (
                "Stock et matériel de départ.",
                "Inrichting van de winkel.",
                "Fonds de roulement.",
                "Machine et outillage.",
            )
        ),
        by=analyst,
        on=day,
        at=instant(day, 11),
    )
    applications.submit(application=application, by=analyst, on=day, at=instant(day, 12))
    return applications.review(application=application, by=analyst, on=day, at=instant(day, 13))


def play(scenes: list[Scene], told: Callable[[date], None]) -> int:
    """Play the scenes by day, with those that follow from them; how many there were. `told` hears each new year."""
    count, year = 0, 0
    heap = [(scene.on, scene.order, index, scene) for index, scene in enumerate(scenes)]
    index = len(heap)
    heapify(heap)
    while heap:
        on, _order, _index, scene = heappop(heap)
        if on.year != year:
            year = on.year
            told(on)
        for following in scene.play():
            index += 1
            heappush(heap, (max(following.on, on), following.order, index, following))
        count += 1
    return count


def _instrument(loan: Loan) -> Investment.Instrument:
    if loan.months is None:
        return Investment.Instrument.EQUITY
    return Investment.Instrument.CASH_CREDIT if loan.product == "CASH" else Investment.Instrument.LOAN


def _course_of(world: World, investment: Investment, loan: Loan) -> Course:
    if loan.months is None:
        return _exit(world, investment, loan)
    schedule = investment.schedules.get()
    dues = [(row.due_on, row.principal + row.interest) for row in schedule.instalments.order_by("number")]
    return course(world.random, dues, loan.conduct, investment.principal)


def _exit(world: World, investment: Investment, loan: Loan) -> Course:
    """An equity stake is bought back with a gain, lost, or still held at the cut-off."""
    day = investment.signed_on + timedelta(days=world.random.randrange(700, 1400))
    if day > CUT_OFF or loan.conduct in {"slow", "late"}:
        return Course(())
    if loan.conduct == "default":
        return Course((), day)
    return Course((Payment(1, day, (investment.principal * Decimal("1.12")).quantize(Decimal("0.01"))),))


def _line(investment: Investment, payment: Payment) -> Line:
    booked_on = payment.on + timedelta(days=1)
    return Line(
        amount=payment.amount,
        on=payment.on,
        at=instant(booked_on),
        key=f"demo:{investment.reference}:{payment.number}",
        bank_reference=f"BK{payment.on:%y%m%d}",
    )


def _correction(world: World, movement: Movement, *, order: int) -> Scene:
    day = movement.value_on + timedelta(days=5)

    def play() -> list[Scene]:
        try:
            movements.reverse(
                movement=movement,
                reason="Extrait imputé deux fois par erreur.",
                on=movement.value_on,
                key=f"{movement.key}:reversal",
                by=world.staff.accountant,
                at=instant(day),
            )
        except Refused:
            return []
        line = Line(movement.amount, movement.value_on, instant(day, 11), f"{movement.key}:again")
        movements.repay_lines(investment=movement.investment, lines=[line], by=world.staff.accountant)
        return []

    return Scene(day, order, play)


def _half_year_of(payment: Payment) -> tuple[int, int]:
    return payment.on.year, (payment.on.month - 1) // 6


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))

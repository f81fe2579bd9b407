"""How a borrower of the story pays: the lines that the bank would bring, from the conduct that the plan gave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from brusoc.demonstration.plan import CUT_OFF

_FIRST_RECOVERY = 1000  # recoveries are numbered apart from the instalments


@dataclass(frozen=True)
class Payment:
    """EUR received on a day; `number` tells two payments of one investment apart."""

    number: int
    on: date
    amount: Decimal


@dataclass(frozen=True)
class Course:
    """What happens to an investment: its payments, and the write-off with what came back later."""

    payments: tuple[Payment, ...]
    written_off_on: date | None = None
    recoveries: tuple[Payment, ...] = ()


Due = tuple[date, Decimal]


def course(random: Random, dues: list[Due], conduct: str, principal: Decimal) -> Course:
    """The course of a loan whose instalments fall due as `dues` (day, EUR), by conduct; nothing after the cut-off.

    good: on time, now and then an advance. slow: days or weeks late. late: stops paying near the end of the story.
    default: pays some instalments, is written off a year later, sometimes pays a little back.
    """
    if conduct == "default":
        return _default(random, dues, principal)
    payments = []
    stop = CUT_OFF - timedelta(days=random.randrange(20, 260)) if conduct == "late" else CUT_OFF
    for number, (due_on, amount) in enumerate(dues, start=1):
        delay = {"good": random.choice((-2, -1, 0, 0, 0, 1)), "slow": random.randrange(0, 55)}.get(conduct, 6)
        paid_on = due_on + timedelta(days=delay)
        if paid_on <= stop and due_on <= stop:
            payments.append(Payment(number, paid_on, amount))
    return Course(tuple(sorted(payments, key=lambda payment: payment.on)))


def _default(random: Random, dues: list[Due], principal: Decimal) -> Course:
    paid = random.randrange(1, max(2, len(dues) // 3))
    payments = [
        Payment(number, due_on + timedelta(days=random.randrange(0, 20)), amount)
        for number, (due_on, amount) in enumerate(dues[:paid], start=1)
    ]
    payments = [payment for payment in payments if payment.on <= CUT_OFF]
    written_off_on = dues[paid][0] + timedelta(days=random.randrange(240, 460))
    if written_off_on > CUT_OFF:
        return Course(tuple(payments))
    return Course(tuple(payments), written_off_on, tuple(_recoveries(random, written_off_on, principal)))


def _recoveries(random: Random, written_off_on: date, principal: Decimal) -> Iterator[Payment]:
    """Two in five pay something back: a few small sums, every two months."""
    if random.random() >= 0.4:
        return
    for number in range(1, random.randrange(2, 5)):
        day = written_off_on + timedelta(days=60 * number)
        if day <= CUT_OFF:
            back = (principal / random.randrange(20, 50)).quantize(Decimal("0.01"))
            yield Payment(_FIRST_RECOVERY + number, day, back)

"""The plan of the demonstration portfolio: who asks for what and how it goes. Pure: a seed in, frozen records out.

The totals are those of the real programme "BRUSOC Objectif 2013": 599 people, 248 projects, EUR 5,637,188 in all. How
the money is spread over enterprises and years is invented, within the products' limits.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

SEED = "brusoc-objectif-2013"
PEOPLE, PROJECTS = 599, 248
ELIGIBLE = Decimal("5637188.00")
INVESTED = Decimal("4186250.00")
SECOND_INVESTMENTS = 26
OPEN_REQUESTS = (
    34  # further applications of known projects that were refused, withdrawn, or are still being reviewed
)
STEP = Decimal(250)
FIRST_DAY, LAST_DAY = date(2008, 2, 1), date(2013, 8, 30)
CUT_OFF = date(2015, 12, 31)
# Least and greatest amount and usual terms of each product; the terms that bind are dated reference data.
_PRODUCTS = {
    "MICRO": (Decimal(1250), Decimal(25000), (24, 36, 36, 48, 60)),
    "SEED": (Decimal(5000), Decimal(95000), (36, 48, 60, 60)),
    "CASH": (Decimal(2500), Decimal(25000), (12, 12, 18)),
}
CONDUCTS = ("good",) * 9 + ("slow",) * 4 + ("late",) * 4 + ("default",) * 5


@dataclass
class Loan:
    """One request that becomes an investment; `amount` in EUR is adjusted until the whole sums up."""

    product: str
    amount: Decimal
    months: int | None
    grace_months: int
    asked_on: date
    conduct: str


@dataclass
class Venture:
    """A project of the plan with its people (how many) and loans."""

    number: int
    people: int
    opened_on: date
    special: str = ""
    loans: list[Loan] = field(default_factory=list)


def plan(seed: str = SEED) -> list[Venture]:
    """The same ventures for the same seed: 248 of them, 599 people, EUR 4,186,250 invested in steps of EUR 250."""
    random = Random(seed)  # noqa: S311
    sizes = _people(random)
    span = (LAST_DAY - FIRST_DAY).days
    days = sorted(FIRST_DAY + timedelta(days=random.randrange(span)) for _ in range(PROJECTS))
    ventures = [
        Venture(number=n, people=size, opened_on=day)
        for n, (size, day) in enumerate(zip(sizes, days, strict=True), start=1)
    ]
    for venture in ventures:
        venture.loans.append(_loan(random, venture.opened_on, first=True))
    for venture in random.sample(ventures[: PROJECTS * 3 // 4], SECOND_INVESTMENTS):
        later = venture.opened_on + timedelta(days=random.randrange(300, 600))
        venture.loans.append(_loan(random, min(later, LAST_DAY), first=False))
    _name_the_known(ventures)
    _fit(random, [loan for venture in ventures for loan in venture.loans])
    return ventures


def _people(random: Random) -> list[int]:
    """How many people each project has: one to six, 599 in all."""
    sizes = [1] * PROJECTS
    for _ in range(PEOPLE - PROJECTS):
        small = [i for i in range(PROJECTS) if sizes[i] < 6]
        # Most ventures stay small: two tries, the smaller one grows.
        sizes[min(random.choice(small), random.choice(small), key=sizes.__getitem__)] += 1
    return sizes


def _loan(random: Random, opened_on: date, *, first: bool) -> Loan:
    product = random.choices(("MICRO", "SEED", "CASH"), weights=(60, 33, 7) if first else (40, 25, 35))[0]
    least, most, terms = _PRODUCTS[product]
    steps = int((most - least) / STEP)
    # Small loans are the rule: the square bends the spread towards the least amount.
    amount = least + STEP * int(steps * random.random() ** 2)
    equity = product == "SEED" and random.random() < 0.12
    months = None if equity else random.choice(terms)
    grace = random.choice((0, 0, 0, 3, 6)) if months and months >= 36 else 0
    return Loan(product, amount, months, grace, opened_on + timedelta(days=14), random.choice(CONDUCTS))


def _name_the_known(ventures: list[Venture]) -> None:
    """Two real names of the programme, and the smallest and the largest investment that it made."""
    for venture, name in ((ventures[61], "reconfort"), (ventures[139], "haricot")):
        venture.special = name
        venture.people = max(venture.people, 2)
        venture.loans[0] = Loan("SEED", Decimal(38500), 60, 3, venture.loans[0].asked_on, "good")
    ventures[10].loans[0] = Loan("MICRO", Decimal(1250), 24, 0, ventures[10].loans[0].asked_on, "good")
    ventures[100].loans[0] = Loan("SEED", Decimal(95000), 60, 6, ventures[100].loans[0].asked_on, "good")
    _keep_people(ventures)


def _keep_people(ventures: list[Venture]) -> None:
    surplus = sum(venture.people for venture in ventures) - PEOPLE
    for venture in ventures:
        while surplus and venture.people > 2 and not venture.special:
            venture.people -= 1
            surplus -= 1


def _fit(random: Random, loans: list[Loan]) -> None:
    """Move amounts by EUR 250 within the limits of their products until they sum to `INVESTED`."""
    fixed = {Decimal(1250), Decimal(38500), Decimal(95000)}
    movable = [loan for loan in loans if loan.amount not in fixed]
    gap = INVESTED - sum(loan.amount for loan in loans)
    while gap:
        loan = random.choice(movable)
        least, most, _terms = _PRODUCTS[loan.product]
        step = STEP if gap > 0 else -STEP
        if least < loan.amount + step < most:
            loan.amount += step
            gap -= step

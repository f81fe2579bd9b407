"""The programme of the demonstration: its sources, budget, indicators, and the costs beside the investments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from brusoc.demonstration.plan import CUT_OFF, ELIGIBLE, INVESTED
from funding.services.programmes import Line, Source
from loans.engine.money import split

CODE = "BRUSOC-2013"
ERDF = Decimal("2960316.00")
NAMES = {"fr": "BRUSOC Objectif 2013", "nl": "BRUSOC Doelstelling 2013", "en": "BRUSOC Objective 2013"}
OPERATIONAL_PROGRAMME = {
    "fr": "Objectif 2013 : Investissons ensemble dans le développement urbain !",
    "nl": "Doelstelling 2013: Samen investeren in stedelijke ontwikkeling!",
    "en": "Objective 2013: Investing together in urban development!",
}
DAYS = {
    "starts_on": date(2007, 1, 1),
    "ends_on": date(2013, 12, 31),
    "eligible_from": date(2007, 1, 1),
    "eligible_to": CUT_OFF,
}
SOURCES = (
    Source(
        code="ERDF",
        kind="erdf",
        names={
            "fr": "Fonds européen de développement régional",
            "nl": "Europees Fonds voor Regionale Ontwikkeling",
            "en": "European Regional Development Fund",
        },
        amount=ERDF,
    ),
    Source(
        code="RBC",
        kind="region",
        names={
            "fr": "Région de Bruxelles-Capitale",
            "nl": "Brussels Hoofdstedelijk Gewest",
            "en": "Brussels-Capital Region",
        },
        amount=ELIGIBLE - ERDF,
    ),
)
LINES = (
    Line(
        code="INV",
        category="investment",
        names={
            "fr": "Investissements dans les entreprises",
            "nl": "Investeringen in ondernemingen",
            "en": "Investments in enterprises",
        },
        budget=Decimal("4187000.00"),
    ),
    Line(
        code="STAFF",
        category="staff",
        names={"fr": "Frais de personnel", "nl": "Personeelskosten", "en": "Staff"},
        budget=Decimal("1045000.00"),
    ),
    Line(
        code="SERV",
        category="services",
        names={"fr": "Services externes", "nl": "Externe diensten", "en": "External services"},
        budget=Decimal("142188.00"),
    ),
    Line(
        code="OVER",
        category="overhead",
        names={"fr": "Frais généraux", "nl": "Algemene kosten", "en": "Overheads"},
        budget=Decimal("263000.00"),
    ),
)
# The targets are not known: they stay unset.
INDICATORS = {
    "CO01": {
        "names": {
            "fr": "Entreprises soutenues",
            "nl": "Ondersteunde ondernemingen",
            "en": "Enterprises supported",
        },
        "units": {"fr": "entreprises", "nl": "ondernemingen", "en": "enterprises"},
        "definitions": {
            "fr": "Entreprises qui ont reçu un financement du programme; chacune compte une fois.",
            "nl": "Ondernemingen die financiering van het programma kregen; elke telt één keer.",
            "en": "Enterprises that received money from the programme; each counts once.",
        },
    },
    "CO05": {
        "names": {
            "fr": "Nouvelles entreprises soutenues",
            "nl": "Ondersteunde nieuwe ondernemingen",
            "en": "New enterprises supported",
        },
        "units": {"fr": "entreprises", "nl": "ondernemingen", "en": "enterprises"},
        "definitions": {
            "fr": "Entreprises soutenues qui n’existaient pas trois ans avant le soutien.",
            "nl": "Ondersteunde ondernemingen die drie jaar voor de steun nog niet bestonden.",
            "en": "Supported enterprises that did not exist three years before the support.",
        },
    },
    "JOBS": {
        "names": {"fr": "Emplois créés", "nl": "Gecreëerde banen", "en": "Jobs created"},
        "units": {"fr": "ETP", "nl": "VTE", "en": "FTE"},
        "definitions": {
            "fr": "Postes nouveaux et occupés, en équivalents temps plein bruts, un an après l’investissement.",
            "nl": "Nieuwe, ingevulde banen, bruto in voltijdse equivalenten, een jaar na de investering.",
            "en": "New, filled posts in gross full-time equivalents, one year after the investment.",
        },
    },
}
SUPPLIERS = {
    "STAFF": "BRUSOC, secrétariat social Exemple",
    "OVER": "Immo Fiction, Réseaux Modèle et autres",
    "SERV": "Bureau d’études Imaginaire",
}


@dataclass(frozen=True)
class Cost:
    """A cost of the programme: the code of its budget line, the day it was paid, EUR, and what it was."""

    line: str
    paid_on: date
    amount: Decimal
    reference: str
    description: str


def costs(seed: str) -> list[Cost]:
    """Staff, services and overheads from 2008 to 2013, so that with the investments the eligible cost is `ELIGIBLE`.

    Staff and services are drawn; the overheads are what is left, spread evenly over the months to the cent.
    """
    random = Random(f"{seed}-costs")  # noqa: S311
    months = [date(year, month, 25) for year in range(2008, 2014) for month in range(1, 13)]
    drawn = [*_staff(random, months), *_services(random, months)]
    rest = ELIGIBLE - INVESTED - sum((cost.amount for cost in drawn), Decimal(0))
    overheads = [
        Cost("OVER", day, amount, f"OVH-{day:%Y-%m}", f"Frais généraux {day:%m/%Y}")
        for day, amount in zip(months, split(rest, [Decimal(1)] * len(months)), strict=True)
    ]
    return sorted([*drawn, *overheads], key=lambda cost: (cost.paid_on, cost.line))


def _staff(random: Random, months: list[date]) -> Iterator[Cost]:
    for day in months:
        # The team grew from three to five people, and December carries the year-end bonus.
        people = 3 + (day.year >= 2010) + (day.year >= 2012)
        monthly = Decimal(random.randrange(325_000, 345_000)) / 100 * people
        amount = monthly * (2 if day.month == 12 else 1)
        yield Cost(
            "STAFF", day, amount.quantize(Decimal("0.01")), f"PAY-{day:%Y-%m}", f"Salaires {day:%m/%Y}"
        )


def _services(random: Random, months: list[date]) -> Iterator[Cost]:
    for number, day in enumerate(sorted(random.sample(months, 40)), start=1):
        amount = Decimal(random.randrange(150_000, 560_000)) / 100
        yield Cost("SERV", day.replace(day=12), amount, f"INV-{day.year}-{number:03d}", "Étude et formation")

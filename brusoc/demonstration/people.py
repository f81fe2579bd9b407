"""The people and enterprises of the demonstration: drawn from the seed, registered through the services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from applicants.models import Applicant, Enterprise, LegalForm, Municipality, Project
from applicants.services import applicants, enterprises, projects
from brusoc.demonstration import words
from brusoc.demonstration.plan import Venture
from brusoc.demonstration.staff import Staff

# The priority zone along the canal, and how often each municipality comes (NIS code: weight).
_ZONE = {
    "21001": 16,
    "21004": 20,
    "21007": 7,
    "21012": 26,
    "21013": 9,
    "21014": 7,
    "21015": 13,
    "21009": 1,
    "21003": 1,
}
_STATUSES = (
    "job_seeker",
    "job_seeker",
    "job_seeker",
    "social_assistance",
    "employee",
    "self_employed",
    "other",
)
_FORMS = ("PP", "PP", "PP", "SPRL", "SPRL", "SPRL", "SCRL", "ASBL")


@dataclass(frozen=True)
class Trade:
    """What an enterprise does, under which name and legal form."""

    title: str
    nace: str
    form: str
    social: bool
    summary: str


_SPECIAL = {
    "reconfort": Trade(
        "Réconfort +", "43.390", "SCRL", social=True, summary="Coopérative d’éco-rénovation de logements."
    ),
    "haricot": Trade(
        "Haricot Magique", "56.301", "SPRL", social=False, summary="Café où les enfants sont les bienvenus."
    ),
}


@dataclass
class World:
    """What every scene of the story needs: the dice, the staff, and the reference data."""

    random: Random
    staff: Staff
    municipalities: dict[str, Municipality]
    forms: dict[str, LegalForm]


def found(world: World, venture: Venture, at: datetime) -> Project:
    """Register the people and the enterprise of a venture and open its project on its first day."""
    random, day = world.random, venture.opened_on
    analyst = random.choice(world.staff.analysts)
    municipality = world.municipalities[random.choices(list(_ZONE), weights=list(_ZONE.values()))[0]]
    trade = _trade(random, venture)
    enterprise = _enterprise(world, venture, trade, municipality, at)
    project = projects.open_(
        title=trade.title,
        kind=random.choices(("start_up", "takeover", "growth"), weights=(66, 10, 24))[0],
        enterprise=enterprise,
        analyst=analyst,
        advisor=random.choice(world.staff.advisors),
        summary=trade.summary,
        by=analyst,
        on=day,
        at=at,
    )
    shares = _shares(venture.people)
    for index, share in enumerate(shares):
        person = _person(world, day, municipality, at)
        part = "holder" if index == 0 else random.choice(("partner", "partner", "worker"))
        projects.add_member(project=project, applicant=person, part=part, share=share, by=analyst, at=at)
    return project


def _enterprise(
    world: World, venture: Venture, trade: Trade, municipality: Municipality, at: datetime
) -> Enterprise:
    random = world.random
    # Two thirds are founded within the three years before, so that they count as new enterprises.
    age = timedelta(days=random.randrange(20, 900) if random.random() < 0.7 else random.randrange(1200, 4000))
    return enterprises.register(
        name=trade.title,
        legal_form=world.forms[trade.form],
        municipality=municipality,
        enterprise_number=_enterprise_number(venture.number),
        founded_on=venture.opened_on - age,
        nace_code=trade.nace,
        is_social_economy=trade.social,
        street=f"{random.choice(words.STREETS)} {random.randrange(1, 240)}",
        postcode=municipality.postcodes[0],
        by=random.choice(world.staff.analysts),
        on=venture.opened_on,
        at=at,
    )


def _trade(random: Random, venture: Venture) -> Trade:
    what, nace, social = random.choice(words.TRADES)
    title = f"{what} {random.choice(words.NICKNAMES)}"
    summary = f"{what}: {random.choice(('création', 'développement', 'reprise'))} à Bruxelles."
    drawn = Trade(title, nace, random.choice(_FORMS), social, summary)
    return _SPECIAL.get(venture.special, drawn)


def _enterprise_number(number: int) -> str:
    """Ten digits with right check digits from a range that starts with 1999: not handed out, so nobody's."""
    first = 19_990_000 + number
    return f"{first:08d}{97 - first % 97:02d}"


def _person(world: World, day: date, municipality: Municipality, at: datetime) -> Applicant:
    random = world.random
    gender = random.choices(("f", "m"), weights=(43, 57))[0]
    first = random.choice(words.FIRST_NAMES_WOMEN if gender == "f" else words.FIRST_NAMES_MEN)
    return applicants.register(
        first_name=first,
        last_name=random.choice(words.SURNAME_STARTS) + random.choice(words.SURNAME_ENDS),
        contact_language=random.choices(("fr", "nl"), weights=(78, 22))[0],
        born_on=day - timedelta(days=random.randrange(20 * 365, 58 * 365)),
        gender=gender,
        prior_status=random.choice(_STATUSES),
        street=f"{random.choice(words.STREETS)} {random.randrange(1, 240)}",
        postcode=municipality.postcodes[0],
        municipality=municipality,
        by=random.choice(world.staff.analysts),
        on=day,
        at=at,
    )


def _shares(people: int) -> list[Decimal | None]:
    """Equal parts of the ownership to four decimals, the first takes the remainder."""
    part = (Decimal(1) / people).quantize(Decimal("0.0001"))
    return [1 - part * (people - 1), *[part] * (people - 1)]

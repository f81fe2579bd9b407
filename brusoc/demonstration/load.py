"""Fill an empty house with the portfolio of "BRUSOC Objectif 2013": whole or not at all, always the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants import reference_data as applicants_reference
from applicants.models import LegalForm, Municipality, Project
from applicants.services import applications
from brusoc.demonstration import papers
from brusoc.demonstration import programme as facts
from brusoc.demonstration.people import World
from brusoc.demonstration.plan import CUT_OFF, ELIGIBLE, OPEN_REQUESTS, SEED, Loan, plan
from brusoc.demonstration.staff import hire
from brusoc.demonstration.story import Scene, VentureStory, instant, play, reviewed
from core.models import Installation, User
from core.refusals import Refused
from funding.models import BudgetLine
from funding.selectors import financing
from funding.services import expenditures, indicators, programmes
from loans import reference_data as loans_reference
from loans.models import Investment, ProductTerms
from loans.services import decisions

_LOCK = 0x44454D4F  # "DEMO"


@dataclass(frozen=True)
class Loaded:
    """What was done: False and no scenes when the demonstration was there already."""

    fresh: bool
    scenes: int


@transaction.atomic
def load(*, seed: str = SEED, told: Callable[[str], None] = lambda _line: None) -> Loaded:
    """Load the demonstration into this database, in one transaction.

    Again on a database that has it: nothing happens. Raises Refused when the database holds people of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    installation, _created = Installation.objects.get_or_create(pk=1)
    if installation.is_demonstration:
        return Loaded(fresh=False, scenes=0)
    if User.objects.exists() or Project.objects.exists():
        raise Refused(_("This database holds data of its own; the demonstration needs an empty one."))
    count = _Stage(seed, told).perform()
    installation.demonstration_seed = seed
    installation.demonstration_loaded_at = timezone.now()
    installation.demonstration_day = CUT_OFF
    installation.save()
    return Loaded(fresh=True, scenes=count)


class _Stage:
    """The whole performance: reference data, programme, ventures, costs, indicators, and the sums at the end."""

    def __init__(self, seed: str, told: Callable[[str], None]) -> None:
        self.seed, self.told = seed, told
        applicants_reference.load()
        loans_reference.load()
        self.world = World(
            random=Random(f"{seed}-story"),  # noqa: S311
            staff=hire(),
            municipalities={row.nis_code: row for row in Municipality.objects.all()},
            forms={row.code: row for row in LegalForm.objects.all()},
        )
        self.terms = {
            terms.product.code: terms
            for terms in ProductTerms.objects.on(date(2010, 1, 1)).select_related("product")
        }

    def perform(self) -> int:
        manager, start = self.world.staff.manager, instant(date(2008, 1, 7))
        self.programme = programmes.define(
            code=facts.CODE,
            names=facts.NAMES,
            operational_programme=facts.OPERATIONAL_PROGRAMME,
            **facts.DAYS,
            sources=facts.SOURCES,
            lines=facts.LINES,
            by=manager,
            at=start,
        )
        stories, number = [], 1
        for venture in plan(self.seed):
            stories.append(VentureStory(self.world, venture, self.terms, number))
            number += len(venture.loans)
        scenes = [scene for story in stories for scene in story.scenes()]
        scenes += [*self.costs(), *self.year_ends(), *self.requests(stories)]
        scenes += papers.scenes(self.seed, stories)
        count = play(scenes, self.new_year)
        self.indicators(stories)
        self.check()
        return count

    def new_year(self, day: date) -> None:
        """Tell which year the story is in, and let the planner know how the tables have grown: inside the one
        transaction of the load nobody else does (a third of its time, measured)."""
        self.told(f"{day.year} …")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def costs(self) -> list[Scene]:
        """Staff, services and overheads on the day they were paid."""
        lines = {line.code: line for line in BudgetLine.objects.filter(programme=self.programme)}
        return [
            Scene(cost.paid_on, 10_000, lambda cost=cost: self.pay(lines[cost.line], cost))
            for cost in facts.costs(self.seed)
        ]

    def pay(self, line: BudgetLine, cost: facts.Cost) -> list[Scene]:
        expenditures.record(
            budget_line=line,
            paid_on=cost.paid_on,
            amount=cost.amount,
            invoice_reference=cost.reference,
            description=cost.description,
            supplier=facts.SUPPLIERS[cost.line],
            by=self.world.staff.accountant,
            at=instant(cost.paid_on, 14),
            key=f"demo:{cost.line}:{cost.reference}",
        )
        return []

    def year_ends(self) -> list[Scene]:
        """At the end of each year the projects are admitted and their payouts declared."""
        return [
            Scene(date(year, 12, 31), 20_000, lambda year=year: self.close_year(year))
            for year in range(2008, 2016)
        ]

    def close_year(self, year: int) -> list[Scene]:
        staff, day = self.world.staff, date(year, 12, 31)
        paid = Project.objects.filter(investments__paid_out_on__isnull=False, programme_link__isnull=True)
        admissions = [
            (project, min(project.investments.order_by("signed_on")[0].signed_on, self.programme.ends_on))
            for project in paid.distinct().order_by("pk")
        ]
        programmes.admit_many(
            programme=self.programme, admissions=admissions, by=staff.manager, at=instant(day)
        )
        expenditures.take_payouts(
            programme=self.programme, by=staff.accountant, at=instant(day, 12), until=day
        )
        return []

    def requests(self, stories: list[VentureStory]) -> list[Scene]:
        """Further requests of known projects: refused, withdrawn, or on the analysts' desks at the cut-off."""
        random = self.world.random
        scenes = []
        for number, story in enumerate(random.sample(stories, OPEN_REQUESTS)):
            fate = ("refused", "refused", "withdrawn", "in_review", "in_review", "submitted")[number % 6]
            back = (
                random.randrange(3, 60) if fate in {"in_review", "submitted"} else random.randrange(90, 900)
            )
            day = CUT_OFF - timedelta(days=back)
            scenes.append(Scene(day, 30_000 + number, lambda s=story, f=fate, d=day: self.request(s, f, d)))
        return scenes

    def request(self, story: VentureStory, fate: str, day: date) -> list[Scene]:
        random, staff = self.world.random, self.world.staff
        amount = Decimal(250) * random.randrange(10, 60)
        loan = Loan("MICRO", amount, 36, 0, day, "good")
        analyst = story.project.analyst
        if fate == "submitted":
            application = applications.open_(
                project=story.project, product_code="MICRO", amount=amount, months=36,
                own_contribution=Decimal(1000), purpose="Nouvelle vitrine.", by=analyst, on=day, at=instant(day),
            )  # fmt: skip
            applications.submit(application=application, by=analyst, on=day, at=instant(day, 11))
            return []
        application = reviewed(self.world, story.project, loan, day)
        later = min(day + timedelta(days=20), CUT_OFF)
        if fate == "refused":
            decisions.refuse(
                application=application, reason="Capacité de remboursement insuffisante au vu des charges.",
                proposed_by=analyst, proposed_on=later, by=staff.manager, on=later, at=instant(later),
            )  # fmt: skip
        if fate == "withdrawn":
            applications.withdraw(application=application, by=analyst, on=later, at=instant(later))
        return []

    def indicators(self, stories: list[VentureStory]) -> None:
        """One value per project and indicator; jobs a year after the first payout, by gender."""
        random, by = self.world.random, self.world.staff.manager
        rows = {
            code: indicators.define(programme=self.programme, code=code, by=by, at=instant(CUT_OFF), **texts)
            for code, texts in facts.INDICATORS.items()
        }

        def note(  # noqa: PLR0917
            code: str, story: VentureStory, value: Decimal, day: date, gender: str, proof: str
        ) -> None:
            indicators.record(
                indicator=rows[code], project=story.project, value=value, achieved_on=day, proof=proof,
                gender=gender, by=by, at=instant(CUT_OFF),
            )  # fmt: skip

        for story in stories:
            first = Investment.objects.filter(project=story.project).order_by("paid_out_on")[0]
            day = first.paid_out_on
            note("CO01", story, Decimal(1), day, "a", f"Contrat {first.reference}")
            founded = story.project.enterprise.founded_on
            if founded and (day - founded).days < 3 * 365:
                note("CO05", story, Decimal(1), day, "a", "Extrait BCE")
            later = min(day + timedelta(days=365), CUT_OFF)
            for gender in ("f", "m"):
                jobs = Decimal(random.choice((0, 0, 25, 50, 50, 80, 100, 100, 150))) / 100
                if jobs:
                    note("JOBS", story, jobs, later, gender, "Déclaration DmfA")

    def check(self) -> None:
        """The sums of the real programme, to the cent; a plan that misses them must not be loaded."""
        sums = financing(self.programme, period_from=facts.DAYS["eligible_from"], period_to=CUT_OFF)
        shares = {figures.source.code: figures.share.cumulative for figures in sums.sources}
        if sums.eligible.cumulative != ELIGIBLE or shares["ERDF"] != facts.ERDF:
            raise AssertionError(f"eligible {sums.eligible.cumulative} and {shares} are not the programme's")

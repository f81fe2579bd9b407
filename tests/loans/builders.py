"""Investments for tests, made by the same services that staff use: `Stage(cast)` then `stage.investment(...)`."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from applicants import reference_data as applicants_reference
from applicants.models import Application, Enterprise, LegalForm, Municipality, Project
from applicants.services import applications, enterprises, projects
from core.models import User
from loans import reference_data
from loans.models import Decision, Investment, Movement, ProductTerms
from loans.services import decisions, investments, movements
from loans.services.movements import Line

_keys = count(1)
ASKED, DECIDED, SIGNED, PAID_OUT = date(2010, 1, 4), date(2010, 1, 20), date(2010, 1, 25), date(2010, 2, 1)


def at(day: date, hour: int = 12) -> datetime:
    """An instant on that day, when staff are at work."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


def key() -> str:
    """A key that no movement has used."""
    return f"test:{next(_keys)}"


def line(amount: str | int | Decimal, on: date, **changes: Any) -> Line:
    """A repayment line of `amount` EUR on this day, booked at its noon under a fresh key."""
    return Line(**{"amount": Decimal(amount), "on": on, "at": at(on), "key": key()} | changes)


class Stage:
    """Reference data, and files in the care of an advisor; every step is open to be taken one by one."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        applicants_reference.load()
        reference_data.load()

    def terms(self, code: str = "MICRO", day: date = DECIDED) -> ProductTerms:
        return ProductTerms.objects.on(day).get(product__code=code)

    def project(self, title: str = "Haricot Magique", *, advisor: User | None = None, **firm: Any) -> Project:
        facts = {"nis_code": "21012", "form": "SPRL", "enterprise_number": ""} | firm
        enterprise: Enterprise = enterprises.register(
            name=f"{title} SPRL",
            legal_form=LegalForm.objects.get(code=facts["form"]),
            municipality=Municipality.objects.get(nis_code=facts["nis_code"]),
            enterprise_number=facts["enterprise_number"],
            by=self.cast.aicha,
            on=ASKED,
            at=at(ASKED),
        )
        return projects.open_(
            title=title,
            kind=Project.Kind.START_UP,
            enterprise=enterprise,
            analyst=self.cast.aicha,
            advisor=advisor or self.cast.bram,
            by=self.cast.aicha,
            on=ASKED,
            at=at(ASKED),
        )

    def application(
        self, project: Project | None = None, *, product: str = "MICRO", amount: str = "10000"
    ) -> Application:
        """A request in review."""
        by = {"by": self.cast.aicha, "on": ASKED, "at": at(ASKED)}
        application = applications.open_(
            project=project or self.project(),
            product_code=product,
            amount=Decimal(amount),
            purpose="Stock and a second-hand oven.",
            **by,
        )
        applications.submit(application=application, **by)
        return applications.review(application=application, **by)

    def decision(self, application: Application | None = None, **changes: Any) -> Decision:
        """An approval of EUR 10,000 over 12 months."""
        facts = {
            "application": application or self.application(),
            "product_terms": self.terms(),
            "amount": Decimal(10000),
            "months": 12,
            "proposed_by": self.cast.aicha,
            "proposed_on": DECIDED,
            "by": self.cast.chantal,
            "on": DECIDED,
            "at": at(DECIDED),
        }
        return decisions.approve(**facts | changes)

    def contract(
        self, *, project: Project | None = None, product: str = "MICRO", amount: str = "10000", months: int | None = 12,
        grace_months: int = 0, instrument: str = "", **signature: Any,
    ) -> Investment:  # fmt: skip
        """A signed contract, not yet paid out; months=None is an equity stake."""
        decision = self.decision(
            self.application(project, product=product, amount=amount),
            product_terms=self.terms(product),
            amount=Decimal(amount),
            months=months,
            grace_months=grace_months,
        )
        chosen = instrument or ("loan" if months else "equity")
        facts = {"by": self.cast.aicha, "on": SIGNED, "at": at(SIGNED)}
        return investments.sign(
            decision=decision, instrument=Investment.Instrument(chosen), **facts | signature
        )

    def investment(self, **facts: Any) -> Investment:
        """A contract that is paid out on 1 February 2010."""
        investment = self.contract(**facts)
        self.pay_out(investment)
        investment.refresh_from_db()
        return investment

    def pay_out(self, investment: Investment, on: date = PAID_OUT, **changes: Any) -> Movement:
        facts = {"key": key(), "by": self.cast.driss, "at": at(on)}
        return movements.pay_out(investment=investment, on=on, **facts | changes)

    def repay(self, investment: Investment, *lines: Line) -> Sequence[Movement]:
        return movements.repay_lines(investment=investment, lines=lines, by=self.cast.driss)

    def write_off(self, investment: Investment, on: date, **changes: Any) -> Movement:
        facts = {"reason": "Bankruptcy.", "key": key(), "by": self.cast.chantal, "at": at(on)}
        return movements.write_off(investment=investment, on=on, **facts | changes)

    def reverse(self, movement: Movement, on: date, **changes: Any) -> Movement:
        facts = {
            "reason": "Booked on the wrong contract.",
            "key": key(),
            "by": self.cast.driss,
            "at": at(on, 15),
        }
        return movements.reverse(movement=movement, on=on, **facts | changes)

    def repay_all(self, investment: Investment) -> None:
        """Every instalment on its day: the investment is repaid."""
        rows = investment.schedules.get().instalments.order_by("number")
        self.repay(investment, *(line(row.principal + row.interest, row.due_on) for row in rows))
        investment.refresh_from_db()

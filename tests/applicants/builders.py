"""People, firms, projects and applications for tests: they ask for the days and go through the services."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from applicants import reference_data
from applicants.models import Applicant, Application, Enterprise, LegalForm, Municipality, Project
from applicants.services import applicants, applications, enterprises, projects
from core.models import User


def noon(day: date) -> datetime:
    """The instant at which something of this day is written down."""
    return datetime.combine(day, time(12), UTC)


def municipality(nis_code: str = "21012") -> Municipality:
    _reference()
    return Municipality.objects.get(nis_code=nis_code)


def legal_form(code: str = "SPRL") -> LegalForm:
    _reference()
    return LegalForm.objects.get(code=code)


def person(*, by: User, on: date, **facts: Any) -> Applicant:
    facts = {"first_name": "Nadia", "last_name": "Zeroual", "contact_language": "fr", **facts}
    return applicants.register(by=by, on=on, at=noon(on), **facts)


def enterprise(*, by: User, on: date, **facts: Any) -> Enterprise:
    facts = {"name": "Haricot Magique", "legal_form": "SPRL", "municipality": "21012", **facts}
    facts["legal_form"] = legal_form(facts["legal_form"])
    facts["municipality"] = municipality(facts["municipality"])
    return enterprises.register(by=by, on=on, at=noon(on), **facts)


def project(
    *,
    analyst: User,
    opened_on: date,
    advisor: User | None = None,
    people: int = 1,
    firm: Any = None,
    **facts: Any,
) -> Project:
    """A project of `people` holders with equal shares; `firm` holds the facts of its enterprise."""
    title = facts.setdefault("title", "Haricot Magique")
    facts.setdefault("kind", Project.Kind.START_UP)
    made = projects.open_(
        analyst=analyst,
        advisor=advisor,
        enterprise=enterprise(by=analyst, on=opened_on, **{"name": title, **(firm or {})}),
        by=analyst,
        on=opened_on,
        at=noon(opened_on),
        **facts,
    )
    for number in range(people):
        projects.add_member(
            project=made,
            applicant=person(by=analyst, on=opened_on, first_name=f"Nadia{number or ''}"),
            part="holder",
            share=(Decimal(1) / people).quantize(Decimal("0.0001"), rounding="ROUND_DOWN"),
            by=analyst,
            at=noon(opened_on),
        )
    return made


def application(
    *,
    project: Project,
    received_on: date,
    submitted_on: date | None = None,
    reviewed_on: date | None = None,
    closed_on: date | None = None,
    verdict: applications.Verdict | None = None,
    withdrawn_on: date | None = None,
    **facts: Any,
) -> Application:
    """An application that went as far as its days say; `verdict` goes with `closed_on`."""
    by = project.analyst
    facts = {
        "product_code": "MICRO",
        "amount": Decimal("12500.00"),
        "months": 36,
        "purpose": "An oven, a counter and the first stock.",
        **facts,
    }
    made = applications.open_(project=project, by=by, on=received_on, at=noon(received_on), **facts)
    if submitted_on:
        made = applications.submit(application=made, by=by, on=submitted_on, at=noon(submitted_on))
    if reviewed_on:
        made = applications.review(application=made, by=by, on=reviewed_on, at=noon(reviewed_on))
    if closed_on and verdict:
        made = applications.close(application=made, verdict=verdict, by=by, on=closed_on, at=noon(closed_on))
    if withdrawn_on:
        made = applications.withdraw(application=made, by=by, on=withdrawn_on, at=noon(withdrawn_on))
    return made


def _reference() -> None:
    if not Municipality.objects.exists():
        reference_data.load()

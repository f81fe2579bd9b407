from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from applicants.models import Applicant, Enterprise, Project, ProjectMember
from applicants.numbering import next_reference
from core import audit
from core.models import User
from core.permissions import Permission
from core.refusals import Refused
from core.saving import save_clean


@transaction.atomic
def open_(
    *,
    title: str,
    kind: str,
    enterprise: Enterprise,
    analyst: User,
    by: User,
    on: date,
    at: datetime,
    advisor: User | None = None,
    summary: str = "",
    reference: str = "",
) -> Project:
    """Open the file of a venture `on` a day; the next number of the year unless one is given.

    Raises Refused when the analyst or the advisor cannot carry a file.
    """
    _check_staff(analyst, advisor)
    project = save_clean(
        Project(
            reference=reference or next_reference(Project, "P", on=on),
            title=title,
            kind=kind,
            enterprise=enterprise,
            analyst=analyst,
            advisor=advisor,
            summary=summary,
            opened_on=on,
        )
    )
    audit.record("project.open", by=by, subject=subject(project), at=at, detail={"on": on.isoformat()})
    return project


@transaction.atomic
def assign(
    *,
    project: Project,
    by: User,
    on: date,
    at: datetime,
    analyst: User | None = None,
    advisor: User | None = None,
) -> Project:
    """Give the file to another analyst, another advisor, or both; None leaves one as it is.

    Raises Refused when that person cannot carry a file, or before the file was opened.
    """
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if on < project.opened_on:
        raise Refused(_("The file was not open yet on that day."))
    _check_staff(analyst or project.analyst, advisor)
    project.analyst = analyst or project.analyst
    project.advisor = advisor or project.advisor
    save_clean(project)
    detail = {"on": on.isoformat(), "analyst": project.analyst_id, "advisor": project.advisor_id}
    audit.record("project.assign", by=by, subject=subject(project), at=at, detail=detail)
    return project


@transaction.atomic
def add_member(
    *,
    project: Project,
    applicant: Applicant,
    part: str,
    by: User,
    at: datetime,
    share: Decimal | None = None,
) -> ProjectMember:
    """Add a person to the project with a part and perhaps a share of the ownership (a fraction: 0.5 is half).

    Raises Refused for somebody who is a member already and when the shares would pass the whole.
    """
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if project.members.filter(applicant=applicant).exists():
        raise Refused(_("This person is already a member of the project."), field="applicant")
    held = project.members.aggregate(held=Sum("share"))["held"] or Decimal(0)
    if held + (share or 0) > 1:
        raise Refused(_("Together the shares would pass the whole."), field="share")
    member = save_clean(ProjectMember(project=project, applicant=applicant, part=part, share=share))
    detail = {
        "applicant": applicant.reference,
        "part": part,
        "share": str(share) if share is not None else None,
    }
    audit.record("project.add_member", by=by, subject=subject(project), at=at, detail=detail)
    return member


def subject(project: Project) -> str:
    """How the audit trail names this project."""
    return f"applicants.project:{project.reference}"


def _check_staff(analyst: User, advisor: User | None) -> None:
    if not analyst.may(Permission.APPLICATION_EDIT):
        raise Refused(_("%(name)s cannot be the analyst of a file.") % {"name": analyst}, field="analyst")
    if advisor and not advisor.may(Permission.SESSION_LOG):
        raise Refused(_("%(name)s cannot be the advisor of a file.") % {"name": advisor}, field="advisor")

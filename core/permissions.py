"""What a person may do, readable by an auditor: one enum of rights, six described roles that list them.

A right names an act, never a screen. `core.access` guards every view with one of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    PROJECT_VIEW = "project.view", _("See the projects, people and applications in one's care")
    PROJECT_VIEW_ALL = "project.view_all", _("See every project, not only those in one's care")
    APPLICATION_EDIT = "application.edit", _("Open, complete and submit applications")
    DECISION_PROPOSE = "decision.propose", _("Propose a decision to the committee")
    DECISION_TAKE = "decision.take", _("Decide on a proposal made by somebody else")
    INVESTMENT_VIEW = "investment.view", _("See investments, schedules and movements")
    INVESTMENT_SIGN = "investment.sign", _("Draw up and sign contracts")
    MOVEMENT_RECORD = "movement.record", _("Record payouts, repayments and reversals")
    WRITE_OFF = "movement.write_off", _("Write off an investment")
    SESSION_VIEW = "session.view", _("Read coaching sessions")
    SESSION_LOG = "session.log", _("Log coaching sessions")
    FUNDING_VIEW = "funding.view", _("See programmes, budgets and expenditure")
    EXPENDITURE_RECORD = "expenditure.record", _("Record expenditure of a programme")
    REPORT_VIEW = "report.view", _("See reports and download their files")
    REPORT_ASK = "report.ask", _("Ask for a report")
    REPORT_SEAL = "report.seal", _("Seal a report for the managing authority")
    AUDIT_VIEW = "audit.view", _("Read the audit trail")
    USER_MANAGE = "user.manage", _("Manage people, roles and locks")
    REFERENCE_EDIT = "reference.edit", _("Keep products, rates and other reference data")
    JOB_MANAGE = "job.manage", _("Watch and retry background jobs")


@dataclass(frozen=True)
class Role:
    """A described list of rights. `code` is what the User row stores; `purpose` says in a sentence who carries it."""

    code: str
    label: str | Promise
    purpose: str | Promise
    permissions: frozenset[Permission]


def _role(code: str, label: str | Promise, purpose: str | Promise, permissions: Iterable[Permission]) -> Role:
    return Role(code, label, purpose, frozenset(permissions))


P = Permission
_READS_PORTFOLIO = (P.PROJECT_VIEW, P.PROJECT_VIEW_ALL, P.INVESTMENT_VIEW, P.SESSION_VIEW)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role(
            "analyst",
            _("Analyst"),
            _("Reviews applications and proposes decisions to the committee."),
            (*_READS_PORTFOLIO, P.APPLICATION_EDIT, P.DECISION_PROPOSE, P.INVESTMENT_SIGN, P.REPORT_VIEW),
        ),
        _role(
            "advisor",
            _("Advisor"),
            _("Accompanies entrepreneurs and logs every meeting; sees the projects in their care."),
            (P.PROJECT_VIEW, P.INVESTMENT_VIEW, P.SESSION_VIEW, P.SESSION_LOG),
        ),
        _role(
            "manager",
            _("Manager"),
            _("Decides, watches the portfolio and answers for the funding reports."),
            (
                *_READS_PORTFOLIO,
                *(P.DECISION_TAKE, P.WRITE_OFF, P.FUNDING_VIEW, P.REPORT_VIEW, P.REPORT_ASK, P.REPORT_SEAL),
                *(P.JOB_MANAGE, P.AUDIT_VIEW),
            ),
        ),
        _role(
            "accountant",
            _("Accountant"),
            _("Records payouts, repayments and expenditure."),
            (
                *_READS_PORTFOLIO,
                *(P.MOVEMENT_RECORD, P.FUNDING_VIEW, P.EXPENDITURE_RECORD, P.REPORT_VIEW, P.REPORT_ASK),
            ),
        ),
        _role(
            "auditor",
            _("Auditor"),
            _("Reads everything and changes nothing: the controller of the fund or of the Region."),
            (*_READS_PORTFOLIO, P.FUNDING_VIEW, P.REPORT_VIEW, P.AUDIT_VIEW),
        ),
        _role(
            "administrator",
            _("Administrator"),
            _("Keeps people, roles, reference data and jobs; does not see clients' files."),
            (P.USER_MANAGE, P.REFERENCE_EDIT, P.JOB_MANAGE, P.AUDIT_VIEW),
        ),
    )
}

ROLE_CHOICES = [(role.code, role.label) for role in ROLES.values()]


def role_of(code: str) -> Role:
    """The role with this code. Raises KeyError for an unknown one (the database allows only known codes)."""
    return ROLES[code]

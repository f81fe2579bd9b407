from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Project
from applicants.services import projects
from coaching.models import FollowUp
from core import audit
from core.models import User
from core.permissions import Permission
from core.refusals import Refused
from core.saving import save_clean


@transaction.atomic
def open_(*, project: Project, advisor: User, by: User, on: date, at: datetime, need: str = "") -> FollowUp:
    """Begin to accompany a project `on` a day; its file is given to `advisor` when somebody else had it.

    Raises Refused while another follow-up of the project is open, before the file was opened, and for somebody who
    does not log sessions.
    """
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if not advisor.may(Permission.SESSION_LOG):
        raise Refused(_("%(name)s cannot accompany a project.") % {"name": advisor}, field="advisor")
    if on < project.opened_on:
        raise Refused(_("The file was not open yet on that day."), field="on")
    if project.follow_ups.filter(closed_on__isnull=True).exists():
        raise Refused(_("This project is already being accompanied. Close that follow-up first."))
    if project.advisor_id != advisor.pk:
        project = projects.assign(project=project, advisor=advisor, by=by, on=on, at=at)
    follow_up = save_clean(FollowUp(project=project, advisor=advisor, need=need, opened_on=on))
    detail = {"on": on.isoformat(), "advisor": advisor.pk}
    audit.record("follow_up.open", by=by, subject=subject(follow_up), at=at, detail=detail)
    return follow_up


@transaction.atomic
def close(*, follow_up: FollowUp, by: User, on: date, at: datetime) -> FollowUp:
    """End the accompaniment `on` a day. Raises Refused when it has ended, and before its opening or last session."""
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project")
        .get(pk=follow_up.pk)
    )
    if follow_up.closed_on:
        raise Refused(_("This follow-up is closed already."))
    last = follow_up.sessions.order_by("-held_on").values_list("held_on", flat=True).first()
    if on < max(follow_up.opened_on, last or follow_up.opened_on):
        raise Refused(_("A follow-up cannot end before its opening or its last session."), field="on")
    follow_up.closed_on = on
    save_clean(follow_up)
    audit.record("follow_up.close", by=by, subject=subject(follow_up), at=at, detail={"on": on.isoformat()})
    return follow_up


def subject(follow_up: FollowUp) -> str:
    """How the audit trail names this follow-up."""
    return f"coaching.follow_up:{follow_up.project.reference}/{follow_up.opened_on.isoformat()}"

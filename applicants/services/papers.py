import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Paper, Project
from applicants.services import projects
from core import audit, files
from core.models import User
from core.permissions import Permission
from core.refusals import Refused
from core.saving import save_clean


@transaction.atomic
def add(
    *,
    project: Project,
    kind: str,
    note: str,
    name: str,
    media_type: str,
    content: bytes,
    by: User,
    on: date,
    at: datetime,
) -> Paper:
    """Keep a file that was handed in for a project `on` a day; `media_type` is what its content must be.

    Raises Refused before the file of the project was opened, for content that the project has already (unless that
    paper was withdrawn), and for what `core.files.store` does not accept.
    """
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if on < project.opened_on:
        raise Refused(_("The file was not open yet on that day."))
    _check_new(project, content)
    # The door by the id of a file knows no project: it opens to those who may see all of them. An advisor's way is
    # the paper itself.
    stored = files.store(
        content, name=name, media_type=media_type, permission=Permission.PROJECT_VIEW_ALL, by=by, at=at
    )
    paper = save_clean(Paper(project=project, file=stored, kind=kind, note=note, added_on=on))
    _record("add", paper, by=by, at=at, on=on.isoformat(), kind=kind, name=stored.name)
    return paper


@transaction.atomic
def withdraw(*, paper: Paper, reason: str, by: User, at: datetime) -> Paper:
    """Say that a paper no longer counts, and why; it and its file stay. Raises Refused the second time."""
    paper = (
        Paper.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project", "file")
        .get(pk=paper.pk)
    )
    if paper.is_withdrawn:
        raise Refused(_("This paper is withdrawn already."))
    if not reason.strip():
        raise Refused(_("Say why the paper is withdrawn."), field="reason")
    paper.withdrawn_at, paper.withdrawn_by, paper.withdrawn_because = at, by, reason.strip()
    save_clean(paper)
    _record("withdraw", paper, by=by, at=at, reason=paper.withdrawn_because)
    return paper


def fingerprint(*, content: bytes, **facts: str) -> dict[str, str]:
    """What tells one wish to add a paper from another: `facts` as they are, the content by its SHA-256."""
    return {"sha256": hashlib.sha256(content).hexdigest(), **facts}


def subject(paper: Paper) -> str:
    """How the audit trail and the submissions name this paper."""
    return f"applicants.paper:{paper.pk}"


def _check_new(project: Project, content: bytes) -> None:
    same = project.papers.filter(file__sha256=hashlib.sha256(content).hexdigest(), withdrawn_at__isnull=True)
    if earlier := same.select_related("file").first():
        raise Refused(_("The project has this file already: “%(name)s”.") % {"name": earlier}, field="file")


def _record(verb: str, paper: Paper, *, by: User, at: datetime, **detail: str) -> None:
    detail |= {"project": projects.subject(paper.project), "sha256": paper.file.sha256}
    audit.record(f"paper.{verb}", by=by, subject=subject(paper), at=at, detail=detail)

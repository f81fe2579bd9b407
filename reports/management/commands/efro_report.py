"""Make the EFRO report from the command line, as the page does: the same snapshot, the same documents."""

import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from core import clock
from core.files import open_stored
from core.models import Document, User
from core.permissions import ROLES, Permission
from core.refusals import Refused
from core.tasks import render_document
from funding.models import Programme
from reports import labels
from reports.services import snapshots

FORMATS = ("pdf", "xlsx", "csv")


class Command(BaseCommand):
    help = "Write the EFRO co-financing report of a programme and a period to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, metavar="CODE", help="the code of the programme")
        parser.add_argument(
            "--from", required=True, dest="period_from", metavar="DAY", help="first day, as 2007-01-01"
        )
        parser.add_argument(
            "--to", required=True, dest="period_to", metavar="DAY", help="last day, as 2015-12-31"
        )
        parser.add_argument("--lang", default="fr", help="fr, nl or en (default fr)")
        parser.add_argument("--out", required=True, metavar="FILE", help="where to write the report")
        parser.add_argument(
            "--format", default="", help="pdf, xlsx or csv (default: the ending of FILE, else pdf)"
        )
        parser.add_argument("--by", default="", metavar="EMAIL", help="who asks (default: the first manager)")
        parser.add_argument(
            "--by-worker", action="store_true", help="let a Celery worker make it, and wait for it"
        )
        parser.add_argument(
            "--timeout", type=float, default=300.0, metavar="S", help="seconds to wait (default 300)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        target = _writable(Path(options["out"]))
        wanted = _format(options["format"], target)
        language = options["lang"]
        if language not in snapshots.LANGUAGES:
            raise CommandError(f"Unknown language “{language}”: choose fr, nl or en.")
        with translation.override("en"):
            document = self._ask(options, language)
            deadline = time.monotonic() + options["timeout"]
            document = self._made(document, deadline, by_worker=options["by_worker"])
        content = open_stored(document.files.select_related("file").get(format=wanted).file)
        with content:
            try:
                target.write_bytes(content.read())
            except OSError as error:
                raise CommandError(f"Cannot write {target}: {error.strerror}.") from error
        self.stdout.write(f"{target}: {target.stat().st_size} bytes")

    def _ask(self, options: dict[str, Any], language: str) -> Document:
        by, now = _user(options["by"]), timezone.now()
        try:
            snapshot = snapshots.take(
                programme=_programme(options["programme"]),
                period_from=_day(options["period_from"], "--from"),
                period_to=_day(options["period_to"], "--to"),
                languages=[language],
                by=by,
                at=now,
                on=clock.today(),
            )
            return snapshots.ask(snapshot=snapshot, languages=[language], by=by, at=now)[0]
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _made(self, document: Document, deadline: float, *, by_worker: bool) -> Document:
        """The finished document. Without a worker this process claims it; if somebody else is at it, wait for
        them."""
        shown = ""
        while True:
            if not by_worker and not document.is_finished:
                render_document(str(document.pk))
            document.refresh_from_db()
            if document.state == Document.State.FAILED:
                raise CommandError(f"The report could not be made: {document.failure}")
            progress = f"{document.percent} % {labels.step(document.step)}".strip()
            if progress != shown:
                self.stderr.write(progress)
                shown = progress
            if document.is_finished:
                return document
            if time.monotonic() > deadline:
                raise CommandError("The report is not ready in time. It goes on being made: ask again later.")
            time.sleep(0.2)


def _writable(target: Path) -> Path:
    if target.is_dir():
        raise CommandError(f"Cannot write {target}: it is a folder.")
    if not target.parent.is_dir():
        raise CommandError(f"Cannot write {target}: the folder {target.parent} does not exist.")
    existed = target.exists()
    try:
        with target.open("ab"):
            pass
    except OSError as error:
        raise CommandError(f"Cannot write {target}: {error.strerror}.") from error
    if not existed:
        target.unlink()
    return target


def _format(wanted: str, target: Path) -> str:
    chosen = wanted.lower() or target.suffix.lstrip(".").lower()
    if wanted and chosen not in FORMATS:
        raise CommandError(f"Unknown format “{wanted}”: choose pdf, xlsx or csv.")
    return chosen if chosen in FORMATS else "pdf"


def _programme(code: str) -> Programme:
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        known = ", ".join(Programme.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise CommandError(f"Unknown programme “{code}”. Known programmes: {known}.")
    return programme


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} {text} is not a day: write it as 2015-12-31.") from error


def _user(email: str) -> User:
    if email:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active person with the address {email}.")
        if not user.may(Permission.REPORT_ASK):
            raise CommandError(f"{email} may not ask for a report.")
        return user
    roles = [code for code, role in ROLES.items() if Permission.REPORT_ASK in role.permissions]
    for role in roles:
        if user := User.objects.filter(is_active=True, role=role).order_by("pk").first():
            return user
    raise CommandError("There is nobody who may ask for a report: create a manager first.")

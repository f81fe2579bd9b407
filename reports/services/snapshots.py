"""Snapshots: the figures of a report, frozen with their hash, sealed for the managing authority, replaced in
the open.

The same figures for the same question are the same snapshot, so that asking twice does not work twice.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit, documents, submissions
from core.formats import day
from core.models import Document, User
from core.permissions import Permission
from core.refusals import Refused
from funding.models import Programme
from reports import subjects
from reports.definitions import efro
from reports.facts import Question, Row
from reports.lifecycle import SNAPSHOT_LIFE
from reports.models import Snapshot

LANGUAGES = ("fr", "nl", "en")


def take(
    *,
    programme: Programme,
    period_from: date,
    period_to: date,
    languages: Sequence[str],
    by: User,
    at: datetime,
    on: date,
    key: UUID | None = None,
) -> Snapshot:
    """Freeze the figures of the EFRO report of a programme for a period (both days included), and ask for its
    documents.

    `on` is today. With unchanged figures the snapshot that exists is returned and nothing is made again.
    `key` is the submission key of the form. Raises Refused, naming the field, for a period that is reversed,
    lies outside the days on which expenditure is eligible, or ends in the future, and for an unknown
    language.
    """
    check_period(programme, period_from, period_to, on=on)
    check_languages(languages)
    figures = figures_now(Question(programme, period_from, period_to, at))

    def keep() -> str:
        return str(_keep(programme, period_from, period_to, figures, by=by, at=at, languages=languages).pk)

    if key is None:
        return Snapshot.objects.get(pk=keep())
    facts = {
        "programme": programme.code,
        "from": period_from,
        "to": period_to,
        "languages": sorted(languages),
    }
    kept = submissions.once(key=key, action="snapshot.take", by=by, at=at, facts=facts, act=keep)
    return Snapshot.objects.get(pk=kept)


@transaction.atomic
def ask(*, snapshot: Snapshot, languages: Sequence[str], by: User, at: datetime) -> list[Document]:
    """Ask for the documents of the snapshot as it stands (draft or sealed); those that exist are not made
    again, those that failed are.

    Raises Refused for an unknown language.
    """
    check_languages(languages)
    return [
        documents.ask(
            kind=snapshot.kind,
            subject=subjects.of(snapshot),
            language=language,
            permission=Permission.REPORT_VIEW,
            by=by,
            at=at,
        )
        for language in languages
    ]


@transaction.atomic
def seal(*, snapshot: Snapshot, by: User, at: datetime) -> Snapshot:
    """Seal the snapshot for the managing authority; one that was sealed for the same question before is
    replaced.

    The documents are asked for anew, in the languages of the draft, because they say that they are sealed.
    Raises Refused when it is not a draft, or when newer figures for the same question stand beside it.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=snapshot.programme_id)
    snapshot = Snapshot.objects.select_for_update(of=("self",), no_key=True).get(pk=snapshot.pk)
    drafted = list(Document.objects.filter(subject=subjects.of(snapshot)).values_list("language", flat=True))
    state = SNAPSHOT_LIFE.check("seal", snapshot.state)
    rivals = same_question(snapshot)
    if rivals.filter(taken_at__gt=snapshot.taken_at).exists():
        raise Refused(_("Newer figures for this period stand beside these: seal the newest report."))
    earlier = rivals.filter(state=Snapshot.State.SEALED).first()
    if earlier:
        earlier.state = SNAPSHOT_LIFE.check("supersede", earlier.state)
        earlier.save(update_fields=["state"])
        snapshot.supersedes = earlier
    snapshot.state = state
    snapshot.sealed_at, snapshot.sealed_by, snapshot.sealed_role = at, by, by.role
    snapshot.save(update_fields=["state", "sealed_at", "sealed_by", "sealed_role", "supersedes"])
    audit.record(
        "snapshot.seal",
        by=by,
        subject=f"reports.snapshot:{snapshot.pk}",
        at=at,
        detail={"sha256": snapshot.sha256, "replaces": str(earlier.pk) if earlier else None},
    )
    ask(snapshot=snapshot, languages=sorted(set(drafted)) or [by.language], by=by, at=at)
    return snapshot


def same_question(snapshot: Snapshot) -> Any:
    """The other snapshots of the same report, programme and period."""
    return Snapshot.objects.filter(
        kind=snapshot.kind,
        programme=snapshot.programme_id,
        period_from=snapshot.period_from,
        period_to=snapshot.period_to,
    ).exclude(pk=snapshot.pk)


def check_period(programme: Programme, period_from: date, period_to: date, *, on: date) -> None:
    """Raise Refused, naming the field, unless the period is one that can be reported on the day `on`."""
    if period_to < period_from:
        raise Refused(_("The period ends before it begins."), field="period_to")
    if period_from < programme.eligible_from:
        reason = _("The period begins before expenditure is eligible (%(day)s).")
        raise Refused(reason % {"day": day(programme.eligible_from)}, field="period_from")
    if period_to > programme.eligible_to:
        reason = _("The period ends after expenditure is eligible (%(day)s).")
        raise Refused(reason % {"day": day(programme.eligible_to)}, field="period_to")
    if period_to > on:
        raise Refused(
            _("The period ends in the future: only what has happened can be reported."), field="period_to"
        )


def check_languages(languages: Sequence[str]) -> None:
    """Raise Refused unless at least one language is named and each is French, Dutch or English."""
    if not languages or set(languages) - set(LANGUAGES):
        raise Refused(_("Choose French (fr), Dutch (nl) or English (en)."), field="languages")


def figures_now(question: Question) -> Row:
    """The payload of the report, read in one consistent view of the database.

    In a transaction of its own the view is frozen (REPEATABLE READ): a payment that is booked while we count
    is in all of the figures or in none. Inside a caller's transaction that one's isolation holds.
    """
    if connection.in_atomic_block:
        return efro.collect(question)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return efro.collect(question)


def canonical(figures: Row) -> bytes:
    """The payload as the bytes that are hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hash_of(figures: Row) -> str:
    """The SHA-256 of the canonical payload, in hexadecimal."""
    return hashlib.sha256(canonical(figures)).hexdigest()


@transaction.atomic
def _keep(
    programme: Programme,
    period_from: date,
    period_to: date,
    figures: Row,
    *,
    by: User,
    at: datetime,
    languages: Sequence[str],
) -> Snapshot:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    question = {"kind": efro.KIND, "programme": programme, "period_from": period_from, "period_to": period_to}
    snapshot = _standing(question, figures)
    if snapshot is None:
        taken = {"taken_at": at, "taken_by": by, "taken_role": by.role}
        snapshot = Snapshot(**question, payload=figures, sha256=hash_of(figures), **taken)
        snapshot.full_clean()
        snapshot.save(force_insert=True)
        detail = {"programme": programme.code, "sha256": snapshot.sha256}
        audit.record("snapshot.take", by=by, subject=f"reports.snapshot:{snapshot.pk}", at=at, detail=detail)
    ask(snapshot=snapshot, languages=languages, by=by, at=at)
    return snapshot


def _standing(question: dict[str, Any], figures: Row) -> Snapshot | None:
    """The snapshot with these figures, if it may still be used. Figures that came back after others had taken
    their place get the next edition: what was replaced stays replaced, and the newest draft is the one to
    seal."""
    same = Snapshot.objects.filter(**question)
    found = same.filter(sha256=hash_of(figures)).first()
    while found and _is_past(found, same):
        figures["edition"] += 1
        found = same.filter(sha256=hash_of(figures)).first()
    return found


def _is_past(snapshot: Snapshot, same: Any) -> bool:
    if snapshot.state == Snapshot.State.DRAFT:
        return bool(same.filter(taken_at__gt=snapshot.taken_at).exists())
    return snapshot.state == Snapshot.State.SUPERSEDED

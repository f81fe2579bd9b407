"""People who log in: added, changed, invited, unlocked. Nobody is ever deleted, and no act leaves the house keyless."""

from datetime import datetime
from typing import Any

from axes.utils import reset
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, outbox
from core.models import User
from core.refusals import Refused
from core.saving import save_clean

PASSWORD_TASK = "core.tasks.mail_password_link"  # noqa: S105
_FIELDS = ("email", "full_name", "role", "language", "is_active")


@transaction.atomic
def add(
    *,
    email: str,
    full_name: str,
    role: str,
    language: str,
    by: User,
    at: datetime,
    site: str,
    where: str = "",
) -> User:
    """A new person, who gets a mail with a link to choose the first password.

    `site` is the address of this site ("https://host/"). Raises Refused when the e-mail address is taken or invalid.
    """
    user = User(
        email=User.objects.normalize_email(email).lower(), full_name=full_name, role=role, language=language
    )
    user.set_unusable_password()
    save_clean(user)
    audit.record("user.add", by=by, subject=_subject(user), at=at, detail=_facts(user), where=where)
    mail_password_link(user=user, site=site, at=at, first=True)
    return user


@transaction.atomic
def change(*, user: User, by: User, at: datetime, where: str = "", **wanted: Any) -> User:
    """Change `wanted` (email, full_name, role, language, is_active) and keep what was before in the trail.

    A changed role or a closed account ends every session of the person at once. Raises Refused for one's own role or
    account, and when no active administrator would be left.
    """
    keepers = set(_keepers())
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = _facts(user)
    for field in _FIELDS:
        setattr(user, field, wanted.get(field, getattr(user, field)))
    user.email = User.objects.normalize_email(user.email).lower()
    changed = {
        field: [old, _facts(user)[field]] for field, old in before.items() if old != _facts(user)[field]
    }
    if not changed:
        return user
    _refuse_own_key(user, by, changed)
    if user.pk in keepers and not user.is_staff and keepers == {user.pk}:
        raise Refused(_("At least one active administrator must remain."), field="role")
    save_clean(user)
    if {"role", "is_active"} & set(changed):
        end_sessions(user)
    audit.record("user.change", by=by, subject=_subject(user), at=at, detail=changed, where=where)
    return user


@transaction.atomic
def invite(*, user: User, by: User, at: datetime, site: str, where: str = "") -> None:
    """Mail a link to choose a password. Raises Refused for a closed account."""
    if not user.is_active:
        raise Refused(_("This account is closed. Open it first."))
    audit.record("user.invite", by=by, subject=_subject(user), at=at, where=where)
    mail_password_link(user=user, site=site, at=at, first=not user.has_usable_password())


@transaction.atomic
def unlock(*, user: User, by: User, at: datetime, where: str = "") -> None:
    """Forget the failed logins of this person, from wherever they came."""
    forgotten = reset(username=user.email.lower())
    audit.record(
        "user.unlock", by=by, subject=_subject(user), at=at, detail={"attempts": forgotten}, where=where
    )


def mail_password_link(*, user: User, site: str, at: datetime, first: bool = False) -> None:
    """Ask a worker to mail the link; the link itself is made there, so that no row ever holds it."""
    outbox.post(
        PASSWORD_TASK,
        payload={"user_id": user.pk, "site": site, "first": first},
        key=f"{PASSWORD_TASK}:{user.pk}:{at.isoformat()}",
        at=at,
    )


def end_sessions(user: User) -> int:
    """Delete every session of this person, on whatever device; how many there were. The staff is few."""
    theirs = [one.pk for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def _keepers() -> list[int]:
    """The active administrators, locked in one order, so that two of them cannot close each other out."""
    staff = (
        User.objects.select_for_update(no_key=True)
        .filter(role="administrator", is_active=True)
        .order_by("pk")
    )
    return [user.pk for user in staff]


def _refuse_own_key(user: User, by: User, changed: dict[str, Any]) -> None:
    if user.pk == by.pk:
        for field, reason in (
            ("role", _("Nobody changes their own role. Ask another administrator.")),
            ("is_active", _("Nobody closes their own account. Ask another administrator.")),
        ):
            if field in changed:
                raise Refused(reason, field=field)


def _facts(user: User) -> dict[str, Any]:
    return {field: getattr(user, field) for field in _FIELDS}


def _subject(user: User) -> str:
    return f"core.user:{user.pk}"

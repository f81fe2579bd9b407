"""Ordinary acts at the same moment wait for each other; none of them ends in a deadlock."""

from datetime import UTC, datetime

from core import audit, people
from core.models import AuditEvent, User
from tests.plugins.threads import Run

NOON = datetime(2012, 6, 15, 10, 0, tzinfo=UTC)


def test_changing_a_person_and_noting_their_acts_do_not_lock_each_other_out(run: Run) -> None:
    def hire() -> tuple[User, User]:
        return (
            User.objects.create_user("filip@brusoc.example", role="administrator", full_name="Filip"),
            User.objects.create_user("aicha@brusoc.example", role="analyst", full_name="Aïcha"),
        )

    [(filip, aicha)] = run(hire)

    def rename(number: int) -> None:
        people.change(
            user=aicha,
            full_name=f"Aïcha {number}",
            role="analyst",
            language="fr",
            is_active=True,
            by=filip,
            at=NOON,
            where="",
        )

    def note() -> None:
        audit.record("list.view", by=aicha, subject="core.test:1", at=NOON)

    for number in range(15):
        assert run(lambda: rename(number), note, note) == [None, None, None]  # noqa: B023 (runs at once)

    [broken] = run(lambda: audit.first_broken_link(AuditEvent.objects.order_by("id")))
    assert broken is None

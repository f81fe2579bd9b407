"""A form that is sent twice is done once, also when both arrive at the same moment."""

import threading
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connections

from core import submissions
from core.models import Submission, User
from core.refusals import Refused
from tests.conftest import NOON, Cast

FACTS = {"amount": "100.00", "on": "2012-06-15"}


class Act:
    """Counts how often it was done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> str:
        self.done += 1
        return f"loans.movement:{self.done}"


def send(act: Act, by: User, *, key: UUID, **facts: str) -> str:
    return submissions.once(key=key, action="repay", by=by, at=NOON, facts={**FACTS, **facts}, act=act)


def test_the_second_time_gives_the_first_result(cast: Cast) -> None:
    act, key = Act(), uuid4()
    assert [send(act, cast.driss, key=key) for _ in range(3)] == ["loans.movement:1"] * 3
    assert act.done == 1


def test_another_key_is_another_wish(cast: Cast) -> None:
    act = Act()
    assert send(act, cast.driss, key=uuid4()) != send(act, cast.driss, key=uuid4())


def test_other_facts_or_another_person_under_the_same_key_are_refused(cast: Cast) -> None:
    act, key = Act(), uuid4()
    send(act, cast.driss, key=key)
    with pytest.raises(Refused):
        send(act, cast.driss, key=key, amount="200.00")
    with pytest.raises(Refused):
        send(act, cast.chantal, key=key)
    with pytest.raises(Refused):
        submissions.once(key=key, action="pay out", by=cast.driss, at=NOON, facts=FACTS, act=act)
    assert act.done == 1


def test_a_refused_act_can_be_sent_again(cast: Cast) -> None:
    def refuse() -> str:
        raise Refused("not yet")

    act, key = Act(), uuid4()
    with pytest.raises(Refused, match="not yet"):
        submissions.once(key=key, action="repay", by=cast.driss, at=NOON, facts=FACTS, act=refuse)
    assert not Submission.objects.exists()
    assert send(act, cast.driss, key=key) == "loans.movement:1"


@pytest.fixture
def committed(django_db_blocker: object, django_db_setup: None) -> Iterator[User]:
    """A person whom other connections see too; taken away afterwards."""
    with django_db_blocker.unblock():
        user = User.objects.create_user("twice@brusoc.example", role="accountant", full_name="Twice")
        yield user
        Submission.objects.filter(by=user).delete()
        User.objects.filter(pk=user.pk).delete()


def test_two_at_the_same_moment_are_one(committed: User) -> None:
    act, key, results = Act(), uuid4(), []
    start = threading.Barrier(4)

    def race() -> None:
        start.wait()
        results.append(send(act, committed, key=key))
        connections.close_all()

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["loans.movement:1"] * 4
    assert act.done == 1

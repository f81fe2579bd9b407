"""A message waits in PostgreSQL until somebody has taken it, whatever becomes of the broker."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu import Connection, pools

from core import outbox, tasks
from core.models import Message
from tests.conftest import NOON

TASK = "core.tasks.mail_password_link"


@pytest.fixture
def queue() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """The payloads that lie in the broker now; it is empty before and after."""
    name = current_app.conf.task_default_queue
    with Connection(current_app.conf.broker_url) as broker:
        redis = broker.default_channel.client
        redis.delete(name)

        def taken() -> list[dict[str, object]]:
            found = []
            while (envelope := redis.rpop(name)) is not None:
                _arguments, payload, _rest = json.loads(base64.b64decode(json.loads(envelope)["body"]))
                found.append(payload)
            return found

        yield taken
        redis.delete(name)


@pytest.fixture
def no_broker() -> Iterator[None]:
    """A broker at whose address nobody listens, and no connection left from before."""
    found = current_app.conf.broker_url
    forget_connections("redis://127.0.0.1:1/0")
    yield
    forget_connections(found)


def forget_connections(url: str) -> None:
    current_app.conf.broker_url = current_app.conf.broker_write_url = current_app.conf.broker_read_url = url
    pools.reset()
    current_app._pool = None
    current_app.amqp._producer_pool = None


def post(key: str = "k", **payload: object) -> Message:
    return outbox.post(TASK, payload=payload, key=key, at=NOON)


def test_a_worker_is_woken_when_the_transaction_commits_and_not_before(
    db: None, queue: Callable, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=False) as bells:
        message = post(n=1)
    assert queue() == []
    for bell in bells:
        bell()
    assert queue() == [{"n": 1}]
    message.refresh_from_db()
    assert message.delivered_at is not None
    assert message.attempts == 1


def test_the_same_key_is_the_same_message(db: None, django_capture_on_commit_callbacks: Callable) -> None:
    with django_capture_on_commit_callbacks(execute=False) as bells:
        assert post(n=1) == post(n=2)
    assert len(bells) == 1
    assert Message.objects.get().payload == {"n": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(task=TASK, key="k", posted_at=NOON, due_at=NOON)


def test_a_message_disappears_with_its_transaction(db: None, queue: Callable) -> None:
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert queue() == []


def test_without_a_broker_it_stays_and_the_sweeper_delivers_it(
    db: None, queue: Callable, request: pytest.FixtureRequest, django_capture_on_commit_callbacks: Callable
) -> None:
    request.getfixturevalue("no_broker")
    with django_capture_on_commit_callbacks(execute=True):
        message = post(n=1)
    message.refresh_from_db()
    assert (message.delivered_at, message.attempts, message.last_error) == (None, 1, "broker not reachable")
    tasks.sweep()
    message.refresh_from_db()
    assert message.attempts == 2
    forget_connections(str(settings.CELERY_BROKER_URL))
    tasks.sweep()
    message.refresh_from_db()
    assert message.delivered_at is not None
    assert message.last_error == ""
    assert queue() == [{"n": 1}]


def test_the_sweeper_leaves_what_is_not_due_and_what_is_in_other_hands(db: None, queue: Callable) -> None:
    now = timezone.now()
    Message.objects.create(
        task=TASK, key="later", payload={"n": 1}, posted_at=NOON, due_at=now + timedelta(hours=1)
    )
    Message.objects.create(task=TASK, key="just now", payload={"n": 2}, posted_at=now, due_at=now)
    Message.objects.create(
        task=TASK, key="gone", payload={"n": 3}, posted_at=NOON, due_at=NOON, delivered_at=NOON
    )
    Message.objects.create(task=TASK, key="old", payload={"n": 4}, posted_at=NOON, due_at=NOON)
    tasks.sweep()
    assert queue() == [{"n": 4}]


def test_a_dead_broker_costs_the_sender_little_time(db: None, no_broker: None) -> None:
    began = timezone.now()
    assert outbox.send(TASK, {}) is False
    assert timezone.now() - began < timedelta(seconds=3)

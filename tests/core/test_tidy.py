"""The daily tidying forgets what nobody needs any more, and nothing else."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.utils import timezone

from core import tasks
from core.models import Message, Submission
from tests.conftest import Cast


def test_old_delivered_messages_sent_forms_and_ended_sessions_go(cast: Cast) -> None:
    now = timezone.now()
    old = now - timedelta(days=31)
    for key, delivered in (("old", old), ("new", now), ("waiting", None)):
        Message.objects.create(task="t", key=key, posted_at=old, due_at=old, delivered_at=delivered)
    for at in (old, now):
        Submission.objects.create(key=uuid4(), action="a", fingerprint="f", result="r", by=cast.aicha, at=at)
    Session.objects.create(session_key="ended", session_data="", expire_date=old)
    Session.objects.create(session_key="open", session_data="", expire_date=now + timedelta(hours=1))

    tasks.tidy()

    assert set(Message.objects.values_list("key", flat=True)) == {"new", "waiting"}
    assert Submission.objects.count() == 1
    assert [session.session_key for session in Session.objects.all()] == ["open"]

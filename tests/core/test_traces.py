"""What was only read leaves a trace too, written after the read-only transaction."""

import pytest
from django.db import InternalError
from django.http import HttpResponse

from core.access import reads
from core.models import AuditEvent, User
from core.permissions import Permission
from core.traces import leaves_trace, traced

pytestmark = pytest.mark.django_db


@leaves_trace
@reads(Permission.PROJECT_VIEW)
def seeing(request):
    return traced(HttpResponse("seen"), "thing.view", "core.thing:1", why="a test")


@leaves_trace
@reads(Permission.PROJECT_VIEW)
def meddling(request):
    User.objects.filter(pk=request.user.pk).update(full_name="Somebody Else")
    return traced(HttpResponse("seen"), "thing.view", "core.thing:1")


@pytest.fixture
def request_of(rf):
    def make(user):
        request = rf.get("/thing/", REMOTE_ADDR="192.0.2.7")
        request.user = user
        return request

    return make


def test_a_view_that_was_seen_is_recorded_with_who_and_from_where(cast, request_of):
    assert seeing(request_of(cast.bram)).content == b"seen"
    event = AuditEvent.objects.get(verb="thing.view")
    assert (event.by, event.subject, event.where) == (cast.bram, "core.thing:1", "192.0.2.7")
    assert event.detail == {"why": "a test"}


def test_the_view_itself_still_cannot_write(cast, request_of):
    with pytest.raises(InternalError):
        meddling(request_of(cast.bram))


def test_the_guard_can_still_be_read_from_outside():
    assert (seeing.guard, seeing.permission) == ("reads", Permission.PROJECT_VIEW)

"""Follow-ups and sessions for tests: they ask for the days and go through the services."""

import uuid
from datetime import date
from typing import Any

from applicants.models import Project
from coaching.models import FollowUp, Session
from coaching.services import follow_ups, sessions
from core.models import User
from tests.applicants.builders import noon


def follow_up(
    *, project: Project, advisor: User, opened_on: date, closed_on: date | None = None, **facts: Any
) -> FollowUp:
    """A follow-up that is still open unless `closed_on` says when it ended."""
    by = project.analyst
    made = follow_ups.open_(
        project=project, advisor=advisor, by=by, on=opened_on, at=noon(opened_on), **facts
    )
    if closed_on:
        made = follow_ups.close(follow_up=made, by=by, on=closed_on, at=noon(closed_on))
    return made


def session(*, follow_up: FollowUp, held_on: date, **facts: Any) -> Session:
    """A session of the follow-up's advisor, logged on the day it was held."""
    facts = {
        "advisor": follow_up.advisor,
        "minutes": 60,
        "channel": Session.Channel.OFFICE,
        "theme": Session.Theme.CASH_FLOW,
        "key": str(uuid.uuid4()),
        "today": held_on,
        **facts,
    }
    facts.setdefault("by", facts["advisor"])
    return sessions.log(follow_up=follow_up, held_on=held_on, at=noon(held_on), **facts)

"""What the clock rings for exists, and what a service posts has somebody who does it."""

import re
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings

from core.documents import RENDER_TASK
from core.people import PASSWORD_TASK

_NAMED = re.compile(r"""_TASK = "([\w.]+)\"""")
_ROOMS = ("core", "applicants", "loans", "coaching", "funding", "reports")


def named_in_the_source() -> list[str]:
    sources = (path.read_text() for room in _ROOMS for path in Path(settings.BASE_DIR, room).rglob("*.py"))
    return sorted({name for source in sources for name in _NAMED.findall(source)})


@pytest.fixture(scope="module", autouse=True)
def tasks() -> None:
    current_app.loader.import_default_modules()


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE)
def test_scheduled_tasks_exist(entry: str) -> None:
    assert settings.CELERY_BEAT_SCHEDULE[entry]["task"] in current_app.tasks


@pytest.mark.parametrize("name", named_in_the_source())
def test_tasks_named_by_services_exist(name: str) -> None:
    assert name in current_app.tasks


def test_the_search_for_names_finds_the_known_ones() -> None:
    assert {RENDER_TASK, PASSWORD_TASK} <= set(named_in_the_source())

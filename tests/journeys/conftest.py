"""The demonstration, running for real: web, two workers, beat, PostgreSQL, Redis, and a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import chromium
from tests.plugins.stack import LiveStack, running_stack


@pytest.fixture(scope="package")
def demonstration() -> Iterator[LiveStack]:
    """A stack with the demonstration portfolio; a silent worker is taken over after six seconds."""
    with running_stack(loaded=True, workers=2, LEASE_SECONDS="6", SWEEP_SECONDS="1") as stack:
        yield stack


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found

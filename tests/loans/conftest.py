from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.conftest import Cast
from tests.loans.builders import Stage


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are read in English, whatever catalogues are there."""
    with translation.override("en"):
        yield


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)

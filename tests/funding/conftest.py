import pytest

from funding.models import Programme
from tests.conftest import Cast
from tests.funding import builders
from tests.loans.builders import Stage


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return builders.programme(cast)

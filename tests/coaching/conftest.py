from datetime import date

import pytest

from applicants.models import Project
from coaching.models import FollowUp
from tests.applicants import builders as applicants
from tests.coaching import builders


@pytest.fixture
def haricot(cast) -> Project:
    return applicants.project(analyst=cast.aicha, opened_on=date(2012, 1, 2), people=2)


@pytest.fixture
def in_care_of_bram(cast, haricot) -> FollowUp:
    return builders.follow_up(
        project=haricot, advisor=cast.bram, opened_on=date(2012, 3, 1), need="Cash flow."
    )


@pytest.fixture
def in_care_of_greta(cast) -> FollowUp:
    project = applicants.project(analyst=cast.aicha, opened_on=date(2012, 1, 2), title="Réconfort +")
    return builders.follow_up(project=project, advisor=cast.greta, opened_on=date(2012, 3, 1))

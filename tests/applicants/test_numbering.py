import zlib
from datetime import date

import pytest
from django.db import connection

from applicants import numbering
from applicants.models import Project
from applicants.numbering import next_reference
from tests.applicants import builders

pytestmark = pytest.mark.django_db


def test_numbers_count_within_a_year_and_letter(cast):
    first = builders.project(analyst=cast.aicha, opened_on=date(2010, 3, 1))
    second = builders.project(analyst=cast.aicha, opened_on=date(2010, 9, 1))
    other_year = builders.project(analyst=cast.aicha, opened_on=date(2011, 1, 3))
    assert [p.reference for p in (first, second, other_year)] == ["P-2010-0001", "P-2010-0002", "P-2011-0001"]


def test_a_gap_is_never_filled_and_the_count_passes_9999(cast):
    builders.project(analyst=cast.aicha, opened_on=date(2010, 3, 1), reference="P-2010-0007", title="Seven")
    assert next_reference(Project, "P", on=date(2010, 5, 1)) == "P-2010-0008"
    builders.project(analyst=cast.aicha, opened_on=date(2010, 3, 1), reference="P-2010-9999", title="Many")
    builders.project(analyst=cast.aicha, opened_on=date(2010, 3, 1), title="More")
    assert next_reference(Project, "P", on=date(2010, 5, 1)) == "P-2010-10001"


def test_two_at_the_same_moment_wait_for_each_other(cast, held_elsewhere):
    next_reference(Project, "P", on=date(2010, 5, 1))
    assert not held_elsewhere("P-2010-")
    assert held_elsewhere("P-2011-")


@pytest.fixture
def held_elsewhere():
    """Can another connection take the lock of a series right now?"""
    other = connection.copy()

    def take(series: str) -> bool:
        key = zlib.crc32(series.encode()) - (1 << 31)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [numbering._LOCK, key])
            return bool(cursor.fetchone()[0])

    yield take
    other.close()

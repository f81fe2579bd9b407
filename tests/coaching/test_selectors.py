"""Who sees what, silence, and the hours: sums in the database equal sums by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from applicants.models import Project
from coaching import selectors
from coaching.models import FollowUp
from tests.applicants import builders as applicants
from tests.coaching import builders

pytestmark = pytest.mark.django_db
JUNE = date(2012, 6, 15)


@pytest.fixture
def spring(cast, in_care_of_bram, in_care_of_greta):
    """Three sessions of Bram, one that Greta held in his place, one of her own."""
    facts = [
        (in_care_of_bram, date(2012, 3, 5), 60, "cash_flow", cast.bram),
        (in_care_of_bram, date(2012, 3, 30), 45, "fiscal", cast.bram),
        (in_care_of_bram, date(2012, 4, 2), 20, "cash_flow", cast.bram),
        (in_care_of_bram, date(2012, 4, 9), 10, "legal", cast.greta),
        (in_care_of_greta, date(2012, 4, 10), 120, "legal", cast.greta),
    ]
    for follow_up, held_on, minutes, theme, advisor in facts:
        builders.session(follow_up=follow_up, held_on=held_on, minutes=minutes, theme=theme, advisor=advisor)


def test_an_advisor_sees_their_own_sessions_and_those_of_their_projects(cast, spring):
    assert selectors.sessions_visible_to(cast.aicha).count() == 5
    assert selectors.sessions_visible_to(cast.bram).count() == 4
    assert selectors.sessions_visible_to(cast.greta).count() == 2
    assert selectors.sessions_visible_to(cast.filip).count() == 0


def test_an_advisor_sees_their_own_follow_ups(cast, in_care_of_bram, in_care_of_greta):
    assert list(selectors.follow_ups_visible_to(cast.bram)) == [in_care_of_bram]
    assert selectors.follow_ups_visible_to(cast.elke).count() == 2
    assert selectors.follow_ups_visible_to(cast.filip).count() == 0


def test_hours_by_theme(haricot, spring):
    rows = selectors.hours_by_theme([haricot.pk], date(2012, 3, 1), date(2012, 4, 30))
    assert [(r.theme, r.sessions, r.minutes) for r in rows] == [
        ("cash_flow", 2, 80),
        ("fiscal", 1, 45),
        ("legal", 1, 10),
    ]
    assert [r.hours for r in rows] == [Decimal("1.33"), Decimal("0.75"), Decimal("0.17")]


def test_both_days_of_a_period_count(spring):
    everything = Project.objects.all()
    assert selectors.hours_in_all(everything, date(2012, 3, 30), date(2012, 4, 9)).minutes == 75
    assert selectors.hours_in_all(everything, date(2012, 3, 31), date(2012, 4, 8)).minutes == 20
    assert selectors.hours_in_all([], date(2012, 1, 1), JUNE) == selectors.Hours(0, 0)


def test_hours_by_advisor_and_month(cast, spring):
    rows = selectors.hours_by_advisor_month(Project.objects.all(), date(2012, 1, 1), JUNE)
    assert [(r.advisor, r.month, r.minutes) for r in rows] == [
        ("Bram Peeters", date(2012, 3, 1), 105),
        ("Bram Peeters", date(2012, 4, 1), 20),
        ("Greta Wouters", date(2012, 4, 1), 130),
    ]


def test_hours_by_project_cover_the_whole(haricot, spring):
    rows = selectors.hours_by_project(Project.objects.all(), date(2012, 1, 1), JUNE)
    assert [(r.reference, r.sessions, r.minutes) for r in rows] == [
        ("P-2012-0001", 4, 135),
        ("P-2012-0002", 1, 120),
    ]
    assert (
        sum(r.minutes for r in rows)
        == selectors.hours_in_all(Project.objects.all(), date(2012, 1, 1), JUNE).minutes
    )


@pytest.mark.parametrize(
    ("days", "basket"),
    [
        (0, "0"),
        (6, "0"),
        (7, "7"),
        (13, "7"),
        (14, "14"),
        (20, "14"),
        (21, "21"),
        (29, "21"),
        (30, "30"),
        (300, "30"),
    ],
)
def test_silence_runs_from_the_last_session_and_lies_in_one_basket(in_care_of_bram, days, basket):
    held_on = date(2012, 4, 2)
    builders.session(follow_up=in_care_of_bram, held_on=held_on)
    rows = selectors.with_silence(FollowUp.objects.all(), held_on + timedelta(days))
    assert rows.get().silence == days
    counts = selectors.count_baskets(rows)
    assert {name for name, n in counts.items() if n} == {"open", basket}
    assert [name for name in selectors.BASKETS if selectors.in_basket(rows, name)] == ["open", basket]


def test_silence_without_a_session_runs_from_the_opening_and_ends_with_the_follow_up(
    cast, haricot, in_care_of_greta
):
    builders.follow_up(
        project=haricot, advisor=cast.bram, opened_on=date(2012, 3, 1), closed_on=date(2012, 4, 2)
    )
    rows = selectors.with_silence(FollowUp.objects.all(), JUNE)
    assert {row.project.title: row.silence for row in rows} == {"Haricot Magique": None, "Réconfort +": 106}
    assert selectors.count_baskets(rows) == {
        "open": 1,
        "0": 0,
        "7": 0,
        "14": 0,
        "21": 0,
        "30": 1,
        "closed": 1,
    }
    assert not selectors.in_basket(rows, "8; DROP TABLE")


def test_the_desk_of_an_advisor(cast, spring):
    today = selectors.today_of(cast.bram, date(2012, 4, 16))
    assert (today.month.sessions, today.month.hours) == (1, Decimal("0.33"))
    assert [(row.follow_up.project.title, row.days) for row in today.silent] == [("Haricot Magique", 7)]
    assert selectors.today_of(cast.bram, date(2012, 4, 15)).silent == ()


def test_the_desk_lists_the_ten_longest_silences_in_two_queries(cast, django_assert_num_queries):
    for number in range(12):
        project = applicants.project(
            analyst=cast.aicha, opened_on=date(2012, 1, 2), title=f"Project {number:02}"
        )
        builders.follow_up(project=project, advisor=cast.bram, opened_on=date(2012, 1, 2 + number))
    with django_assert_num_queries(2):
        today = selectors.today_of(cast.bram, JUNE)
        titles = [row.follow_up.project.title for row in today.silent]
    assert titles == [f"Project {number:02}" for number in range(10)]

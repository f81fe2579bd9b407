from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from applicants.models import Paper
from applicants.services import papers
from core import files
from core.models import AuditEvent, StoredFile, User
from core.refusals import Refused
from tests.applicants import builders
from tests.plugins.threads import Run

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2010, 3, 1), date(2010, 4, 1)


@pytest.fixture
def haricot(cast):
    return builders.project(analyst=cast.aicha, advisor=cast.bram, opened_on=MARCH)


def hand_in(project, **changes):
    facts = {
        "kind": "business_plan",
        "note": "First version",
        "name": "plan.txt",
        "media_type": "text/plain",
        "content": b"Beans in jars.",
        "by": project.analyst,
        "on": APRIL,
        "at": builders.noon(APRIL),
    }
    return papers.add(project=project, **{**facts, **changes})


def withdraw(paper, reason="The wrong firm."):
    return papers.withdraw(
        paper=paper, reason=reason, by=paper.project.analyst, at=builders.noon(date(2010, 4, 2))
    )


def test_a_paper_is_kept_with_its_file_and_written_down(cast, haricot):
    paper = hand_in(haricot)
    assert (paper.kind, paper.note, paper.added_on, str(paper)) == (
        "business_plan", "First version", APRIL, "plan.txt",
    )  # fmt: skip
    with files.open_stored(paper.file) as file:
        assert file.read() == b"Beans in jars."
    event = AuditEvent.objects.get(verb="paper.add")
    assert (event.subject, event.by) == (f"applicants.paper:{paper.pk}", cast.aicha)
    assert event.detail == {
        "on": "2010-04-01", "kind": "business_plan", "name": "plan.txt",
        "project": "applicants.project:P-2010-0001", "sha256": paper.file.sha256,
    }  # fmt: skip


def test_the_general_door_of_files_stays_shut_for_advisors(cast, haricot):
    assert hand_in(haricot).file.permission == "project.view_all"


@pytest.mark.parametrize(
    "changes",
    [
        {"on": date(2010, 2, 28)},
        {"content": b""},
        {"media_type": "application/pdf"},
        {"media_type": "text/html", "content": b"<html></html>"},
        {"kind": "love_letter"},
        {"note": "x" * 201},
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_no_row(haricot, changes):
    with pytest.raises(Refused):
        hand_in(haricot, **changes)
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_same_content_is_kept_once_in_a_project_unless_it_was_withdrawn(cast, haricot):
    paper = hand_in(haricot)
    with pytest.raises(Refused, match=r"plan\.txt") as refusal:
        hand_in(haricot, name="another-name.txt", kind="other")
    assert refusal.value.field == "file"
    assert StoredFile.objects.count() == 1
    other = builders.project(analyst=cast.aicha, opened_on=MARCH, title="Zinc")
    assert hand_in(other).file.sha256 == paper.file.sha256
    withdraw(paper)
    assert hand_in(haricot).pk != paper.pk


def test_two_at_once_with_the_same_content_keep_one(run: Run):
    def open_():
        analyst = User.objects.create_user(
            "ana@brusoc.example", "x", role="analyst", full_name="Ana", language="fr"
        )
        return builders.project(analyst=analyst, opened_on=MARCH, people=0)

    [project] = run(open_)
    kept, refused = sorted(run(*[lambda: hand_in(project)] * 2), key=lambda one: isinstance(one, Refused))
    assert isinstance(kept, Paper)
    assert isinstance(refused, Refused)


def test_a_withdrawn_paper_stays_with_who_when_and_why(cast, haricot):
    paper = withdraw(hand_in(haricot), reason="  The wrong firm. ")
    paper.refresh_from_db()
    assert (paper.is_withdrawn, paper.withdrawn_by, paper.withdrawn_because) == (
        True, cast.aicha, "The wrong firm.",
    )  # fmt: skip
    assert paper.file.path.is_file()
    assert AuditEvent.objects.get(verb="paper.withdraw").detail["reason"] == "The wrong firm."
    with pytest.raises(Refused):
        withdraw(paper, reason="Another one.")
    paper.refresh_from_db()
    assert paper.withdrawn_because == "The wrong firm."


def test_a_withdrawal_needs_a_reason(haricot):
    paper = hand_in(haricot)
    with pytest.raises(Refused) as refusal:
        withdraw(paper, reason="   ")
    assert refusal.value.field == "reason"


def test_the_database_keeps_papers_and_pairs_the_withdrawal(cast, haricot):
    paper = hand_in(haricot)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).delete()
    at = builders.noon(APRIL)
    for wrong in (
        {"withdrawn_at": at},
        {"withdrawn_because": "x"},
        {"withdrawn_at": at, "withdrawn_by": cast.aicha},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**wrong)


def test_every_change_is_in_the_history(haricot):
    withdraw(hand_in(haricot))
    assert [event.pgh_label for event in Paper.objects.get().events.order_by("pgh_id")] == [
        "insert", "update",
    ]  # fmt: skip

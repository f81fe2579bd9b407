"""The papers of the demonstration: small, truly what they say, and the same each time."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from pikepdf import Pdf

from applicants.models import Paper
from brusoc.demonstration import papers
from brusoc.demonstration.plan import SEED, plan
from core import files
from tests.applicants import builders
from tests.conftest import Cast

DAY = date(2010, 3, 4)


def content_of(paper: Paper) -> bytes:
    with files.open_stored(paper.file) as file:
        return file.read()


def test_forty_ventures_hand_in_a_paper_after_their_first_contact() -> None:
    stories = [SimpleNamespace(venture=venture, project=None) for venture in plan(SEED)]
    scenes = list(papers.scenes(SEED, stories))
    assert len(scenes) == papers.COUNT
    assert [scene.on for scene in scenes] == [scene.on for scene in papers.scenes(SEED, stories)]
    assert min(scene.on for scene in scenes) > min(story.venture.opened_on for story in stories)


@pytest.mark.parametrize(
    ("number", "kind", "start"), [(1, "business_plan", b"%PDF-"), (3, "financial_plan", b"item,year_1")]
)
def test_a_paper_is_small_marked_and_always_the_same(
    cast: Cast, number: int, kind: str, start: bytes
) -> None:
    project = builders.project(analyst=cast.aicha, opened_on=DAY)
    assert papers.hand_in(project, DAY, number, 60_000) == []
    paper = project.papers.get()
    content = content_of(paper)
    assert (paper.kind, paper.added_on, paper.note) == (kind, DAY, "Démonstration: document inventé")
    assert content.startswith(start)
    assert len(content) < 5000
    if kind == "business_plan":
        with Pdf.open(io.BytesIO(content)) as pdf:
            text = pdf.pages[0].Contents.read_bytes()
        assert "Démonstration".encode("cp1252").hex().encode() in text
        assert content == papers._pdf(
            ["Démonstration: document inventé", "Plan d’affaires: Haricot Magique", "Dossier P-2010-0001"]
        )
    else:
        assert "Démonstration" in content.decode()

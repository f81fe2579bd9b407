"""The documents: the same totals in PDF, XLSX, CSV and on the page, the same bytes again, and nothing of a
stranger."""

import csv
import io
from decimal import Decimal

import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.utils import translation

from core.models import Document, Installation
from core.tasks import render_document
from reports import subjects
from reports.renderers import render_efro
from reports.services import snapshots
from tests.funding.builders import at
from tests.reports.conftest import HOSTILE, TODAY


def make(snapshot, language="fr", subject=""):
    document = Document(kind="efro_report", subject=subject or subjects.of(snapshot), language=language)
    steps = []
    with translation.override(language):
        made = render_efro(document, lambda percent, step: steps.append((percent, step)))
    return {one.format: one for one in made}, steps


def words(content):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def figures_of(content):
    return {
        (row["table"], row["row"], row["measure"]): row["value"]
        for row in csv.DictReader(io.StringIO(content.decode(), newline=""))
    }


def test_the_paper_says_what_the_controller_looks_for(world, take):
    made, steps = make(take())
    text = " ".join(words(made["pdf"].content).split())
    for figure in ("5 637 188,00", "2 960 316,00", "2 676 872,00", "52,514 %", "7,50", "3 h 00"):
        assert figure in text
    assert [step for _percent, step in steps] == ["figures", "layout", "writing", "sheets", "storing"]
    assert [percent for percent, _step in steps] == sorted(percent for percent, _step in steps)


@pytest.mark.parametrize(
    ("language", "total", "rate"),
    [("nl", "5.637.188,00", "52,514 %"), ("en", "5,637,188.00", "52.514%")],
)
def test_numbers_are_written_as_the_language_does(world, take, language, total, rate):
    text = " ".join(words(make(take(), language)[0]["pdf"].content).split())
    assert total in text
    assert rate in text


def test_totals_are_equal_in_pdf_csv_xlsx_and_on_the_page(world, take, logged_in):
    snapshot = take()
    made, _steps = make(snapshot, "en")
    flat = figures_of(made["csv"].content)
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"].content))
    sheets = {name: list(book[name].values) for name in book.sheetnames}
    eligible = flat["sources", "total", "cumulative"]
    page = logged_in(world.cast.chantal).get(snapshot.get_absolute_url()).content.decode()
    assert eligible == "5637188.00"
    assert sheets["Expenditure"][-1][-1] == pytest.approx(5637188)
    assert sum(
        Decimal(v) for (t, r, m), v in flat.items() if (t, m) == ("expenditure", "eligible") and r != "total"
    ) == (Decimal(eligible))
    assert "5,637,188.00" in page
    assert "5,637,188.00" in words(made["pdf"].content)
    assert flat["people", "total", "cumulative"] == "4" == str(sheets["People"][-1][-1])
    assert flat["projects", "total", "invested"] == "47500.00"


def test_the_same_snapshot_gives_the_same_bytes(world, take):
    snapshot = take()
    first, _steps = make(snapshot)
    again, _steps = make(snapshot)
    assert {key: one.content for key, one in first.items()} == {
        key: one.content for key, one in again.items()
    }


def test_a_sealed_report_says_so_and_its_draft_stays_what_it_was(world, take):
    snapshot = take()
    draft, _steps = make(snapshot, "en")
    sealed = snapshots.seal(snapshot=snapshot, by=world.cast.chantal, at=at(TODAY, 18))
    final, _steps = make(sealed, "en")
    assert "Sealed" in words(final["pdf"].content)
    assert "Sealed" not in words(draft["pdf"].content)
    assert make(sealed, "en", subjects.draft(sealed))[0]["pdf"].content == draft["pdf"].content
    assert draft["pdf"].name.endswith("-en-draft.pdf")
    assert final["pdf"].name == "efro-obj2013-2007-01-01-2015-12-31-en.pdf"


def test_who_moves_on_or_is_renamed_changes_no_byte_of_a_sealed_report(world, take):
    sealed = snapshots.seal(snapshot=take(by=world.cast.driss), by=world.cast.chantal, at=at(TODAY, 18))
    languages = ("fr", "nl", "en")
    before = {one: make(sealed, one)[0] for one in languages}
    paper = words(before["en"]["pdf"].content)
    assert "(Manager)" in paper
    assert "(Accountant)" in paper
    for person in (world.cast.chantal, world.cast.driss):
        person.full_name, person.role, person.is_active = "Zoë Nouvelle", "auditor", False
        person.save()
    assert {one: make(sealed, one)[0] for one in languages} == before


def test_a_hostile_title_is_only_text(world, take):
    made, _steps = make(take(), "en")
    text = "".join(words(made["pdf"].content).split())
    assert "".join(HOSTILE.split()) in text
    cells = [
        c for sheet in openpyxl.load_workbook(io.BytesIO(made["xlsx"].content)) for row in sheet for c in row
    ]
    assert any(cell.value == HOSTILE for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert b"\r\n=" not in made["csv"].content
    assert b",=" not in made["csv"].content


def test_the_rows_are_enclosed_and_nobody_is_named(world, take):
    made, _steps = make(take())
    with pikepdf.open(io.BytesIO(made["pdf"].content)) as document:
        assert sorted(document.attachments) == ["expenditure.csv", "figures.csv"]
        assert document.attachments["figures.csv"].get_file().read_bytes() == made["csv"].content
    everything = made["csv"].content.decode() + words(made["pdf"].content)
    for word in ("Zébulon", "Secrète", "Confidentielle", "Chantal", "Peeters"):
        assert word not in everything


def test_a_demonstration_says_so_on_paper(world, take):
    Installation.objects.create(pk=1, demonstration_seed="x", demonstration_loaded_at=at(TODAY))
    snapshot = take()
    assert snapshot.payload["demonstration"]
    assert "invented" in words(make(snapshot, "en")[0]["pdf"].content)


def test_a_worker_makes_it_through_the_job(world, take):
    take(languages=["nl"])
    document = Document.objects.get()
    render_document(str(document.pk))
    document.refresh_from_db()
    assert (document.state, document.percent, document.failure) == ("done", 100, "")
    assert sorted(document.files.values_list("format", flat=True)) == ["csv", "pdf", "xlsx"]


def test_a_document_without_its_figures_fails_in_words(world, take):
    take()
    Document.objects.update(subject="reports.snapshot:00000000-0000-4000-8000-000000000000")
    document = Document.objects.get()
    render_document(str(document.pk))
    document.refresh_from_db()
    assert document.state == "failed"
    assert document.failure

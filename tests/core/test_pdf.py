"""PDF: the same bytes for the same facts, tagged PDF/A-3a with its attachment, and a closed door."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest

from core import pdf
from core.pdf import Enclosure, ForbiddenAddress, render_pdf, static_file
from core.refusals import Refused

MOMENT = datetime(2015, 12, 31, 15, 4, 5, 678, tzinfo=UTC)
FIGURES = Enclosure("figures.csv", "All figures", b"a,b\r\n1,2\r\n")


def make(body, **changes):
    facts = {"title": "Report", "language": "fr", "identifier": "report-1", "modified_at": MOMENT}
    return render_pdf(body, **{**facts, "styles": ["static:css/report.css"], **changes})


def words(content):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def test_two_renders_are_equal_bytes_and_another_moment_is_another_document():
    body = "<h1>Réconfort +</h1><img src='static:img/eu-emblem.svg' alt='EU'>"
    first = make(body, attachments=[FIGURES])
    assert make(body, attachments=[FIGURES]) == first
    assert make(body, attachments=[FIGURES], modified_at=MOMENT.replace(year=2016)) != first


def test_it_is_tagged_pdf_a_3a_with_metadata_language_and_attachment():
    with pikepdf.open(io.BytesIO(make("<h1>Un</h1><p>deux</p>", attachments=[FIGURES]))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "fr"
        assert document.attachments["figures.csv"].get_file().read_bytes() == FIGURES.content
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert meta["dc:title"] == "Report"
        assert str(document.docinfo["/ModDate"]).startswith("D:20151231150405")


def test_the_house_font_is_embedded():
    with pikepdf.open(io.BytesIO(make("<p>5 637 188,00 €</p>"))) as document:
        fonts = {
            str(o.BaseFont)
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    assert fonts
    assert all("Ubuntu" in name for name in fonts)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="static:../manage.py">',
        '<img src="static:css/absent.css">',
        '<style>@import url("http://127.0.0.1:9/a.css");</style>',
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<object data="file:///etc/passwd"></object>',
        '<img src="data:image/svg+xml,<svg/>">',
    ],
)
def test_whatever_is_not_ours_is_never_fetched(body):
    with pytest.raises(ForbiddenAddress):
        make(body)


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_a_link_cannot_enclose_a_file_of_the_machine(body):
    with pytest.raises(ForbiddenAddress):
        make(body)


def test_an_svg_cannot_bring_a_picture_with_it():
    content = make(
        '<svg viewBox="0 0 9 9"><image href="file:///etc/hostname" width="9" height="9"/></svg><p>text</p>'
    )
    (page,) = pypdfium2.PdfDocument(content)
    assert words(content).startswith("text")
    assert not [thing for thing in page.get_objects() if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def test_text_that_people_typed_is_text():
    content = make("<p>&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} =cmd</p>")
    assert "<script>alert(1)</script> {{7*7}} =cmd" in words(content)


def test_progress_is_told_between_layout_and_writing():
    told = []
    make("<p>x</p>", written=lambda: told.append("written"))
    assert told == ["written"]


def test_our_files_only():
    assert static_file("static:img/eu-emblem.svg").name == "eu-emblem.svg"
    for url in (
        "static:../pyproject.toml",
        "static:/etc/passwd",
        "static:img",
        "file:///etc/passwd",
        "img/a.svg",
    ):
        with pytest.raises(ForbiddenAddress):
            static_file(url)


def test_a_machine_without_pango_gets_a_plain_sentence(monkeypatch):
    def missing(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    pdf._engine.cache_clear()
    monkeypatch.setattr(pdf, "import_module", missing)
    with pytest.raises(Refused, match="Pango"):
        make("<p>x</p>")

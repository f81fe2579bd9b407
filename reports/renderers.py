"""The documents of the EFRO report: PDF, XLSX and CSV from a snapshot's payload and nothing else.

The same snapshot gives the same bytes, years later too: no clock is read and no other row than the snapshot's
own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.documents import Advance, Made
from core.files import XLSX
from core.models import Document
from core.pdf import SCHEME, Enclosure, render_pdf
from core.permissions import role_of
from core.refusals import Refused
from core.sheets import Sheet, csv_bytes, xlsx_bytes
from reports import labels, subjects
from reports.facts import Row
from reports.figures import FLAT, Figures
from reports.models import Snapshot
from reports.tables.shape import Table, day

_STYLE = f"{SCHEME}css/report.css"
# Numbers keep their parts together in their cells; a plain space is what a reader types into a search.
_SPACES = str.maketrans({"\N{NARROW NO-BREAK SPACE}": " ", "\N{NO-BREAK SPACE}": " "})


@dataclass(frozen=True)
class Standing:
    """What the paper says of the snapshot beside its figures."""

    is_sealed: bool
    sha256: str
    taken_at: datetime
    taken_by_role: str
    sealed_at: datetime | None
    sealed_by_role: str

    @property
    def label(self) -> str:
        return str(labels.STATES["sealed" if self.is_sealed else "draft"])

    @property
    def made_at(self) -> datetime:
        """The instant that the document carries: of the seal, or of the snapshot."""
        return self.sealed_at if self.is_sealed and self.sealed_at else self.taken_at


def render_efro(document: Document, advance: Advance) -> list[Made]:
    """Make the files of one document in its language (the active one). Raises Refused when its snapshot is
    unknown."""
    advance(5, "figures")
    snapshot, standing = _of(document)
    figures = Figures(snapshot.payload)
    stem = file_stem(snapshot.payload, document.language, is_sealed=standing.is_sealed)
    flat = csv_bytes(FLAT, figures.flat)
    advance(15, "layout")
    content = _pdf(figures, standing, document, flat, written=lambda: advance(65, "writing"))
    advance(90, "sheets")
    workbook = xlsx_bytes([_sheet(table) for table in figures.tables])
    advance(97, "storing")
    return [
        Made("pdf", f"{stem}.pdf", "application/pdf", content),
        Made("xlsx", f"{stem}.xlsx", XLSX, workbook),
        Made("csv", f"{stem}.csv", "text/csv", flat),
    ]


def file_stem(payload: Row, language: str, *, is_sealed: bool) -> str:
    """What the files are called: efro-<programme>-<from>-<to>-<language>[-draft]."""
    period = payload["period"]
    code = slugify(payload["programme"]["code"]) or "programme"
    draft = "" if is_sealed else "-draft"
    return f"efro-{code}-{period['from']}-{period['to']}-{language}{draft}"


def page_html(figures: Figures, standing: Standing) -> str:
    """The HTML of the report in the active language."""
    period = figures.payload["period"]
    shown = {
        "emblem": f"{SCHEME}img/eu-emblem.svg",
        "figures": figures,
        "standing": standing,
        "programme": figures.payload["programme"],
        "period_from": day(period["from"]),
        "period_to": day(period["to"]),
        "is_demonstration": figures.payload["demonstration"],
        "chart_of_investments": figures.chart_of_investments("chart-investments"),
        "chart_of_financing": figures.chart_of_financing("chart-financing"),
    }
    return render_to_string("reports/efro_report.html", shown).translate(_SPACES)


def _pdf(
    figures: Figures, standing: Standing, document: Document, flat: bytes, *, written: Callable[[], None]
) -> bytes:
    expenditure = figures.expenditure
    return render_pdf(
        page_html(figures, standing),
        title=_("EFRO co-financing report: %(programme)s") % {"programme": figures.programme_name},
        language=document.language,
        styles=[_STYLE],
        identifier=f"{document.subject}:{document.language}:{standing.sha256}",
        modified_at=standing.made_at,
        attachments=[
            Enclosure("figures.csv", _("Every figure of this report"), flat),
            Enclosure("expenditure.csv", expenditure.title, csv_bytes(expenditure.columns, expenditure.rows)),
        ],
        written=written,
    )


def _of(document: Document) -> tuple[Snapshot, Standing]:
    identifier, is_sealed = subjects.read(document.subject)
    snapshot = Snapshot.objects.filter(pk=identifier).first()
    if snapshot is None:
        raise Refused(_("The figures of this document do not exist."))
    standing = Standing(
        is_sealed=is_sealed,
        sha256=snapshot.sha256,
        taken_at=snapshot.taken_at,
        taken_by_role=str(role_of(snapshot.taken_role).label),
        sealed_at=snapshot.sealed_at if is_sealed else None,
        sealed_by_role=str(role_of(snapshot.sealed_role).label) if is_sealed else "",
    )
    return snapshot, standing


def _sheet(table: Table) -> Sheet:
    return Sheet(table.title, table.columns, table.all_rows)

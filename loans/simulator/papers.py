"""The simulation to take away: PDF, XLSX and CSV of the same numbers as the page, made in the request and kept nowhere.

The length of a PDF is bounded by the term: at most 600 instalments (loans.engine.terms_check.MOST_MONTHS).
"""

from datetime import date, datetime, time
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import formats
from core.clock import today
from core.pdf import SCHEME, Enclosure, render_pdf
from core.sheets import Cell, Column, Kind, Sheet, csv_bytes, xlsx_bytes
from loans.simulator.pages import Answer

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
_STYLES = (f"{SCHEME}css/report.css", f"{SCHEME}css/simulator-paper.css")
# A plain space is what a reader types into a search, as in the reports.
_SPACES = str.maketrans({"\N{NARROW NO-BREAK SPACE}": " ", "\N{NO-BREAK SPACE}": " "})
_SCHEDULE = (
    Column("number", gettext_lazy("No."), "count"),
    Column("due_on", gettext_lazy("Due on"), "day"),
    Column("opening", gettext_lazy("Opening balance"), "amount"),
    Column("principal", gettext_lazy("Principal"), "amount"),
    Column("interest", gettext_lazy("Interest"), "amount"),
    Column("fees", gettext_lazy("Fees"), "amount"),
    Column("total", gettext_lazy("Instalment"), "amount"),
    Column("closing", gettext_lazy("Closing balance"), "amount"),
)
_YEARS = (
    Column("year", gettext_lazy("Year"), "text"),
    Column("principal", gettext_lazy("Principal"), "amount"),
    Column("interest", gettext_lazy("Interest"), "amount"),
    Column("total", gettext_lazy("Instalments"), "amount"),
    Column("closing", gettext_lazy("Closing balance"), "amount"),
)
_SUMMARY = (Column("item", gettext_lazy("Item"), width=44), Column("value", gettext_lazy("Value")))


def file_name(answer: Answer, kind: str) -> str:
    """What the file is called: simulation-<product>-<amount>-<months>m.<kind>."""
    asked = answer.question
    return f"simulation-{answer.terms.product.code.lower()}-{asked.amount:.0f}-{asked.months}m.{kind}"


def as_csv(answer: Answer) -> bytes:
    """The schedule, a row for each instalment, under keys for machines."""
    return csv_bytes(_SCHEDULE, _schedule_rows(answer))


def as_xlsx(answer: Answer) -> bytes:
    """A workbook: the question and its answer, the schedule, the years."""
    years = [
        [str(year.year), year.principal, year.interest, year.total, year.closing]
        for year in answer.simulation.years
    ]
    return xlsx_bytes(
        [
            Sheet(_("Simulation"), _SUMMARY, summary(answer)),
            Sheet(_("Schedule"), _SCHEDULE, _schedule_rows(answer)),
            Sheet(_("By year"), _YEARS, years),
        ]
    )


def as_pdf(answer: Answer, address: str) -> bytes:
    """The document: question, answer, picture, whole schedule, with the schedule as CSV inside.

    `address` is that of the page with these inputs, with scheme and host, printed at the end. The same inputs on the
    same day give the same bytes. Raises Refused when this machine lacks Pango.
    """
    day = today()
    shown = {
        "answer": answer,
        "day": day,
        "whole_address": address,
        "emblem": f"{SCHEME}img/eu-emblem.svg",
    }
    return render_pdf(
        render_to_string("loans/simulator_pdf.html", shown).translate(_SPACES),
        title=_("Simulation of a loan: %(product)s") % {"product": answer.terms.product},
        language=formats.language_of(),
        identifier=f"simulation:{address}:{answer.terms.valid_from}:{answer.simulation.rate_yearly}:{day}",
        modified_at=datetime.combine(day, time(), tzinfo=formats.BRUSSELS),
        styles=_STYLES,
        attachments=[Enclosure("schedule.csv", _("The schedule of this simulation"), as_csv(answer))],
    )


def summary(answer: Answer) -> list[tuple[str, str | Cell]]:
    """The question and the answer, label and value, and last what the whole is not."""
    asked, found, terms = answer.question, answer.simulation, answer.terms
    return [
        (_("Product"), str(terms.product)),
        (_("Conditions valid from"), Cell(terms.valid_from, "day")),
        *_unless_none(_("Conditions valid until"), terms.valid_to, "day"),
        (_("Amount"), Cell(asked.amount, "euro")),
        (_("Term in months"), Cell(asked.months, "count")),
        (_("Grace (months of interest only)"), Cell(asked.grace, "count")),
        (_("Payout date"), Cell(asked.start, "day")),
        (_("Yearly rate"), Cell(found.rate_yearly, "rate")),
        *_unless_none(_("Monthly interest during the grace"), found.interest_only, "euro"),
        (_("Monthly instalment"), Cell(found.instalment, "euro")),
        (_("Last instalment"), Cell(found.last, "euro")),
        (_("Total cost of the credit"), Cell(found.cost, "euro")),
        (_("Total to repay"), Cell(found.plan.totals.total, "euro")),
        *_unless_none(_("Annual percentage rate"), found.apr, "rate"),
        (_("Calculated on"), Cell(today(), "day")),
        (_("Indicative calculation"), disclaimer()),
    ]


def disclaimer() -> str:
    """What a simulation is not, as on the page."""
    return _(
        "Indicative calculation, not an offer: whether a loan is granted, and on what conditions, is decided by"
        " BRUSOC's committee on the basis of a complete application."
    )


def _unless_none(label: str, value: date | Decimal | None, kind: Kind) -> list[tuple[str, str | Cell]]:
    return [] if value is None else [(label, Cell(value, kind))]


def _schedule_rows(answer: Answer) -> list[list[object]]:
    return [[getattr(row, column.key) for column in _SCHEDULE] for row in answer.simulation.plan.rows]

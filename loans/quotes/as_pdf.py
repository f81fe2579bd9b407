"""The answers on paper, with all figures enclosed as CSV for whoever calculates on."""

import hashlib
from datetime import UTC, datetime

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.pdf import SCHEME, Enclosure, render_pdf
from loans.quotes.as_csv import csv_answer
from loans.quotes.quoting import Quote
from loans.quotes.reading import Unreadable
from loans.quotes.shown import shown

_STYLES = [f"{SCHEME}css/report.css", f"{SCHEME}css/quote.css"]
# A quote carries no clock: the same input gives the same bytes.
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
# A page is made in about a second and takes some 40 rows; what is longer belongs in a CSV.
MOST_ROWS = 4000
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " "})


def pdf_answer(quote: Quote) -> bytes:
    """The PDF of all answers in the active language. Raises Unreadable for more than MOST_ROWS rows, and
    core.refusals.Refused where Pango is missing."""
    enclosed = csv_answer(quote)
    if enclosed.count(b"\n") > MOST_ROWS:
        raise Unreadable(
            _("A PDF holds at most %(most)s rows. Ask for CSV, or for fewer items.") % {"most": MOST_ROWS}
        )
    return render_pdf(
        render_to_string("loans/quote_pdf.html", {"items": list(shown(quote.answers))}).translate(_SPACES),
        title=_("Quote"),
        language=(get_language() or "en")[:2],
        identifier=f"quote:{hashlib.sha256(enclosed).hexdigest()}",
        modified_at=_MOMENT,
        styles=_STYLES,
        attachments=[Enclosure("quote.csv", _("Every figure of this quote"), enclosed)],
    )

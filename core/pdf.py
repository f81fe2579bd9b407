"""HTML to PDF/A-3a with WeasyPrint: tagged, with attachments, the same bytes for the same facts, and a closed
door.

Nothing is fetched but our own files below static/ (`static:css/report.css`): a picture, link, font or style
sheet of any other address stops the document, so that no text that a person typed can make the server read a
file or call an address. Presentational hints are off; memory is bound by the worker.
"""

import gc
import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.refusals import Refused

SCHEME = "static:"
_GENERATOR = "BRUSOC Portfolio"


@dataclass(frozen=True)
class Enclosure:
    """A file inside the PDF: the data of a table for whoever wants to calculate on."""

    name: str
    description: str
    content: bytes


class ForbiddenAddress(Exception):
    """The document names something that is not ours to fetch."""


def render_pdf(
    html: str,
    *,
    title: str,
    language: str,
    identifier: str,
    modified_at: datetime,
    styles: Sequence[str] = (),
    attachments: Sequence[Enclosure] = (),
    written: Callable[[], None] = lambda: None,
) -> bytes:
    """The PDF of `html` (what stands inside <body>) with the style sheets `styles`, named as
    "static:css/report.css".

    `identifier` and `modified_at` are facts of the document, not of the moment: with the same HTML they give
    the same bytes. `written` is called between the layout and the writing, for progress. Raises Refused when
    Pango is missing on this machine, ForbiddenAddress when the document wants an address that is not ours.
    """
    weasyprint, fetcher, fatal = _engine()
    moment = modified_at.astimezone(UTC).replace(microsecond=0)
    options = {
        "pdf_variant": "pdf/a-3a",
        "pdf_tags": True,
        "pdf_identifier": identifier.encode(),
        "presentational_hints": False,
        "attachments": [_attached(weasyprint, one, fetcher, moment) for one in attachments],
    }
    collecting = gc.isenabled()
    gc.disable()  # Layout makes a million small objects that live until the end: 6 % faster.
    try:
        source = _whole(html, title=title, language=language, moment=moment, styles=styles)
        document = weasyprint.HTML(string=source, base_url=SCHEME, url_fetcher=fetcher).render(**options)
        written()
        content: bytes = document.write_pdf(**options)
    except fatal as refusal:
        raise ForbiddenAddress(str(refusal)) from None
    finally:
        if collecting:
            gc.enable()
    return content


def static_file(url: str) -> Path:
    """The file below static/ that `static:...` names. Raises ForbiddenAddress for anything else."""
    path = url.partition("?")[0].partition("#")[0]
    if not path.startswith(SCHEME):
        raise ForbiddenAddress(f"not ours to fetch: {url[:100]}")
    root = (Path(settings.BASE_DIR) / "static").resolve()
    found = (root / path.removeprefix(SCHEME).lstrip("/")).resolve()
    if not found.is_relative_to(root) or not found.is_file():
        raise ForbiddenAddress(f"no such file of ours: {url[:100]}")
    return found


def _whole(html: str, *, title: str, language: str, moment: datetime, styles: Sequence[str]) -> str:
    links = "".join(f'<link rel="stylesheet" href="{escape(url)}">' for url in styles)
    instant = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        f'<meta name="generator" content="{_GENERATOR}"><meta name="author" content="BRUSOC">'
        f'<meta name="dcterms.created" content="{instant}"><meta name="dcterms.modified" content="{instant}">'
        f"{links}</head><body>{html}</body></html>"
    )


def _attached(weasyprint: Any, one: Enclosure, fetcher: Any, moment: datetime) -> Any:
    return weasyprint.Attachment(
        string=one.content,
        url_fetcher=fetcher,
        name=one.name,
        description=one.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


@cache
def _engine() -> tuple[Any, Any, type[BaseException]]:
    """WeasyPrint and our fetcher, loaded when the first document is made: it takes 0.4 s and needs Pango."""
    try:
        weasyprint = import_module("weasyprint")
    except OSError as error:
        raise Refused(
            _(
                "This machine cannot make PDF documents: the Pango library is missing. Install it and try again."
            )
        ) from error
    urls = import_module("weasyprint.urls")
    fetcher: Any = urls.URLFetcher

    class OurFilesOnly(fetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            try:
                path = static_file(url)
            except ForbiddenAddress as refusal:
                # Fatal, and no Exception: WeasyPrint would otherwise leave the thing out and go on.
                raise urls.FatalURLFetchingError(str(refusal)) from None
            media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media_type})

    return weasyprint, OurFilesOnly(), urls.FatalURLFetchingError

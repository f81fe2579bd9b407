"""Papers that the clients of the demonstration handed in: small, invented, and each one says so."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from pikepdf import Dictionary, Name, Pdf

from applicants.models import Paper, Project
from applicants.services import papers
from brusoc.demonstration.story import Scene, VentureStory, instant
from core.sheets import Column, csv_bytes

COUNT = 40
_NOTICE = "Démonstration: document inventé"


def scenes(seed: str, stories: list[VentureStory]) -> Iterator[Scene]:
    """One paper for each of `COUNT` ventures, a few days after their first contact; the same for the same seed."""
    random = Random(f"{seed}-papers")  # noqa: S311
    for number, story in enumerate(random.sample(stories, COUNT)):
        day = story.venture.opened_on + timedelta(days=random.randrange(2, 12))
        turnover = 500 * random.randrange(40, 300)
        yield Scene(
            day, 40_000 + number, lambda s=story, d=day, n=number, t=turnover: hand_in(s.project, d, n, t)
        )


def hand_in(project: Project, day: date, number: int, turnover: int) -> list[Scene]:
    """Add a business plan (PDF), every third time a financial plan (CSV) with a yearly `turnover` in EUR."""
    if number % 3:
        kind, name, media_type = Paper.Kind.BUSINESS_PLAN, "plan-affaires.pdf", "application/pdf"
        content = _pdf([_NOTICE, f"Plan d’affaires: {project.title}", f"Dossier {project.reference}"])
    else:
        kind, name, media_type = Paper.Kind.FINANCIAL_PLAN, "plan-financier.csv", "text/csv"
        content = _table(project, turnover)
    papers.add(
        project=project, kind=kind, note=_NOTICE, name=f"{project.reference}-{name}", media_type=media_type,
        content=content, by=project.analyst, on=day, at=instant(day, 9),
    )  # fmt: skip
    return []


def _table(project: Project, turnover: int) -> bytes:
    columns = [Column("item", "Poste"), Column("year_1", "Année 1"), Column("year_2", "Année 2")]
    costs = turnover * 7 // 10
    rows = [
        [f"{_NOTICE} ({project.reference})", "", ""],
        ["Chiffre d’affaires (EUR)", turnover, turnover * 6 // 5],
        ["Charges (EUR)", costs, costs * 11 // 10],
    ]
    return csv_bytes(columns, rows)


def _pdf(lines: list[str]) -> bytes:
    """One A4 page with these lines in Helvetica; the same bytes for the same lines."""
    pdf = Pdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    shown = b" T* ".join(b"<" + line.encode("cp1252", "replace").hex().encode() + b"> Tj" for line in lines)
    page.Contents = pdf.make_stream(b"BT /F1 16 Tf 24 TL 72 740 Td " + shown + b" ET")
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()

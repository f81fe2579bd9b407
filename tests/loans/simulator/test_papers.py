"""What a visitor takes away: the same numbers as the page, and only so many PDFs a minute."""

import csv
import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client

from loans.simulator import limits
from tests.journeys.browser import text_of
from tests.loans.simulator.conftest import Ask

LOAN = {"product": "MICRO", "amount": "25000", "months": "60", "grace": "6", "start": "2025-01-31"}


def content(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    return answer.content


def test_the_csv_is_the_schedule(ask: Ask) -> None:
    answer = ask("schedule.csv", **LOAN)
    assert answer["Content-Disposition"] == 'attachment; filename="simulation-micro-25000-60m.csv"'
    rows = list(csv.DictReader(io.StringIO(content(answer).decode())))
    assert list(rows[0]) == [
        "number",
        "due_on",
        "opening",
        "principal",
        "interest",
        "fees",
        "total",
        "closing",
    ]
    assert (rows[0]["due_on"], rows[0]["interest"], rows[0]["principal"]) == ("2025-02-28", "83.33", "0.00")
    assert len(rows) == 60
    assert sum(Decimal(row["principal"]) for row in rows) == 25000
    found = ask(**LOAN).context["answer"].simulation
    assert sum(Decimal(row["total"]) for row in rows) == found.plan.totals.total
    assert rows[-1]["closing"] == "0.00"


def test_the_workbook_holds_the_answer_the_schedule_and_the_years(ask: Ask) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content(ask("schedule.xlsx", **LOAN))))
    assert book.sheetnames == ["Simulation", "Schedule", "By year"]
    said = {row[0].value: row[1] for row in book["Simulation"].iter_rows(min_row=2)}
    assert (said["Amount"].value, said["Amount"].number_format) == (25000, '#,##0.00 "€"')
    assert (said["Yearly rate"].value, said["Yearly rate"].number_format) == (0.04, "0.000%")
    assert said["Monthly interest during the grace"].value == 83.33
    assert said["Payout date"].value == datetime(2025, 1, 31)  # noqa: DTZ001 (a spreadsheet knows no time zone)
    assert "Conditions valid until" not in said
    assert "not an offer" in said["Indicative calculation"].value
    assert book["Simulation"].column_dimensions["A"].width > 40
    assert book["Schedule"].max_row == 61
    years = list(book["By year"].iter_rows(min_row=2, values_only=True))
    assert [year[0] for year in years] == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert round(sum(year[1] for year in years), 2) == 25000


def test_the_workbook_says_until_when_the_conditions_held(ask: Ask) -> None:
    old = LOAN | {"product": "CASH", "start": "2020-12-31"}
    book = openpyxl.load_workbook(io.BytesIO(content(ask("schedule.xlsx", **old))))
    said = dict(book["Simulation"].iter_rows(min_row=2, values_only=True))
    assert said["Conditions valid until"] == datetime(2020, 12, 31)  # noqa: DTZ001 (as above)


@pytest.mark.parametrize(
    ("language", "amount"), [("en", "€25,000.00"), ("fr", "25 000,00 €"), ("nl", "€ 25.000,00")]
)
def test_the_pdf_tells_it_all(ask: Ask, language: str, amount: str) -> None:
    answer = ask("simulation.pdf", **LOAN, language=language)
    assert answer["Content-Type"] == "application/pdf"
    pdf = content(answer)
    assert pdf.startswith(b"%PDF")
    text = text_of(pdf)
    assert amount in text
    assert text.count("31/12/20") == 5  # 2025 to 2029
    whole = f"http://testserver/simulator/?language={language}&product=MICRO&amount=25000&months=60&grace=6"
    assert f"{whole}&start=2025-01-31" in text.replace("\r\n", "")


def test_the_same_question_gives_the_same_bytes(ask: Ask) -> None:
    for path in ("simulation.pdf", "schedule.xlsx", "schedule.csv"):
        assert content(ask(path, **LOAN)) == content(ask(path, **LOAN))


@pytest.mark.parametrize("path", ["schedule.csv", "schedule.xlsx", "simulation.pdf"])
def test_wrong_inputs_lead_to_the_page_that_explains_them(ask: Ask, visitor: Client, path: str) -> None:
    answer = ask(path, **LOAN | {"amount": "1"})
    assert answer.status_code == 302
    page = visitor.get(answer["Location"])
    assert "1 answer needs a correction" in page.text
    assert 'value="1"' in page.text


def test_one_address_gets_so_many_pdfs_a_minute_and_others_are_not_held_up(
    ask: Ask, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PDF_MOST", 2)
    codes = [ask("simulation.pdf", **LOAN, language="nl").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    refused = ask("simulation.pdf", **LOAN, language="nl")
    assert refused["Retry-After"] == "60"
    assert '<html lang="nl">' in refused.text
    assert 'href="/simulator/?language=nl&amp;product=MICRO' in refused.text
    assert "no-store" in refused["Cache-Control"] or "private" in refused["Cache-Control"]
    stranger = visitor.get("/simulator/simulation.pdf", LOAN, REMOTE_ADDR="192.0.2.7")
    assert stranger.status_code == 200
    # The page and the tables cost little and stay open.
    assert ask("schedule.csv", **LOAN).status_code == 200


def test_a_process_makes_one_pdf_at_a_time(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_PATIENCE_SECONDS", 0.05)
    with limits.at_the_press() as is_ours:
        assert is_ours
        assert ask("simulation.pdf", **LOAN).status_code == 429
    assert ask("simulation.pdf", **LOAN).status_code == 200

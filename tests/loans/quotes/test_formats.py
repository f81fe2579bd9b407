"""Table, CSV and PDF say what the JSON says, in the language asked."""

import csv
import io
import json
import re

import pypdfium2
import pytest
from django.utils import translation

from loans.quotes import labels
from loans.quotes.output import FORMATS
from loans.quotes.quoting import quote
from loans.quotes.reading import read
from loans.quotes.schema import schema
from tests.loans.quotes.asking import YEAR
from tests.loans.quotes.test_schema import AID, FLOWS, NO_RATE, PORTFOLIO, SETTLED

ITEMS = [
    {"id": "one year", "terms": YEAR},
    {"id": "=HYPERLINK(1)", "terms": {**YEAR, "principal": 0}},
    AID,
    FLOWS,
    NO_RATE,
    PORTFOLIO,
    {**SETTLED, "ask": ["states", "state", "settlement"]},
]


def made(form, items=ITEMS, language="en"):
    with translation.override(language):
        return FORMATS[form](quote(read(json.dumps(items).encode())))


def test_a_single_object_is_answered_by_an_object_and_a_list_by_a_list():
    assert isinstance(json.loads(made("json", ITEMS[0])), dict)
    assert isinstance(json.loads(made("json", ITEMS[:1])), list)
    assert json.loads(made("json", [])) == []


def test_json_has_a_line_for_each_row():
    lines = made("json", ITEMS[0]).decode().splitlines()
    assert sum(line.lstrip().startswith('{"number"') for line in lines) == 12


def test_the_table_is_aligned():
    text = made("table", ITEMS[:1]).decode()
    assert text.startswith("one year\n========\n")
    lines = text.split("Repayment schedule\n")[1].splitlines()
    rule = lines[1]
    assert set(rule) == {"-", " "}
    assert lines[0].split("  ")[0] == "No."
    assert lines[2].split() == [
        "1", "31/01/2025", "28/02/2025", "28", "1,200.00", "94.62", "12.00", "106.62", "1,105.38", "106.62",
    ]  # fmt: skip
    assert len(lines[2]) == len(rule) == len(lines[13])
    assert lines[15].split() == ["1,200.00", "79.42", "1,279.42"]


@pytest.mark.parametrize(
    ("language", "amount"), [("en", "1,105.38"), ("fr", "1\N{NO-BREAK SPACE}105,38"), ("nl", "1.105,38")]
)
def test_the_table_speaks_the_language_asked(language, amount):
    assert amount in made("table", ITEMS[:1], language).decode()


def test_the_table_says_what_is_refused_and_where():
    text = made("table", ITEMS[:2]).decode()
    assert "[1].terms.principal  The principal 0.00 is not above zero." in text


def test_every_item_has_its_table():
    text = made("table").decode()
    for title in (
        "Portfolio: Ageing",
        "Portfolio: At risk",
        "State after each event",
        "State on the day: Rows",
    ):
        assert f"\n{title}\n" in text
    provisions = text.split("\nPortfolio: Provisions: Rows\n")[1].splitlines()
    assert provisions[0].split("  ")[-1].strip() == "Provision"
    assert "Money multiple: Multiple (TVPI)" in text
    assert "There is no rate: money goes in one direction only." in text


def test_several_rates_are_all_shown():
    flows = [{"period": 0, "amount": -100}, {"period": 1, "amount": 230}, {"period": 2, "amount": -132}]
    text = made("table", {"flows": flows, "ask": ["irr"]}).decode()
    assert re.search(r"^Internal rate of return: Rates +10.00%, 20.00%$", text, re.MULTILINE)


def test_csv_has_the_rows_of_all_items_with_their_ids():
    rows = list(csv.DictReader(io.StringIO(made("csv").decode())))
    of_schedule = [row for row in rows if row["part"] == "row" and row["id"] == "one year"]
    assert [row["number"] for row in of_schedule] == [str(number) for number in range(1, 13)]
    assert of_schedule[0]["closing"] == "1105.38"
    values = {(row["item"], row["key"]): row["value"] for row in rows if row["part"] == "value"}
    assert values["0", "totals.interest"] == "79.42"
    assert values["2", "aid.safe_harbour.amount"] == "5000.00"
    assert values["3", "npv"] == "49.21"
    assert values["5", "portfolio.at_risk[1].days"] == "30"
    [refused] = [row for row in rows if row["part"] == "refusal"]
    assert (refused["item"], refused["id"], refused["key"]) == ("1", "'=HYPERLINK(1)", "[1].terms.principal")


def test_csv_keeps_amounts_below_zero_as_numbers():
    rows = csv.DictReader(io.StringIO(made("csv", [{**FLOWS, "discount_rate": "1"}]).decode()))
    [npv] = [row["value"] for row in rows if row["key"] == "npv"]
    assert npv == "-47.50"


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_pdf_shows_the_figures_and_encloses_them(language):
    content = made("pdf", ITEMS, language)
    assert content == made("pdf", ITEMS, language)
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    amount = {"en": "1,105.38", "fr": "1 105,38", "nl": "1.105,38"}[language]
    assert amount in text
    assert "[1].terms.principal" in text
    enclosed = document.get_attachment(0)
    assert enclosed.get_name() == "quote.csv"
    assert bytes(enclosed.get_data()) == made("csv", ITEMS, language)


def test_every_key_of_an_answer_has_a_label():
    answers = {"LoanAnswered", "FlowsAnswered", "PortfolioAnswered", "RefusedItem"}
    seen, waiting = set(), list(answers)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _names(schema()["$defs"][name])
    keys = {key for name in seen for key in schema()["$defs"][name].get("properties", {})}
    assert keys - {"id"} == set(labels.LABELS)


def _names(part):
    """The names of the definitions to which a part of the schema refers."""
    if isinstance(part, dict):
        own = [part["$ref"].removeprefix("#/$defs/")] if "$ref" in part else []
        return own + [name for value in part.values() for name in _names(value)]
    return [name for value in part for name in _names(value)] if isinstance(part, list) else []

"""`docs/quote.md` is true: every example is run and compared, and its tables of keys are those of the schema."""

import json
import re

import pytest

from loans.quotes.key_page import MARK, PAGE, tables, with_answers, with_tables
from loans.quotes.output import FORMATS
from loans.quotes.quoting import quote
from loans.quotes.reading import read
from tests.loans.quotes.asking import answer_text

TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```json\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
EXAMPLES = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))
SHOWN_AS_TABLE = re.compile(
    r"```json\n((?:(?!```).)*?)```\n\n```json\n(?:(?!```).)*```\n\n```text\n(.*?)```", re.DOTALL
)


def differences(shown, found, place="$"):
    """Where the page says something else than the program. What the page cuts (keys, further rows) is no difference."""
    if isinstance(shown, dict) and isinstance(found, dict):
        return [
            one
            for key, value in shown.items()
            for one in differences(value, found.get(key, "nothing"), f"{place}.{key}")
        ]
    if isinstance(shown, list) and isinstance(found, list) and len(shown) <= len(found):
        return [
            one
            for index, value in enumerate(shown)
            for one in differences(value, found[index], f"{place}[{index}]")
        ]
    return [] if shown == found else [f"{place}: the page says {shown}, the program {found}"]


@pytest.mark.parametrize(("asked", "shown"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_answers_what_the_page_shows(asked, shown):
    assert differences(json.loads(shown), answer_text(asked)) == []


def test_there_are_examples_of_every_kind():
    asked = "".join(asked for asked, _ in EXAMPLES)
    assert len(EXAMPLES) >= 18
    assert all(key in asked for key in ('"terms"', '"flows"', '"portfolio"', '"events"', '"rules"', '"aid"'))


def test_a_difference_would_be_seen():
    assert differences({"a": [{"b": 1}]}, {"a": [{"b": 2, "c": 3}, {}]}) == [
        "$.a[0].b: the page says 1, the program 2"
    ]
    assert differences([1, 2], [1]) == ["$: the page says [1, 2], the program [1]"]
    assert differences({"a": 1}, {}) == ["$.a: the page says 1, the program nothing"]


def test_the_table_of_the_page_is_the_table_of_the_program():
    [(asked, shown)] = SHOWN_AS_TABLE.findall(TEXT)
    printed = FORMATS["table"](quote(read(asked.encode()))).decode()
    assert shown.strip() == printed.strip()


def test_what_is_printed_is_what_the_program_says(request):
    page = with_tables(with_answers(TEXT))
    if request.config.getoption("write_quote_page", default=False):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, (
        "run this file with --write-quote-page and read what it changes"
    )


def test_what_is_out_of_date_is_printed_anew():
    old = TEXT.replace('"instalment": "506.91"', '"instalment": "506.90"', 1)
    assert old != TEXT
    assert with_answers(old) == with_answers(TEXT)
    assert with_tables("before" + MARK + "old") == "before" + MARK + "\n" + tables()

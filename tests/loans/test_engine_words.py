"""Every refusal of the engine has a sentence in every language."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from loans.engine import errors
from loans.engine.errors import ImpossibleTerms
from loans.engine_words import SENTENCES, sentence_of

ENGINE = Path(__file__).parents[2] / "loans" / "engine"
KINDS = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}


def codes_in(source: str) -> set[str]:
    """The codes with which `source` refuses; those made of a name are left to the tests of their modules."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    refusals = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in KINDS]
    return {
        call.args[0].value
        for call in refusals
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def test_no_code_of_the_engine_is_without_a_sentence() -> None:
    codes = set().union(*(codes_in(path.read_text()) for path in ENGINE.glob("*.py")))
    assert len(codes) > 80
    assert codes - set(SENTENCES) == set()


def test_codes_made_of_the_name_of_a_field_have_one_too() -> None:
    tested = (Path(__file__).parent / "engine" / "test_terms.py").read_text()
    made = set(re.findall(r'"([a-z-]+-out-of-(?:range|order))"', tested))
    assert made
    assert made <= set(SENTENCES)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_sentence_follows_the_language(language: str) -> None:
    error = ImpossibleTerms("never-repays", "An instalment of 8.33 never repays.")
    with translation.override("en"):
        assert sentence_of(error) == "An instalment of 8.33 never repays."
    with translation.override(language):
        assert sentence_of(error) not in ("", error.sentence)


def test_an_unknown_code_keeps_the_sentence_of_the_engine() -> None:
    with translation.override("fr"):
        assert sentence_of(ImpossibleTerms("new-code", "It says why.")) == "It says why."

"""`docs/money.md` stays true: the tests it names exist, and it names every convention."""

import ast
import re
from enum import StrEnum
from pathlib import Path

import pytest

from loans.engine import conventions, events, rules

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "money.md").read_text()
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)))
CONVENTIONS = [
    kind
    for module in (conventions, rules, events)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == module.__name__
]


def functions_of(name: str) -> set[str]:
    """The functions of a file of tests; a name without a folder is one beside this file."""
    path = ROOT / "tests" / name if "/" in name else Path(__file__).with_name(name)
    tree = ast.parse(path.read_text()) if path.exists() else ast.Module([], [])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_named_on_the_page_exists() -> None:
    known = {file: functions_of(file) for file, _ in NAMED}
    assert [f"{file}::{test}" for file, test in NAMED if test not in known[file]] == []
    assert len(NAMED) > 100
    assert PAGE.count(".py::") == len(re.findall(r"`[\w/]+\.py::\w+`", PAGE))


@pytest.mark.parametrize("kind", CONVENTIONS, ids=lambda kind: kind.__name__)
def test_every_convention_is_on_the_page(kind: type[StrEnum]) -> None:
    parts = [part for part in PAGE.split("\n#") if f"`{kind.__name__}`" in part]
    missing = [set(kind) - {word for word in kind if f"`{word.value}`" in part} for part in parts]
    assert set() in missing, f"{kind.__name__} lacks {missing}"


def test_a_link_of_the_page_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([\w./-]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target

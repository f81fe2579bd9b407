"""The engine stays what it is: no float, no clock, the standard library only, short functions."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[3] / "loans" / "engine"
MODULES = sorted(ENGINE.rglob("*.py"))
# Of these, only what works on whole numbers and Decimal may be used.
FORBIDDEN_MODULES = {"time", "random", "os", "pathlib", "statistics", "math", "cmath", "array", "struct"}
FORBIDDEN_NAMES = {"float", "complex", "round", "today", "now", "utcnow", "from_float", "fromtimestamp"}
LONGEST_FUNCTION = 60


def trespasses(tree: ast.AST) -> Iterator[str]:
    """What in `tree` has no place in the engine, a line each."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{line}: the constant {node.value}"
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
            yield f"{line}: the name {node.id}"
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_NAMES:
            yield f"{line}: the attribute {node.attr}"
        if isinstance(node, ast.Import):
            yield from (f"{line}: import {alias.name}" for alias in node.names if _is_foreign(alias.name))
        if isinstance(node, ast.ImportFrom):
            yield from _imports(node)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - line >= LONGEST_FUNCTION:
            yield f"{line}: {node.name} is longer than {LONGEST_FUNCTION} lines"


def _is_foreign(module: str) -> bool:
    if f"{module}.".startswith("loans.engine."):
        return False
    top = module.partition(".")[0]
    return top not in sys.stdlib_module_names or top in FORBIDDEN_MODULES


def _imports(node: ast.ImportFrom) -> Iterator[str]:
    module = node.module or ""
    if _is_foreign(module) and module != "math":
        yield f"{node.lineno}: from {module}"
    if module == "math" and [alias.name for alias in node.names] != ["lcm"]:
        yield f"{node.lineno}: from math more than lcm"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_the_engine_holds_nothing_that_does_not_belong_there(path: Path) -> None:
    assert list(trespasses(ast.parse(path.read_text()))) == []


def test_every_module_is_looked_at() -> None:
    assert {"money.py", "schedule.py", "drawing.py", "life.py", "apr.py"} <= {path.name for path in MODULES}


@pytest.mark.parametrize(
    "code",
    [
        "x = 0.5",
        "x = 1e3",
        "x = float('1')",
        "x = round(y)",
        "x = date.today()",
        "x = Decimal.from_float(y)",
        "import math",
        "from math import exp",
        "import numpy",
        "from django.conf import settings",
        "from loans.models import Investment",
        "from time import time",
        "def f():\n" + "    x = 1\n" * 60,
    ],
)
def test_each_trespass_is_seen(code: str) -> None:
    assert list(trespasses(ast.parse(code)))


def test_only_the_money_module_rounds() -> None:
    rounding = [path.name for path in MODULES if "quantize" in path.read_text()]
    assert rounding == ["money.py"]

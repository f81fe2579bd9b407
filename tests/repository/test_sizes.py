"""Small, readable pieces: views of at most 15 lines, functions of at most 60, files of at most 400."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ROOMS = ("core", "applicants", "loans", "coaching", "funding", "reports", "brusoc", "tests", "bench")


def _files() -> Iterator[Path]:
    for room in ROOMS:
        yield from (path for path in (PROJECT / room).rglob("*.py") if "migrations" not in path.parts)


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def _lines(function: ast.FunctionDef) -> int:
    """The lines of the body, its docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def _is_view(function: ast.FunctionDef) -> bool:
    names = {ast.unparse(one).partition("(")[0] for one in function.decorator_list}
    return bool(names & {"reads", "writes", "signed_in", "anyone"})


def test_no_file_is_past_400_lines() -> None:
    assert [str(path) for path in _files() if len(path.read_text().splitlines()) > 400] == []


def test_no_function_is_past_60_lines() -> None:
    found = [
        f"{path}:{function.name}"
        for path in _files()
        for function in _functions(path)
        if _lines(function) > 60
    ]
    assert found == []


def test_no_view_is_past_15_lines() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{function.name} {_lines(function)}"
        for path in _files()
        if "tests" not in path.parts
        for function in _functions(path)
        if _is_view(function) and _lines(function) > 15
    ]
    assert found == []

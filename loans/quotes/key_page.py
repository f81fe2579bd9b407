"""What is printed in `docs/quote.md`: the tables of keys, from the schema, and the answers of its examples.

`pytest tests/loans/quotes/test_quote_page.py --write-quote-page` writes them anew; what it changes in an answer is to
be read, not waved through.
"""

import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from loans.quotes.answer_models import ANSWERS
from loans.quotes.items import ITEMS
from loans.quotes.meanings import meanings
from loans.quotes.output import json_answer
from loans.quotes.quoting import Quote, quote
from loans.quotes.reading import read
from loans.quotes.schema import schema

MARK = "<!-- What follows is printed from the schema: tests/loans/quotes/test_quote_page.py --write-quote-page -->\n"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "quote.md"
_SCALARS = {
    "25000.00": "EUR",
    "0.08": "fraction",
    "1.5": "years",
    "506.91": "EUR",
    "0.082999506807510": "fraction",
    "8.30": "per cent",
}
_EXAMPLE = re.compile(
    r"^```json\n(?P<asked>(?:(?!^```).)*)```\n\n```json\n(?P<shown>(?:(?!^```).)*)```",
    re.DOTALL | re.MULTILINE,
)
_ROOMS = ("loans.engine.", "loans.quotes.")  # a model may have choices of the same name
Part = dict[str, Any]


def tables() -> str:
    """Every object and every list of words, first of the input, then of the answer."""
    of_input = _reached([model.__name__ for model in ITEMS.values()])
    of_answer = [name for name in _reached([model.__name__ for model in ANSWERS]) if name not in of_input]
    lines = [
        "## Keys of the input",
        *_sections(of_input),
        "",
        "## Keys of the answer",
        *_sections(of_answer),
        "",
    ]
    return "\n".join(lines)


def with_tables(page: str) -> str:
    """`page` with the tables of today behind the mark."""
    return page.partition(MARK)[0] + MARK + "\n" + tables()


def with_answers(page: str) -> str:
    """`page` with the answers of today: the keys and as many rows as it showed before."""
    return _EXAMPLE.sub(_answered, page)


def _answered(example: re.Match[str]) -> str:
    found = quote(read(example["asked"].encode()))
    shown = json.loads(example["shown"])
    cut = [
        _cut(answer, one)
        for answer, one in zip(found.answers, shown if found.is_list else [shown], strict=True)
    ]
    text = json_answer(Quote(cut, found.is_list, found.refused)).decode()
    return f"```json\n{example['asked']}```\n\n```json\n{text}```"


def _cut(found: Any, shown: Any) -> Any:
    if isinstance(shown, dict) and isinstance(found, dict):
        return {key: _cut(found[key], value) for key, value in shown.items() if key in found} or found
    if isinstance(shown, list) and isinstance(found, list):
        return [_cut(one, value) for one, value in zip(found, shown, strict=False)]
    return found


def _sections(names: list[str]) -> Iterator[str]:
    for name in names:
        part = schema()["$defs"][name]
        yield from _words(name, part) if "enum" in part else _keys(name, part)


def _keys(name: str, part: Part) -> Iterator[str]:
    yield from ("", f"### {name}", "", _line(part["description"]), "")
    yield "| key | what it is | left out | what it says |"
    yield "|---|---|---|---|"
    needed = part.get("required", [])
    for key, value in part["properties"].items():
        left_out = "must be given" if key in needed else _default(value)
        yield f"| `{key}` | {_type(value)} | {left_out} | {_description(value)} |"


def _words(name: str, part: Part) -> Iterator[str]:
    yield from (
        "",
        f"### {name}",
        "",
        _line(_class(name).__doc__ or ""),
        "",
        "| word | meaning |",
        "|---|---|",
    )
    known = meanings(_class(name))
    for word in part["enum"]:
        yield f"| `{word}` | {known.get(word, '')} |"


def _class(name: str) -> type[Enum]:
    """The list of words of this name."""
    return next(
        words for words in _all(Enum) if words.__name__ == name and words.__module__.startswith(_ROOMS)
    )


def _all(above: type[Enum]) -> Iterator[type[Enum]]:
    for words in above.__subclasses__():
        yield words
        yield from _all(words)


def _type(value: Part) -> str:
    if "$ref" in value:
        name = _target(value)
        return f"[{name}](#{name.lower()})"
    if "const" in value or "enum" in value:
        return ", ".join(f"`{word}`" for word in value.get("enum") or [value["const"]])
    if value.get("format") == "date":
        return "day"
    if value.get("examples", [""])[0] in _SCALARS:
        return _SCALARS[value["examples"][0]]
    if "anyOf" in value or "oneOf" in value:
        return " or ".join(_type(one) for one in value.get("anyOf") or value["oneOf"])
    return _plain_type(value)


def _plain_type(value: Part) -> str:
    if value["type"] == "array":
        return f"list of {_type(value['items'])}"
    if value["type"] == "integer":
        least, most = value.get("minimum"), value.get("maximum")
        return "whole number" + (f", {least} to {most}" if most is not None else "")
    return {"string": "text", "boolean": "`true` or `false`", "null": "`null`"}[value["type"]]


def _default(value: Part) -> str:
    default = value.get("default")
    if default is None or isinstance(default, dict):
        return ""
    if isinstance(default, list):
        return ", ".join(f"`{one}`" for one in default) or "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`" if default != "" else ""


def _description(value: Part) -> str:
    name = _target(value)
    target = schema()["$defs"].get(name, {})
    said = value.get("description") or (
        _class(name).__doc__ if "enum" in target else target.get("description")
    )
    return _line(said or "")


def _target(value: Part) -> str:
    """The name of the definition to which a key refers; empty when it refers to none."""
    return str(value.get("$ref", "")).removeprefix("#/$defs/")


def _line(text: str) -> str:
    return " ".join(text.split())


def _reached(names: list[str]) -> list[str]:
    """`names` and every definition that they lead to, in the order in which a reader meets them."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting = [*_references(schema()["$defs"][name]), *waiting]
    return found


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [name for one in part for name in _references(one)]
    if not isinstance(part, dict):
        return []
    own = [_target(part)] if "$ref" in part else []
    return own + [name for one in part.values() for name in _references(one)]

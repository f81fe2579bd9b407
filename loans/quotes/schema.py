"""The JSON Schema of input and output, as one document: `#/$defs/input` and `#/$defs/output`.

The document as a whole describes an input, so that an editor that is given it helps whoever writes one.
"""

import json
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from loans.quotes.answer_models import ANSWERS
from loans.quotes.items import ITEMS
from loans.quotes.meanings import meanings

_TITLE = "manage.py quote"
_ABOUT = (
    "A file is one item or a list of items. Amounts are EUR as text with at most two decimals or whole numbers; rates"
    " are fractions as text; days are YYYY-MM-DD. An unknown key is refused. docs/quote.md shows examples."
)
_EXAMPLE = {
    "id": "golden",
    "terms": {"principal": "25000.00", "rate_yearly": "0.08", "paid_out_on": "2025-01-31", "instalments": 60},
    "rules": {"excess": "shorten"},
    "events": [{"kind": "payment", "on": "2025-02-28", "amount": "506.91"}],
    "on": "2025-03-15",
}


class _Generator(GenerateJsonSchema):
    """Defaults as the file would say them: amounts as text, words as words; a key that may be left out has none."""

    def default_schema(self, schema: Any) -> dict[str, Any]:
        if schema.get("default", ...) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """The words, and in the description what each of them means."""
        made = super().enum_schema(schema)
        known = meanings(schema["cls"])
        said = "; ".join(f'"{word}": {known[word]}' for word in made.get("enum", ()) if word in known)
        return {**made, "description": f"{made['description']} {said}.".strip()} if said else made

    def encode_default(self, dft: Any) -> Any:
        return _said(dft)


def schema_text() -> str:
    """The document as text."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


@cache
def schema() -> dict[str, Any]:
    """The document. The caller leaves it as it is."""
    models = [(model, "validation") for model in (*ITEMS.values(), *ANSWERS)]
    refs, document = models_json_schema(models, schema_generator=_Generator)  # type: ignore[arg-type]
    parts = document["$defs"]
    parts["input"] = _one_or_many(
        [refs[model, "validation"] for model in ITEMS.values()], "What a file says."
    )
    parts["output"] = _one_or_many([refs[model, "validation"] for model in ANSWERS], "What is answered.")
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": _TITLE,
        "description": _ABOUT,
        "examples": [_EXAMPLE],
        "$ref": "#/$defs/input",
        "$defs": parts,
    }


def _one_or_many(items: list[Any], about: str) -> dict[str, Any]:
    item = {"anyOf": items}
    return {"description": about, "anyOf": [*items, {"type": "array", "items": item}]}


def _said(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {
            name: _said(getattr(value, name))
            for name in type(value).model_fields
            if getattr(value, name) is not None
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | frozenset | list):
        inner = [_said(one) for one in value]
        return sorted(inner) if isinstance(value, frozenset) else inner
    return value if isinstance(value, int | str) else str(value)

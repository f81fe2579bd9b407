"""Why an item is not answered: the path of the key, a stable code, and a sentence in the language asked."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from loans.engine.errors import EngineError
from loans.engine_words import sentence_of
from loans.quotes.paths import Step, path
from loans.quotes.said import Keyed, keys_below

MOST_SHOWN = 50  # of one item: whoever errs a thousand times errs in one way
NEAR_ENOUGH = 0.7  # "principle" is near to "principal", "grace" is near to nothing
# Codes of the engine that shorten the name of the key.
_SHORT = {
    "fee": "fees",
    "first-due": "first_due_on",
    "grace": "interest_only",
    "pause": "pause_months",
    "rate": "rate_yearly",
    "rounding": "instalment_rounding",
    "tranche": "tranches",
}
_WORD = re.compile(r"'([^']*)'")


class Refusal(NamedTuple):
    """One thing that is wrong, at one place of the file."""

    path: str
    code: str
    sentence: str


class Cause(NamedTuple):
    """A stable code and the sentence for it, with the places for what is shown."""

    code: str
    sentence: str | Promise


OTHER = Cause("wrong-value", _("This value cannot be used here."))
_OBJECT = Cause("not-an-object", _("It must be an object in braces."))
_LIST = Cause("not-a-list", _("It must be a list in square brackets."))
_WHOLE = Cause("not-whole", _("It must be a whole number without quotes, such as 60."))
_TEXT = Cause("not-text", _("It must be text in quotes."))
_WORDS = Cause("unknown-word", _("It must be one of these words: %(words)s."))

# By the type of the error, pydantic's own or that of scalars.py.
CAUSES: dict[str, Cause] = {
    "missing": Cause("missing-key", _("This key is missing.")),
    "extra_forbidden": Cause("unknown-key", _("There is no such key.")),
    "near-key": Cause("unknown-key", _("There is no such key here; “%(near)s” is a known key.")),
    "repeated": Cause("repeated-key", _("This key stands more than once in its object.")),
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "bool_type": Cause("not-true-or-false", _("It must be true or false, without quotes.")),
    "int_type": _WHOLE,
    "not-whole": _WHOLE,
    "string_type": _TEXT,
    "not-text": _TEXT,
    "string_unicode": Cause("not-text", _("It must be text of Unicode characters.")),
    "string_pattern_mismatch": Cause(
        "not-text", _("It must be text on one line, without control characters.")
    ),
    "string_too_long": Cause("too-long", _("It must not be longer than %(max_length)s characters.")),
    "string_too_short": Cause("too-short", _("It must not be empty.")),
    "too_long": Cause("too-long", _("The list must not be longer than %(max_length)s.")),
    "too_short": Cause("too-short", _("The list must not be empty.")),
    "greater_than_equal": Cause("too-small", _("It must be at least %(ge)s.")),
    "less_than_equal": Cause("too-large", _("It must be at most %(le)s.")),
    "enum": _WORDS,
    "literal_error": _WORDS,
    "union_tag_invalid": _WORDS,
    "union_tag_not_found": Cause("missing-key", _("This key is missing.")),
    "not-a-number": Cause(
        "not-a-number",
        _("It must be a number as text in quotes, such as “%(example)s”, or a whole number without quotes."),
    ),
    "bare-number": Cause(
        "bare-number",
        _("The number %(written)s must stand in quotes as plain digits, so that no digit of it is lost."),
    ),
    "not-cents": Cause("not-cents", _("An amount has at most two decimals.")),
    "too-many-decimals": Cause("too-many-decimals", _("The number has more than %(places)s decimals.")),
    "too-large": Cause("too-large", _("The number has more than %(digits)s digits before the point.")),
    "not-a-day": Cause("not-a-day", _("It must be a day of the calendar as text, such as “2025-01-31”.")),
    "said-twice": Cause("said-twice", _("The list holds the same thing twice.")),
    "any-of": Cause("one-of", _("At least one of these keys must be given: %(words)s.")),
    "needs-day": Cause("missing-day", _("The day “on” is missing, of which is asked: %(words)s.")),
    "mixed-times": Cause(
        "mixed-times", _("The flows mix days, times and periods: nobody can tell which comes first.")
    ),
    "npv-rate": Cause("npv-rate", _("“npv” and “discount_rate” go together: give both or neither.")),
    "beyond-numbers": Cause("beyond-numbers", _("This cannot be calculated: a number gets too large.")),
    "defect": Cause(
        "defect", _("This item meets a defect of the program; the other items are not affected.")
    ),
    "one-of": Cause("one-of", _("Exactly one of these keys must be given: %(words)s.")),
}


def refusal(kind: str, steps: Sequence[Step], **shown: Any) -> Refusal:
    """The refusal of `kind` (a key of CAUSES) at the place to which `steps` lead."""
    cause = CAUSES.get(kind, OTHER)
    return Refusal(path(steps), cause.code, str(cause.sentence) % shown)


def of_validation(error: ValidationError, steps: Sequence[Step], model: type[Keyed]) -> list[Refusal]:
    """What pydantic found wrong with the item to which `steps` lead and which should be a `model`."""
    every = error.errors(include_url=False, include_input=False)
    # A list of bad things is also "too short": what is wrong with the things says more.
    found = [one for one in every if one["type"] != "too_short"] or every
    return [_of_one(one, steps, model) for one in found[:MOST_SHOWN]]


def _of_one(one: ErrorDetails, steps: Sequence[Step], model: type[Keyed]) -> Refusal:
    place = _place(one["loc"], one["type"])
    if one["type"] == "extra_forbidden":
        near = get_close_matches(str(place[-1]), keys_below(model), n=1, cutoff=NEAR_ENOUGH)
        if near:
            return refusal("near-key", (*steps, *place), near=near[0])
    return refusal(one["type"], (*steps, *place), **_shown(one.get("ctx", {})))


def of_engine(error: EngineError, steps: Sequence[Step], keys: Iterable[str] = ()) -> Refusal:
    """What the engine refused of the object to which `steps` lead and which has these `keys`.

    The engine's codes begin with the name of the field where one field is to blame.
    """
    key = key_of(error.code, keys)
    return Refusal(path((*steps, key) if key else steps), error.code, sentence_of(error))


def key_of(code: str, keys: Iterable[str]) -> str | None:
    """The key with which `code` begins: "principal-not-positive" is of `principal`; the longest one, if several."""
    known = set(keys)
    begun = {key.replace("_", "-"): key for key in known} | {
        word: key for word, key in _SHORT.items() if key in known
    }
    fitting = [word for word in begun if f"{code}-".startswith(f"{word}-")]
    return begun[max(fitting, key=len)] if fitting else None


def _place(loc: tuple[Step, ...], kind: str) -> tuple[Step, ...]:
    """Where the error stands: pydantic puts the kind of an event behind its number, which the file does not."""
    steps: list[Step] = []
    before: tuple[Step | None, Step | None] = (None, None)
    for step in loc:
        of_event = before[0] == "events" and isinstance(before[1], int)
        if not of_event:
            steps.append(step)
        before = (before[1], step)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        steps.append("kind")
    return tuple(steps)


def _shown(context: dict[str, Any]) -> dict[str, Any]:
    words = context.get("expected") or context.get("expected_tags")
    return {**context, "words": ", ".join(_WORD.findall(words))} if words else context

"""Where in the file a value stands: `[3].terms.fees[0].amount`, as a person finds it and a program can follow it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from loans.quotes.reading import Repeated

Step = str | int
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LONGEST_NAME = 60
WHOLE = "$"  # the item itself, when it stands alone in the file


def path(steps: Sequence[Step]) -> str:
    """`steps` as text. A key that is no plain word stands quoted in brackets, cut when it is very long."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN.fullmatch(step) and len(step) <= _LONGEST_NAME:
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step[:_LONGEST_NAME])}]"
    return text or WHOLE


def repeated_keys(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The places of all keys that stand twice in an object below `value`.

    Walked with a list of our own: what json.loads could nest, this can follow.
    """
    waiting: list[tuple[tuple[Step, ...], Any]] = [(steps, value)]
    while waiting:
        place, found = waiting.pop()
        if isinstance(found, Repeated):
            yield from ((*place, name) for name in found.keys_twice)
        if isinstance(found, dict):
            waiting.extend(((*place, name), inner) for name, inner in found.items())
        elif isinstance(found, list):
            waiting.extend(((*place, index), inner) for index, inner in enumerate(found))

"""From the bytes of a file to the values of its JSON, with everything kept that JSON libraries like to lose.

A number with a point or an exponent stays the text it was (it is refused later, where the path of its key is known),
and a key that stands twice in one object is remembered instead of silently winning.
"""

import json
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from loans.quotes.scalars import BareNumber

LARGEST_FILE = 64 * 1024 * 1024
_LONGEST_WHOLE = 18


class Unreadable(Exception):
    """The input as a whole cannot be used. The text is a sentence for a person."""


class Repeated(dict[str, Any]):
    """An object of the file in which `keys` stand more than once; the value is the last one."""

    keys_twice: tuple[str, ...] = ()


class Contents(NamedTuple):
    """What a file says: `items` in order, whether they stood in a list, and whether any key stands twice somewhere."""

    items: list[Any]
    is_list: bool
    has_repeated_keys: bool


def read(content: bytes) -> Contents:
    """The items of a file. Raises Unreadable when it is empty, too large, not UTF-8, not JSON, too deep, or neither an
    object nor a list."""
    value, has_repeated_keys = _parsed(_text(content))
    if isinstance(value, dict):
        return Contents([value], False, has_repeated_keys)
    if isinstance(value, list):
        return Contents(value, True, has_repeated_keys)
    raise Unreadable(_("The input must be one object or a list of objects."))


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise Unreadable(_("The input is larger than %(limit)s megabytes.") % {"limit": limit})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The input is not UTF-8: byte %(place)s.") % {"place": error.start + 1}) from None
    if not text.strip():
        raise Unreadable(_("The input is empty."))
    return text


def _parsed(text: str) -> tuple[Any, bool]:
    twice: list[Repeated] = []

    def paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        names = [name for name, value in pairs]
        repeated = Repeated(found)
        repeated.keys_twice = tuple(name for name in found if names.count(name) > 1)
        twice.append(repeated)
        return repeated

    try:
        value = json.loads(
            text,
            parse_float=BareNumber,
            parse_int=_whole,
            parse_constant=BareNumber,
            object_pairs_hook=paired,
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise Unreadable(_("The input is not JSON: line %(line)s, column %(column)s.") % place) from None
    except RecursionError:
        raise Unreadable(_("The input is nested too deeply.")) from None
    return value, bool(twice)


def _whole(written: str) -> int | BareNumber:
    # A number of a million digits would cost seconds; none of ours has more than a dozen.
    return int(written) if len(written) <= _LONGEST_WHOLE else BareNumber(written)

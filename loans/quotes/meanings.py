"""What each word of a closed list means: the comment beside it where it is defined, so that it is written once."""

import inspect
import re
from enum import Enum
from functools import cache

_WORD = re.compile(r'"(?P<word>[^"]+)",?\s+# (?P<meaning>.+)')


@cache
def meanings(words: type[Enum]) -> dict[str, str]:
    """The meaning of each word that has a comment; none where the source is not at hand."""
    try:
        source = inspect.getsource(words)
    except OSError:
        return {}
    return {found["word"]: found["meaning"] for found in _WORD.finditer(source)}

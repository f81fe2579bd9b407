"""Icons by name, written into the page by the server, so that a browser loads only those that a page shows."""

import re
from functools import cache

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SPRITE = "vendor/bootstrap-icons/bootstrap-icons.svg"
_SYMBOL = re.compile(r'<symbol [^>]*viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)


def icon(name: str) -> SafeString:
    """The SVG of a Bootstrap icon, hidden from screen readers: words stand beside it. Raises KeyError if unknown."""
    view_box, shapes = _symbols()[name]
    return format_html(
        '<svg class="icon" viewBox="{}" fill="currentColor" aria-hidden="true" focusable="false">{}</svg>',
        view_box,
        mark_safe(shapes),  # noqa: S308 - read from our own vendored file
    )


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    path = finders.find(_SPRITE)
    if not path:
        raise FileNotFoundError(_SPRITE)
    with open(path, encoding="utf-8") as sprite:
        return {name: (box, shapes) for box, name, shapes in _SYMBOL.findall(sprite.read())}

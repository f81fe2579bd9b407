"""Every address of the house, read from the URL configuration itself."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Pages of libraries, which guard themselves: by name, or by the namespace in front of it.
FOREIGN = ("account_", "mfa_", "admin:")
_EXAMPLES: dict[str, Any] = {
    "int": 999_999_999,
    "uuid": uuid.UUID(int=7),
    "slug": "no-such-thing",
    "str": "no-such-thing",
    "path": "no/such/thing",
    "date": date(2011, 3, 31),
}
_BY_NAME = {"language": "fr", "format": "pdf", "kind": "pdf"}


@dataclass(frozen=True)
class Address:
    """A URL pattern with its full name, its view and an example of an address of something that does not exist."""

    name: str
    view: Any
    url: str

    @property
    def is_foreign(self) -> bool:
        return self.name.startswith(FOREIGN)


def addresses() -> list[Address]:
    """All of them, by name."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda address: address.name)


def ours() -> list[Address]:
    """Those whose views we wrote."""
    return [address for address in addresses() if not address.is_foreign]


def _walk(patterns: list[Any], namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name or pattern.pattern}"
            foreign = name.startswith(FOREIGN)
            yield Address(name, pattern.callback, "" if foreign else reverse(name, kwargs=_example(pattern)))


def _example(pattern: URLPattern) -> dict[str, Any]:
    return {
        name: _BY_NAME.get(name)
        or _EXAMPLES[type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")]
        for name, converter in pattern.pattern.converters.items()
    }

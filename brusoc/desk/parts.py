"""What a desk is made of: figures that lead to their rows, and short lists of what to do next."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from core.templatetags.look import Badge, Why

Text = str | Promise


@dataclass(frozen=True)
class Figure:
    """A number with its name; `url` leads to the rows behind it, `why` says how it is made."""

    label: Text
    value: Any
    hint: Text = ""
    url: str = ""
    tone: str = "neutral"
    why: Why | None = None


@dataclass(frozen=True)
class Item:
    """A line of a work list: what it is, where it leads, a word on it, its state."""

    title: Text
    url: str
    note: Text = ""
    state: Badge | None = None


@dataclass(frozen=True)
class WorkList:
    """A titled list with what to say when it is empty, and where the whole list is."""

    title: Text
    items: list[Item]
    empty: Text
    more_label: Text = ""
    more_url: str = ""


@dataclass(frozen=True)
class Desk:
    """The first page of a role. `action` is the one primary button: (label, address, icon)."""

    greeting: Text
    figures: list[Figure]
    lists: list[WorkList]
    action: tuple[Text, str, str] | None = None

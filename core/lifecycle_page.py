"""The page `docs/lifecycles.md`: every table of moves in words, printed from the tables themselves."""

import sys

from django.utils import translation

from core.lifecycle import Lifecycle

_ROOMS = ("core", "applicants", "loans", "coaching", "funding", "reports")
_HEAD = """# Lifecycles

Printed from the tables by `tests/repository/test_lifecycles.py --write-lifecycles`; the same tables draw the buttons,
refuse the act in the service, and make the trigger with which PostgreSQL refuses any other jump.
"""


def lifecycles() -> list[Lifecycle]:
    """Every lifecycle that a loaded module of the house defines, by name."""
    found = {
        id(value): value
        for name, module in list(sys.modules.items())
        if name.split(".")[0] in _ROOMS
        for value in vars(module).values()
        if isinstance(value, Lifecycle)
    }
    return sorted(found.values(), key=lambda life: life.name)


def page() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return "\n".join([_HEAD, *(_section(life) for life in lifecycles())])


def _section(life: Lifecycle) -> str:
    lines = [
        f"## {life.name}\n",
        f"Begins as `{life.initial}`. States: {', '.join(f'`{state}`' for state in life.states)}.\n",
        "| verb | from | to | needed right | button |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {move.verb} | {', '.join(move.sources)} | {move.target} | {move.permission.value} | {move.label} |"
        for move in life
    ]
    return "\n".join(lines) + "\n"

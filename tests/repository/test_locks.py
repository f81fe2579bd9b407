"""A row is locked FOR NO KEY UPDATE: the plain FOR UPDATE also stops the foreign-key checks of others at their commit,
and with the lock of the audit chain two ordinary acts would wait for each other for ever."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ROOMS = ("core", "applicants", "loans", "coaching", "funding", "reports", "brusoc")


def test_every_lock_leaves_the_keys_alone() -> None:
    bare = [
        f"{path.relative_to(PROJECT)}: {call}"
        for room in ROOMS
        for path in (PROJECT / room).rglob("*.py")
        for call in re.findall(r"select_for_update\((?:of=\([^)]*\))?[^)]*\)", path.read_text())
        if "no_key=True" not in call
    ]
    assert bare == []

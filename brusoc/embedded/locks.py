"""The two lock files of an embedded server, by which its users and its keeper find each other."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TextIO

from brusoc.embedded import processes
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.places import Places

KEEPER_MODULE = "brusoc.embedded.keeper"


def users_file(where: Places, kind: str) -> Path:
    """The file that users of the server lock together, and the keeper alone while it stops the server."""
    return where.locks / f"{kind}.users"


def keeper_file(where: Places, kind: str) -> Path:
    """The file the keeper locks while it lives and writes its state into: `pid state sentence`."""
    return where.locks / f"{kind}.keeper"


def opened(path: Path) -> TextIO:
    """The lock file at `path`, made if need be. Raises EmbeddedError when it is another user's."""
    try:
        return path.open("a+")
    except OSError as error:
        raise EmbeddedError(
            f"{path} cannot be written ({error.strerror}); is another user's demo here?"
        ) from error


def locked(file: TextIO, mode: int) -> bool:
    """Take the lock `mode` on `file` if nobody stands in the way; say whether that worked."""
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keeper_state(where: Places, kind: str) -> tuple[int, str]:
    """The process and the last words of the latest keeper: its pid, or 0 when it is gone, and its state."""
    try:
        pid, _, state = keeper_file(where, kind).read_text().partition(" ")
    except OSError:
        return 0, ""
    alive = pid.isdecimal() and KEEPER_MODULE in processes.command_line(int(pid))
    return (int(pid) if alive else 0), state

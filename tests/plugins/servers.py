"""A throwaway PostgreSQL and Redis for the whole test run: `-p tests.plugins.servers` in pytest.ini.

They start before pytest-django reads the settings, the parallel workers inherit their addresses, and the last thing
the run does is to stop and remove them. TEST_DATABASE_URL and TEST_REDIS_URL name other servers to use instead.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from brusoc.embedded.folders import WALK_THROUGH
from brusoc.embedded.places import places
from brusoc.embedded.postgres_server import Postgres
from brusoc.embedded.redis_server import Redis

pytest_plugins = ["tests.plugins.stack", "tests.plugins.threads"]

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
ASKS_ONLY = {"-h", "--help", "-V", "--version", "--markers", "--fixtures", "--collect-only", "--co"}
# Where the folder of this run is written down for the parallel workers, and for what all of them share.
RUN_FOLDER = "BRUSOC_TEST_RUN"
_started: list[Postgres | Redis] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, object, object]:
    """Start the servers in the main process; in a parallel worker, move to a Redis database of one's own."""
    if WORKER:
        number = int(WORKER.removeprefix("gw")) % 15 + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].partition('?')[0]}?db={number}"
        _move_home(WORKER)
    elif not ASKS_ONLY.intersection(args):
        _start()
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop what this process started and remove its folder."""
    while _started:
        _started.pop().stop()
    if not WORKER and RUN_FOLDER in os.environ:
        shutil.rmtree(os.environ.pop(RUN_FOLDER), ignore_errors=True)


def _start() -> None:
    _remove_leftovers()
    run = Path(tempfile.mkdtemp(prefix=f"brusoc-test-{os.getpid()}-"))
    run.chmod(WALK_THROUGH)
    os.environ[RUN_FOLDER] = str(run)
    os.environ["BRUSOC_ENV_FILE"] = os.devnull  # The developer's own .env has no say in the tests.
    _move_home("main")
    servers = {"DATABASE_URL": Postgres, "REDIS_URL": Redis}
    for variable, server in servers.items():
        given = os.environ.get(f"TEST_{variable}")
        if given:
            os.environ[variable] = given
            continue
        started = server(places(run / "servers"), throwaway=True)
        _started.append(started)
        started.start()
        os.environ[variable] = started.url()


def _move_home(name: str) -> None:
    home = Path(os.environ[RUN_FOLDER]) / name
    home.mkdir()
    os.environ["BRUSOC_HOME"] = str(home)


def _remove_leftovers() -> None:
    """Remove the folders of runs that were killed; their servers died with them."""
    for folder in Path(tempfile.gettempdir()).glob("brusoc-test-*-*"):
        owner = folder.name.split("-")[2]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
            sys.stderr.write(f"removed {folder}, left by a killed test run\n")

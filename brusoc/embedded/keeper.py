"""The process that keeps one embedded server running while anybody uses it: `python -m brusoc.embedded.keeper`.

Whoever needs the server holds a shared lock on the file of users (hold.py). The kernel releases that lock however its
holder ends, so the keeper sees the last one go, even by SIGKILL, and stops the server in order. It keeps the file
of users to itself meanwhile: a newcomer waits, then starts a new keeper. When the keeper itself is killed, the kernel
tells the server to shut down.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.locks import keeper_file, locked, opened, users_file
from brusoc.embedded.places import Places, places
from brusoc.embedded.postgres_server import Postgres
from brusoc.embedded.redis_server import Redis

SERVERS: dict[str, Callable[[Places], Postgres | Redis]] = {"postgres": Postgres, "redis": Redis}
PATROL_SECONDS = 0.1


def keep(kind: str, where: Places) -> int:
    """Start the server, keep it until its last user is gone, stop it. Returns the exit code of the process."""
    dismissed = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: dismissed.set())
    with opened(keeper_file(where, kind)) as own, opened(users_file(where, kind)) as users:
        if not locked(own, fcntl.LOCK_EX):
            return 0  # Another keeper was quicker.
        _tell(own, "starting")
        server = SERVERS[kind](where)
        try:
            server.start()
            _tell(own, "ready")
            while not dismissed.wait(PATROL_SECONDS) and not locked(users, fcntl.LOCK_EX):
                if not server.running():
                    raise EmbeddedError(f"{server.name} ended by itself; see {server.log}.")
            _tell(own, "stopping")
            server.stop()
        except (EmbeddedError, OSError) as error:
            _tell(own, f"failed {error}")
            with contextlib.suppress(OSError):
                server.stop()
            return 1
        _tell(own, "stopped")
    return 0


def _tell(file: TextIO, state: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()} {state}")
    file.flush()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1], places(Path(sys.argv[2]))))

"""One demonstration at a time in a run-time folder, and its web port."""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path
from typing import TextIO

from brusoc.embedded import processes
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.folders import make_home
from brusoc.embedded.locks import locked, opened

FIRST_PORT, LAST_PORT = 8000, 8019
HOST = "127.0.0.1"
# A killed demonstration's children need a moment to stop; they hold its lock until then.
LAST_RUN_SECONDS = 40


def claim(folder: Path) -> TextIO:
    """Lock the folder for our demonstration, waiting for the remains of a killed one.

    Raises EmbeddedError when another demonstration runs there.
    """
    make_home(folder)
    file = opened(folder / "lock" / "demo")
    processes.wait_until(
        lambda: locked(file, fcntl.LOCK_EX) or _runs_at(folder) is not None, LAST_RUN_SECONDS
    )
    if locked(file, fcntl.LOCK_EX):
        return announce(file, "")
    file.close()
    address = _runs_at(folder)
    if address is None:
        raise EmbeddedError(
            f"Processes of an earlier demonstration do not end; their logs are in {folder / 'log'}."
        )
    raise EmbeddedError(
        f"A demonstration already runs {address or 'and is starting'}; stop it first with Ctrl-C."
    )


def announce(file: TextIO, where: str) -> TextIO:
    """Write into the lock who we are and where we serve ("at http://..."), for whoever finds it taken."""
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()} {where}")
    file.flush()
    return file


def running(folder: Path) -> bool:
    """Whether a demonstration, or what is left of it, holds the folder."""
    path = folder / "lock" / "demo"
    if not path.exists():
        return False
    with opened(path) as file:
        return not locked(file, fcntl.LOCK_EX)


def _runs_at(folder: Path) -> str | None:
    """Where the demonstration that wrote the lock serves ("" if not yet), None when its process is gone."""
    pid, _, address = (folder / "lock" / "demo").read_text().partition(" ")
    alive = pid.isdecimal() and "demo" in processes.command_line(int(pid))
    return address if alive else None


def bound_socket(port: int | None) -> socket.socket:
    """A socket bound to `port` on this machine alone, or to the first free port from 8000 on.

    Raises EmbeddedError when the port, or every port tried, is taken or forbidden.
    """
    for number in [port] if port is not None else range(FIRST_PORT, LAST_PORT + 1):
        web = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            web.bind((HOST, number))
            web.listen()  # Two that only bind would share the port; browsers wait until gunicorn takes over.
            return web
        except (OSError, OverflowError) as error:
            web.close()
            reason = getattr(error, "strerror", None) or str(error)
    if port is not None:
        raise EmbeddedError(
            f"Port {port} cannot be used ({reason}); choose another with --port, or leave it out."
        )
    raise EmbeddedError(f"Every port from {FIRST_PORT} to {LAST_PORT} is taken; choose one with --port.")

"""A process's claim on an embedded server: while any claim lives, so does the server."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TextIO

from brusoc.embedded import processes
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.folders import log_file, make_home
from brusoc.embedded.locks import KEEPER_MODULE, keeper_file, keeper_state, locked, opened, users_file
from brusoc.embedded.places import PROJECT, places

START_SECONDS = 150
STOP_SECONDS = 100


class Hold:
    """The claim of this process on the server `kind` ("postgres" or "redis") of one run-time folder."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.where = places(folder)
        self._users: TextIO | None = None
        self._spawned: subprocess.Popen[bytes] | None = None

    def take(self) -> None:
        """Claim the server and wait until it serves, starting it if nobody has. Raises EmbeddedError."""
        make_home(self.where.home)
        self._users = opened(users_file(self.where, self.kind))
        fcntl.flock(self._users, fcntl.LOCK_SH)  # Waits while a keeper is stopping the server.
        if not self.serving():
            self._spawn()
            processes.wait_until(lambda: self.serving() or self._spawned_in_vain(), START_SECONDS)
        if not self.serving():
            _, state = keeper_state(self.where, self.kind)
            self._users.close()
            raise EmbeddedError(
                state.removeprefix("failed ")
                if state.startswith("failed ")
                else f"{self.kind} did not start; see {self.where.logs / self.kind}.log."
            )

    def serving(self) -> bool:
        """Whether a keeper is alive and its server answers."""
        pid, state = keeper_state(self.where, self.kind)
        return pid > 0 and state == "ready"

    def fileno(self) -> int:
        """The claim as a file descriptor: a child that inherits it keeps the server up until it ends too."""
        if self._users is None:
            raise ValueError("take() comes first")
        return self._users.fileno()

    def leave(self) -> None:
        """Give up the claim; the last one to leave waits until the server has stopped."""
        if self._users is None or self._users.closed:
            return
        last = locked(self._users, fcntl.LOCK_EX)
        pid, state = keeper_state(self.where, self.kind)
        if last and pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        if last or state == "stopping":
            processes.wait_until(lambda: self._no_keeper() and not processes.command_line(pid), STOP_SECONDS)
        self._users.close()

    def _spawn(self) -> None:
        command = [sys.executable, "-m", KEEPER_MODULE, self.kind, str(self.where.home)]
        with log_file(self.where.logs, self.kind).open("ab") as output:
            self._spawned = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=PROJECT,
                start_new_session=True,
            )

    def _spawned_in_vain(self) -> bool:
        """Whether our keeper is gone and no other took its place."""
        return self._spawned is not None and self._spawned.poll() is not None and self._no_keeper()

    def _no_keeper(self) -> bool:
        if self._spawned is not None:
            self._spawned.poll()  # Bury our own, so that no remains of it are left.
        with opened(keeper_file(self.where, self.kind)) as file:
            return locked(file, fcntl.LOCK_EX)

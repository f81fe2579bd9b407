"""What a killed PostgreSQL leaves behind: a living postmaster, orphaned backends, a file with a stale process id."""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path

from brusoc.embedded import processes
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.places import Places

PATIENCE_SECONDS = 30
SHARED_MEMORY_LINE = 7


def clear_leftovers(where: Places) -> None:
    """End a server of ours that still runs on this cluster, wait for its last processes, forget a stale id.

    PostgreSQL itself clears the file of a dead server, but refuses to start when the number lives on: in a foreign
    process, as after a restart of a container, or in remains that nobody has reaped yet.
    Raises EmbeddedError when processes of the earlier server do not go away.
    """
    pid_file = where.cluster / "postmaster.pid"
    try:
        lines = pid_file.read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return
    command = processes.command_line(pid)
    if command and Path(command[0]).name == "postgres" and str(where.cluster) in command:
        processes.end(pid, signal.SIGINT, signal.SIGQUIT)
    if not processes.wait_until(lambda: attached(lines) == 0, PATIENCE_SECONDS):
        raise EmbeddedError(
            f"Processes of an earlier PostgreSQL still use {where.cluster}; end them by hand."
        )
    if Path(f"/proc/{pid}").exists():
        pid_file.unlink(missing_ok=True)
        for lock in where.sockets.glob(".s.PGSQL.*.lock"):
            lock.unlink()


def attached(pid_file_lines: list[str]) -> int:
    """How many processes still use the shared memory of the server that wrote `postmaster.pid`.

    Each of its processes does, so that none of them is left when this is 0.
    """
    if len(pid_file_lines) < SHARED_MEMORY_LINE:
        return 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        segment = pid_file_lines[SHARED_MEMORY_LINE - 1].split()[1]
        header, *rows = (line.split() for line in Path("/proc/sysvipc/shm").read_text().splitlines())
        identity, users = header.index("shmid"), header.index("nattch")
        return sum(int(row[users]) for row in rows if row[identity] == segment)
    return 0

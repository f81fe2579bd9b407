"""Starting, recognising and ending processes so that none outlives its purpose."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from brusoc.embedded.errors import EmbeddedError

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def start(
    command: Sequence[str],
    *,
    log: Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    account: pwd.struct_passwd | None = None,
    dies_by: signal.Signals = signal.SIGTERM,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, its output appended to `log`.

    Its own session keeps the terminal's Ctrl-C away; `dies_by` reaches it when this process ends in any way, SIGKILL
    included. Call it from the main thread: the kernel sends `dies_by` when the thread that started the child ends.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env=env,
            start_new_session=True,
            preexec_fn=_bound_to_parent(dies_by),  # noqa: PLW1509 - it only calls prctl
            pass_fds=pass_fds,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )


def _bound_to_parent(number: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def bind() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def command_line(pid: int) -> list[str]:
    """The command line of the living process `pid`; empty when there is none (or only its unreaped remains)."""
    try:
        return [os.fsdecode(part) for part in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") if part]
    except OSError:
        return []


def end(pid: int, *numbers: signal.Signals, patience: float = 15) -> None:
    """End the process `pid` that is not our child: each signal in turn, waiting `patience` seconds after each.

    Raises EmbeddedError when it survives or is not ours to end.
    """
    for number in numbers:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        except PermissionError as error:
            raise EmbeddedError(
                f"Process {pid} is left from another user's run; only that user can end it."
            ) from error
        if wait_until(lambda: not command_line(pid), patience):
            return
    raise EmbeddedError(f"Process {pid} is left from an earlier run and does not end; end it by hand.")


def wait_until(condition: Callable[[], bool], seconds: float, *, every: float = 0.02) -> bool:
    """Whether `condition` became true within `seconds`, asking again `every` so many seconds."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(every)
    return True


def tail(log: Path, lines: int = 1) -> str:
    """The last lines of a log, for a message to the person at the terminal."""
    try:
        return "\n".join(log.read_text(errors="replace").strip().splitlines()[-lines:])
    except OSError:
        return ""

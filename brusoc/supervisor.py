"""The processes that `manage.py demo` runs, started and stopped in order, none outliving it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from brusoc.embedded import processes
from brusoc.embedded.folders import log_file
from brusoc.embedded.places import PROJECT

PATIENCE_SECONDS = 20


class ChildEnded(Exception):
    """A process that should run for ever has ended; the text says which one and where its log lies."""


@dataclass(frozen=True)
class Child:
    """A running process, the name people know it by, and its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Supervisor:
    """A list of processes; every one is expected to live until `stop`.

    `shared` are file descriptors that each process inherits: locks which it thereby holds as long as it lives.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.shared: list[int] = []
        self.children: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        fds: Sequence[int] = (),
    ) -> Child:
        """Start `command`; `env` is added to our environment, `fds` to what it inherits."""
        child = self._spawn(name, command, env or {}, fds)
        self.children.append(child)
        return child

    def finish(self, name: str, commands: Sequence[Sequence[str]], *, seconds: float) -> None:
        """Run several commands side by side to their end, watching the children meanwhile.

        Raises ChildEnded when a child ends, when a command fails or when they take longer than `seconds`.
        """
        names = [f"{name}-{number}" for number, _ in enumerate(commands, start=1)]
        running = [self._spawn(*job, {}, ()) for job in zip(names, commands, strict=True)]
        try:
            processes.wait_until(lambda: self._all_done(running), seconds, every=0.1)
            for job in running:
                if job.process.poll():
                    raise ChildEnded(f"{name} failed; {job.log} says: {processes.tail(job.log)}")
            if any(job.process.poll() is None for job in running):
                raise ChildEnded(f"{name} took longer than {seconds:.0f} seconds; see {self.logs}.")
        finally:
            for job in running:
                end(job)

    def watch(self) -> None:
        """Raise ChildEnded if a child is gone."""
        for child in self.children:
            code = child.process.poll()
            if code is not None:
                raise ChildEnded(f"{child.name} ended by itself ({describe(code)}); its log is {child.log}.")

    def stop(self) -> None:
        """Stop all children in the order they were started; what does not stop in time is killed."""
        while self.children:
            end(self.children.pop(0))

    def _all_done(self, jobs: Sequence[Child]) -> bool:
        self.watch()
        codes = [job.process.poll() for job in jobs]
        return all(code is not None for code in codes) or any(codes)

    def _spawn(self, name: str, command: Sequence[str], env: Mapping[str, str], fds: Sequence[int]) -> Child:
        log = log_file(self.logs, name.lower().replace(" ", "-"))
        process = processes.start(
            command, log=log, cwd=PROJECT, env={**os.environ, **env}, pass_fds=[*self.shared, *fds]
        )
        return Child(name, process, log)


def end(child: Child) -> None:
    """Ask the process to stop, wait, then kill whatever is left of its session."""
    if child.process.poll() is None:
        child.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(PATIENCE_SECONDS)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def describe(code: int) -> str:
    """An exit code of a process in words: `exit code 3`, or `SIGKILL`."""
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name

"""The real thing for journey tests: gunicorn, Celery workers and beat as processes, on a database of their own.

Those processes see committed rows only, so a stack has its own database (a copy of a template that is migrated once
a run) and its own Redis, which a test may stop and start again.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import psycopg2.extras
import pytest
from psycopg2 import sql

from brusoc.embedded import processes
from brusoc.embedded.places import PROJECT, places
from brusoc.embedded.redis_server import Redis
from brusoc.supervisor import Child, Supervisor, end

CELERY = [sys.executable, "-m", "celery", "-A", "brusoc"]


class LiveStack:
    """One running copy of the product. `url` answers when `start` returns."""

    def __init__(self, folder: Path, database_url: str, extra: dict[str, str]) -> None:
        self.folder = folder
        self.database_url = database_url
        self.redis = Redis(places(folder), throwaway=True)
        self.supervisor = Supervisor(folder / "log")
        self.workers: list[Child] = []
        self.url = ""
        servers = {"DATABASE_URL": database_url, "REDIS_URL": self.redis.url()}
        self.environ = {**servers, "BRUSOC_HOME": str(folder), **extra}

    def start(self, *, workers: int = 1, beat: bool = True) -> None:
        """Start Redis, the web server on a free port, `workers` Celery workers of one process each, and beat."""
        self.redis.start()
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        with socket.socket() as web:
            web.bind(("127.0.0.1", 0))
            web.listen()
            self.url = f"http://127.0.0.1:{web.getsockname()[1]}"
            command = [sys.executable, "-m", "gunicorn", "brusoc.wsgi", "--bind", f"fd://{web.fileno()}"]
            command += [
                "--no-control-socket",
                "--worker-class",
                "gthread",
                "--workers",
                "2",
                "--threads",
                "4",
            ]
            self.supervisor.start("web", command, env=self.environ, fds=[web.fileno()])
        for _ in range(workers):
            self.start_worker()
        if beat:
            schedule = ["--schedule", str(self.folder / "beat"), "--pidfile="]
            self.supervisor.start("beat", [*CELERY, "beat", *schedule], env=self.environ)
        assert processes.wait_until(self._answers, 60, every=0.1), f"no answer: {self.log('web')}"

    def start_worker(self) -> Child:
        """Start one more worker and wait until it takes tasks."""
        name = f"worker{len(self.workers) + 1}"
        command = [*CELERY, "worker", "--pool", "prefork", "--concurrency", "1", "--loglevel", "INFO"]
        command += ["--hostname", f"{name}@test", "--without-gossip", "--without-mingle"]
        worker = self.supervisor.start(name, command, env={**self.environ, "REMAP_SIGTERM": "SIGQUIT"})
        self.workers.append(worker)
        assert processes.wait_until(lambda: " ready." in self.log(name), 60, every=0.1), self.log(name)
        return worker

    def kill(self, worker: Child) -> None:
        """SIGKILL a worker with everything in its session, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
        self.workers.remove(worker)
        self.supervisor.children.remove(worker)

    def stop_worker(self, worker: Child) -> None:
        """Stop a worker in order: it finishes or gives back what it is at."""
        end(worker)
        self.workers.remove(worker)
        self.supervisor.children.remove(worker)

    def manage(self, *command: str) -> str:
        """Run a management command against this stack; its output. Raises AssertionError with what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env={**os.environ, **self.environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
        return done.stdout

    def rows(self, statement: str, *values: object) -> list[dict[str, object]]:
        """Run SQL against the stack's database, committed; the rows as dicts, none for a statement without a result."""
        with _cursor(self.database_url) as cursor:
            cursor.execute(statement, values)
            return [dict(row) for row in cursor.fetchall()] if cursor.description else []

    def log(self, name: str) -> str:
        """What the process `name` ("web", "worker1", "beat") has written so far."""
        path = self.folder / "log" / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self) -> None:
        """Stop everything."""
        self.supervisor.stop()
        self.redis.stop()

    def _answers(self) -> bool:
        self.supervisor.watch()
        try:
            with urllib.request.urlopen(self.url, timeout=30):
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False


@pytest.fixture
def live_stack() -> Iterator[LiveStack]:
    """Web, one worker and beat on an empty, migrated database."""
    with running_stack() as stack:
        yield stack


@contextlib.contextmanager
def running_stack(
    *, loaded: bool = False, workers: int = 1, beat: bool = True, **environ: str
) -> Iterator[LiveStack]:
    """A started stack, for fixtures of a wider scope; `loaded` has the demonstration portfolio in its database.

    `environ` is added to the environment of every process, as in LEASE_SECONDS="2".
    """
    name = f"stack_{uuid.uuid4().hex[:12]}"
    template = template_database(loaded=loaded)
    server = os.environ["DATABASE_URL"]
    folder = Path(os.environ["BRUSOC_HOME"]) / name
    with _cursor(server) as cursor:
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    stack = LiveStack(folder, _database(server, name), environ)
    try:
        stack.start(workers=workers, beat=beat)
        yield stack
    finally:
        stack.stop()
        with _cursor(server) as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def template_database(*, loaded: bool) -> str:
    """The name of the database that stacks copy; the first to ask makes it, the parallel workers wait for it."""
    name = "stack_template_loaded" if loaded else "stack_template"
    server = os.environ["DATABASE_URL"]
    run = Path(os.environ["BRUSOC_TEST_RUN"])
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run / f"{name}.done"
        if not done.exists():
            source = template_database(loaded=False) if loaded else "template1"
            with _cursor(server) as cursor:
                cursor.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )
                statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
                cursor.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))
            command = ["load_demo"] if loaded else ["migrate", "--verbosity", "0"]
            LiveStack(run / name, _database(server, name), {}).manage(*command)
            done.touch()
    return name


@contextlib.contextmanager
def _cursor(url: str) -> Iterator[psycopg2.extras.RealDictCursor]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with (
        contextlib.closing(connection),
        connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor,
    ):
        yield cursor


def _database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

"""One PostgreSQL server from the wheel, over a socket that only its owner can reach."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor

from brusoc.embedded import processes
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.folders import log_file, make_home, make_private
from brusoc.embedded.leftovers import clear_leftovers
from brusoc.embedded.places import Places, server_account
from brusoc.embedded.wheels import postgres_programs

OWNER = "brusoc"
DATABASE = "brusoc"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/"}
CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "1000",
    "idle_in_transaction_session_timeout": "10min",
}
# A cluster that is thrown away needs no safety against a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Postgres:
    """A cluster in `places`, made on the first start. `throwaway` trades safety for speed and leaves nothing."""

    name = "PostgreSQL"

    def __init__(self, places: Places, *, throwaway: bool = False) -> None:
        self.places = places
        self.throwaway = throwaway
        self.account = server_account()
        self.log = log_file(places.logs, "postgres")
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = DATABASE) -> str:
        """The DATABASE_URL of one database of this server."""
        return f"postgres://{OWNER}@/{database}?host={self.places.sockets}"

    def start(self) -> None:
        """Start the server, wait until it answers and see that the database exists. Raises EmbeddedError."""
        make_home(self.places.home)
        make_private(self.places.cluster, self.account)
        make_private(self.places.sockets, self.account)
        programs = postgres_programs()
        self._create_cluster(programs)
        clear_leftovers(self.places)
        settings = {**CONFIGURATION, **(THROWAWAY if self.throwaway else {})}
        settings["unix_socket_directories"] = str(self.places.sockets)
        options = [part for item in settings.items() for part in ("-c", "=".join(item))]
        self.process = processes.start(
            [str(programs / "postgres"), "-D", str(self.places.cluster), *options],
            log=self.log,
            cwd=Path("/"),
            env=ENVIRONMENT,
            account=self.account,
            dies_by=signal.SIGINT,  # PostgreSQL's fast shutdown; SIGTERM would wait for its clients.
        )
        if not processes.wait_until(lambda: self._answers() or not self.running(), 120) or not self.running():
            self.stop()
            raise EmbeddedError(f"PostgreSQL did not start; {self.log} says: {processes.tail(self.log)}")
        self.create_database(DATABASE)

    def running(self) -> bool:
        """Whether the server that this object started is alive."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop the server: clients are disconnected, everything committed is on disk."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT if self.throwaway else signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.send_signal(
                    signal.SIGQUIT
                )  # The next start replays the journal; nothing is lost.
                self.process.wait(30)
        self.process = None
        if self.throwaway:
            shutil.rmtree(self.places.cluster, ignore_errors=True)
            shutil.rmtree(self.places.sockets, ignore_errors=True)

    def create_database(self, name: str, *, template: str = "template1") -> None:
        """Create the database `name` as a copy of `template`, unless it exists."""
        with self._connection() as server:
            server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if server.fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
                server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))

    @contextlib.contextmanager
    def _connection(self) -> Iterator[cursor]:
        connection = psycopg2.connect(dbname="postgres", user=OWNER, host=str(self.places.sockets))
        try:
            connection.autocommit = True
            with connection.cursor() as opened:
                yield opened
        finally:
            connection.close()

    def _answers(self) -> bool:
        try:
            with self._connection():
                return True
        except psycopg2.OperationalError:
            return False

    def _create_cluster(self, programs: Path) -> None:
        version = self.places.cluster / "PG_VERSION"
        if version.exists():
            made_by = version.read_text().strip()
            ours = programs.parent.name.removeprefix("pginstall")
            if made_by != ours:
                raise EmbeddedError(
                    f"{self.places.cluster} was made by PostgreSQL {made_by}, this is {ours}: "
                    "restore a dump into a new BRUSOC_HOME (docs/deploy.md)."
                )
            return
        # A first start that was cut short leaves a cluster without PG_VERSION: nothing in it was ever served.
        for remains in self.places.cluster.iterdir():
            shutil.rmtree(remains) if remains.is_dir() else remains.unlink()
        command = [str(programs / "initdb"), "-D", str(self.places.cluster), "-U", OWNER, "--auth=trust"]
        command += [
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C.UTF-8",
        ]
        command += ["--no-instructions", *(["--no-sync"] if self.throwaway else [])]
        made = processes.start(command, log=self.log, cwd=Path("/"), env=ENVIRONMENT, account=self.account)
        if made.wait():
            version.unlink(missing_ok=True)
            raise EmbeddedError(
                f"The database could not be made; {self.log} says: {processes.tail(self.log)}"
            )

"""The demonstration: everything that a site runs, started by one command and stopped by Ctrl-C."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import OperationalError, connections

from brusoc import one_demo
from brusoc.demonstration.staff import logins
from brusoc.embedded import EmbeddedError, processes
from brusoc.embedded.ensure import SERVERS, export
from brusoc.embedded.hold import Hold
from brusoc.supervisor import ChildEnded, Supervisor

PROGRAMME = "BRUSOC-2013"
REPORT = shlex.split(f"efro_report --programme {PROGRAMME} --from 2007-01-01 --to 2015-12-31 --by-worker")
WEB = shlex.split(
    "-m gunicorn brusoc.wsgi --worker-class gthread --workers 2 --threads 4 --no-control-socket"
)
WORKER = shlex.split("-m celery -A brusoc worker -c 2 -l INFO --without-gossip --without-mingle")
BEAT = shlex.split("-m celery -A brusoc beat -l INFO --pidfile=")
REPORT_SECONDS = 600
WEB_SECONDS = 90
# Running as root is harmless here: tasks are JSON and nothing is reachable from outside this machine.
QUIET_AS_ROOT = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
# Celery's soft shutdown answers to SIGQUIT; the supervisor and the kernel send SIGTERM.
SOFT_SHUTDOWN = {"REMAP_SIGTERM": "SIGQUIT"}


class Command(BaseCommand):
    """Servers, migrations, demonstration data, web, worker, beat, the EFRO report; then serve until Ctrl-C."""

    help = "Runs the whole demonstration on this machine until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--once", action="store_true", help="end with exit code 0 once the reports are on disk"
        )
        parser.add_argument("--port", type=int, help="serve here (default: the first free port from 8000 on)")

    def handle(self, *, once: bool, port: int | None, **options: Any) -> None:
        self.began = time.monotonic()
        self.home: Path = settings.LOCAL_DIR
        self.holds: list[Hold] = []
        self.supervisor = Supervisor(self.home / "log")
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.interrupt)
        problem = ""
        try:
            lock = one_demo.claim(self.home)
            web = one_demo.bound_socket(port)
            self.address = f"http://{one_demo.HOST}:{web.getsockname()[1]}/"
            self.start_servers()
            self.prepare()
            self.supervisor.shared = [lock.fileno(), *(hold.fileno() for hold in self.holds)]
            self.start_children(web)
            one_demo.announce(lock, f"at {self.address}")
            self.make_reports()
            self.serve(once)
        except KeyboardInterrupt:
            self.say("Stopping")
        except (EmbeddedError, ChildEnded) as error:
            problem = str(error)
        except OperationalError as error:
            problem = f"The database does not answer: {str(error).strip()}"
        finally:
            self.stop(problem)

    def interrupt(self, *_: Any) -> None:
        """Ctrl-C, SIGTERM or a closed terminal: leave whatever we are at; pressed again it changes nothing."""
        if not self.stopping:
            self.stopping = True
            raise KeyboardInterrupt

    def say(self, text: str) -> None:
        """Print one line with the seconds since the start."""
        self.line(f"[{time.monotonic() - self.began:5.1f} s] {text}")

    def line(self, text: str) -> None:
        """Print one line; a terminal that was closed must not keep us from stopping."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError:
            sys.stdout = self.stdout._out = open(os.devnull, "w")  # noqa: SIM115

    def start_servers(self) -> None:
        """Start PostgreSQL and Redis, or use the ones that the environment names."""
        for kind, variable in SERVERS.items():
            if os.environ.get(variable):
                self.say(f"Using the server of {variable}")
                continue
            hold = Hold(kind, self.home)
            self.holds.append(hold)
            hold.take()
            export(kind, self.home)
        if self.holds:
            self.say("PostgreSQL and Redis are up" if len(self.holds) == 2 else "The embedded server is up")

    def prepare(self) -> None:
        """Bring the schema, the catalogues, the static files and the demonstration data up to date."""
        call_command("migrate", verbosity=0, interactive=False)
        self.say("The database is up to date")
        call_command("messages_compile", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.say("Translations and static files are in place")
        call_command("load_demo", verbosity=0)
        self.say("The demonstration portfolio is loaded")
        connections.close_all()

    def start_children(self, web: socket.socket) -> None:
        """Start the web server on the bound socket `web`, the worker and beat; wait until the first page is served."""
        beat = [*BEAT, "--schedule", str(self.home / "beat-schedule")]
        self.supervisor.start(
            "web", [sys.executable, *WEB, "--bind", f"fd://{web.fileno()}"], fds=[web.fileno()]
        )
        web.close()  # From here on a dead web server refuses, instead of leaving browsers in a queue.
        self.supervisor.start("worker", [sys.executable, *WORKER], env={**QUIET_AS_ROOT, **SOFT_SHUTDOWN})
        self.supervisor.start("beat", [sys.executable, *beat], env=QUIET_AS_ROOT)
        if not processes.wait_until(self.first_page_is_served, WEB_SECONDS, every=0.1):
            raise ChildEnded(f"The web server does not answer; its log is {self.home / 'log' / 'web.log'}.")
        self.say("Web server, worker and beat are running")

    def first_page_is_served(self) -> bool:
        self.supervisor.watch()
        host, port = self.address.removeprefix("http://").rstrip("/").split(":")
        connection = HTTPConnection(host, int(port), timeout=WEB_SECONDS)
        try:
            connection.request("GET", "/")
            status = connection.getresponse().status
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        if status >= 500:
            raise ChildEnded(f"The first page fails ({status}); see {self.home / 'log' / 'web.log'}.")
        return True

    def make_reports(self) -> None:
        """Have the worker make the EFRO report in the three languages, side by side."""
        files = {code: self.home / "out" / f"efro-{PROGRAMME}-{code}.pdf" for code, _ in settings.LANGUAGES}
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        commands = [[*manage, *REPORT, "--lang", code, "--out", str(path)] for code, path in files.items()]
        self.supervisor.finish("report", commands, seconds=REPORT_SECONDS)
        self.say("The worker has made the EFRO report:")
        for path in files.values():
            self.line(f"            {path}")

    def serve(self, once: bool) -> None:
        """Say where to go and how to log in, then watch the children until Ctrl-C."""
        if once:
            return
        self.say(f"Open {self.address} and log in as")
        for role, email, password in logins():
            self.line(f"            {role:<16} {email:<36} {password}")
        self.say("Ctrl-C stops everything.")
        pause = threading.Event()
        while not pause.wait(0.2):
            self.supervisor.watch()
            for hold in self.holds:
                if not hold.serving():
                    raise ChildEnded(
                        f"{hold.kind} ended by itself; its log is {self.home / 'log' / hold.kind}.log."
                    )

    def stop(self, problem: str) -> None:
        """Stop web, worker and beat, then Redis, then PostgreSQL. Exits with 1 if there was a problem."""
        self.stopping = True
        if problem:
            self.say(problem)
        self.supervisor.stop()
        connections.close_all()
        for hold in reversed(self.holds):
            hold.leave()
        if self.holds:
            self.say(f"Everything has stopped; the data stays in {self.home}")
        if problem:
            sys.exit(1)

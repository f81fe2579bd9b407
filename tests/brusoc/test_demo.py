"""The demonstration as its user meets it: a real terminal, real processes, killed in every way, started again."""

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg2
import pytest

from brusoc.embedded import addresses, processes
from brusoc.embedded.folders import WALK_THROUGH
from brusoc.embedded.hold import Hold
from brusoc.embedded.places import PROJECT
from tests.brusoc.conftest import processes_of, without_servers

pytestmark = pytest.mark.stack
FIRST_RUN_SECONDS = 600
LATER_RUN_SECONDS = 90
STOP_SECONDS = 40
READY = "Ctrl-C stops everything."


class Terminal:
    """`manage.py demo` in a terminal of its own, as a person would run it."""

    def __init__(self, home: Path, *options: str) -> None:
        self.screen, inside = os.openpty()
        self.text = ""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", *options],
            cwd=PROJECT,
            env=without_servers(home),
            start_new_session=True,
            preexec_fn=lambda: os.login_tty(os.dup(inside)),  # noqa: PLW1509
        )
        os.close(inside)

    def shows(self, text: str, seconds: float) -> bool:
        """Whether the terminal shows `text` within `seconds`."""
        deadline = time.monotonic() + seconds
        while text not in self.text and time.monotonic() < deadline:
            if select.select([self.screen], [], [], 0.2)[0]:
                try:
                    self.text += os.read(self.screen, 4096).decode()
                except OSError:  # The other end is closed.
                    break
        return text in self.text

    def press_ctrl_c(self) -> None:
        os.write(self.screen, b"\x03")

    def exit_code(self) -> int:
        """The exit code, reading on meanwhile so that nothing blocks."""
        deadline = time.monotonic() + STOP_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            self.shows("never", 0.2)
        return self.process.wait(0)

    @property
    def url(self) -> str:
        return re.search(r"http://127.0.0.1:\d+/", self.text)[0]


@pytest.fixture(scope="module")
def home():
    """A run-time folder in which the demonstration has run once: its PDFs lie in `out`."""
    folder = Path(tempfile.mkdtemp(prefix="brusoc-demo-"))
    folder.chmod(WALK_THROUGH)
    first = Terminal(folder / "home", "--once")
    assert first.shows("Everything has stopped", FIRST_RUN_SECONDS), first.text
    assert first.exit_code() == 0, first.text
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def demo(home):
    """A running demonstration, the second or a later run in its folder; ended if the test leaves it running."""
    started = Terminal(home)
    assert started.shows(READY, LATER_RUN_SECONDS), started.text
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.exit_code()
    assert nothing_is_left(home)


def nothing_is_left(home: Path) -> bool:
    return processes.wait_until(lambda: not processes_of(home), STOP_SECONDS, every=0.2)


def counts(home: Path) -> list[tuple]:
    """How many people, projects, investments and movements the folder's database holds."""
    hold = Hold("postgres", home)
    hold.take()
    tables = ["applicants_applicant", "applicants_project", "loans_investment", "loans_movement"]
    connection = psycopg2.connect(addresses(home).database_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
            return cursor.fetchall()
    finally:
        connection.close()
        hold.leave()


def test_once_leaves_the_reports_and_no_process(home):
    for language in ("fr", "nl", "en"):
        assert (home / "out" / f"efro-BRUSOC-2013-{language}.pdf").read_bytes().startswith(b"%PDF")
    assert nothing_is_left(home)


@pytest.fixture(scope="class")
def running(home):
    """A running demonstration for several tests that leave it alone; SIGTERM ends it in order."""
    started = Terminal(home)
    assert started.shows(READY, LATER_RUN_SECONDS), started.text
    yield started
    started.process.terminate()
    assert started.exit_code() == 0, started.text


class TestWhileItRuns:
    """What leaves the demonstration running shares one."""

    def test_it_serves_pages_and_says_how_to_log_in(self, running):
        with urllib.request.urlopen(running.url) as page:
            assert page.status == 200
        assert len(re.findall(r"^ +.*@.*$", running.text, re.MULTILINE)) >= 6, running.text

    def test_a_second_demonstration_is_told_where_the_first_runs(self, running, home):
        second = Terminal(home)
        assert second.exit_code() == 1
        assert f"already runs at {running.url}" in second.text
        assert "Traceback" not in second.text
        with urllib.request.urlopen(running.url) as page:
            assert page.status == 200

    def test_a_port_that_is_taken_is_said_and_nothing_starts(self, running, open_folder):
        port = running.url.rstrip("/").rpartition(":")[2]
        other = Terminal(open_folder / "home", "--port", port)
        assert other.exit_code() == 1
        assert f"Port {port} cannot be used" in other.text
        assert processes_of(open_folder) == {}


def test_ctrl_c_pressed_impatiently_stops_everything_with_exit_code_0(demo, home):
    for _ in range(3):
        demo.press_ctrl_c()
    assert demo.exit_code() == 0
    assert "Everything has stopped" in demo.text
    assert "Traceback" not in demo.text
    assert processes_of(home) == {}


def test_ctrl_c_while_it_starts_stops_everything_too(home):
    starting = Terminal(home)
    assert starting.shows("PostgreSQL and Redis are up", LATER_RUN_SECONDS)
    starting.press_ctrl_c()
    assert starting.exit_code() == 0, starting.text
    assert "Traceback" not in starting.text
    assert processes_of(home) == {}


def test_closing_the_terminal_stops_everything(demo, home):
    os.close(demo.screen)
    demo.process.wait(STOP_SECONDS)
    assert nothing_is_left(home)


def test_a_worker_that_dies_stops_everything_with_exit_code_1(demo, home):
    ours = min(pid for pid, command in processes_of(home).items() if "celery -A brusoc worker" in command)
    os.kill(ours, signal.SIGKILL)
    assert demo.exit_code() == 1
    assert f"worker ended by itself (SIGKILL); its log is {home / 'log' / 'worker.log'}" in demo.text
    assert nothing_is_left(home)


def test_killing_the_demonstration_leaves_nothing_and_loses_nothing(demo, home):
    demo.process.kill()
    demo.process.wait()
    assert nothing_is_left(home)
    before = counts(home)
    again = Terminal(home, "--once")
    assert again.shows("Everything has stopped", LATER_RUN_SECONDS), again.text
    assert counts(home) == before
    assert before[0][0] == 599
    assert before[0][1] == 248


def test_killing_every_process_loses_nothing_and_the_next_run_starts(demo, home):
    for pid in processes_of(home):
        with contextlib.suppress(ProcessLookupError):  # It may have died with another one a moment ago.
            os.kill(pid, signal.SIGKILL)
    demo.process.wait()
    again = Terminal(home, "--once")
    assert again.shows("Everything has stopped", LATER_RUN_SECONDS), again.text
    assert again.exit_code() == 0, again.text
    assert counts(home)[0][:2] == (599, 248)

"""Children of the demonstration: watched, stopped in order, killed when they do not listen."""

import os
import signal
import sys

import pytest

from brusoc import supervisor
from brusoc.embedded import processes
from brusoc.supervisor import ChildEnded, Supervisor

PATIENT = "import sys; print('up', flush=True); import threading; threading.Event().wait()"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + PATIENT
WITH_A_CHILD = (
    "import subprocess, sys; subprocess.Popen([sys.executable, '-c', " + repr(PATIENT) + "]); " + PATIENT
)


@pytest.fixture
def supervised(tmp_path):
    watcher = Supervisor(tmp_path)
    yield watcher
    watcher.stop()


def start(watcher, name, code, times_up=1):
    child = watcher.start(name, [sys.executable, "-c", code])
    assert processes.wait_until(lambda: child.log.read_text().count("up") == times_up, 20)
    return child


def group_exists(number):
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_living_children_are_no_news(supervised):
    start(supervised, "one", PATIENT)
    start(supervised, "two", PATIENT)
    supervised.watch()


def test_a_child_that_ends_is_named_with_the_reason_and_its_log(supervised, tmp_path):
    start(supervised, "web", PATIENT)
    worker = start(supervised, "worker", PATIENT)
    os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    with pytest.raises(
        ChildEnded, match=rf"worker ended by itself \(SIGKILL\); its log is {tmp_path}/worker.log"
    ):
        supervised.watch()


def test_stopping_leaves_no_child_and_no_grandchild(supervised):
    child = start(supervised, "parent", WITH_A_CHILD, times_up=2)
    supervised.stop()
    assert child.process.returncode is not None
    assert processes.wait_until(lambda: not group_exists(child.process.pid), 10)


def test_a_child_that_does_not_listen_is_killed(supervised, monkeypatch):
    monkeypatch.setattr(supervisor, "PATIENCE_SECONDS", 0.3)
    child = start(supervised, "deaf", DEAF)
    supervised.stop()
    assert child.process.returncode == -signal.SIGKILL


def test_jobs_run_side_by_side_to_their_end(supervised, tmp_path):
    # Each job waits for the mark of the other: one after the other they would never end.
    code = "import pathlib, sys, threading\npathlib.Path(sys.argv[1]).touch()\n"
    code += "while not pathlib.Path(sys.argv[2]).exists(): threading.Event().wait(0.01)"
    marks = [str(tmp_path / "a"), str(tmp_path / "b")]
    commands = [[sys.executable, "-c", code, *marks], [sys.executable, "-c", code, *reversed(marks)]]
    supervised.finish("report", commands, seconds=20)


def test_a_job_that_fails_ends_the_others_and_is_told_with_its_last_words(supervised):
    failing = [sys.executable, "-c", "import sys; sys.exit('no such programme')"]
    with pytest.raises(ChildEnded, match=r"report failed; .*report-2.log says: no such programme"):
        supervised.finish("report", [[sys.executable, "-c", PATIENT], failing], seconds=20)


def test_a_job_that_takes_too_long_is_told(supervised):
    with pytest.raises(ChildEnded, match="report took longer than 0 seconds"):
        supervised.finish("report", [[sys.executable, "-c", PATIENT]], seconds=0.2)


def test_a_child_that_dies_meanwhile_ends_the_jobs(supervised):
    child = start(supervised, "worker", PATIENT)
    child.process.kill()
    child.process.wait()
    with pytest.raises(ChildEnded, match="worker ended by itself"):
        supervised.finish("report", [[sys.executable, "-c", PATIENT]], seconds=20)

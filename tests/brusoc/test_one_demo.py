"""One demonstration a folder, and a web port that is free."""

import os
import socket
import subprocess
import sys

import pytest

from brusoc import one_demo
from brusoc.embedded import EmbeddedError
from brusoc.embedded.places import PROJECT

HOLD_LOCK = """
import sys, threading
from pathlib import Path
from brusoc import one_demo
lock = one_demo.claim(Path(sys.argv[1]))
one_demo.announce(lock, "at http://127.0.0.1:8003/")
print("claimed", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def first_demo(tmp_path):
    command = [sys.executable, "-c", HOLD_LOCK, str(tmp_path / "home"), "demo"]
    first = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "claimed\n"
    yield first
    first.kill()
    first.wait()


def test_a_second_demonstration_is_told_where_the_first_one_runs(first_demo, tmp_path):
    with pytest.raises(EmbeddedError, match=r"already runs at http://127.0.0.1:8003/; stop it first"):
        one_demo.claim(tmp_path / "home")


def test_a_killed_demonstration_leaves_the_folder_free(first_demo, tmp_path):
    first_demo.kill()
    first_demo.wait()
    with one_demo.claim(tmp_path / "home") as lock:
        lock.seek(0)
        assert lock.read() == f"{os.getpid()} "


def test_what_a_killed_demonstration_left_running_is_waited_for(first_demo, tmp_path, monkeypatch):
    path = tmp_path / "home" / "lock" / "demo"
    path.write_text("999999999 at http://127.0.0.1:8003/")
    monkeypatch.setattr(one_demo, "LAST_RUN_SECONDS", 0.3)
    with pytest.raises(EmbeddedError, match="an earlier demonstration do not end; their logs are in"):
        one_demo.claim(tmp_path / "home")


def test_a_taken_port_is_stepped_over():
    with one_demo.bound_socket(None) as first, one_demo.bound_socket(None) as second:
        ports = [first.getsockname()[1], second.getsockname()[1]]
        assert one_demo.FIRST_PORT <= ports[0] < ports[1] <= one_demo.LAST_PORT
        assert first.getsockname()[0] == "127.0.0.1"


def test_a_port_that_was_asked_for_is_not_replaced():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            EmbeddedError, match=f"Port {port} cannot be used .Address already in use.*--port"
        ):
            one_demo.bound_socket(port)


def test_a_port_that_cannot_exist_is_refused_in_a_sentence():
    with pytest.raises(EmbeddedError, match="Port 70000 cannot be used"):
        one_demo.bound_socket(70000)


def test_when_every_port_is_taken_it_says_so(monkeypatch):
    with one_demo.bound_socket(None) as taken:
        monkeypatch.setattr(one_demo, "FIRST_PORT", taken.getsockname()[1])
        monkeypatch.setattr(one_demo, "LAST_PORT", taken.getsockname()[1])
        with pytest.raises(EmbeddedError, match="is taken; choose one with --port"):
            one_demo.bound_socket(None)

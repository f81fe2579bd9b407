"""`manage.py` finds its servers by itself, stops what it started, and starts nothing when it need not."""

import os
import subprocess
import sys

import pytest

from brusoc.embedded.ensure import needed
from brusoc.embedded.hold import Hold
from brusoc.embedded.places import PROJECT
from tests.brusoc.conftest import processes_of

ASK_DATABASE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT 40 + 2")
    print(cursor.fetchone())
"""
ASK_CACHE = "from django.core.cache import cache; cache.set('a', 'b'); print(cache.get('a'))"
ASK_BROKER = "from brusoc.celery import app; print(app.connection().channel().client.ping())"


def manage(environ: dict[str, str], *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("command", "servers"),
    [
        ([], []),
        (["help"], []),
        (["version"], []),
        (["migrate", "--help"], []),
        (["check", "--deploy"], []),
        (["check", "--database", "default"], ["postgres"]),
        (["makemigrations", "--check"], ["postgres"]),
        (["migrate"], ["postgres"]),
        (["runserver", "0.0.0.0:8000"], ["postgres", "redis"]),
        (["shell", "-c", "print(1)"], ["postgres", "redis"]),
        (["--traceback", "shell"], ["postgres", "redis"]),
        (["efro_report"], ["postgres", "redis"]),
        (["demo", "--once"], []),
    ],
)
def test_a_command_gets_the_servers_that_it_needs(command, servers):
    assert needed(command) == servers


@pytest.mark.parametrize("command", [["help"], ["version"], ["migrate", "--help"]])
def test_asking_for_help_starts_and_makes_no_server(embedded_environ, open_folder, command):
    done = manage(embedded_environ, *command)
    assert done.returncode == 0, done.stderr
    assert not (open_folder / "home" / "postgres").exists()


@pytest.mark.parametrize(
    ("question", "answer"), [(ASK_DATABASE, "(42,)"), (ASK_CACHE, "b"), (ASK_BROKER, "True")]
)
def test_a_command_has_database_cache_and_broker_and_leaves_no_process(
    embedded_environ, open_folder, question, answer
):
    done = manage(embedded_environ, "shell", "--no-imports", "-c", question)
    assert (done.returncode, done.stdout.strip()) == (0, answer), done.stderr
    assert processes_of(open_folder) == {}


def test_a_command_uses_the_servers_that_run_already_and_leaves_them_running(embedded_environ, open_folder):
    hold = Hold("postgres", open_folder / "home")
    hold.take()
    done = manage(embedded_environ, "shell", "--no-imports", "-c", ASK_DATABASE)
    assert (done.returncode, done.stdout.strip()) == (0, "(42,)"), done.stderr
    assert hold.serving()
    hold.leave()


def test_with_real_servers_nothing_embedded_starts(embedded_environ, open_folder):
    real = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    done = manage({**embedded_environ, **real}, "shell", "--no-imports", "-c", ASK_DATABASE)
    assert (done.returncode, done.stdout.strip()) == (0, "(42,)"), done.stderr
    assert not (open_folder / "home" / "postgres").exists()
    assert not (open_folder / "home" / "redis").exists()


def test_each_server_is_embedded_on_its_own(embedded_environ, open_folder):
    environ = {**embedded_environ, "DATABASE_URL": os.environ["DATABASE_URL"]}
    done = manage(environ, "shell", "--no-imports", "-c", ASK_CACHE)
    assert (done.returncode, done.stdout.strip()) == (0, "b"), done.stderr
    assert not (open_folder / "home" / "postgres").exists()
    assert (open_folder / "home" / "redis").exists()


@pytest.mark.parametrize("command", ["migrate", "demo"])
def test_a_folder_that_cannot_be_made_is_one_plain_line(embedded_environ, open_folder, command):
    (open_folder / "file").write_text("in the way")
    done = manage({**embedded_environ, "BRUSOC_HOME": str(open_folder / "file" / "home")}, command)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "BRUSOC_HOME" in done.stderr
    assert done.stderr.count("\n") == 1

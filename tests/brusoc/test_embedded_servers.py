"""The embedded servers as real processes: started, shared, killed, restarted; nothing is lost and nothing is left."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from brusoc.embedded import EmbeddedError, addresses, leftovers, processes
from brusoc.embedded.clean import clean
from brusoc.embedded.hold import Hold
from brusoc.embedded.leftovers import attached
from brusoc.embedded.locks import keeper_state
from brusoc.embedded.places import PROJECT, places
from brusoc.embedded.postgres_server import Postgres
from tests.brusoc.conftest import processes_of

GONE_SECONDS = 20
TAKE_AND_STAY = """
import sys
from pathlib import Path
from brusoc.embedded.hold import Hold
Hold("postgres", Path(sys.argv[1])).take()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home(open_folder):
    """A run-time folder; whatever a failing test leaves running in it is ended."""
    yield open_folder / "home"
    for kind in ("postgres", "redis"):
        pid, _ = keeper_state(places(open_folder / "home"), kind)
        if pid:
            processes.end(pid, signal.SIGTERM, signal.SIGKILL)


def execute(home: Path, statement: str) -> list[tuple]:
    connection = psycopg2.connect(addresses(home).database_url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def another_process_takes(home: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", TAKE_AND_STAY, str(home)]
    taker = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert taker.stdout.readline() == "taken\n"
    return taker


def nothing_is_left(home: Path) -> bool:
    return processes.wait_until(lambda: not processes_of(home), GONE_SECONDS)


def test_what_was_committed_is_there_after_a_restart(home):
    for expected in ([], [("kept",)]):
        hold = Hold("postgres", home)
        hold.take()
        execute(home, "CREATE TABLE IF NOT EXISTS note (text text)")
        assert execute(home, "SELECT text FROM note") == expected
        execute(home, "INSERT INTO note VALUES ('kept')")
        hold.leave()
        assert processes_of(home) == {}


def test_what_redis_was_told_is_there_after_a_restart(home):
    for expected in (None, b"kept"):
        hold = Hold("redis", home)
        hold.take()
        with redis.from_url(addresses(home).cache_url) as client:
            assert client.get("note") == expected
            client.set("note", "kept")
        hold.leave()
        assert processes_of(home) == {}


def test_the_database_can_do_what_the_product_needs(home):
    hold = Hold("postgres", home)
    hold.take()
    try:
        assert execute(home, "SHOW timezone") == [("UTC",)]
        assert execute(home, "SHOW listen_addresses") == [("",)]
        assert execute(home, "SELECT upper('réconfort')") == [("RÉCONFORT",)]
        assert places(home).sockets.stat().st_mode & 0o777 == 0o700
    finally:
        hold.leave()


def test_the_servers_live_until_the_last_user_leaves_whoever_started_them(home):
    starter = another_process_takes(home)
    hold = Hold("postgres", home)
    hold.take()
    starter.kill()
    starter.wait()
    assert not processes.wait_until(lambda: not hold.serving(), 0.5), "the keeper looks around every 0.1 s"
    assert execute(home, "SELECT 1") == [(1,)]
    hold.leave()
    assert processes_of(home) == {}


def test_leaving_early_does_not_stop_the_server_for_the_others(home):
    hold, early = Hold("postgres", home), Hold("postgres", home)
    hold.take()
    early.take()
    early.leave()
    assert execute(home, "SELECT 1") == [(1,)]
    hold.leave()
    assert nothing_is_left(home)


def test_killing_the_only_user_stops_the_server(home):
    user = another_process_takes(home)
    user.kill()
    user.wait()
    assert nothing_is_left(home)


def test_killing_the_keeper_stops_the_server_and_the_next_user_starts_it_again(home):
    hold = Hold("postgres", home)
    hold.take()
    execute(home, "CREATE TABLE note ()")
    pid, _ = keeper_state(places(home), "postgres")
    os.kill(pid, signal.SIGKILL)
    assert processes.wait_until(lambda: not hold.serving(), GONE_SECONDS)
    again = Hold("postgres", home)
    again.take()
    assert execute(home, "SELECT count(*) FROM note") == [(0,)]
    hold.leave()
    again.leave()
    assert nothing_is_left(home)


def test_a_server_that_dies_is_noticed_and_the_next_start_recovers(home):
    hold = Hold("postgres", home)
    hold.take()
    execute(home, "CREATE TABLE note ()")
    postmaster = int((places(home).cluster / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    assert processes.wait_until(lambda: not hold.serving(), GONE_SECONDS)
    assert "ended by itself" in keeper_state(places(home), "postgres")[1]
    hold.leave()
    again = Hold("postgres", home)
    again.take()
    assert execute(home, "SELECT count(*) FROM note") == [(0,)]
    again.leave()


def test_a_postmaster_left_behind_is_ended_before_a_new_one_starts(home):
    left = Postgres(places(home))
    left.start()
    hold = Hold("postgres", home)
    hold.take()
    try:
        assert left.process.wait(GONE_SECONDS) == 0
        assert execute(home, "SELECT 1") == [(1,)]
    finally:
        hold.leave()


def test_a_pid_file_that_names_somebody_elses_process_is_forgotten(home):
    Postgres(places(home)).start()
    pid_file = places(home).cluster / "postmaster.pid"
    content = pid_file.read_text().splitlines()
    os.kill(int(content[0]), signal.SIGKILL)
    assert nothing_is_left(home)
    pid_file.write_text("\n".join([str(os.getppid()), *content[1:]]) + "\n")
    (places(home).sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getppid()}\n")
    hold = Hold("postgres", home)
    hold.take()
    assert execute(home, "SELECT 1") == [(1,)]
    hold.leave()


def test_a_first_start_that_was_cut_short_is_made_good(home):
    where = places(home)
    where.cluster.mkdir(parents=True)
    (where.cluster / "base").mkdir()
    (where.cluster / "half-written.conf").write_text("")
    hold = Hold("postgres", home)
    hold.take()
    assert execute(home, "SELECT 1") == [(1,)]
    hold.leave()


def test_data_of_another_postgresql_is_refused_in_a_sentence(home):
    where = places(home)
    where.cluster.mkdir(parents=True)
    (where.cluster / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedError, match="made by PostgreSQL 12, this is 18: restore a dump"):
        Hold("postgres", home).take()
    assert nothing_is_left(home)


@pytest.mark.parametrize("name", ["deep/" * 30, "with space"])
def test_a_folder_with_an_awkward_path_serves_as_well(open_folder, name):
    home = open_folder / name
    for kind in ("postgres", "redis"):
        hold = Hold(kind, home)
        hold.take()
        if kind == "postgres":
            assert execute(home, "SELECT 1") == [(1,)]
        hold.leave()
    clean(home)
    assert not places(home).sockets.exists()


def test_cleaning_is_refused_while_somebody_uses_the_servers(home):
    hold = Hold("redis", home)
    hold.take()
    with pytest.raises(EmbeddedError, match="stop it first"):
        clean(home)
    hold.leave()
    clean(home)
    assert not home.exists()


def test_a_backend_that_outlives_its_postmaster_is_never_joined_by_a_second_server(home, monkeypatch):
    Postgres(places(home)).start()
    lines = (places(home).cluster / "postmaster.pid").read_text().splitlines()
    busy = psycopg2.connect(addresses(home).database_url, async_=True)
    while busy.poll() != psycopg2.extensions.POLL_OK:
        select.select([busy.fileno()], [busy.fileno()], [], 1)
    busy.cursor().execute("DO $$ BEGIN LOOP END LOOP; END $$")
    os.kill(int(lines[0]), signal.SIGKILL)
    assert processes.wait_until(lambda: attached(lines) == 1, GONE_SECONDS)
    monkeypatch.setattr(leftovers, "PATIENCE_SECONDS", 0.3)
    with pytest.raises(EmbeddedError, match="an earlier PostgreSQL still use"):
        Postgres(places(home)).start()
    os.kill(busy.info.backend_pid, signal.SIGKILL)
    monkeypatch.undo()
    again = Postgres(places(home))
    again.start()
    assert execute(home, "SELECT 1") == [(1,)]
    again.stop()

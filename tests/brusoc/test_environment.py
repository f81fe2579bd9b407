"""The addresses of the servers: what is refused, in which words, and how sockets are written for each library."""

import os
import subprocess
import sys

import environ
import pytest
import redis
from kombu import Connection

from brusoc import embedded, environment
from brusoc.embedded.places import PROJECT

DATABASES = {
    "nonsense": "no known scheme",
    "mysql://user@host/name": "mysql://",
    "postgres://user:secret@host:99999/name": "Port out of range",
    "postgres://user:secret@host:abc/name": "malformed",
    "postgres://user:secret@host:0/name": "port 0",
    "postgres://user:secret@host:5432": "no database",
    "postgres://user:secret@/name": "no host",
    "postgres://user:secret@[::1/name": "malformed",
    "host:5432/name": "no known scheme",
}
BROKERS = {
    "localhost:6379": "no known scheme",
    "http://host": "http://",
    "redis://": "no host",
    "redis://host:99999/0": "Port out of range",
    "redis://host:6379/zero": "'zero'",
    "unix://relative/redis.sock": "no socket",
    "unix://": "no socket",
}


@pytest.mark.parametrize("url", DATABASES)
def test_a_database_url_that_cannot_work_is_refused_in_a_sentence(url):
    with pytest.raises(environment.Malformed) as refusal:
        environment.check({"DATABASE_URL": url})
    assert DATABASES[url] in str(refusal.value)
    assert "DATABASE_URL" in str(refusal.value)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("url", BROKERS)
def test_a_redis_url_that_cannot_work_is_refused_in_a_sentence(url):
    with pytest.raises(environment.Malformed) as refusal:
        environment.check({"REDIS_URL": url})
    assert BROKERS[url] in str(refusal.value)
    assert "REDIS_URL" in str(refusal.value)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DATABASE_URL": "", "REDIS_URL": ""},
        {"DATABASE_URL": "postgres://user:p%40ss@host:5432/name?sslmode=require"},
        {"DATABASE_URL": "postgresql://user@[::1]/name", "REDIS_URL": "rediss://:secret@host:6380/3"},
        {"DATABASE_URL": "postgres://user@/name?host=/run/postgresql", "REDIS_URL": "redis://host"},
        {"REDIS_URL": "unix:///run/redis.sock?db=3"},
    ],
)
def test_addresses_that_can_work_pass(variables):
    environment.check(variables)


def test_the_embedded_addresses_pass_and_django_finds_the_socket(tmp_path):
    found = embedded.addresses(tmp_path)
    environment.check({"DATABASE_URL": found.database_url, "REDIS_URL": found.cache_url})
    database = environ.Env.db_url_config(found.database_url)
    assert (database["NAME"], database["USER"], database["HOST"]) == ("brusoc", "brusoc", "")
    assert database["OPTIONS"]["host"].startswith("/")


def test_a_socket_is_written_for_celery_and_for_the_cache():
    socket = os.environ["REDIS_URL"].partition("?")[0].removeprefix("unix://")
    for written in [f"unix://{socket}?db=15", f"redis+socket://{socket}?virtual_host=15"]:
        cache = redis.from_url(environment.cache_url(written))
        with cache, Connection(environment.broker_url(written)) as broker:
            assert cache.ping()
            assert broker.channel().client.connection_pool.connection_kwargs["db"] == 15
            assert cache.connection_pool.connection_kwargs["db"] == 15


def test_an_address_over_the_network_stays_as_it_is():
    for url in ["redis://host:6379/2", "rediss://:secret@host/0"]:
        assert environment.broker_url(url) == environment.cache_url(url) == url


@pytest.mark.parametrize(
    ("variable", "value"), [("DATABASE_URL", "postgres://user@host:port/name"), ("REDIS_URL", "redis:/host")]
)
def test_manage_py_says_so_in_one_line_and_ends_with_2(variable, value):
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=PROJECT,
        env={**os.environ, variable: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"manage.py: {variable} ")
    assert done.stderr.count("\n") == 1


def test_an_env_file_counts_unless_the_environment_says_otherwise(tmp_path, monkeypatch):
    file = tmp_path / "site.env"
    file.write_text("DATABASE_URL=postgres://file@host/name\nREDIS_URL=redis://file\n")
    monkeypatch.setenv("BRUSOC_ENV_FILE", str(file))
    monkeypatch.setenv("DATABASE_URL", "postgres://set@host/name")
    monkeypatch.delenv("REDIS_URL")
    environment.load()
    assert os.environ["DATABASE_URL"] == "postgres://set@host/name"
    assert os.environ["REDIS_URL"] == "redis://file"

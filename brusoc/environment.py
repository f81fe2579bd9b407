"""The addresses in DATABASE_URL and REDIS_URL: checked before anything uses them, refused in one plain sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

import environ

DATABASE_SCHEMES = ("postgres", "postgresql", "psql", "pgsql")
DATABASE_EXAMPLE = "postgres://user:password@host:5432/name"
REDIS_SCHEMES = ("redis", "rediss", "unix", "redis+socket")
REDIS_EXAMPLE = "redis://host:6379/0"


ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


class Malformed(ValueError):
    """An address that cannot work; the text names the variable and the fault, never the password."""


def load() -> None:
    """Add what the project's `.env` file (or the file BRUSOC_ENV_FILE names) says to the environment.

    What is set already wins. manage.py asks before it decides which servers to start, settings.py for everybody else.
    """
    environ.Env.read_env(os.environ.get("BRUSOC_ENV_FILE") or str(ENV_FILE))


def check(variables: Mapping[str, str]) -> None:
    """Check DATABASE_URL and REDIS_URL where they are set. Raises Malformed for the first that cannot work."""
    if variables.get("DATABASE_URL"):
        check_database_url(variables["DATABASE_URL"])
    if variables.get("REDIS_URL"):
        check_redis_url(variables["REDIS_URL"])


def check_database_url(url: str, *, variable: str = "DATABASE_URL") -> None:
    """Check that `url` names a PostgreSQL database: over a host and port, or over a socket with ?host=/folder."""
    parts = _split(url, variable, DATABASE_SCHEMES, DATABASE_EXAMPLE)
    if not parts.path.strip("/"):
        raise Malformed(f"{variable} names no database; expected something like {DATABASE_EXAMPLE}.")
    if not parts.hostname and "host" not in parse_qs(parts.query):
        raise Malformed(f"{variable} names no host; expected something like {DATABASE_EXAMPLE}.")


def check_redis_url(url: str, *, variable: str = "REDIS_URL") -> None:
    """Check that `url` names a Redis: redis:// or rediss:// with a host, or unix:// with the path of a socket."""
    parts = _split(url, variable, REDIS_SCHEMES, REDIS_EXAMPLE)
    over_socket = parts.scheme in ("unix", "redis+socket")
    if over_socket and (parts.netloc or not parts.path.strip("/")):
        raise Malformed(
            f"{variable} names no socket; expected an absolute path as in unix:///run/redis.sock."
        )
    if not over_socket and not parts.hostname:
        raise Malformed(f"{variable} names no host; expected something like {REDIS_EXAMPLE}.")
    number = _number(parts)
    if number and not number.isdecimal():
        raise Malformed(
            f"{variable} ends in {number!r}; the part after the host is the number of a database."
        )


def broker_url(redis_url: str) -> str:
    """The same Redis as Celery writes it: a socket is redis+socket:///path?virtual_host=number."""
    parts = urlsplit(redis_url)
    if parts.scheme not in ("unix", "redis+socket"):
        return redis_url
    number = _number(parts)
    return f"redis+socket://{parts.path}" + (f"?virtual_host={number}" if number else "")


def cache_url(redis_url: str) -> str:
    """The same Redis as the cache writes it: a socket is unix:///path?db=number."""
    parts = urlsplit(redis_url)
    if parts.scheme not in ("unix", "redis+socket"):
        return redis_url
    number = _number(parts)
    return f"unix://{parts.path}" + (f"?db={number}" if number else "")


def _number(parts: SplitResult) -> str:
    if parts.scheme in ("redis", "rediss"):
        return parts.path.strip("/")
    query = parse_qs(parts.query)
    return (query.get("db") or query.get("virtual_host") or [""])[0]


def _split(url: str, variable: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise Malformed(f"{variable} is malformed ({error}); expected something like {example}.") from None
    if parts.scheme not in schemes:
        found = f"{parts.scheme}://" if parts.scheme and "://" in url else "no known scheme"
        raise Malformed(f"{variable} begins with {found}; expected something like {example}.")
    if port == 0:
        raise Malformed(f"{variable} names port 0; expected something like {example}.")
    return parts

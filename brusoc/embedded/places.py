"""Where the embedded servers keep their data and sockets. Nothing here writes: settings.py may ask at any time."""

from __future__ import annotations

import hashlib
import os
import pwd
import re
from dataclasses import dataclass
from pathlib import Path

from brusoc.embedded.errors import EmbeddedError

PROJECT = Path(__file__).resolve().parents[2]
ROOTS_STATE = Path("/var/lib/brusoc-embedded")
SHORT_SOCKETS = Path("/tmp")  # noqa: S108 - make_private refuses a folder that a stranger prepared
# A socket's path holds at most 107 bytes; the longest name that we put into the folder is ".s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Addresses:
    """How to reach the embedded servers: one URL for Django's database, one for Celery, one for the cache."""

    database_url: str
    broker_url: str
    cache_url: str


@dataclass(frozen=True)
class Places:
    """The folders of one set of embedded servers. `home` holds everything but what root must keep elsewhere."""

    home: Path
    cluster: Path
    sockets: Path

    @property
    def redis_data(self) -> Path:
        return self.home / "redis"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def locks(self) -> Path:
        return self.home / "lock"

    @property
    def logs(self) -> Path:
        return self.home / "log"


def local_folder() -> Path:
    """The absolute folder for everything written at run time: BRUSOC_HOME, or `.local` in the project."""
    return Path(os.environ.get("BRUSOC_HOME") or PROJECT / ".local").expanduser().resolve()


def places(folder: Path) -> Places:
    """The folders of the servers whose run-time folder is `folder`; the same answer for every process of one user.

    The database moves to the system's state folder when root runs us below a folder that is closed to the account
    the database runs as. Sockets move to the temporary folder when their path would be too long or would need
    quoting in a URL.
    """
    folder = folder.resolve()
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:10]
    base = folder if server_account() is None or open_to_others(folder) else ROOTS_STATE / name
    sockets = base / "run"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER or not re.fullmatch(
        r"[A-Za-z0-9._/-]+", str(sockets)
    ):
        sockets = SHORT_SOCKETS / f"brusoc-{os.geteuid()}-{name}"
    return Places(home=folder, cluster=base / "postgres", sockets=sockets)


def addresses(folder: Path) -> Addresses:
    """The URLs of the embedded servers that belong to `folder`, whether they run or not."""
    where = places(folder)
    return Addresses(
        database_url=f"postgres://brusoc@/brusoc?host={where.sockets}",
        broker_url=f"redis+socket://{where.redis_socket}",
        cache_url=f"unix://{where.redis_socket}",
    )


def server_account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs as when we are root, because it refuses root; None for everybody else.

    Raises EmbeddedError when root finds no such account.
    """
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError(
        "PostgreSQL refuses to run as root and this machine has no account 'nobody' to run it as."
    )


def open_to_others(path: Path) -> bool:
    """Whether any account may walk down to `path`; folders that do not exist yet count as open."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.exists())

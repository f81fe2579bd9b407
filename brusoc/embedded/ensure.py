"""Which management commands need which server, and seeing to it that they have it."""

from __future__ import annotations

import atexit
import os
from pathlib import Path

from brusoc.embedded.folders import make_home
from brusoc.embedded.hold import Hold
from brusoc.embedded.places import Addresses, addresses, local_folder

SERVERS = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
# `demo` and `clean` see to the servers themselves; a server's absence changes nothing for the others.
NEED_NOTHING = {
    "", "check", "collectstatic", "compilemessages", "demo", "diffsettings", "findstatic", "help", "makemessages",
    "messages_check", "messages_compile", "messages_update", "quote", "startapp", "startproject", "version",
}  # fmt: skip
NEED_DATABASE = {
    "createcachetable", "dbshell", "dumpdata", "flush", "inspectdb", "loaddata", "makemigrations", "migrate",
    "optimizemigration", "pgtrigger", "showmigrations", "sqlflush", "sqlmigrate", "sqlsequencereset",
    "squashmigrations",
}  # fmt: skip


def ensure(command: list[str]) -> None:
    """Start what the management command needs and the environment does not name; it stops when we end.

    `command` is what follows `manage.py`. DATABASE_URL and REDIS_URL are exported for the command and its children.
    Raises EmbeddedError when a server cannot serve.
    """
    folder = local_folder()
    if "demo" in command[:1]:
        make_home(folder)  # Before the settings want to keep their secret key there.
    for kind in needed(command):
        if not os.environ.get(SERVERS[kind]):
            hold = Hold(kind, folder)
            atexit.register(hold.leave)
            hold.take()
            export(kind, folder)


def needed(command: list[str]) -> list[str]:
    """The servers that a management command needs, the database first."""
    name = next((word for word in command if not word.startswith("-")), "")
    if "--help" in command or "-h" in command or "--version" in command:
        return []
    if name == "check" and "--database" in " ".join(command):
        return ["postgres"]
    if name in NEED_NOTHING:
        return []
    return ["postgres"] if name in NEED_DATABASE else ["postgres", "redis"]


def export(kind: str, folder: Path) -> None:
    """Name the embedded server in the environment, for settings.py and for every child of this process."""
    found: Addresses = addresses(folder)
    os.environ[SERVERS[kind]] = found.database_url if kind == "postgres" else found.cache_url

"""Several people at the same moment: real threads on a database of their own, where rows are committed."""

import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections

from core.refusals import Refused
from tests.plugins.stack import template_database

Run = Callable[..., list[Any]]


@pytest.fixture
def run(db: None) -> Iterator[Run]:
    """Run functions at the same moment, each in a thread with a connection of its own; their results or refusals."""
    template, name = template_database(loaded=False), f"threads_{uuid.uuid4().hex[:12]}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    settings = connections.settings["default"]
    tests, settings["NAME"] = settings["NAME"], name

    def together(*acts: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(acts))

        def one(act: Callable[[], Any]) -> Any:
            try:
                assert connection.settings_dict["NAME"] == name
                start.wait(timeout=10)
                return act()
            except Refused as refusal:
                return refusal
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    try:
        yield together
    finally:
        settings["NAME"] = tests
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(statement: str) -> None:
    server = psycopg2.connect(os.environ["DATABASE_URL"])
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(statement)
    finally:
        server.close()

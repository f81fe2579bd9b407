"""The stack that journey tests stand on: it answers, its parts can be killed and stopped, its database is its own."""

import urllib.request

import pytest
import redis

from tests.plugins.stack import running_stack

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def stack():
    with running_stack(workers=2, LEASE_SECONDS="7") as started:
        yield started


def test_the_web_server_answers(stack):
    with urllib.request.urlopen(stack.url) as page:
        assert page.status == 200


def test_commands_and_sql_see_the_same_database_and_its_settings(stack):
    code = "from django.conf import settings; from django.db import connection as c; "
    code += "print(c.settings_dict['NAME'], settings.LEASE.seconds)"
    name = stack.rows("SELECT current_database() AS name")[0]["name"]
    assert stack.manage("shell", "--no-imports", "-c", code).split() == [name, "7"]
    assert stack.rows("SELECT count(*) > 0 AS migrated FROM django_migrations") == [{"migrated": True}]


def test_a_statement_is_committed_at_once(stack):
    stack.rows("CREATE TABLE note AS SELECT %s AS text", "kept")
    assert stack.rows("SELECT text FROM note") == [{"text": "kept"}]


def test_a_worker_can_be_killed_and_another_started(stack):
    first = stack.workers[0]
    stack.kill(first)
    assert first.process.returncode == -9
    assert len(stack.workers) == 1
    assert stack.start_worker().process.poll() is None


def test_redis_can_be_stopped_and_started_again(stack):
    stack.redis.stop()
    with pytest.raises(redis.exceptions.ConnectionError):
        redis.from_url(stack.redis.url(), retry=None).ping()
    with urllib.request.urlopen(stack.url) as page:
        assert page.status == 200
    stack.redis.start()
    assert redis.from_url(stack.redis.url()).ping()


def test_two_stacks_share_nothing(stack):
    with running_stack(workers=0, beat=False) as other:
        assert other.url != stack.url
        assert other.redis.url() != stack.redis.url()
        databases = {each.rows("SELECT current_database() AS name")[0]["name"] for each in (stack, other)}
        assert len(databases) == 2

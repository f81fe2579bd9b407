"""A cache that may be absent: Redis is a doorbell and a notepad here, so a stopped one must not stop a page."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis import exceptions

logger = logging.getLogger(__name__)
_ABSENT = (exceptions.ConnectionError, exceptions.TimeoutError, OSError)


class ForgivingRedisCache(RedisCache):
    """Redis without a promise: while it cannot be reached nothing is found and nothing is kept.

    What relies on it must be safe without: rate limits are backed by the lock of failed logins in PostgreSQL.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(super().add, True, *args, **kwargs))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(super().get, default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(super().set, None, *args, **kwargs)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(self._ask(super().incr, delta, key, delta, version))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(super().delete, False, *args, **kwargs))

    @staticmethod
    def _ask(act: Any, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return act(*args, **kwargs)
        except _ABSENT as error:
            logger.warning("The cache is not reachable: %s", error)
            return otherwise

"""The fixed cast of people, known by first name in every test."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from core import catalogues
from core.models import User

PASSWORD = "canal-bridge-tram-51"
# A working day in the middle of the programme: the "now" of tests that need an instant.
NOON = datetime(2012, 6, 15, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What services and selectors say to nobody's browser is said in English, whatever ran before."""
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class Cast:
    """Who plays in the tests: one person for each role, and a second advisor who is a stranger to the first's files."""

    aicha: User  # analyst
    bram: User  # advisor
    chantal: User  # manager
    driss: User  # accountant
    elke: User  # auditor
    filip: User  # administrator
    greta: User  # advisor, the stranger


_PEOPLE = {
    "aicha": ("analyst", "Aïcha Benali"),
    "bram": ("advisor", "Bram Peeters"),
    "chantal": ("manager", "Chantal Lefèvre"),
    "driss": ("accountant", "Driss Amrani"),
    "elke": ("auditor", "Elke Maes"),
    "filip": ("administrator", "Filip Janssens"),
    "greta": ("advisor", "Greta Wouters"),
}


@pytest.fixture(scope="session", autouse=True)
def plain_static_addresses() -> Generator[None]:
    """Pages name static files as they lie in `static/`: no `collectstatic` before a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Generator[None]:
    """A cast of seven hashes seven passwords for each test: the strong hash would take seconds."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Pages in French and Dutch need the .mo files, which are not kept in the repository.

    In a fresh clone Django may have looked for them before they were there: it is told to look again.
    """
    catalogues.compile_newer(settings.BASE_DIR)
    translation_file_changed(sender=None, file_path=Path("django.mo"))


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """The rate limits that one test used up are not the next one's."""
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast(
        **{
            first: User.objects.create_user(
                f"{first}@brusoc.example", PASSWORD, role=role, full_name=name, language="en"
            )
            for first, (role, name) in _PEOPLE.items()
        }
    )


@pytest.fixture
def logged_in() -> Callable[[User], Client]:
    """A browser in which this person is logged in, in English."""

    def enter(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter

"""The staff of the demonstration house, and the logins that `make demo` prints."""

import os
from dataclasses import dataclass

from core.models import User
from core.permissions import role_of

PASSWORD = os.environ.get("BRUSOC_DEMO_PASSWORD", "canal-demo-2013")
_STAFF = (
    ("analyst", "aicha", "Aïcha Papierbrug", "fr"),
    ("analyst", "wim", "Wim Regenvogel", "nl"),
    ("advisor", "bram", "Bram Kanaallicht", "nl"),
    ("advisor", "lucie", "Lucie Tramfleur", "fr"),
    ("advisor", "samira", "Samira Brumejardin", "fr"),
    ("advisor", "joris", "Joris Molenwind", "nl"),
    ("manager", "chantal", "Chantal Nuagepont", "fr"),
    ("accountant", "driss", "Driss Gaufreplume", "fr"),
    ("auditor", "elke", "Elke Sterrensteen", "nl"),
    ("administrator", "filip", "Filip Wolkenhuis", "nl"),
)


@dataclass(frozen=True)
class Staff:
    """Who does what in the story."""

    analysts: tuple[User, ...]
    advisors: tuple[User, ...]
    manager: User
    accountant: User


def hire() -> Staff:
    """Make the accounts; every one has the demonstration's password."""
    people: dict[str, list[User]] = {}
    for role, first, name, language in _STAFF:
        user = User.objects.create_user(_email(first), PASSWORD, full_name=name, role=role, language=language)
        people.setdefault(role, []).append(user)
    return Staff(
        analysts=tuple(people["analyst"]),
        advisors=tuple(people["advisor"]),
        manager=people["manager"][0],
        accountant=people["accountant"][0],
    )


def logins() -> list[tuple[str, str, str]]:
    """One login for each role: its name in English, e-mail address, password."""
    first_of_role: dict[str, str] = {}
    for role, first, _name, _language in _STAFF:
        first_of_role.setdefault(role, first)
    return [
        (role.capitalize(), _email(first), PASSWORD) for role, first in first_of_role.items() if role_of(role)
    ]


def _email(first: str) -> str:
    return f"{first}@demo.brusoc.example"

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from core.models import Installation
from loans import reference_data

TODAY = date(2025, 3, 14)
Ask = Callable[..., HttpResponse]


@pytest.fixture
def products(db: None) -> None:
    """The products of BRUSOC, and the calendar at 14 March 2025."""
    reference_data.load()
    Installation.objects.create(demonstration_day=TODAY)


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account whose browser speaks English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def ask(products: None, visitor: Client) -> Ask:
    """Ask the simulator: `ask(amount="5000")` for the page, `ask("simulation.pdf", ...)` for a file."""

    def asked(path: str = "", **query: Any) -> HttpResponse:
        return visitor.get(f"/simulator/{path}", query)

    return asked

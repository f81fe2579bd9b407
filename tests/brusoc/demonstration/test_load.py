"""Loading refuses to mix with real data, and says so."""

import pytest
from django.core.management import CommandError, call_command

from brusoc.demonstration.load import load
from brusoc.demonstration.staff import logins
from core.models import Installation
from core.permissions import ROLES
from core.refusals import Refused
from tests.conftest import Cast


def test_a_database_with_people_of_its_own_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="data of its own"):
        load()
    with pytest.raises(CommandError, match="data of its own"):
        call_command("load_demo")
    assert not Installation.objects.filter(demonstration_loaded_at__isnull=False).exists()


def test_there_is_one_login_for_each_role() -> None:
    assert [role.lower() for role, _email, _password in logins()] == list(ROLES)

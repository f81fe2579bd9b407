from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from core.models import Installation, User
from loans.models import Investment
from tests.loans.builders import Stage, line

TODAY = date(2010, 6, 30)


@pytest.fixture(autouse=True)
def calendar(db: None) -> None:
    """The calendar stands on 30 June 2010."""
    Installation.objects.create(demonstration_day=TODAY)


@pytest.fixture
def loan(stage: Stage) -> Investment:
    """A loan of EUR 10,000 in Bram's care with one instalment of four paid."""
    investment = stage.investment(project=stage.project(enterprise_number="0428759497"))
    first = investment.schedules.get().instalments.get(number=1)
    stage.repay(investment, line(first.principal + first.interest, first.due_on, bank_reference="BK100225"))
    return investment


Enter = Callable[[User], Client]

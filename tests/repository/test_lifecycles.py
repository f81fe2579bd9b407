"""The page of lifecycles is printed from the tables, and the database enforces each of them."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from pgtrigger import FSM

from core import lifecycle_page

PAGE = Path(settings.BASE_DIR) / "docs" / "lifecycles.md"


def test_the_page_equals_the_tables(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--write-lifecycles"):
        PAGE.write_text(lifecycle_page.page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == lifecycle_page.page(), "run it once with --write-lifecycles"


def test_the_search_finds_the_known_tables() -> None:
    assert {"document", "application"} <= {life.name for life in lifecycle_page.lifecycles()}


@pytest.mark.parametrize("life", lifecycle_page.lifecycles(), ids=lambda life: life.name)
def test_each_table_is_a_trigger_of_the_database(life: object) -> None:
    triggers = [trigger for model in apps.get_models() for trigger in getattr(model._meta, "triggers", [])]
    assert f"{life.name}_moves" in {trigger.name for trigger in triggers if isinstance(trigger, FSM)}


@pytest.mark.parametrize("life", lifecycle_page.lifecycles(), ids=lambda life: life.name)
def test_every_state_but_the_first_can_be_reached(life: object) -> None:
    reached = {life.initial}
    for _ in life.states:
        reached |= {move.target for move in life if reached & set(move.sources)}
    assert reached == set(life.states)

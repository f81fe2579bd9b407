"""A table of moves draws the buttons, refuses the act, and names the trigger."""

import pytest

from core.lifecycle import Lifecycle, Move
from core.permissions import Permission
from core.refusals import Refused

DOOR = Lifecycle(
    "door",
    initial="shut",
    moves=[
        Move("open", ("shut",), "ajar", Permission.PROJECT_VIEW, "Open"),
        Move("knock", ("shut", "ajar"), "ajar", Permission.PROJECT_VIEW, "Knock"),
        Move("lock", ("shut",), "locked", Permission.USER_MANAGE, "Lock"),
    ],
)


def test_states_in_the_order_of_the_table() -> None:
    assert DOOR.states == ("shut", "ajar", "locked")


def test_an_act_leads_on_or_is_refused() -> None:
    assert DOOR.check("open", "shut") == "ajar"
    assert DOOR.check("knock", "ajar") == "ajar"
    with pytest.raises(Refused, match="“Lock” is no longer possible"):
        DOOR.check("lock", "ajar")


def test_an_unknown_verb_is_a_fault_and_no_refusal() -> None:
    with pytest.raises(KeyError):
        DOOR.check("burn", "shut")


@pytest.mark.parametrize(
    ("state", "rights", "buttons"),
    [
        ("shut", {Permission.PROJECT_VIEW}, ["open", "knock"]),
        ("shut", set(Permission), ["open", "knock", "lock"]),
        ("shut", set(), []),
        ("locked", set(Permission), []),
    ],
)
def test_the_buttons_of_a_page(state: str, rights: set[Permission], buttons: list[str]) -> None:
    assert [move.verb for move in DOOR.moves_from(state, rights)] == buttons


def test_the_trigger_knows_every_move_that_changes_the_state() -> None:
    trigger = DOOR.trigger()
    assert (trigger.name, trigger.field) == ("door_moves", "state")
    assert sorted(trigger.transitions) == [("shut", "ajar"), ("shut", "locked")]


def test_a_verb_stands_once_in_a_table() -> None:
    move = Move("open", ("shut",), "ajar", Permission.PROJECT_VIEW, "Open")
    with pytest.raises(ValueError, match="listed twice"):
        Lifecycle("door", initial="shut", moves=[move, move])

"""The life of a thing as a table of moves: it draws the buttons, refuses the act, and makes the database refuse too."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pgtrigger
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.permissions import Permission
from core.refusals import Refused


@dataclass(frozen=True)
class Move:
    """`verb` takes a thing from one of `sources` to `target`; `permission` is the right that it needs."""

    verb: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    label: str | Promise


class Lifecycle:
    """A named table of moves between states. `initial` lists the states that a new row may have."""

    def __init__(self, name: str, *, initial: str, moves: Collection[Move]) -> None:
        self.name = name
        self.initial = initial
        self.moves = tuple(moves)
        self._by_verb = {move.verb: move for move in self.moves}
        if len(self._by_verb) != len(self.moves):
            raise ValueError(f"{name}: a verb is listed twice")

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table first names it."""
        named = [self.initial, *(s for move in self.moves for s in (*move.sources, move.target))]
        return tuple(dict.fromkeys(named))

    def check(self, verb: str, state: str) -> str:
        """The state that `verb` leads to from `state`. Raises Refused when the table has no such move."""
        move = self._by_verb[verb]
        if state not in move.sources:
            raise Refused(
                _(
                    "“%(verb)s” is no longer possible: the state has changed meanwhile. Please reload the page."
                )
                % {"verb": move.label}
            )
        return move.target

    def moves_from(self, state: str, permissions: Collection[Permission]) -> list[Move]:
        """The moves that somebody with `permissions` may make from `state`: the buttons of a page."""
        return [move for move in self.moves if state in move.sources and move.permission in permissions]

    def trigger(self, *, field: str = "state") -> pgtrigger.FSM:
        """The trigger that refuses, even to plain SQL, any jump that is not in the table."""
        transitions = [
            (source, move.target) for move in self.moves for source in move.sources if source != move.target
        ]
        return pgtrigger.FSM(
            name=f"{self.name}_moves", field=field, transitions=list(dict.fromkeys(transitions))
        )

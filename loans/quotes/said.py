"""What all objects of a quote have in common: no key but the known ones, and a record of the engine that they mean.

A key that may be left out has the default LEFT_OUT; null is refused, so that one thing is said in one way.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial
from inspect import isclass
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict

from loans.engine.errors import EngineError
from loans.quotes.paths import Step

LEFT_OUT: Any = None


class Unmeant(Exception):
    """The engine refuses a record. `steps` lead to its object in the file, which has these `keys`."""

    def __init__(self, error: EngineError, keys: Collection[str], steps: tuple[Step, ...] = ()) -> None:
        super().__init__(error.sentence)
        self.error = error
        self.keys = keys
        self.steps = steps

    def below(self, *steps: Step) -> "Unmeant":
        """The same refusal, seen from further up."""
        return Unmeant(self.error, self.keys, (*steps, *self.steps))


class Keyed(BaseModel):
    """An object of the file: no key but the known ones; the text under each key describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


@cache
def keys_below(model: type[Keyed]) -> frozenset[str]:
    """Every key of `model` and of the objects inside it."""
    inner = [one for field in model.model_fields.values() for one in _models(field.annotation)]
    return frozenset(model.model_fields).union(*(keys_below(one) for one in inner))


def _models(annotation: Any) -> Iterator[type[Keyed]]:
    if isclass(annotation) and issubclass(annotation, Keyed):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


class Said(Keyed):
    """An object of the file that means a record of the engine, `means`, with fields of the same names."""

    means: ClassVar[type]

    def record(self) -> Any:
        """The record of the engine, with the engine's own defaults for what was not said. Raises Unmeant."""
        return self.made(self.facts())

    def made(self, facts: dict[str, Any]) -> Any:
        """The record of the engine with these `facts`. Raises Unmeant."""
        try:
            return self.means(**facts)
        except EngineError as error:
            raise Unmeant(error, type(self).model_fields) from error

    def facts(self) -> dict[str, Any]:
        """What was said, as values of the engine; `kind`, by which the file tells events apart, is none of them."""
        said = self.model_fields_set - {"kind"}
        return {name: _meant(getattr(self, name), name) for name in said}


def _meant(value: Any, step: Step) -> Any:
    if isinstance(value, Said):
        return below(step, value.record)
    if isinstance(value, tuple):
        return below(step, lambda: tuple([_meant(one, index) for index, one in enumerate(value)]))
    return value


def below(key: Step, made: Callable[[], Any]) -> Any:
    """What `made` makes of the object under `key`. Raises Unmeant with the key in front."""
    try:
        return made()
    except Unmeant as refusal:
        raise refusal.below(key) from refusal.error


def each(values: Iterable[Any], made: Callable[[Any], Any]) -> list[Any]:
    """What `made` makes of each of `values`. Raises Unmeant with the number of the value in front."""
    return [below(index, partial(made, value)) for index, value in enumerate(values)]

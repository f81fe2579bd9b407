"""From the contents of a file to its answers: each item for itself, so that a bad one costs only itself."""

import logging
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from loans.engine.errors import EngineError, SumBroken
from loans.quotes.answer_flows import answer_flows
from loans.quotes.answer_loan import answer_loan
from loans.quotes.answer_portfolio import answer_portfolio
from loans.quotes.items import ITEMS, Flows, Loan, PortfolioItem, kind_of
from loans.quotes.paths import Step, path, repeated_keys
from loans.quotes.plain import Plain
from loans.quotes.reading import Contents
from loans.quotes.refusals import MOST_SHOWN, Refusal, of_engine, of_validation, refusal
from loans.quotes.said import Keyed, Unmeant
from loans.quotes.scalars import Name
from loans.quotes.terms import Terms

logger = logging.getLogger(__name__)
Steps = tuple[Step, ...]
_NAME: TypeAdapter[str] = TypeAdapter(Name)

_ANSWERS: dict[type[Keyed], Callable[[Any], Plain]] = {
    Loan: answer_loan,
    Flows: answer_flows,
    PortfolioItem: answer_portfolio,
}


class Quote(NamedTuple):
    """The answers of a file in the order of its items; `refused` of them only say what is wrong."""

    answers: list[Plain]
    is_list: bool
    refused: int


def quote(contents: Contents) -> Quote:
    """Answer every item. Nothing is raised: what cannot be answered says why, with the path of the key."""
    answers = list(_answers(contents))
    return Quote(answers, contents.is_list, sum("refused" in answer for answer in answers))


def _answers(contents: Contents) -> Iterator[Plain]:
    for index, item in enumerate(contents.items):
        steps: Steps = (index,) if contents.is_list else ()
        name = _name(item)
        refusals = _repeated(item, steps) if contents.has_repeated_keys else []
        answer = refusals or _answer(item, steps)
        if isinstance(answer, list):
            yield {**name, "refused": [refused._asdict() for refused in answer]}
        else:
            yield {**name, **answer}


def _answer(item: Any, steps: Steps) -> Plain | list[Refusal]:
    if not isinstance(item, dict):
        return [refusal("model_type", steps)]
    model = kind_of(item)
    if model is None:
        return [refusal("one-of", steps, words=", ".join(ITEMS))]
    try:
        return _ANSWERS[model](model.model_validate(item))
    except ValidationError as error:
        return of_validation(error, steps, model)
    except Exception as error:  # What is wrong with one item must not cost the other thousand their answers.
        return [_refused(error, steps, model)]


def _refused(error: Exception, steps: Steps, model: type[Keyed]) -> Refusal:
    """A refusal while calculating: at the object that the engine refused, of the terms where the engine's code names
    one of their keys, else of the whole item."""
    if isinstance(error.error if isinstance(error, Unmeant) else error, SumBroken):
        logger.error("quote met sums that do not add up in %s: %s", path(steps), error)
        return refusal("defect", steps)
    if isinstance(error, Unmeant):
        return of_engine(error.error, (*steps, *error.steps), error.keys)
    if isinstance(error, EngineError):
        return (
            of_engine(error, (*steps, "terms"), Terms.model_fields)
            if model is Loan
            else of_engine(error, steps)
        )
    if isinstance(error, ArithmeticError):
        return refusal("beyond-numbers", steps)
    logger.error("quote met a defect in %s: %r", path(steps), error)
    return refusal("defect", steps)


def _repeated(item: Any, steps: Steps) -> list[Refusal]:
    return [refusal("repeated", place) for place in repeated_keys(item, steps)][:MOST_SHOWN]


def _name(item: Any) -> Plain:
    """The item's name, if it has a usable one."""
    try:
        return {"id": _NAME.validate_python(item["id"])} if isinstance(item, dict) and "id" in item else {}
    except ValidationError:
        return {}

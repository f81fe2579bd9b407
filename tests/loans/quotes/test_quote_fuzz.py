"""Whatever a file says, the answer is an answer or a refusal with a path and a sentence; never a traceback."""

import copy
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loans.quotes.output import csv_answer, json_answer, table_answer
from loans.quotes.quoting import quote
from loans.quotes.reading import Unreadable, read
from tests.loans.quotes.test_schema import GOOD

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.integers(-3, 400)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["0.00", "-1.00", "999999999999.99", "0.000000000001", "9999"])
    | st.sampled_from(["2025-01-31", "2024-02-29", "9999-12-31", "0001-01-01"])
    | st.sampled_from(["annuity", "bullet", "by_hand", "flat", "balloon", "actual/actual", "days", "capitalised", "up"])
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)
CALM = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def places(value, steps=()):
    """Every place in `value`: the steps that lead to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    yield steps
    for step, one in inner:
        yield from places(one, (*steps, step))


def plain(item):
    """`item` as JSON reads it: lists, no tuples."""
    return json.loads(json.dumps(item))


PLACES = [(item, steps) for item in map(plain, GOOD) for steps in places(item) if steps]


@st.composite
def mutated(draw):
    """A valid item in which one to three places are replaced, taken away, doubled or given another key."""
    item, steps = draw(st.sampled_from(PLACES))
    changed = copy.deepcopy(item)
    others = [place for known, place in PLACES if known is item]
    for place in [steps, *draw(st.lists(st.sampled_from(others), max_size=2))]:
        change(draw, changed, place)
    return changed


def change(draw, item, place):
    """Change `item` at `place`, if an earlier change has left it there."""
    *way, last = place
    for step in way:
        if not isinstance(item, dict | list) or step not in (
            item if isinstance(item, dict) else range(len(item))
        ):
            return
        item = item[step]
    if not isinstance(item, dict | list):
        return
    what = draw(st.sampled_from(["replace", "take", "double", "add"]))
    if isinstance(item, dict):
        if what == "take":
            item.pop(last, None)
        else:
            item[draw(st.text(max_size=5)) if what == "add" else last] = draw(VALUES)
    elif isinstance(last, int) and last < len(item):
        if what == "take":
            item.pop(last)
        else:
            item.insert(last, copy.deepcopy(item[last]) if what == "double" else draw(VALUES))


def check(content):
    """What every file must give: whole answers in every form, and refusals that name a path and are no defect."""
    try:
        found = quote(read(content))
    except Unreadable:
        return
    assert json.loads(json_answer(found)) is not None
    assert isinstance(table_answer(found), bytes)
    assert isinstance(csv_answer(found), bytes)
    for answer in found.answers:
        assert isinstance(answer, dict)
        for refused in answer.get("refused", ()):
            assert refused["path"]
            assert refused["sentence"].strip().endswith(".")
            assert refused["code"] not in ("defect", "wrong-value", "sum-broken"), (refused, content)


@CALM
@given(mutated())
def test_a_mutated_item_is_answered_or_refused(item):
    check(json.dumps(item).encode())


@CALM
@given(
    st.lists(VALUES, max_size=3) | st.dictionaries(st.sampled_from(["terms", "flows", "id", "on"]), VALUES)
)
def test_any_json_is_answered_or_refused(value):
    check(json.dumps(value).encode())


@CALM
@given(
    st.binary(max_size=40) | st.text(alphabet='{}[]":,0123456789.eE-NaInfity \n', max_size=40).map(str.encode)
)
def test_any_bytes_are_answered_or_refused(content):
    check(content)

import pytest

from loans.quotes.paths import path, repeated_keys
from loans.quotes.reading import read


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ((3, "terms", "fees", 0, "amount"), "[3].terms.fees[0].amount"),
        (("terms", "principal"), "terms.principal"),
        ((), "$"),
        ((2,), "[2]"),
        (("terms", "a b"), 'terms["a b"]'),
        (("", "é"), '[""]["\\u00e9"]'),
        (("\x1b[31m",), '["\\u001b[31m"]'),
        (("\ud800",), '["\\ud800"]'),
        (("x" * 100,), '["' + "x" * 60 + '"]'),
    ],
)
def test_a_path_reads_like_an_address_and_cannot_trick_a_terminal(steps, text):
    assert path(steps) == text


def test_keys_that_stand_twice_are_found_wherever_they_are():
    contents = read(b'{"a": [{"b": 1, "b": 2}], "c": {"d": 1, "d": 1}, "e": 1, "e": {"f": 1, "f": 1}}')
    found = {path(steps) for steps in repeated_keys(contents.items[0], (7,))}
    assert found == {"[7].e", "[7].e.f", "[7].a[0].b", "[7].c.d"}

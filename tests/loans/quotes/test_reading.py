import pytest
from django.utils import translation

from loans.quotes.reading import Repeated, Unreadable, read
from loans.quotes.scalars import BareNumber


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The input is empty."),
        (b" \n\t", "The input is empty."),
        (b"{", "The input is not JSON: line 1, column 2."),
        (b'{"a": 1,}', "The input is not JSON: line 1, column 9."),
        (b"[1]\n[2]", "The input is not JSON: line 2, column 1."),
        (b'{"a": "\xff"}', "The input is not UTF-8: byte 8."),
        (b'"text"', "The input must be one object or a list of objects."),
        (b"null", "The input must be one object or a list of objects."),
        (b"NaN", "The input must be one object or a list of objects."),
        (b"[" * 100_000 + b"]" * 100_000, "The input is nested too deeply."),
    ],
)
def test_an_unusable_input_is_refused_as_a_whole(content, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert str(refusal.value) == sentence


def test_an_object_or_a_list_of_anything_is_read():
    assert read(b'{"a": "b"}') == ([{"a": "b"}], False, False)
    assert read(b'[{"a": true}, 3, null]') == ([{"a": True}, 3, None], True, False)
    assert read(b"[]") == ([], True, False)


def test_a_byte_order_mark_is_no_harm():
    assert read(b'\xef\xbb\xbf{"a": 1}').items == [{"a": 1}]


@pytest.mark.parametrize("written", ["1.5", "1e3", "NaN", "-Infinity", "1234567890123456789", "9" * 10_000])
def test_a_number_that_would_lose_digits_stays_as_written(written):
    assert read(f"[{written}]".encode()).items == [BareNumber(written)]


def test_a_key_that_stands_twice_is_remembered():
    contents = read(b'{"a": {"b": 1, "c": 2, "b": 3}}')
    inner = contents.items[0]["a"]
    assert contents.has_repeated_keys
    assert isinstance(inner, Repeated)
    assert (inner, inner.keys_twice) == ({"b": 3, "c": 2}, ("b",))


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("loans.quotes.reading.LARGEST_FILE", 1024 * 1024)
    with pytest.raises(Unreadable, match="larger than 1 megabytes"):
        read(b" " * (1024 * 1024 + 1))


def test_the_sentence_is_in_the_active_language():
    with translation.override("en"), pytest.raises(Unreadable, match="The input is empty"):
        read(b"")

"""Charts are well-formed, proportional, described in words, and obey the content security policy."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from core.charts import Series, bars

SVG = "{http://www.w3.org/2000/svg}"


def plain(value):
    return f"{value:f}"


def draw(**changes):
    wish = {
        "title": "Investments by year",
        "description": "Two years",
        "categories": ["2008", "2009"],
        "series": [Series("Loans", [Decimal(50), Decimal(100)]), Series("Equity", [25, 0])],
        "text": plain,
        "name": "years",
    }
    return ElementTree.fromstring(bars(**{**wish, **changes}))


def heights(picture, colour):
    return [float(r.get("height")) for r in picture.iter(f"{SVG}rect") if r.get("fill") == colour][:-1]


def test_a_picture_has_a_name_and_a_description_and_no_style():
    picture = draw()
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "years-title years-text"
    assert picture.find(f"{SVG}title").text == "Investments by year"
    assert picture.find(f"{SVG}desc").text == "Two years"
    assert not [node for node in picture.iter() if node.get("style") or node.tag == f"{SVG}style"]


@pytest.mark.parametrize("stacked", [True, False])
def test_bars_are_as_high_as_their_values(stacked):
    first, second = heights(draw(stacked=stacked), "#0b7d79")
    assert second == pytest.approx(2 * first, abs=0.1)


def test_stacked_bars_stand_on_each_other():
    picture = draw(stacked=True)
    rects = [r for r in picture.iter(f"{SVG}rect") if float(r.get("width")) > 10]
    lower, upper = rects[0], rects[1]
    assert float(upper.get("y")) + float(upper.get("height")) == pytest.approx(float(lower.get("y")), abs=0.1)


def test_words_are_escaped():
    hostile = '<script>alert("x")</script>&'
    picture = draw(title=hostile, categories=[hostile, "b"], series=[Series(hostile, [1, 2])])
    assert picture.find(f"{SVG}title").text == hostile
    assert not list(picture.iter(f"{SVG}script"))


def test_nothing_to_show_is_still_a_picture():
    assert draw(categories=[], series=[]).tag == f"{SVG}svg"
    assert draw(series=[Series("Loans", [0, 0])]).tag == f"{SVG}svg"


def test_a_series_of_another_length_and_a_negative_value_are_refused():
    with pytest.raises(ValueError, match="each category"):
        draw(series=[Series("Loans", [1])])
    with pytest.raises(ValueError, match="below zero"):
        draw(series=[Series("Loans", [1, Decimal("-0.01")])])


def test_the_axis_reaches_the_highest_value_in_round_steps():
    words = [node.text for node in draw(series=[Series("a", [1, 87_300])]).iter(f"{SVG}text")]
    assert [w for w in words if w.isdigit()][:5] == ["0", "25000", "50000", "75000", "100000"]

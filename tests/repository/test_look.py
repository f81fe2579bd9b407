"""The colours keep WCAG 2.2 AA in both modes, and the emblem of the Union is drawn by its rules."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
WORDS = 4.5
SHAPES = 3.0
PAIRS = [
    *(("ink", ground, WORDS) for ground in ("paper", "surface", "sunken", "accent-wash")),
    *(("ink-quiet", ground, WORDS) for ground in ("paper", "surface", "sunken")),
    *(("accent", ground, WORDS) for ground in ("paper", "surface", "sunken", "accent-wash")),
    *((tone, f"{tone}-wash", WORDS) for tone in ("good", "warn", "bad", "info")),
    *((tone, "surface", WORDS) for tone in ("good", "warn", "bad")),
    ("accent-strong", "accent-wash", WORDS),
    ("on-accent", "accent", WORDS),
    ("on-accent", "accent-strong", WORDS),
    *(("rule-strong", ground, SHAPES) for ground in ("paper", "surface")),
]


def palette(mode: str) -> dict[str, str]:
    light, _, dark = TOKENS.partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return (
        colours if mode == "light" else {**colours, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))}
    )


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(mode: str, ink: str, ground: str, least: float) -> None:
    colours = palette(mode)
    assert contrast(colours[ink], colours[ground]) >= least


def test_the_emblem_has_twelve_upright_stars_on_a_circle_of_a_third_of_its_height() -> None:
    svg = (STATIC / "img" / "eu-emblem.svg").read_text(encoding="utf-8")
    width, height = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())  # type: ignore[union-attr]
    assert width / height == 1.5
    assert set(re.findall(r'fill="(#[0-9A-F]{6})"', svg)) == {"#003399", "#FFCC00"}
    stars = [
        [tuple(map(float, point.split(","))) for point in points.split()]
        for points in re.findall(r'points="([^"]+)"', svg)
    ]
    assert len(stars) == 12
    for points in stars:
        tips = points[::2]
        x = sum(px for px, _ in tips) / 5
        y = sum(py for _, py in tips) / 5
        assert (x - width / 2) ** 2 + (y - height / 2) ** 2 == pytest.approx((height / 3) ** 2, rel=1e-3)
        assert min(points, key=lambda p: p[1]) == pytest.approx((x, y - height / 18), abs=0.02), (
            "one tip points up"
        )


def test_the_fund_blue_is_for_the_emblem_alone() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        assert "#003399" not in sheet.read_text(encoding="utf-8").lower(), sheet.name

"""Charts as SVG text of our own: the same picture on the page and in the PDF.

Only presentation attributes (the content security policy allows no style), a title and a description for
those who do not see the picture, words in the colour of the text around it. The numbers behind a chart always
stand in a table beside it, so that colour alone never carries them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Number = Decimal | int
Format = Callable[[Decimal], str]
_Value = tuple[Number, str]  # a value and its colour

# Told apart in print and by colour-blind eyes (dark, light, middle, ...), readable on paper and on dark
# ground.
PALETTE = ("#0b7d79", "#e0a526", "#3b6fb6", "#b4566b", "#7a8b3c", "#8a6bb0", "#5f6b73", "#c9713a")
_FONT = "Ubuntu, sans-serif"
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Series:
    """One colour of a chart: its name and a value for each category."""

    label: str
    values: Sequence[Number]


@dataclass(frozen=True)
class _Frame:
    left: float
    top: float
    width: float
    height: float


def bars(
    *,
    title: str,
    description: str,
    categories: Sequence[str],
    series: Sequence[Series],
    text: Format,
    name: str,
    stacked: bool = False,
    width: int = 680,
    height: int = 300,
) -> SafeString:
    """Vertical bars, grouped or `stacked`: values of zero or more; `text` writes a value on the axis.

    `name` is unique on the page and ties title and description to the picture. Raises ValueError for a series
    of another length than the categories or a value below zero.
    """
    _check(series, len(categories))
    totals = [sum((Decimal(s.values[i]) for s in series), Decimal(0)) for i in range(len(categories))]
    highest = max(totals if stacked else [Decimal(v) for s in series for v in s.values], default=Decimal(0))
    ticks = _ticks(highest)
    left = 14 + 6.2 * max(len(text(tick)) for tick in ticks)
    frame = _Frame(left, 14, width - left - 8, height - 14 - 52)
    parts = [_axis(frame, ticks, text)]
    slot = frame.width / max(len(categories), 1)
    for index, category in enumerate(categories):
        middle = frame.left + slot * (index + 0.5)
        parts.append(_word(middle, frame.top + frame.height + 17, category, anchor="middle"))
        columns = _stack if stacked else _group
        parts.extend(
            columns(
                frame,
                [(one.values[index], _colour(n)) for n, one in enumerate(series)],
                middle,
                slot,
                ticks[-1],
            )
        )
    parts.append(_legend([s.label for s in series], left, height - 10))
    return _picture(
        "".join(parts), width=width, height=height, title=title, description=description, name=name
    )


def _check(series: Sequence[Series], length: int) -> None:
    if any(len(one.values) != length for one in series):
        raise ValueError("each series needs a value for each category")
    if any(value < 0 for one in series for value in one.values):
        raise ValueError("a bar cannot show a value below zero")


def _ticks(highest: Decimal) -> list[Decimal]:
    """Round values from zero to at least `highest`, four or five steps of them."""
    if highest <= 0:
        return [Decimal(0), Decimal(1)]
    rough = highest / 4
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * factor for factor in _STEPS if unit * factor >= rough)
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    return [step * index for index in range(count + 1)]


def _axis(frame: _Frame, ticks: Sequence[Decimal], text: Format) -> str:
    parts = []
    for tick in ticks:
        y = frame.top + frame.height * (1 - float(tick / ticks[-1]))
        opacity = "0.55" if tick == 0 else "0.16"
        parts.append(
            f'<line x1="{frame.left:.1f}" y1="{y:.1f}" x2="{frame.left + frame.width:.1f}" y2="{y:.1f}" '
            f'stroke="currentColor" stroke-opacity="{opacity}" stroke-width="1"/>'
        )
        parts.append(_word(frame.left - 8, y + 4, text(tick), anchor="end"))
    return "".join(parts)


def _stack(frame: _Frame, values: Sequence[_Value], middle: float, slot: float, top: Decimal) -> list[str]:
    width = min(slot * 0.62, 54)
    parts, base = [], frame.top + frame.height
    for value, colour in values:
        height = frame.height * float(Decimal(value) / top)
        if height > 0:
            base -= height
            parts.append(_rect(middle - width / 2, base, width, height, colour))
    return parts


def _group(frame: _Frame, values: Sequence[_Value], middle: float, slot: float, top: Decimal) -> list[str]:
    width = min(slot * 0.76 / max(len(values), 1), 30)
    start = middle - width * len(values) / 2
    parts = []
    for number, (value, colour) in enumerate(values):
        height = frame.height * float(Decimal(value) / top)
        y = frame.top + frame.height - height
        parts.append(_rect(start + number * width + 1, y, width - 2, height, colour))
    return parts


def _legend(labels: Sequence[str], left: float, y: float) -> str:
    parts, x = [], left
    for number, label in enumerate(labels):
        parts.append(_rect(x, y - 9, 10, 10, _colour(number)))
        parts.append(_word(x + 15, y, label))
        x += 15 + 6.4 * len(label) + 18
    return "".join(parts)


def _colour(number: int) -> str:
    return PALETTE[number % len(PALETTE)]


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _word(x: float, y: float, words: str, *, anchor: str = "start", strong: bool = False) -> str:
    weight = ' font-weight="500"' if strong else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="12" fill="currentColor" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def _picture(body: str, *, width: int, height: int, title: str, description: str, name: str) -> SafeString:
    return mark_safe(  # noqa: S308 (every word in it is escaped above)
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{escape(name)}-title {escape(name)}-text">'
        f'<title id="{escape(name)}-title">{escape(title)}</title>'
        f'<desc id="{escape(name)}-text">{escape(description)}</desc>{body}</svg>'
    )

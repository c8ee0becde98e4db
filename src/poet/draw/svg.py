"""Marks of a chart: boxes, lines and dots as SVG, and words beside them as values, for whoever sets the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from poet.draw import palette
from poet.draw.letters import drawable


class Word(NamedTuple):
    """A line of text: its baseline at `y`, its start (or middle) at `x`; what stands `behind` it is said quietly."""

    text: str
    x: float
    y: float
    size: float
    fill: str = palette.INK
    middle: bool = False
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Ink:
    """Marks that stand together: shapes as SVG, and the words that lie on them."""

    shapes: str = ""
    words: tuple[Word, ...] = ()

    def __add__(self, other: Ink) -> Ink:
        return Ink(self.shapes + other.shapes, self.words + other.words)

    def down(self, by: float, *, right: float = 0) -> Ink:
        """Return the same marks further down the sheet, and further to the right."""
        place = f"{number(right)} {number(by)}"
        moved = f'<g transform="translate({place})">{self.shapes}</g>' if self.shapes else ""
        return Ink(moved, tuple(word._replace(x=word.x + right, y=word.y + by) for word in self.words))


def together(marks: Iterable[Ink]) -> Ink:
    """Return the marks as one."""
    every = tuple(marks)
    return Ink("".join(ink.shapes for ink in every), tuple(word for ink in every for word in ink.words))


def document(ink: Ink, width: float, height: float, *, name: str = "") -> str:
    """Return an SVG document; a `name` makes it a picture that a screen reader calls so.

    Text takes the typeface of the page around it.
    """
    role = f' role="img" aria-label={quoteattr(drawable(name))}' if name else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{role} width="{number(width)}" height="{number(height)}"'
        f' viewBox="0 0 {number(width)} {number(height)}">{ink.shapes}{_texts(ink.words)}</svg>'
    )


def _texts(words: Sequence[Word]) -> str:
    """All words; what most of them share is said once, for a page holds each chart twice."""
    if not words:
        return ""
    size = Counter(word.size for word in words).most_common(1)[0][0]
    lines = "".join(_text(word, size) for word in words)
    return f'<g font-size="{number(size)}" fill="{palette.INK}">{lines}</g>'


def _text(word: Word, usual: float) -> str:
    looks = [f'x="{number(word.x)}" y="{number(word.y)}"']
    if word.size != usual:
        looks.append(f'font-size="{number(word.size)}"')
    if word.fill != palette.INK:
        looks.append(f'fill="{word.fill}"')
    if word.middle:
        looks.append('text-anchor="middle"')
    gap = "  " if word.text else ""
    quiet = f'<tspan fill="{palette.MUTED}">{gap}{escape(drawable(word.behind))}</tspan>' if word.behind else ""
    said = escape(drawable(word.text)) + quiet
    if "  " in said:
        looks.append('xml:space="preserve"')
    return f"<text {' '.join(looks)}>{said}</text>"


def number(value: float) -> str:
    """Return `value` to a tenth, without trailing noughts: short files, and the same ones everywhere."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def box(x: float, y: float, width: float, height: float, *, fill: str, edge: str = "") -> Ink:
    """Return a filled rectangle, outlined where an `edge` colour is given."""
    looks = f' stroke="{edge}" stroke-width="0.8"' if edge else ""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return Ink(f'<rect {place} fill="{fill}"{looks}/>')


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str = palette.INK, thick: float = 1) -> Ink:
    """Return a straight line."""
    path = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return Ink(f'<path d="{path}" stroke="{colour}" stroke-width="{number(thick)}"/>')


def whisker(low: float, high: float, y: float, *, tick: float, colour: str = palette.INK) -> Ink:
    """Return an interval: a thin line from `low` to `high` with a tick at each end."""
    top, foot = number(y - tick), number(y + tick)
    a, b, middle = number(low), number(high), number(y)
    return Ink(f'<path d="M{a} {top}V{foot}M{a} {middle}H{b}M{b} {top}V{foot}" fill="none" stroke="{colour}"/>')


def crossing(low: float, turn: float, high: float, y: float, *, tick: float, inside: str) -> Ink:
    """Return an interval that begins on a bar and ends beside it: in the colour `inside` as far as `turn`."""
    top, foot, middle = number(y - tick), number(y + tick), number(y)
    first, last, border = number(low), number(high), number(turn)
    return Ink(
        f'<path d="M{first} {top}V{foot}M{first} {middle}H{border}" fill="none" stroke="{inside}"/>'
        f'<path d="M{border} {middle}H{last}M{last} {top}V{foot}" fill="none" stroke="{palette.INK}"/>'
    )


def curve(points: Sequence[tuple[float, float]], *, colour: str, dashed: bool = False) -> Ink:
    """Return an open line through the points."""
    path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    dashes = ' stroke-dasharray="5 3"' if dashed else ""
    return Ink(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.2"{dashes}/>')


def arrow(start: float, end: float, y: float, *, head: float, colour: str) -> Ink:
    """Return a level line with a filled head at its end; the head alone where the line is shorter than it."""
    back = end - head if end >= start else end + head
    shaft = line(start, y, back, y, colour=colour, thick=2) if abs(end - start) > head else Ink()
    tip = f"M{number(end)} {number(y)}L{number(back)} {number(y - head * 0.7)}V{number(y + head * 0.7)}Z"
    return shaft + Ink(f'<path d="{tip}" fill="{colour}"/>')


def dot(x: float, y: float, radius: float, *, fill: str, edge: str) -> Ink:
    """Return a round mark."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return Ink(f'<circle {place} fill="{fill}" stroke="{edge}" stroke-width="1.5"/>')


def diamond(x: float, y: float, radius: float, *, fill: str, edge: str) -> Ink:
    """Return a hollow mark of another shape than a dot, so that the two tell apart without colour."""
    left, right, top, foot = (number(v) for v in (x - radius, x + radius, y - radius, y + radius))
    middle, level = number(x), number(y)
    path = f"M{middle} {top}L{right} {level}L{middle} {foot}L{left} {level}Z"
    return Ink(f'<path d="{path}" fill="{fill}" stroke="{edge}" stroke-width="1.5"/>')


def hatched(x: float, y: float, width: float, height: float, *, step: float = 4) -> Ink:
    """Return an outlined, hatched rectangle. Its lines are drawn one by one: a pattern would need an id."""
    strokes = []
    for place in range(int((width + height) / step) + 1):
        offset = place * step - height
        start, end = max(0.0, -offset / height), min(1.0, (width - offset) / height)
        if start < end:
            strokes.append(_stroke(x + offset, y + height, height, start, end))
    lines = Ink(f'<path d="{"".join(strokes)}" stroke="{palette.MUTED}" stroke-width="0.7"/>')
    return box(x, y, width, height, fill=palette.PAPER, edge=palette.MUTED) + lines


def _stroke(x: float, foot: float, height: float, start: float, end: float) -> str:
    return (
        f"M{number(x + start * height)} {number(foot - start * height)}"
        f"L{number(x + end * height)} {number(foot - end * height)}"
    )

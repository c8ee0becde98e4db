"""The rows of a chart: a label beside its mark, over an axis, under a legend, parted where a page ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from poet.draw import palette, svg, words
from poet.draw.charts.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: its marks, its size in units of its sheet, and the name by which a screen reader calls it."""

    ink: svg.Ink
    width: float
    height: float
    name: str

    @property
    def svg(self) -> str:
        """The whole picture as one SVG document, text and all."""
        return svg.document(self.ink, self.width, self.height, name=self.name)

    @property
    def shapes(self) -> str:
        """The picture without its words, for who sets the words himself."""
        return svg.document(svg.Ink(self.ink.shapes), self.width, self.height)


@dataclass(frozen=True, slots=True)
class Plot:
    """Where shares stand: 0 % at `left`, 100 % at `left + unit`; the drawing ends at `right`."""

    left: float
    unit: float
    right: float

    def at(self, share: float) -> float:
        """Return where on the sheet this share stands."""
        return self.left + share * self.unit


@dataclass(frozen=True, slots=True)
class Row:
    """A part of a chart that is never torn: its height and its marks, drawn from the origin down."""

    height: float
    ink: svg.Ink


Key = tuple[str, Callable[[float, float, Sheet], svg.Ink]]
"""A line of the legend: its words, and what draws its sign at a place on a sheet."""


def plot(sheet: Sheet, *, beyond: float, inset: float = 0.5) -> Plot:
    """Return the plot that leaves room for the labels and `inset` on its left, and for `beyond` on its right."""
    left = (sheet.labels + sheet.size if sheet.labels else 0) + inset
    edge = max(beyond, sheet.size * 1.6)
    return Plot(left, sheet.width - left - edge, sheet.width)


# --- one row ------------------------------------------------------------------------------------------------------


def row(label: str, base: str, mark: Row, sheet: Sheet) -> Row:
    """Set a label beside its mark, or above it where the sheet is narrow."""
    lines = name_and_base(label, base, sheet.labels or sheet.width, sheet)
    tall = len(lines) * sheet.leading
    if not sheet.labels:
        below = tall + sheet.size * 0.25
        return Row(below + mark.height + sheet.size * 1.1, name_lines(lines, 0, sheet) + mark.ink.down(below))
    height = max(tall, mark.height)
    ink = name_lines(lines, (height - tall) / 2, sheet) + mark.ink.down((height - mark.height) / 2)
    return Row(height + sheet.size * 0.7, ink)


def name_and_base(label: str, base: str, room: float, sheet: Sheet) -> list[tuple[str, str]]:
    """The label's lines, each with what stands behind it in a quieter colour: the base, on the last line if it fits."""
    lines = [(line, "") for line in sheet.wrap(label, room)]
    if not base:
        return lines
    last = lines[-1][0]
    if sheet.wide(f"{last}  {base}") <= room:
        return [*lines[:-1], (last, base)]
    return [*lines, *(("", line) for line in sheet.wrap(base, room))]


def name_lines(lines: Iterable[tuple[str, str]], top: float, sheet: Sheet) -> svg.Ink:
    """A label's lines, from `top` down."""
    return svg.Ink(
        words=tuple(
            svg.Word(text, 0, _level(top, place, sheet), sheet.size, behind=base)
            for place, (text, base) in enumerate(lines)
        )
    )


def _level(top: float, place: int, sheet: Sheet) -> float:
    """The baseline of a line of text that stands `place` lines below `top`."""
    return top + place * sheet.leading + sheet.size * 0.95


def withheld(why: str, place: Plot, sheet: Sheet) -> Row:
    """Say why nothing is drawn; no length and no number stands in its place."""
    lines = sheet.wrap(why, place.right - place.left)
    tall = len(lines) * sheet.leading
    height = max(tall, sheet.thick)
    under = svg.box(place.left, 0, place.right - place.left, height, fill=palette.PAPER)
    return Row(height, under + paragraph(lines, place.left, (height - tall) / 2, sheet, fill=palette.MUTED))


def paragraph(lines: Iterable[str], left: float, top: float, sheet: Sheet, *, fill: str = palette.INK) -> svg.Ink:
    """Return lines of text one below the other."""
    return svg.Ink(
        words=tuple(
            svg.Word(text, left, _level(top, place, sheet), sheet.size, fill) for place, text in enumerate(lines)
        )
    )


# --- the whole ----------------------------------------------------------------------------------------------------


def legend(keys: Sequence[Key], sheet: Sheet) -> Row:
    """Return the keys in reading order, as many to a line as fit."""
    marks, x, y = [], 0.0, 0.0
    indent, gap = sheet.size * 1.5, sheet.size * 1.5
    for label, sign in keys:
        lines = sheet.wrap(label, sheet.width - indent)
        wide = indent + max(sheet.wide(line) for line in lines)
        if x and x + wide > sheet.width:
            x, y = 0.0, y + sheet.leading * 1.25
        marks.append(sign(x, y + sheet.leading / 2, sheet) + paragraph(lines, x + indent, y, sheet))
        y += (len(lines) - 1) * sheet.leading
        x += wide + gap
    return Row(y + sheet.leading * 1.5, svg.together(marks))


def parts(top: Row, rows: Sequence[Row], place: Plot | None, sheet: Sheet, alt: str) -> tuple[Picture, ...]:
    """Part the rows over as many pictures as they need; each has the legend and none tears a row.

    Each has the axis of the plot, if one is given."""
    shares = _shared(rows, sheet.tallest - top.height - _foot(sheet))
    many = len(shares)
    names = [words.PART.format(part=part, parts=many, alt=alt) for part in range(1, many + 1)] if many > 1 else [alt]
    return tuple(_picture(top, share, place, sheet, name) for share, name in zip(shares, names, strict=True))


def _shared(rows: Sequence[Row], room: float) -> list[list[Row]]:
    """The rows in as few parts as fit into `room`, about equally tall, so that no part holds a lonely row."""
    fewest = max(1, ceil(sum(row.height for row in rows) / room))
    for many in range(fewest, len(rows)):
        shares = _evenly(rows, many)
        if all(sum(row.height for row in share) <= room for share in shares):
            return shares
    return [[row] for row in rows] or [[]]


def _evenly(rows: Sequence[Row], many: int) -> list[list[Row]]:
    """The rows in `many` parts or fewer: each goes where its middle falls."""
    fair = sum(row.height for row in rows) / many
    shares: list[list[Row]] = [[] for _ in range(many)]
    above = 0.0
    for row in rows:
        shares[min(many - 1, int((above + row.height / 2) / fair))].append(row)
        above += row.height
    return [share for share in shares if share]


def _picture(top: Row, rows: Sequence[Row], place: Plot | None, sheet: Sheet, name: str) -> Picture:
    foot = top.height + sum(row.height for row in rows)
    axis = _axis(place, top.height, foot, sheet) if place else svg.Ink()
    marks, y = [top.ink, axis], top.height + sheet.size * 0.3
    for each in rows:
        marks.append(each.ink.down(y))
        y += each.height
    return Picture(svg.together(marks), sheet.width, foot + _foot(sheet), name)


def _foot(sheet: Sheet) -> float:
    return sheet.small * 1.7


def _axis(place: Plot, top: float, foot: float, sheet: Sheet) -> svg.Ink:
    steps = (0.0, 0.25, 0.5, 0.75, 1.0) if sheet.labels else (0.0, 0.5, 1.0)
    marks = []
    for step in steps:
        x = place.at(step)
        marks.append(svg.line(x, top, x, foot, colour=palette.RULE, thick=0.7))
        marks.append(svg.Ink(words=(_tick(step, x, foot, sheet),)))
    return svg.together(marks)


def _tick(step: float, x: float, foot: float, sheet: Sheet) -> svg.Word:
    middle = bool(step or sheet.labels)  # a narrow sheet has no room left of nought
    return svg.Word(f"{step:.0%}", x, foot + sheet.small * 1.2, sheet.small, palette.MUTED, middle=middle)

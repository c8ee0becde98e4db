"""Points: a value with its interval, beside a comparator or beside the others of its group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from poet.draw import palette, svg, words
from poet.draw.charts.funnel import funnel
from poet.draw.charts.rows import (
    Key,
    Picture,
    Plot,
    Row,
    legend,
    name_and_base,
    name_lines,
    paragraph,
    parts,
    plot,
    row,
    withheld,
)
from poet.draw.charts.sheet import Sheet
from poet.report.model import Dot, Dots, Shape


def dots(chart: Dots, sheet: Sheet) -> tuple[Picture, ...]:
    """Return a chart of points: here a filled dot with its interval, the rest a hollow diamond."""
    if chart.shape is Shape.FUNNEL:
        return funnel(chart, sheet)
    said, arrows = _beside(chart, sheet), chart.shape is Shape.ARROWS
    place = plot(sheet, beyond=said + sheet.size * 2 if said else 0, inset=0 if sheet.labels else sheet.size * 0.6)
    if chart.shape is Shape.GROUPS:
        keys: list[Key] = [(chart.here, _here), (words.INTERVAL, _interval), (chart.there, _band)]
        return parts(legend(keys, sheet), list(_groups(chart, place, sheet, said)), place, sheet, chart.alt)
    rows = [row(dot.label, dot.base, _mark(dot, place, sheet, said, arrows), sheet) for dot in chart.dots]
    ends: list[Key] = [(chart.here, _tip if arrows else _here), (words.INTERVAL, _interval), (chart.there, _there)]
    keys = [ends[2], ends[0]] if arrows else ends
    return parts(legend(keys, sheet), rows, place, sheet, chart.alt)


def _groups(chart: Dots, place: Plot, sheet: Sheet, said: float) -> Iterator[Row]:
    """The rows of each heading as one, never torn: what is said of them stands behind it, and a band from the lowest to the
    highest share behind their points."""
    for under, some in groupby(chart.dots, key=lambda dot: dot.under):
        group = list(some)
        rows = [row(dot.label, dot.base, _mark(dot, place, sheet, said, False), sheet) for dot in group]  # noqa: FBT003
        yield _headed(under, group, rows, place, sheet)


def _headed(under: str, group: Sequence[Dot], rows: Sequence[Row], place: Plot, sheet: Sheet) -> Row:
    lines = name_and_base(under, group[0].verdict, sheet.width, sheet)
    below = sheet.size * 0.5 + len(lines) * sheet.leading + sheet.size * 0.4
    tall = sum(one.height for one in rows)
    shares = [dot.value for dot in group if dot.value is not None and not dot.withheld]
    named = name_lines(lines, sheet.size * 0.5, sheet)
    heading = svg.Ink(words=tuple(word._replace(fill=palette.TEAL) for word in named.words))
    # The axis runs behind rows, and not through words.
    paper = svg.box(0, 0, sheet.width, below, fill=palette.PAPER)
    marks = [paper, svg.line(0, 0, sheet.width, 0, colour=palette.MUTED, thick=0.6), heading]
    if shares:
        left, right = place.at(min(shares)), place.at(max(shares))
        marks.append(svg.box(left, below, right - left, tall, fill=palette.WASH, edge=palette.RULE))
    top = below
    for one in rows:
        marks.append(one.ink.down(top))
        top += one.height
    return Row(below + tall + sheet.size * 0.4, svg.together(marks))


def _beside(chart: Dots, sheet: Sheet) -> float:
    """The room for what is said of each row: beside the plot on a wide sheet, below it (0) on a narrow one."""
    if not sheet.labels:
        return 0
    widest = max((sheet.wide(dot.text) for dot in chart.dots if not dot.withheld), default=0)
    return min(widest, sheet.width * 0.24)


def _mark(dot: Dot, place: Plot, sheet: Sheet, said: float, arrows: bool) -> Row:  # noqa: FBT001 - the chart's own
    if dot.withheld or dot.value is None:
        return withheld(dot.withheld or words.NOT_SHOWN, place, sheet)
    points = _arrow if arrows else _points
    lines = sheet.wrap(dot.text, said or place.right - place.left) if dot.text else ()
    tall = len(lines) * sheet.leading
    if not said:
        below = paragraph(lines, place.left, sheet.thick, sheet)
        return Row(sheet.thick + tall, points(dot, dot.value, place, sheet, sheet.thick / 2) + below)
    height = max(tall, sheet.thick)
    beside = paragraph(lines, place.at(1) + sheet.size * 1.8, (height - tall) / 2, sheet)
    return Row(height, points(dot, dot.value, place, sheet, height / 2) + beside)


def _points(dot: Dot, value: float, place: Plot, sheet: Sheet, level: float) -> svg.Ink:
    marks = _diamond(place.at(dot.rest), level, sheet) if dot.rest is not None else svg.Ink()
    if dot.low is not None and dot.high is not None:
        marks += svg.whisker(place.at(dot.low), place.at(dot.high), level, tick=sheet.size * 0.3)
    return marks + _dot(place.at(value), level, sheet)


def _arrow(dot: Dot, value: float, place: Plot, sheet: Sheet, level: float) -> svg.Ink:
    """From then to now; only the two shares are drawn, their uncertainty is in the words beside them."""
    if dot.rest is None:
        return _dot(place.at(value), level, sheet)
    start = svg.diamond(place.at(dot.rest), level, sheet.size * 0.4, fill=palette.PAPER, edge=palette.INK)
    return start + svg.arrow(place.at(dot.rest), place.at(value), level, head=sheet.size * 0.8, colour=palette.TEAL)


def _dot(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.dot(x, level, sheet.size * 0.42, fill=palette.TEAL, edge=palette.TEAL)


def _diamond(x: float, level: float, sheet: Sheet) -> svg.Ink:
    """Hollow and of another shape than the dot, and larger: its points are seen where the two fall together."""
    return svg.diamond(x, level, sheet.size * 0.62, fill=palette.PAPER, edge=palette.INK)


def _here(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return _dot(x + sheet.size * 0.5, level, sheet)


def _tip(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.arrow(x, x + sheet.size * 1.1, level, head=sheet.size * 0.8, colour=palette.TEAL)


def _interval(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.whisker(x, x + sheet.size, level, tick=sheet.size * 0.3)


def _there(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return _diamond(x + sheet.size * 0.6, level, sheet)


def _band(x: float, level: float, sheet: Sheet) -> svg.Ink:
    tall = sheet.size
    return svg.box(x, level - tall / 2, sheet.size, tall, fill=palette.WASH, edge=palette.RULE)

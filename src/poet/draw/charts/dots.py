"""Points: a value with its interval, beside a comparator."""

from __future__ import annotations

from poet.draw import palette, svg, words
from poet.draw.charts.funnel import funnel
from poet.draw.charts.rows import Key, Picture, Plot, Row, legend, paragraph, parts, plot, row, withheld
from poet.draw.charts.sheet import Sheet
from poet.report.model import Dot, Dots, Shape


def dots(chart: Dots, sheet: Sheet) -> tuple[Picture, ...]:
    """Return a chart of points: here a filled dot with its interval, the rest a hollow diamond."""
    if chart.shape is Shape.FUNNEL:
        return funnel(chart, sheet)
    said, arrows = _beside(chart, sheet), chart.shape is Shape.ARROWS
    place = plot(sheet, beyond=said + sheet.size * 2 if said else 0, inset=0 if sheet.labels else sheet.size * 0.6)
    rows = [row(dot.label, dot.base, _mark(dot, place, sheet, said, arrows), sheet) for dot in chart.dots]
    ends: list[Key] = [(chart.here, _tip if arrows else _here), (words.INTERVAL, _interval), (chart.there, _there)]
    keys = [ends[2], ends[0]] if arrows else ends
    return parts(legend(keys, sheet), rows, place, sheet, chart.alt)


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

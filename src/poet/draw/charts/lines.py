"""Lines over rounds: a small picture a question, all on the same columns, so that rounds stand below one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from poet.draw import palette, svg, words
from poet.draw.charts.rows import Key, Picture, Row, legend, name_lines, paragraph, parts
from poet.draw.charts.sheet import Sheet
from poet.report.model import Line, Lines
from poet.report.point import Join, Point

# How much of the usual room labels have here; in letters' heights: the room right of a strip, and a point.
_LABELS, _RIGHT, _POINT = 0.8, 3.4, 0.28


class _Columns:
    """Where rounds stand, and how high a share: 0 % at the foot of a strip, 100 % at its top."""

    def __init__(self, many: int, sheet: Sheet) -> None:
        self.label = sheet.labels * _LABELS
        self.left = self.label + sheet.size if sheet.labels else 0.0
        # On a narrow sheet each figure stands at its point, and the axis has no words of its own.
        self.right = sheet.width - (sheet.size * _RIGHT if sheet.labels else 0)
        self.room = (self.right - self.left) / many
        self.top, self.tall = sheet.small * 1.3, sheet.size * sheet.strip

    def at(self, place: int) -> float:
        return self.left + self.room * (place + 0.5)

    def level(self, share: float) -> float:
        return self.top + self.tall * (1 - share)


def lines(chart: Lines, sheet: Sheet) -> tuple[Picture, ...]:
    """Return a chart over rounds: a line runs only where the same was asked; dashed where the words changed."""
    columns = _Columns(len(chart.rounds), sheet)
    top = legend(_keys(chart), sheet)
    head = _heads(chart.rounds, columns, sheet)
    rows = [_row(line, columns, sheet) for line in chart.lines]
    return parts(Row(top.height + head.height, top.ink + head.ink.down(top.height)), rows, None, sheet, chart.alt)


def _keys(chart: Lines) -> list[Key]:
    joins = {second.join for line in chart.lines for first, second in pairwise(line.points) if _both(first, second)}
    marked: list[Key] = [(words.REWORDED, _dashed)] if Join.MARKED in joins else []
    broken: list[Key] = [(words.NO_LINE, _gap)] if Join.BREAKS in joins else []
    return [(words.FAVOURABLE, _dot), (words.INTERVAL, _interval), *marked, *broken]


def _heads(rounds: Sequence[str], columns: _Columns, sheet: Sheet) -> Row:
    """The rounds' names, each over its column."""
    said = [_wrapped(name, columns.room, sheet) for name in rounds]
    tall = max(map(len, said), default=0) * sheet.leading
    marks = (
        _middle(line, columns.at(place), tall - (len(some) - nth - 1) * sheet.leading, sheet, palette.INK)
        for place, some in enumerate(said)
        for nth, line in enumerate(some)
    )
    return Row(tall + sheet.size * 0.5, svg.together(marks))


def _row(line: Line, columns: _Columns, sheet: Sheet) -> Row:
    """A label, what is said of its line, and the line: beside them, or below on a narrow sheet."""
    room = columns.label or sheet.width
    name, said = sheet.wrap(line.label, room), sheet.wrap(line.said, room) if line.said else ()
    label = name_lines([(text, "") for text in name], 0, sheet)
    label += paragraph(said, 0, len(name) * sheet.leading, sheet, fill=palette.MUTED)
    beneath = (len(name) + len(said)) * sheet.leading
    strip = _strip(line.points, columns, sheet)
    if not sheet.labels:
        return Row(beneath + strip.height + sheet.size, label + strip.ink.down(beneath))
    height = max(beneath, strip.height)
    return Row(height + sheet.size * 0.7, label.down(columns.top) + strip.ink)


def _strip(points: Sequence[Point], columns: _Columns, sheet: Sheet) -> Row:
    shapes = svg.together((*_rules(columns), *_joined(points, columns), *_marks(points, columns, sheet)))
    foot = columns.top + columns.tall
    bases = [_wrapped(point.base, columns.room, sheet) if point.base else () for point in points]
    said = svg.together(
        ink
        for place, (point, base) in enumerate(zip(points, bases, strict=True))
        for ink in _said(point, base, columns, place, sheet)
    )
    shares = (0.0, 0.5, 1.0) if sheet.labels else ()
    ticks = svg.Ink(
        words=tuple(
            svg.Word(
                f"{share:.0%}",
                columns.right + sheet.size * 0.4,
                columns.level(share) + sheet.small * 0.34,
                sheet.small,
                palette.MUTED,
            )
            for share in shares
        )
    )
    height = foot + max(map(len, bases), default=0) * sheet.leading + sheet.small * 0.5
    return Row(height, shapes + said + ticks)


def _rules(columns: _Columns) -> Iterator[svg.Ink]:
    for share in (0.0, 0.5, 1.0):
        level = columns.level(share)
        yield svg.line(columns.left, level, columns.right, level, colour=palette.RULE, thick=0.7)


def _joined(points: Sequence[Point], columns: _Columns) -> Iterator[svg.Ink]:
    """The lines between neighbours that both have a figure; where none may run, a sign between them says so."""
    for place, (first, second) in enumerate(pairwise(points)):
        if first.value is None or second.value is None:
            continue
        if second.join is Join.BREAKS:
            between = (columns.at(place) + columns.at(place + 1)) / 2
            ends = [(between, columns.top), (between, columns.top + columns.tall)]
            yield svg.curve(ends, colour=palette.MUTED, dashed=True)
            continue
        ends = [(columns.at(place), columns.level(first.value)), (columns.at(place + 1), columns.level(second.value))]
        yield svg.curve(ends, colour=palette.TEAL, dashed=second.join is Join.MARKED)


def _marks(points: Sequence[Point], columns: _Columns, sheet: Sheet) -> Iterator[svg.Ink]:
    for place, point in enumerate(points):
        x = columns.at(place)
        if point.low is not None and point.high is not None:
            yield _upright(x, columns.level(point.low), columns.level(point.high), sheet)
        if point.value is not None:
            yield svg.dot(x, columns.level(point.value), sheet.size * _POINT, fill=palette.TEAL, edge=palette.TEAL)


def _upright(x: float, foot: float, top: float, sheet: Sheet) -> svg.Ink:
    tick = sheet.size * 0.25
    ends = (svg.line(x - tick, level, x + tick, level) for level in (foot, top))
    return svg.together((svg.line(x, foot, x, top), *ends))


def _said(point: Point, base: Sequence[str], columns: _Columns, place: int, sheet: Sheet) -> Iterator[svg.Ink]:
    """The point's figure above its interval, on paper so that no line crosses it, and its base below the strip."""
    x = columns.at(place)
    if point.value is None:
        lines = _wrapped(point.text, columns.room, sheet)
        middle = columns.level(0.5) - len(lines) * sheet.leading / 2
        wide = max(map(sheet.wide, lines))
        yield svg.box(x - wide / 2, middle, wide, len(lines) * sheet.leading, fill=palette.PAPER)
        yield _below(lines, x, middle, sheet)
        return
    level = columns.level(max(point.high or 0, point.value)) - sheet.small * 0.45
    wide = sheet.wide(point.text)
    yield svg.box(x - wide / 2, level - sheet.small * 0.8, wide, sheet.small, fill=palette.PAPER)
    yield _middle(point.text, x, level, sheet, palette.INK)
    yield _below(base, x, columns.top + columns.tall + sheet.small * 0.4, sheet)


def _below(lines: Sequence[str], x: float, top: float, sheet: Sheet) -> svg.Ink:
    levels = (top + (nth + 0.8) * sheet.leading for nth in range(len(lines)))
    return svg.together(
        _middle(line, x, level, sheet, palette.MUTED) for line, level in zip(lines, levels, strict=True)
    )


def _wrapped(text: str, room: float, sheet: Sheet) -> tuple[str, ...]:
    """A text in the small letters as lines that fit into a column."""
    return sheet.wrap(text, room * sheet.size / sheet.small)


def _middle(text: str, x: float, level: float, sheet: Sheet, fill: str) -> svg.Ink:
    return svg.Ink(words=(svg.Word(text, x, level, sheet.small, fill, middle=True),))


def _both(first: Point, second: Point) -> bool:
    return first.value is not None and second.value is not None


def _dot(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.dot(x + sheet.size * 0.5, level, sheet.size * _POINT, fill=palette.TEAL, edge=palette.TEAL)


def _interval(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return _upright(x + sheet.size * 0.5, level + sheet.size * 0.6, level - sheet.size * 0.6, sheet)


def _dashed(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.curve([(x, level), (x + sheet.size * 1.2, level)], colour=palette.TEAL, dashed=True)


def _gap(x: float, level: float, sheet: Sheet) -> svg.Ink:
    middle = x + sheet.size * 0.5
    ends = [(middle, level - sheet.size * 0.7), (middle, level + sheet.size * 0.7)]
    return svg.curve(ends, colour=palette.MUTED, dashed=True)

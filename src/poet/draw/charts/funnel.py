"""A funnel: each area's share over its base, between the limits that chance alone keeps; every point has its name."""

from __future__ import annotations

from collections.abc import Sequence

from poet.draw import palette, svg, words
from poet.draw.charts.rows import Key, Picture, Row, legend, name_and_base, name_lines, paragraph, parts
from poet.draw.charts.sheet import Sheet
from poet.report.model import Dot, Dots

_NAMES = 0.42
_LOWEST = 15.0


class _Space:
    """Where a base and a share stand; names have a column of their own on the right."""

    def __init__(self, chart: Dots, sheet: Sheet, tall: float) -> None:
        self.left, self.top, self.tall = sheet.size * 3.2, sheet.size, tall
        self.right = sheet.width * (1 - _NAMES) - sheet.size * 1.6
        self.names, self.room = sheet.width * (1 - _NAMES), sheet.width * _NAMES
        bases = [limit.base for limit in chart.limits] or [dot.n for dot in chart.dots] or [1]
        self.least, self.most = min(bases), max(*bases, min(bases) + 1)

    def at(self, base: int, share: float) -> tuple[float, float]:
        span = self.right - self.left
        return self.left + span * (base - self.least) / (self.most - self.least), self.top + self.tall * (1 - share)


def funnel(chart: Dots, sheet: Sheet) -> tuple[Picture, ...]:
    """Return the funnel as one picture; areas that are withheld stand below it with the reason."""
    shown = sorted((dot for dot in chart.dots if dot.value is not None and not dot.withheld), key=_from_above)
    labels = [_label(dot, sheet) for dot in shown]
    tall = max(sheet.size * _LOWEST, sum(label.height for label in labels))
    space = _Space(chart, sheet, tall)
    plot = Row(
        tall + sheet.size * 3.6, _axes(space, sheet) + _limits(chart, space) + _named(shown, labels, space, sheet)
    )
    hidden = [_hidden(dot, sheet) for dot in chart.dots if dot not in shown]
    keys: list[Key] = [(chart.here, _point), (chart.there, _middle), (words.LIMITS, _limit)]
    return parts(legend(keys, sheet), [plot, *hidden], None, sheet, chart.alt)


def _from_above(dot: Dot) -> tuple[float, str]:
    return -(dot.value or 0), dot.label


def _label(dot: Dot, sheet: Sheet) -> Row:
    room = sheet.width * _NAMES
    name = name_and_base(dot.label, dot.base, room, sheet)
    said = sheet.wrap(dot.text, room) if dot.text else ()
    below = len(name) * sheet.leading
    ink = name_lines(name, 0, sheet) + paragraph(said, 0, below, sheet)
    return Row(below + len(said) * sheet.leading + sheet.size * 0.5, ink)


def _named(shown: Sequence[Dot], labels: Sequence[Row], space: _Space, sheet: Sheet) -> svg.Ink:
    """Each point, and its name beside it, joined by a thin line: names never lie over each other."""
    marks = []
    for dot, label, top in zip(shown, labels, _tops(shown, labels, space, sheet), strict=True):
        x, y = space.at(dot.n, dot.value or 0)
        level = top + sheet.size * 0.6
        marks += [
            svg.line(x, y, space.names - sheet.size * 0.4, level, colour=palette.MUTED, thick=0.6),
            svg.dot(x, y, sheet.size * 0.42, fill=palette.TEAL, edge=palette.PAPER),
            label.ink.down(top, right=space.names),
        ]
    return svg.together(marks)


def _tops(shown: Sequence[Dot], labels: Sequence[Row], space: _Space, sheet: Sheet) -> list[float]:
    """Where each name begins: as near to its point as the names above and below allow."""
    tops: list[float] = []
    free, below = 0.0, sum(label.height for label in labels)
    for dot, label in zip(shown, labels, strict=True):
        wanted = space.at(dot.n, dot.value or 0)[1] - sheet.size * 0.6
        last = space.top + space.tall + sheet.size - below
        top = max(free, min(wanted, last))
        tops.append(top)
        free, below = top + label.height, below - label.height
    return tops


def _limits(chart: Dots, space: _Space) -> svg.Ink:
    low = [space.at(limit.base, limit.low) for limit in chart.limits]
    high = [space.at(limit.base, limit.high) for limit in chart.limits]
    middle = next((dot.rest for dot in chart.dots if dot.rest is not None), None)
    marks = [svg.curve(line, colour=palette.INK, dashed=True) for line in (low, high) if line]
    if middle is not None:
        level = space.at(space.least, middle)[1]
        marks.append(svg.line(space.left, level, space.right, level))
    return svg.together(marks)


def _axes(space: _Space, sheet: Sheet) -> svg.Ink:
    marks = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        level = space.at(space.least, share)[1]
        tick = svg.Word(f"{share:.0%}", 0, level + sheet.small * 0.34, sheet.small, palette.MUTED)
        marks += [
            svg.line(space.left, level, space.right, level, colour=palette.RULE, thick=0.7),
            svg.Ink(words=(tick,)),
        ]
    foot = paragraph(sheet.wrap(words.MORE_ANSWERS, sheet.width), 0, space.top + space.tall + sheet.size * 0.7, sheet)
    return svg.together([*marks, foot])


def _hidden(dot: Dot, sheet: Sheet) -> Row:
    name = name_and_base(dot.label, dot.base, sheet.width, sheet)
    why = sheet.wrap(dot.withheld or words.NOT_SHOWN, sheet.width)
    below = len(name) * sheet.leading
    ink = name_lines(name, 0, sheet) + paragraph(why, 0, below, sheet, fill=palette.MUTED)
    return Row(below + len(why) * sheet.leading + sheet.size * 0.7, ink)


def _point(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.dot(x + sheet.size * 0.5, level, sheet.size * 0.42, fill=palette.TEAL, edge=palette.PAPER)


def _middle(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.line(x, level, x + sheet.size, level)


def _limit(x: float, level: float, sheet: Sheet) -> svg.Ink:
    return svg.curve([(x, level), (x + sheet.size * 1.2, level)], colour=palette.INK, dashed=True)

"""Bars: whole lines parted into segments, or single bars with their interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from poet.draw import palette, svg, words
from poet.draw.charts.rows import (
    Key,
    Picture,
    Plot,
    Row,
    legend,
    name_and_base,
    name_lines,
    parts,
    plot,
    row,
    withheld,
)
from poet.draw.charts.sheet import Sheet
from poet.report.legend import answers
from poet.report.model import Bar, Bars, Segment, Tone

# How many letters' heights a small picture is wide at least.
PANEL = 14
_Paints = dict[tuple[str, Tone], palette.Paint]


def bars(chart: Bars, sheet: Sheet) -> tuple[Picture, ...]:
    """Return a chart of bars: whole lines parted into segments where it is stacked, else one bar with its interval."""
    if chart.panels:
        return _panels(chart, sheet)
    place = plot(sheet, beyond=_beyond(chart, sheet))
    paints = _paints(chart)
    rows = [row(bar.label, bar.base, _mark(bar, place, sheet, paints, chart.stacked), sheet) for bar in chart.bars]
    top = legend(_swatches(paints), sheet) if chart.stacked and paints else Row(0, svg.Ink())
    return parts(top, rows, place, sheet, chart.alt)


def _panels(chart: Bars, sheet: Sheet) -> tuple[Picture, ...]:
    """Small pictures side by side, each a name over its bar; all are equally long, so that they can be compared."""
    many = max(1, int(sheet.width // (sheet.size * PANEL)))
    gap, paints = sheet.size * 1.5, _paints(chart)
    wide = (sheet.width - gap * (many - 1)) / many
    beside = [chart.bars[start : start + many] for start in range(0, len(chart.bars), many)]
    rows = [_panel_row(bars, wide, gap, sheet, paints) for bars in beside]
    return parts(legend(_swatches(paints), sheet) if paints else Row(0, svg.Ink()), rows, None, sheet, chart.alt)


def _panel_row(bars: Sequence[Bar], wide: float, gap: float, sheet: Sheet, paints: _Paints) -> Row:
    place = Plot(0, wide, wide)
    names = [name_and_base(bar.label, bar.base, wide, sheet) for bar in bars]
    marks = [_mark(bar, place, sheet, paints, stacked=True) for bar in bars]
    top = max(map(len, names)) * sheet.leading + sheet.size * 0.25
    panels = [
        (name_lines(name, top - sheet.size * 0.25 - len(name) * sheet.leading, sheet) + mark.ink.down(top)).down(
            0, right=nth * (wide + gap)
        )
        for nth, (name, mark) in enumerate(zip(names, marks, strict=True))
    ]
    return Row(top + max(mark.height for mark in marks) + sheet.size * 1.1, svg.together(panels))


def _shown(bar: Bar) -> tuple[Segment, ...]:
    """What may be drawn of a bar: nothing where it is withheld, whatever else it holds."""
    return () if bar.withheld else bar.segments


def _beyond(chart: Bars, sheet: Sheet) -> float:
    """The room right of 100 %: for the figure behind a single bar, or for what stands apart from the whole."""
    if not chart.stacked:
        return max((sheet.wide(part.text) for bar in chart.bars for part in _shown(bar)), default=0) + sheet.size
    apart = max((sum(part.share for part in _apart(bar)) for bar in chart.bars), default=0.0)
    if not apart:
        return 0
    room = sheet.width - sheet.labels - sheet.size * 2
    return max(room * apart / (1 + apart) + sheet.size, sheet.size * 1.6)


def _apart(bar: Bar) -> list[Segment]:
    return [part for part in _shown(bar) if part.tone is Tone.APART]


def _whole(bar: Bar) -> list[Segment]:
    return [part for part in _shown(bar) if part.tone is not Tone.APART]


def _paints(chart: Bars) -> _Paints:
    """How each option is painted, in the order of the scale."""
    paints: _Paints = {}
    seen: dict[Tone, int] = {}
    for label, tone in answers(chart):
        nth = seen[tone] = seen.get(tone, -1) + 1
        paints[label, tone] = palette.paint(tone, nth if chart.stacked else 0)
    return paints


def _mark(bar: Bar, place: Plot, sheet: Sheet, paints: _Paints, stacked: bool) -> Row:  # noqa: FBT001 - the chart's own
    if not _shown(bar):
        return withheld(bar.withheld or words.NOT_SHOWN, place, sheet)
    return (_stack if stacked else _single)(bar, place, sheet, paints)


def _stack(bar: Bar, place: Plot, sheet: Sheet, paints: _Paints) -> Row:
    beyond = place.at(1) + sheet.size * 0.8
    marks = _segments(_whole(bar), place.left, place, sheet, paints)
    marks += _segments(_apart(bar), beyond, place, sheet, paints)
    if bar.low is None or bar.high is None:
        return Row(sheet.thick, marks)
    y = sheet.thick + sheet.size * 0.4
    return Row(y + sheet.size * 0.3, marks + svg.whisker(place.at(bar.low), place.at(bar.high), y, tick=2.5))


def _segments(line: Iterable[Segment], x: float, place: Plot, sheet: Sheet, paints: _Paints) -> svg.Ink:
    marks = []
    for part in line:
        long = part.share * place.unit
        if long > 0:
            marks.append(_segment(part.text, x, long, sheet, paints[part.label, part.tone]))
        x += long
    return svg.together(marks)


def _segment(text: str, x: float, long: float, sheet: Sheet, looks: palette.Paint) -> svg.Ink:
    """A box with a white gap behind it, and its figure inside where the figure fits."""
    seen = max(long - sheet.size * 0.16, 0.6)
    mark = _filled(x, 0, seen, sheet.thick, looks)
    wide = sheet.wide(text)
    if not text or wide + sheet.size * 0.35 > seen:
        return mark
    middle, level = x + seen / 2, sheet.thick / 2 + sheet.size * 0.34
    under = svg.box(middle - wide / 2, 1.5, wide, sheet.thick - 3, fill=looks.fill) if looks.hatched else svg.Ink()
    return mark + under + svg.Ink(words=(svg.Word(text, middle, level, sheet.size, looks.words, middle=True),))


def _filled(x: float, y: float, wide: float, tall: float, looks: palette.Paint) -> svg.Ink:
    return svg.hatched(x, y, wide, tall) if looks.hatched else svg.box(x, y, wide, tall, fill=looks.fill)


def _single(bar: Bar, place: Plot, sheet: Sheet, paints: _Paints) -> Row:
    part = bar.segments[0]
    looks = paints[part.label, part.tone]
    level, tick = sheet.thick / 2, sheet.size * 0.35
    mark = _segment("", place.left, part.share * place.unit, sheet, looks) if part.share > 0 else svg.Ink()
    end = part.share
    if bar.low is not None and bar.high is not None:
        end = max(bar.high, part.share)
        ends = (place.at(bar.low), place.at(part.share), place.at(bar.high))
        mark += svg.crossing(*ends, level, tick=tick, inside=looks.words)
    figure = svg.Word(part.text, place.at(end) + sheet.size * 0.5, level + sheet.size * 0.34, sheet.size)
    return Row(sheet.thick, mark + svg.Ink(words=(figure,)))


def _swatches(paints: _Paints) -> list[Key]:
    return [(label, partial(_swatch, looks)) for (label, _), looks in paints.items()]


def _swatch(looks: palette.Paint, x: float, level: float, sheet: Sheet) -> svg.Ink:
    side = sheet.size * 1.05
    return _filled(x, level - side / 2, side, side, looks)

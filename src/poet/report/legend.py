"""The answers that a chart shows, in the order of their scale, and points as they are said: what its legend, its table and
its register all list."""

from __future__ import annotations

from poet.report.model import Bars, Tone
from poet.report.point import Point

_ORDER = {
    tone: place
    for place, tone in enumerate(
        (
            Tone.STRONG_FAVOURABLE,
            Tone.ALL_FAVOURABLE,
            Tone.FAVOURABLE,
            Tone.NEUTRAL,
            Tone.UNFAVOURABLE,
            Tone.ALL_UNFAVOURABLE,
            Tone.STRONG_UNFAVOURABLE,
            Tone.PLAIN,
            Tone.OTHER,
            Tone.APART,
        )
    )
}


def answers(chart: Bars) -> tuple[tuple[str, Tone], ...]:
    """Each answer with its tone, the best one first; of one tone, in the order in which they are met. What a withheld bar
    may hold is not among them."""
    met = dict.fromkeys((part.label, part.tone) for bar in chart.bars if not bar.withheld for part in bar.segments)
    return tuple(sorted(met, key=lambda answer: _ORDER[answer[1]]))


def legend(chart: Bars) -> tuple[str, ...]:
    """The answers' names alone, each once."""
    return tuple(dict.fromkeys(label for label, _ in answers(chart)))


def point_said(point: Point) -> str:
    """A point of a line as a cell of a table: its share and its base, or why there is none."""
    return " ".join(part for part in (point.text, point.base) if part)

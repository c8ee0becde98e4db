"""Each kind of chart beside its kept picture. `drawn.keep` says how near is near enough, and renews them."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from drawn.keep import CHARTS, KEPT, MANY, differing, looked_at, png, read
from drawn.sample import ARROWS, BESIDE, FUNNEL, GROUPS, LINES, PROCESS, over
from poet.draw import palette
from poet.draw.charts import PAPER
from poet.report.model import Tone


def kept(name):
    return read((KEPT / f"{name}.png").read_bytes())


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_looks_as_its_kept_picture(name):
    assert differing(kept(name), looked_at(*CHARTS[name])) <= MANY


def test_no_picture_is_kept_of_a_chart_that_is_not_drawn():
    assert sorted(file.stem for file in KEPT.iterdir()) == sorted(CHARTS)


def test_a_picture_that_was_kept_is_read_as_it_was():
    pixels = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
    assert (read(png(pixels)) == pixels).all()


def change(chart, rows, place, **other):
    every = list(getattr(chart, rows))
    every[place] = msgspec.structs.replace(every[place], **other)
    return msgspec.structs.replace(chart, **{rows: tuple(every)})


def longer(bar, by):
    first, second, *others = bar.segments
    return (
        msgspec.structs.replace(first, share=first.share + by),
        msgspec.structs.replace(second, share=second.share - by),
        *others,
    )


PLANTED = {
    "a part three hundredths longer": ("stacked", change(PROCESS, "bars", 0, segments=longer(PROCESS.bars[0], 0.03))),
    "another figure in a bar": (
        "stacked",
        change(PROCESS, "bars", 4, segments=(msgspec.structs.replace(PROCESS.bars[4].segments[0], text="88%"), *PROCESS.bars[4].segments[1:])),
    ),
    "another label": ("stacked", change(PROCESS, "bars", 0, label="People heeded what we said")),
    "a point moved": ("beside", change(BESIDE, "dots", 0, value=0.75)),
    "an interval moved": ("beside", change(BESIDE, "dots", 0, low=0.6)),
    "an arrow turned round": ("arrows", change(ARROWS, "dots", 0, value=ARROWS.dots[0].rest, rest=ARROWS.dots[0].value)),
    "a point of a line moved": ("lines", change(LINES, "lines", 0, points=over("", 0.41, 0.46, 0.58, 0.62, 0.71).points)),
    "a line that runs on where it may not": ("lines", change(LINES, "lines", 2, points=over("", 0.3, 0.31, 0.62, 0.64, 0.97).points)),
    "a voice moved in its group": ("groups", change(GROUPS, "dots", 1, value=0.64)),
    "an area moved in the funnel": ("funnel", change(FUNNEL, "dots", 1, value=(FUNNEL.dots[1].value or 0) - 0.08)),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_change_is_found(what):
    name, other = PLANTED[what]
    assert differing(kept(name), looked_at(other, PAPER)) > MANY


def test_a_colour_that_has_changed_is_found(monkeypatch):
    monkeypatch.setitem(palette._PAINTS, Tone.NEUTRAL, palette.Paint("#f2e9c8", palette.INK))
    assert differing(kept("stacked"), looked_at(*CHARTS["stacked"])) > MANY

"""The colours of every drawing, by what they mean: one place for print, screen and chart."""

from __future__ import annotations

from typing import NamedTuple

from poet.report.model import Tone

INK = "#1b2330"
MUTED = "#5a6472"
PAPER = "#ffffff"
TEAL = "#0a5a63"
WASH = "#eef4f4"
RULE = "#d5dadf"
WARNING = "#ffd23f"
# The same by name, for the typesetter.
NAMED = {"ink": INK, "muted": MUTED, "teal": TEAL, "wash": WASH, "rule": RULE, "warning": WARNING}


class Paint(NamedTuple):
    """A fill, the colour of words that stand on it, and whether it is hatched."""

    fill: str
    words: str
    hatched: bool = False


# Lightness falls to both ends, so white gaps, a fixed order and labels always go with colour.
_PAINTS = {
    Tone.STRONG_FAVOURABLE: Paint(TEAL, PAPER),
    Tone.ALL_FAVOURABLE: Paint("#2f7f83", PAPER),
    Tone.FAVOURABLE: Paint("#5fa8a5", INK),
    Tone.NEUTRAL: Paint("#dcd8cf", INK),
    Tone.UNFAVOURABLE: Paint("#e6a67a", INK),
    Tone.ALL_UNFAVOURABLE: Paint("#cd8250", INK),
    Tone.STRONG_UNFAVOURABLE: Paint("#9c3f1c", PAPER),
    Tone.OTHER: Paint("#b9c4cf", INK),
    Tone.APART: Paint(PAPER, INK, hatched=True),
}
# Options that are neither good nor bad run from dark to light and tell apart in grey.
_PLAIN = (
    Paint("#34506e", PAPER),
    Paint("#8fa9c4", INK),
    Paint("#56759a", PAPER),
    Paint("#c9d6e3", INK),
    Paint("#1f3247", PAPER),
    Paint("#adc1d5", INK),
)
_LIGHTER = 0.4


def paint(tone: Tone, nth: int = 0) -> Paint:
    """Return how the `nth` option of this tone in one chart is painted; a second one of a tone is lighter."""
    if tone is Tone.PLAIN:
        return _PLAIN[nth % len(_PLAIN)]
    first = _PAINTS[tone]
    return first if nth == 0 or first.hatched else Paint(_towards_white(first.fill, nth), INK)


def _towards_white(colour: str, steps: int) -> str:
    keep = (1 - _LIGHTER) ** steps
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * keep):02x}" for part in parts)

"""An area beside the rest: everybody's protected counts minus the area's own."""

from __future__ import annotations

from dataclasses import dataclass

from poet.compare.newcombe import newcombe
from poet.measure import CONFIDENCE, Estimate, Interval, share
from poet.protect import OptionTable, Withheld, minus


@dataclass(frozen=True, slots=True)
class Beside:
    """An area's favourable share beside the rest's, and the difference (area minus rest, -1 to 1) with its interval.

    `is_clear` says whether words may say "higher" or "lower": the interval leaves out nought even when it is widened
    for all the comparisons that are made together (Bonferroni)."""

    here: Estimate
    rest: Estimate
    difference: float
    interval: Interval
    is_clear: bool


def beside_rest(area: OptionTable, whole: OptionTable, *, comparisons: int = 1) -> Beside | Withheld:
    """The area's favourable share beside that of all others pooled; withheld where either table does not show it.

    `comparisons` says how many such comparisons are made together."""
    here = share(area.favourable, area.base, "favourable")
    others = minus(whole.favourable, area.favourable), minus(whole.base, area.base)
    rest = share(*others, "favourable among the rest")
    if isinstance(here, Withheld):
        return here
    if isinstance(rest, Withheld):
        return rest
    tallies = (here.count, here.base, rest.count, rest.base)
    wide = newcombe(*tallies, confidence=1 - (1 - CONFIDENCE) / comparisons)
    return Beside(here, rest, here.value - rest.value, newcombe(*tallies), is_clear=wide.low > 0 or wide.high < 0)

"""How careful a reader should be with an estimate, as data: the words are the report's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from poet.measure.estimate import Estimate

# How an interval is called that takes estimates to be normal whatever the number of people.
NORMAL = "normal"


class CaveatKind(StrEnum):
    """What makes an estimate rough."""

    FEW = "few people answered"
    WIDE = "the interval is wide"
    SHORT = "the interval may be a little too short"


@dataclass(frozen=True, slots=True)
class Caveat:
    """One reason for care. `margin` is half of the interval's width, in the estimate's own unit; `base` who answered."""

    kind: CaveatKind
    margin: float
    base: int


@dataclass(frozen=True, slots=True)
class Caution:
    """From where on a reader is warned: under `few` people, a margin above `wide` of the scale's whole width, or a normal
    interval of under `short` people, which by simulation covers 92 to 94 % instead of 95 %."""

    few: int = 30
    wide: float = 0.1
    short: int = 100


STANDARD_CAUTION = Caution()


def caveats(estimate: Estimate, *, span: float = 1.0, caution: Caution = STANDARD_CAUTION) -> tuple[Caveat, ...]:
    """The caveats that go with an estimate, none where there are none. `span` is the width of its scale: 1 for a share,
    2 for a net score, 100 for a mean score."""
    margin = (estimate.interval.high - estimate.interval.low) / 2
    is_few, is_wide = estimate.base < caution.few, margin > caution.wide * span
    is_short = estimate.method == NORMAL and estimate.base < caution.short
    if not is_few and not is_wide and not is_short:
        return ()
    kinds = ((CaveatKind.FEW, is_few), (CaveatKind.WIDE, is_wide), (CaveatKind.SHORT, is_short))
    return tuple(Caveat(kind, margin, estimate.base) for kind, is_so in kinds if is_so)

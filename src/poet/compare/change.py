"""Change since last time, said in one of four words against a margin that was set beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from poet.compare import words
from poet.compare.comparators import LastRound
from poet.compare.difference import Difference, Pair, differences
from poet.compare.newcombe import newcombe
from poet.compare.outcomes import NotTested
from poet.compare.periods import Period, overlap
from poet.measure import CONFIDENCE, Interval
from poet.protect import OptionTable, Withheld

EQUIVALENCE_CONFIDENCE = 0.9


class Verdict(StrEnum):
    """What may be said of a change."""

    BETTER = "better"
    WORSE = "worse"
    NO_MEANINGFUL_CHANGE = "no meaningful change"
    TOO_UNCERTAIN = "too uncertain to say"


@dataclass(frozen=True, slots=True)
class Change:
    """The favourable share now minus last time. `equivalence` is the 90 % interval that is held against the margin."""

    difference: Difference
    margin: float
    equivalence: Interval
    verdict: Verdict


def verdict(interval: Interval, equivalence: Interval, margin: float) -> Verdict:
    """The word for a change with this 95 % and 90 % interval, looked for in this order.

    "No meaningful change": the 90 % interval lies wholly between -margin and +margin, ends left out; two one-sided tests
    at 5 % (TOST, Schuirmann 1987) both refuse a change as large as the margin. "Better", "worse": the 95 % interval lies
    wholly above, or below, nought. Else "too uncertain to say". So a change that is surely there and surely small counts
    as none. Raises ValueError unless 0 < margin < 1.
    """
    if not 0 < margin < 1:
        raise ValueError(f"a margin of {margin} is no meaningful change: give it as a share between 0 and 1")
    if -margin < equivalence.low and equivalence.high < margin:
        return Verdict.NO_MEANINGFUL_CHANGE
    if interval.low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if interval.high < 0 else Verdict.TOO_UNCERTAIN


def change(
    now: OptionTable,
    before: OptionTable,
    margin: float,
    *,
    name: str = "last time",
    periods: tuple[Period, Period] | None = None,
) -> Change | Withheld | NotTested:
    """The change of an item's favourable share from `before` to `now`; Newcombe's intervals, two independent groups.

    Where `periods` are known and overlap, nothing is tested: the same answers would stand on both sides.
    """
    return changes([(now, before)], margin, name=name, periods=periods)[0]


def changes(
    pairs: Sequence[tuple[OptionTable, OptionTable]],
    margin: float,
    *,
    name: str = "last time",
    periods: tuple[Period, Period] | None = None,
) -> tuple[Change | Withheld | NotTested, ...]:
    """The same of many pairs of (now, before)."""
    if periods is not None and overlap(periods):
        return (NotTested(words.OVERLAP),) * len(pairs)
    comparator = LastRound(name)
    found = differences(
        [Pair(comparator, (now.favourable, now.base), (before.favourable, before.base)) for now, before in pairs],
        confidence=CONFIDENCE,
    )
    return tuple(_judged(one, margin) if isinstance(one, Difference) else one for one in found)


def _judged(found: Difference, margin: float) -> Change:
    here, there = found.here, found.there
    narrow = newcombe(here.count, here.base, there.count, there.base, EQUIVALENCE_CONFIDENCE)
    return Change(found, margin, narrow, verdict(found.interval, narrow, margin))

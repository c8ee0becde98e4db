"""The same area of life as seen by child, parent and practitioner: do they agree?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from poet.compare import words
from poet.compare.newcombe import newcombe
from poet.compare.outcomes import NotTested
from poet.measure import CONFIDENCE, Estimate, Interval, favourable
from poet.protect import OptionTable, Withheld

EQUIVALENCE_CONFIDENCE = 0.9


class Agreement(StrEnum):
    """What may be said of several voices."""

    AGREE = "agree"
    DIFFER = "differ"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Between:
    """Two voices: the first's favourable share minus the second's (-1 to 1). `interval` is Newcombe's, widened so that
    the intervals of all pairs hold together (Bonferroni); `equivalence` is the 90 % one that is held against the margin."""

    voices: tuple[str, str]
    value: float
    interval: Interval
    equivalence: Interval


@dataclass(frozen=True, slots=True)
class Triangulation:
    """Each voice's favourable share, or why it is withheld; every pair of shown voices; and what may be said of them."""

    voices: Mapping[str, Estimate | Withheld]
    between: tuple[Between, ...]
    margin: float
    verdict: Agreement


def triangulated(
    tables: Mapping[str, OptionTable], margin: float, confidence: float = CONFIDENCE
) -> Triangulation | NotTested:
    """The voices on one area of life, each by its own judged item; independent groups of people.

    "Agree": of every pair the 90 % interval lies wholly between -margin and +margin (two one-sided tests at 5 % each; as
    all pairs must pass, no further adjustment is due). "Differ": not that, and the widened interval of a pair leaves out
    nought. Else "cannot say". Not tested where fewer than two voices are shown. Raises ValueError unless 0 < margin < 1.
    """
    if not 0 < margin < 1:
        raise ValueError(f"a margin of {margin} is no agreement: give it as a share between 0 and 1")
    voices = {voice: favourable(table) for voice, table in tables.items()}
    shown = {voice: found for voice, found in voices.items() if isinstance(found, Estimate)}
    if len(shown) < 2:
        return NotTested(words.ONE_VOICE)
    pairs = list(combinations(shown, 2))
    widened = 1 - (1 - confidence) / len(pairs)
    between = tuple(_between(shown, pair, widened) for pair in pairs)
    return Triangulation(voices, between, margin, _verdict(between, margin))


def _between(shown: Mapping[str, Estimate], pair: tuple[str, str], confidence: float) -> Between:
    here, there = (shown[voice] for voice in pair)
    tallies = here.count, here.base, there.count, there.base
    intervals = newcombe(*tallies, confidence), newcombe(*tallies, EQUIVALENCE_CONFIDENCE)
    return Between(pair, here.value - there.value, *intervals)


def _verdict(between: tuple[Between, ...], margin: float) -> Agreement:
    if all(-margin < one.equivalence.low and one.equivalence.high < margin for one in between):
        return Agreement.AGREE
    is_apart = any(one.interval.low > 0 or one.interval.high < 0 for one in between)
    return Agreement.DIFFER if is_apart else Agreement.CANNOT_SAY

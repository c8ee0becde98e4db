"""What became of each item from one version to the next, and what that does to a trend line.

Found by comparing the two versions, never declared: an author cannot call a rescaled question the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from poet.instrument.model import Instrument, Item


class Trend(Enum):
    """Whether a line may be drawn from one version's answers to the next's."""

    RUNS = "runs on"
    MARKED = "may run on, with a mark where the words changed"
    BREAKS = "breaks"


class Change(Enum):
    """What became of an item."""

    SAME = "same"
    REWORDED = "reworded"
    RESCALED = "rescaled"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def trend(self) -> Trend:
        """What that does to a trend line."""
        return {Change.SAME: Trend.RUNS, Change.REWORDED: Trend.MARKED}.get(self, Trend.BREAKS)


@dataclass(frozen=True, slots=True)
class Step:
    """One item's way from a version to the next; a new item has no `before`, a dropped one no `after`."""

    change: Change
    before: Item | None
    after: Item | None

    @property
    def trend(self) -> Trend:
        """Whether a trend line may run over this step."""
        return self.change.trend


def lineage(before: Instrument, after: Instrument) -> tuple[Step, ...]:
    """Each item of the later version in its order with what it was, then the items that were removed."""
    steps = [_step(before, after, item) for item in after.items]
    kept = {step.before.id for step in steps if step.before}
    removed = (Step(Change.REMOVED, item, None) for item in before.items if item.id not in kept)
    return (*steps, *removed)


def _step(before: Instrument, after: Instrument, item: Item) -> Step:
    was = before.by_id.get(item.was or item.id)
    if was is None:
        return Step(Change.ADDED, None, item)
    if _measure(was) != _measure(item):
        return Step(Change.RESCALED, was, item)
    same = _words(before, was) == _words(after, item)
    return Step(Change.SAME if same else Change.REWORDED, was, item)


def _measure(item: Item) -> tuple[object, ...]:
    """What an answer is measured on. What is counted apart is no part of the measure: it is never in the base."""
    options = tuple((option.code, option.side, option.alone) for option in item.in_base)
    return item.kind, options, item.unit


def _words(instrument: Instrument, item: Item) -> tuple[object, ...]:
    """What the respondent read when they answered, in every wording, and who was asked at all."""
    section = instrument.section(item.section)
    asked = (variant.words for variant in instrument.variants if not item.variants or variant.id in item.variants)
    words = tuple(tuple(sorted(said.items())) for said in asked if "{" in item.ask + item.hint)
    texts = tuple(option.text for option in item.in_base)
    return item.ask, item.hint, section.intro, texts, item.when, item.low, item.high, words

"""What an attack found: which count, how narrowly, by what means."""

from __future__ import annotations

from dataclasses import dataclass

from poet.attack import words


@dataclass(frozen=True, slots=True)
class Finding:
    """A count that should not be told: of which item, in words, the interval it was told to (both ends included), how,
    and with whose own answer in mind, if that was needed."""

    item: str
    what: str
    low: int
    high: int
    how: str
    own: str = ""

    def __str__(self) -> str:
        narrow = self.low == self.high
        found = words.EXACTLY.format(count=self.low) if narrow else words.BETWEEN.format(low=self.low, high=self.high)
        how = f"{self.how}; {words.OWN.format(own=self.own)}" if self.own else self.how
        return words.FOUND.format(what=self.what, found=found, how=how)


@dataclass(frozen=True, slots=True)
class Attacked:
    """One reader's attack on one round: what was found, the items that contradict themselves, how many counts were looked
    at and how many of them needed a search; how many tables tell by their base how many people left a question out; and of
    which items it stopped before the end, in words."""

    audience: str
    population: str
    entries: int
    found: tuple[Finding, ...]
    contradictions: tuple[str, ...]
    counts: int
    searched: int
    left_out: int
    left_out_most: int
    stopped: tuple[str, ...] = ()

    @property
    def is_safe(self) -> bool:
        """Whether all was looked at, and nothing was found."""
        return not self.found and not self.contradictions and not self.stopped

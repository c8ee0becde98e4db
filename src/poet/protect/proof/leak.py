"""A count that is told too narrowly."""

from __future__ import annotations

from dataclasses import dataclass

from poet.protect import words

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Leak:
    """A count that the releases together tell too narrowly: of which item, what it is in words, its place in the
    lattice, the interval it can be told to, whether adding and taking away printed numbers is enough, the places of the
    printed numbers it is told by, and of those that hang together with them."""

    item: str
    what: str
    place: Place
    low: int
    high: int
    by_sums: bool
    sources: frozenset[tuple[int, ...]] = frozenset()
    around: frozenset[tuple[int, ...]] = frozenset()

    def __str__(self) -> str:
        how = words.BY_SUMS if self.by_sums else words.BY_BOUNDS
        found = (
            words.EXACTLY.format(count=self.low)
            if self.low == self.high
            else words.BETWEEN.format(low=self.low, high=self.high)
        )
        return words.LEAK.format(what=self.what, found=found, how=how)

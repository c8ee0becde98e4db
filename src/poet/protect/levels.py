"""How finely each group may be told of an item: its tables from fine to coarse, and who stands at which of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect.choosing import is_at_fault
from poet.protect.policy import Policy
from poet.protect.proof.lattice import UNKNOWN

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Judge = Callable[[Counts, Counts], Flags]


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """One ladder of tables over all groups. `tables[level][group, part]`, finest first; `base[group]` the people in it.

    `sets[level]` are the answer sets of the level's parts in the item's lattice. `few` says whether a base below the
    minimum is a fault: of an answer that stands apart only the count itself is told, from the smallest cell on. Were nought
    told, "withheld" beside the base and the number who took part would tell of one person that they gave it.
    """

    tables: tuple[Counts, ...]
    base: Counts
    sets: tuple[tuple[int, ...], ...]
    few: bool = True

    @property
    def nothing(self) -> int:
        """The rung of a group of which nothing is told."""
        return len(self.tables)

    def judge(self, policy: Policy) -> Judge:
        """Which tables (the last axis runs over parts) of so many people are at fault."""
        if self.few:
            return lambda parts, base: is_at_fault(parts, base, policy) & (base != 0)
        return lambda parts, _: np.asarray(((parts != 0) & (parts < policy.minimum_cell)).any(axis=-1))


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What an earlier release told at each level: `tables[level][group, part]`, UNKNOWN where it did not."""

    tables: tuple[Counts, ...]

    def gain(self, levels: Levels, level: int) -> tuple[Counts, Flags]:
        """What came since, and of which groups that can be told."""
        was = self.tables[level]
        return levels.tables[level] - was, (was != UNKNOWN).all(axis=1)


def before(known: Counts, levels: Levels) -> Before:
    """What is known of each level's parts in one wave's layer of a lattice (`known[group, answer]`)."""
    return Before(tuple(known[:, list(sets)] for sets in levels.sets))


def allowed(levels: Levels, earlier: Sequence[Before], policy: Policy) -> Flags:
    """`[level, group]`: whether the group's own table, and what came since each earlier release, may be told there and
    at every coarser level."""
    judge = levels.judge(policy)
    rows = []
    for level, table in enumerate(levels.tables):
        bad = is_at_fault(table, levels.base, policy) if levels.few else judge(table, levels.base)
        if not levels.few:
            bad |= (levels.base < policy.minimum_base) | (table < policy.minimum_cell).any(axis=1)
        for one in earlier:
            gain, is_told = one.gain(levels, level)
            bad |= is_told & ((gain < 0).any(axis=1) | judge(gain, gain.sum(axis=1)))
        rows.append(~bad)
    return np.logical_and.accumulate(np.array(rows)[::-1], axis=0)[::-1]


def finest(may: Flags) -> Counts:
    """The finest allowed rung of every group; one past the coarsest where there is none."""
    return np.where(may.any(axis=0), may.argmax(axis=0), len(may)).astype(np.int64)

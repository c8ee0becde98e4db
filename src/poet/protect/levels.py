"""How finely each group may be told of an item: its tables from fine to coarse, and who stands at which of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from poet.protect.choosing import faults
from poet.protect.policy import Policy
from poet.protect.proof.lattice import UNKNOWN, Relation

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Judge = Callable[[Counts, Counts], Flags]


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """One ladder of tables over all groups. `tables[level][group, part]`, finest first; `base[group]` the people in it.

    `sets[level]` are the answer sets of the level's parts in the item's lattice. `few` says whether a base below the
    minimum is a fault: of an answer that stands apart only the count itself is told.
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
            return lambda parts, base: np.asarray((faults(parts, base, policy) != 0) & (base != 0))
        return lambda parts, _: np.asarray(((parts > 0) & (parts < policy.minimum_cell)).any(axis=-1))


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
        bad = faults(table, levels.base, policy) != 0 if levels.few else judge(table, levels.base)
        if not levels.few:
            bad |= levels.base < policy.minimum_base
        for one in earlier:
            gain, is_told = one.gain(levels, level)
            bad |= is_told & ((gain < 0).any(axis=1) | judge(gain, gain.sum(axis=1)))
        rows.append(~bad)
    return np.logical_and.accumulate(np.array(rows)[::-1], axis=0)[::-1]


def finest(may: Flags) -> Counts:
    """The finest allowed rung of every group; one past the coarsest where there is none."""
    return np.where(may.any(axis=0), may.argmax(axis=0), len(may)).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """The tables that can be told of at one level: as they are, and what came since each earlier release.
    `tables[table, group, part]`, and `is_known[table, group]` where that can be told."""

    tables: Counts
    is_known: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Leftovers:
    """What is left over of a ladder's told wholes when their told parts are taken away, now or since an earlier release."""

    levels: Levels
    families: tuple[Relation, ...]
    around: tuple[tuple[Relation, ...], ...]
    told: tuple[_Told, ...]
    judge: Judge

    @classmethod
    def of(cls, levels: Levels, families: Sequence[Relation], earlier: Sequence[Before], policy: Policy) -> Leftovers:
        """Everything that is looked at again and again, worked out once."""
        return cls(
            levels,
            tuple(families),
            _around(families, len(levels.base)),
            tuple(_told_at(levels, earlier, level) for level in range(levels.nothing)),
            levels.judge(policy),
        )

    def settle(self, rung: Counts) -> None:
        """Step groups down, in place, until nothing small is left over anywhere. The smallest part steps first; of equals
        the one that comes last."""
        at_once = _Families.of(self.families, len(rung))
        moved = True
        while moved:
            moved = False
            is_left = at_once.left(self, rung)
            stepped = np.zeros(len(rung), np.bool_)
            for number, family in enumerate(self.families):
                if is_left[number] or stepped[[family[0], *family[1]]].any():
                    before_ = rung.copy()
                    moved |= self._settle_one(rung, family)
                    stepped |= rung != before_

    def raise_again(self, rung: Counts, may: Flags) -> None:
        """Step groups up again, in place, where that leaves nothing over after all: the largest first. What is told changes
        at the levels stepped over alone."""
        for group in sorted(range(len(rung)), key=lambda one: (-self.levels.base[one], one)):
            was = int(rung[group])
            for level in np.flatnonzero(may[:was, group]):
                rung[group] = level
                if self.is_settled(rung, self.around[group], range(int(level), was)):
                    break
                rung[group] = was

    def is_settled(self, rung: Counts, families: Sequence[Relation], levels: Sequence[int]) -> bool:
        """Whether nothing at fault is left over in any of these families at these levels."""
        return not any(
            rung[family[0]] <= level and self._is_left(rung, family, level) for family in families for level in levels
        )

    def _settle_one(self, rung: Counts, family: Relation) -> bool:
        whole, parts = family
        moved = False
        for level in range(self.levels.nothing):
            while rung[whole] <= level and self._is_left(rung, family, level):
                told = [part for part in parts if rung[part] <= level]
                if not told:
                    rung[whole] = level + 1
                else:
                    rung[min(told, key=lambda part: (self.levels.base[part], -part))] = level + 1
                moved = True
        return moved

    def _is_left(self, rung: Counts, family: Relation, level: int) -> bool:
        """Whether something at fault is left over at a level."""
        whole, parts = family
        places, at = np.array(parts), self.told[level]
        is_told = (rung[places] <= level) & at.is_known[:, places]
        left = at.tables[:, whole] - np.where(is_told[:, :, None], at.tables[:, places], 0).sum(axis=1)
        looked = at.is_known[:, whole] & is_told.any(axis=1) & left.any(axis=1)
        return bool(looked.any() and (looked & self.judge(left, left.sum(axis=1))).any())


def _told_at(levels: Levels, earlier: Sequence[Before], level: int) -> _Told:
    gains = [one.gain(levels, level) for one in earlier]
    everywhere = np.ones(len(levels.base), np.bool_)
    return _Told(
        np.stack([levels.tables[level], *(gain for gain, _ in gains)]),
        np.stack([everywhere, *(is_told for _, is_told in gains)]),
    )


def _around(families: Sequence[Relation], groups: int) -> tuple[tuple[Relation, ...], ...]:
    """The families that each group stands in."""
    found: list[list[Relation]] = [[] for _ in range(groups)]
    for family in families:
        for member in (family[0], *family[1]):
            found[member].append(family)
    return tuple(map(tuple, found))


@dataclass(frozen=True, slots=True, eq=False)
class _Families:
    """Families looked at in one go: `wholes[family]`, and `parts[family, group]` noughts and ones."""

    wholes: Counts
    parts: sparse.csr_array

    @classmethod
    def of(cls, families: Sequence[Relation], groups: int) -> _Families:
        """Families over so many groups."""
        rows = [at for at, (_, parts) in enumerate(families) for _ in parts]
        columns = [part for _, parts in families for part in parts]
        ones = (np.ones(len(rows), np.int64), (rows, columns))
        return cls(
            np.array([whole for whole, _ in families], np.int64), sparse.csr_array(ones, shape=(len(families), groups))
        )

    def left(self, of: Leftovers, rung: Counts) -> Flags:
        """Of which families something at fault is left over at any level."""
        found = np.zeros(len(self.wholes), np.bool_)
        for level, at in enumerate(of.told):
            is_whole = rung[self.wholes] <= level
            for table, is_known in zip(at.tables, at.is_known, strict=True):
                told = (rung <= level) & is_known
                left = table[self.wholes] - self.parts @ (table * told[:, None])
                is_any = (self.parts @ told.astype(np.int64) > 0) & left.any(axis=1)
                found |= is_whole & is_known[self.wholes] & is_any & of.judge(left, left.sum(axis=1))
        return found

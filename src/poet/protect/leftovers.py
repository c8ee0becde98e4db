"""What is left over of told wholes when their told parts are taken away: kept up to date while groups step up and down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from poet.protect.levels import Before, Judge, Levels
from poet.protect.policy import Policy
from poet.protect.proof.lattice import Relation

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Families:
    """Sets with their parts: `wholes[family]`, and `matrix[family, group]` noughts and ones. For each group, `within` are
    the families that it is a part of, and `around` these and then those of which it is the whole."""

    wholes: Counts
    parts: tuple[tuple[int, ...], ...]
    matrix: sparse.csr_array
    within: tuple[Counts, ...]
    around: tuple[Counts, ...]


@lru_cache(maxsize=16)
def _families(relations: tuple[Relation, ...], groups: int) -> _Families:
    rows = [at for at, (_, parts) in enumerate(relations) for _ in parts]
    columns = [part for _, parts in relations for part in parts]
    within: list[list[int]] = [[] for _ in range(groups)]
    whole_of: list[list[int]] = [[] for _ in range(groups)]
    for at, (whole, parts) in enumerate(relations):
        whole_of[whole].append(at)
        for part in parts:
            within[part].append(at)
    ones = (np.ones(len(rows), np.int64), (rows, columns))
    return _Families(
        np.array([whole for whole, _ in relations], np.int64),
        tuple(parts for _, parts in relations),
        sparse.csr_array(ones, shape=(len(relations), groups)),
        tuple(np.array(one, np.int64) for one in within),
        tuple(np.array([*one, *more], np.int64) for one, more in zip(within, whole_of, strict=True)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Left:
    """One level: the tables that can be told of there, as they are and what came since each earlier release, with
    `is_known[table, group]` where that can be told; and, kept up to date, what is `left[table, family, part]` of each
    whole without its told parts, and how many of these are `told[table, family]`."""

    tables: Counts
    is_known: Flags
    left: Counts
    told: Counts

    @classmethod
    def of(cls, levels: Levels, earlier: Sequence[Before], level: int, families: _Families, rung: Counts) -> _Left:
        """The level as the groups stand."""
        gains = [one.gain(levels, level) for one in earlier]
        everywhere = np.ones(len(levels.base), np.bool_)
        tables = np.stack([levels.tables[level], *(gain for gain, _ in gains)])
        is_known = np.stack([everywhere, *(is_told for _, is_told in gains)])
        told = is_known & (rung <= level)
        left = [
            table[families.wholes] - families.matrix @ (table * one[:, None])
            for table, one in zip(tables, told, strict=True)
        ]
        return cls(tables, is_known, np.stack(left), np.stack([families.matrix @ one.astype(np.int64) for one in told]))


@dataclass(frozen=True, slots=True, eq=False)
class Leftovers:
    """A ladder's groups, each at its `rung`, and what is left over of its wholes at each level."""

    levels: Levels
    families: _Families
    at: tuple[_Left, ...]
    judge: Judge
    rung: Counts

    @classmethod
    def of(
        cls,
        levels: Levels,
        relations: Sequence[Relation],
        earlier: Sequence[Before],
        policy: Policy,
        rung: Counts,
    ) -> Leftovers:
        """What is left over as the groups stand; `rung` is stepped in place."""
        families = _families(tuple(relations), len(levels.base))
        at = tuple(_Left.of(levels, earlier, level, families, rung) for level in range(levels.nothing))
        return cls(levels, families, at, levels.judge(policy), rung)

    def settle(self) -> None:
        """Step groups down until nothing small is left over anywhere. The smallest part steps first; of equals the one
        that comes last."""
        everyone = np.arange(len(self.families.wholes))
        moved = len(everyone) > 0
        while moved:
            moved = False
            is_left = np.any([self._is_left(level, everyone) for level in range(self.levels.nothing)], axis=0)
            for number in range(len(everyone)):
                # Of those around a group that steps on the way, the ones still to come are looked at in the same turn.
                for group in self._settle_one(number) if is_left[number] else ():
                    is_left[self.families.around[group]] = True
                    moved = True

    def raise_again(self, may: Flags) -> None:
        """Step groups up again where that leaves nothing over after all: the largest first. What is told changes at the
        levels stepped over alone."""
        for group in sorted(range(len(self.rung)), key=lambda one: (-self.levels.base[one], one)):
            was = int(self.rung[group])
            for level in np.flatnonzero(may[:was, group]):
                if self._may_rise(group, int(level)):
                    self._step(group, int(level))
                    break

    def _settle_one(self, number: int) -> list[int]:
        """Step down within a family until nothing is left over of it; the groups that did."""
        whole, parts = int(self.families.wholes[number]), self.families.parts[number]
        only, stepped = np.array([number]), list[int]()
        for level in range(self.levels.nothing):
            while self._is_left(level, only).any():
                told = [part for part in parts if self.rung[part] <= level]
                out = min(told, key=lambda part: (self.levels.base[part], -part)) if told else whole
                self._step(out, level + 1)
                stepped.append(out)
        return stepped

    def _step(self, group: int, to: int) -> None:
        """Let a group stand at another rung."""
        was, within = int(self.rung[group]), self.families.within[group]
        self.rung[group] = to
        for level in range(min(was, to), min(max(was, to), self.levels.nothing)):
            at, sign = self.at[level], 1 if to < was else -1
            told = sign * at.is_known[:, group]
            at.told[:, within] += told[:, None]
            at.left[:, within] -= (told[:, None] * at.tables[:, group])[:, None]

    def _may_rise(self, group: int, to: int) -> bool:
        """Whether nothing at fault would be left over around a group at the levels it steps over."""
        around, within = self.families.around[group], len(self.families.within[group])
        is_part = np.arange(len(around)) < within
        for level in range(to, int(self.rung[group])):
            at = self.at[level]
            told = at.is_known[:, group, None] & is_part
            left = at.left[:, around] - told[:, :, None] * at.tables[:, group, None]
            is_whole = ~is_part | (self.rung[self.families.wholes[around]] <= level)
            if (is_whole & self._at_fault(level, around, left, at.told[:, around] + told)).any():
                return False
        return True

    def _is_left(self, level: int, numbers: Counts) -> Flags:
        """Of which of these families something at fault is left over at a level."""
        at = self.at[level]
        is_whole = self.rung[self.families.wholes[numbers]] <= level
        return is_whole & self._at_fault(level, numbers, at.left[:, numbers], at.told[:, numbers])

    def _at_fault(self, level: int, numbers: Counts, left: Counts, told: Counts) -> Flags:
        is_known = self.at[level].is_known[:, self.families.wholes[numbers]]
        looked = is_known & (told > 0) & left.any(axis=2)
        return np.asarray((looked & self.judge(left, left.sum(axis=2))).any(axis=0))

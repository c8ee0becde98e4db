"""Everything that could be printed of one item over all releases: sets of people by wave, group and answer.

Each printed number counts the people of a product set: some waves x some cells x some answers. Along each axis some sets
are the sum of others (a region of its areas, a side of its options, a later release of an earlier one and newcomers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Members = frozenset[int]
# A set and the sets that part it, by their places in the axis.
Relation = tuple[int, tuple[int, ...]]
UNKNOWN = -1


class Means(Enum):
    """What a set of answers stands for: people who gave them, all who answered, all who answered otherwise, or nobody
    (a slack that only makes an inequality an equation)."""

    COUNT = "count"
    BASE = "base"
    REST = "rest"
    SLACK = "slack"


@dataclass(frozen=True)
class Axis:
    """Sets over the atoms 0..size-1 of one axis, and the relations among them. Hashable, so that it is built once."""

    size: int
    sets: tuple[Members, ...]
    relations: tuple[Relation, ...]

    def matrix(self) -> sparse.csr_array:
        """A row of noughts and ones for each set."""
        rows = [place for place, members in enumerate(self.sets) for _ in members]
        columns = [atom for members in self.sets for atom in sorted(members)]
        return sparse.csr_array((np.ones(len(rows), np.int64), (rows, columns)), shape=(len(self.sets), self.size))


@dataclass(frozen=True)
class Answers:
    """The answer axis of an item. `means` and `partner` say of each set what it stands for, and where its rest is.

    `together` holds structural rows: coefficients on the atoms that add up to nought for every cell and wave. A "many"
    item has two atoms an option (ticked, not ticked) and a slack atom for each rule that binds its options.
    """

    axis: Axis
    means: tuple[Means, ...]
    together: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Lattice:
    """The three axes of an item, and what is known: `known[w, n, o]` is a count, UNKNOWN where nothing was printed."""

    waves: Axis
    groups: Axis
    answers: Answers
    known: NDArray[np.int64]

    def products(self) -> sparse.csr_array:
        """A row over all atoms for each product set, in the order of `known` laid flat."""
        return _products(self.waves, self.groups, self.answers.axis)


def axis(size: int, sets: Iterable[Members], families: Iterable[tuple[Members, Sequence[Members]]] = ()) -> Axis:
    """The axis with these sets and its atoms, each once, and with the families as relations."""
    atoms = [frozenset({atom}) for atom in range(size)]
    listed = tuple(dict.fromkeys([*(one for one in sets if one), *atoms]))
    place = {members: at for at, members in enumerate(listed)}
    relations = [
        (place[whole], tuple(place[part] for part in parts))
        for whole, parts in families
        if len(parts) > 1 and whole in place and all(part in place for part in parts)
    ]
    return Axis(size, listed, tuple(dict.fromkeys(relations)))


def parted(whole: Members, parts: Iterable[Members]) -> tuple[Members, list[Members]]:
    """The whole with the parts that lie in it, and its remaining atoms one by one."""
    inside = [part for part in parts if part <= whole and part != whole]
    left = whole.difference(*inside)
    return whole, [*inside, *(frozenset({atom}) for atom in sorted(left))]


@lru_cache(maxsize=16)
def grouped(everybody: Members, sets: tuple[Members, ...], partitions: tuple[tuple[Members, ...], ...]) -> Axis:
    """The axis of all sets, each with its parts in every partition and its other cells one by one; built once for all terms."""
    holding = [{cell: part for part in parts for cell in part} for parts in dict.fromkeys(partitions)]
    found = [
        (whole, dict.fromkeys(of[cell] for cell in sorted(whole) if cell in of)) for whole in sets for of in holding
    ]
    return axis(len(everybody), [*sets, everybody], [parted(whole, parts) for whole, parts in found])


@lru_cache(maxsize=64)
def _products(waves: Axis, groups: Axis, answers: Axis) -> sparse.csr_array:
    return sparse.csr_array(sparse.kron(sparse.kron(waves.matrix(), groups.matrix(), "csr"), answers.matrix(), "csr"))

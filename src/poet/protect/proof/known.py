"""What pencil and paper get out of the printed numbers: whatever follows by adding up or taking away, as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect.proof.lattice import UNKNOWN, Axis, Lattice

Counts = NDArray[np.int64]


class Contradiction(Exception):
    """Printed numbers that no people could have given; `place` is one of them."""

    def __init__(self, place: tuple[int, int, int]) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """A relation along one axis of the lattice (0 waves, 1 groups, 2 answers)."""

    along: int
    whole: int
    parts: tuple[int, ...]


def sums(lattice: Lattice) -> tuple[Sum, ...]:
    """Every relation of the lattice."""
    axes: tuple[Axis, ...] = (lattice.waves, lattice.groups, lattice.answers.axis)
    return tuple(Sum(along, *relation) for along, one in enumerate(axes) for relation in one.relations)


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """All that is known, and for each place that was not printed the sum it follows from (by number; -1 for none)."""

    known: Counts
    by: Counts
    relations: tuple[Sum, ...]

    def sources(self, place: tuple[int, ...]) -> set[tuple[int, ...]]:
        """The printed numbers that a known place follows from."""
        found: set[tuple[int, ...]] = set()
        todo, seen = [place], {place}
        while todo:
            at = todo.pop()
            number = int(self.by[at])
            if number < 0:
                found.add(at)
                continue
            one = self.relations[number]
            around = ((*at[: one.along], other, *at[one.along + 1 :]) for other in (one.whole, *one.parts))
            fresh = [other for other in around if other not in seen and self.known[other] != UNKNOWN]
            seen.update(fresh)
            todo += fresh
        return found


def worked_out(lattice: Lattice) -> Worked:
    """All that is known when sums are added up and taken away, until nothing new follows. Raises Contradiction."""
    known = lattice.known.copy()
    by = np.full(known.shape, -1, np.int64)
    relations = sums(lattice)
    changed = [np.ones(size, np.bool_) for size in known.shape]
    while any(one.any() for one in changed):
        fresh = [np.zeros(size, np.bool_) for size in known.shape]
        for number, one in enumerate(relations):
            # A sum tells something new only where one of its sets did since it was followed last.
            members = [one.whole, *one.parts]
            if changed[one.along][members].any() or fresh[one.along][members].any():
                _mark(fresh, one, _follow(known, by, one, number))
        changed = fresh
    return Worked(known, by, relations)


def _mark(fresh: list[NDArray[np.bool_]], one: Sum, found: NDArray[np.bool_] | None) -> None:
    """Note in which sets of each axis something was found; `found[member, ...]` runs over the other two axes."""
    if found is None:
        return
    first, second = [along for along in range(3) if along != one.along]
    fresh[one.along][[one.whole, *one.parts]] |= found.any(axis=(1, 2))
    fresh[first] |= found.any(axis=(0, 2))
    fresh[second] |= found.any(axis=(0, 1))


def _slices(table: Counts, one: Sum) -> Counts:
    """The table with the sum's axis first."""
    return table.transpose((one.along, *(along for along in range(3) if along != one.along)))


def _follow(known: Counts, by: Counts, one: Sum, number: int) -> NDArray[np.bool_] | None:
    """Fill in what a sum tells: the only unknown among whole and parts, and parts of a whole that is nobody. What was
    filled in comes back, a layer for the whole and for each part; None where nothing was."""
    table = _slices(known, one)
    whole, parts = table[one.whole], table[list(one.parts)]
    unknown = parts == UNKNOWN
    missing = unknown.sum(axis=0)
    told_parts = (parts * ~unknown).sum(axis=0)
    full = (missing == 0) & (whole == UNKNOWN)
    whole = np.where(full, told_parts, whole)
    left = whole - told_parts
    is_told = whole != UNKNOWN
    is_wrong = is_told & ((left < 0) | ((missing == 0) & (left != 0)))
    if is_wrong.any():
        raise Contradiction(_place(one, is_wrong))
    single = is_told & (missing > 0) & ((missing == 1) | (left == 0))
    if not single.any() and not full.any():
        return None
    found = np.concatenate([full[None], unknown & single])
    marks = _slices(by, one)
    for at, member in enumerate((one.whole, *one.parts)):
        table[member][found[at]] = (told_parts if at == 0 else left)[found[at]]
        marks[member][found[at]] = number
    return found


def _place(one: Sum, is_wrong: NDArray[np.bool_]) -> tuple[int, int, int]:
    found = [int(at) for at in np.argwhere(is_wrong)[0]]
    found.insert(one.along, one.whole)
    return found[0], found[1], found[2]


def told(known: Counts, lattice: Lattice) -> tuple[Counts, list[tuple[int, ...]]]:
    """The known places that tell the rest, in flat places, and for each the known parts to be taken from it.

    A known sum whose parts are all known tells nothing more and is left out; of any other, the known parts of the sum
    that leaves least unknown are taken away, so that what stays connected is what truly hangs together.
    """
    implied = np.zeros(known.shape, np.bool_)
    best = np.full(known.shape, np.iinfo(np.int64).max)
    chosen = np.full(known.shape, -1, np.int64)
    relations = sums(lattice)
    sizes = _sizes(lattice)
    for number, one in enumerate(relations):
        is_known = np.moveaxis(known != UNKNOWN, one.along, 0)
        parts = is_known[list(one.parts)]
        both = is_known[one.whole]
        np.moveaxis(implied, one.along, 0)[one.whole] |= both & parts.all(axis=0)
        open_size = (~parts * np.moveaxis(sizes, one.along, 0)[list(one.parts)]).sum(axis=0)
        better = both & parts.any(axis=0) & (open_size < np.moveaxis(best, one.along, 0)[one.whole])
        np.moveaxis(best, one.along, 0)[one.whole][better] = open_size[better]
        np.moveaxis(chosen, one.along, 0)[one.whole][better] = number
    kept = np.argwhere((known != UNKNOWN) & ~implied)
    taken = [_known_parts(known, relations, tuple(place), int(chosen[tuple(place)])) for place in kept]
    return np.asarray(np.ravel_multi_index(tuple(kept.T), known.shape), np.int64), taken


def _sizes(lattice: Lattice) -> Counts:
    waves, groups, answers = (
        np.array([len(one) for one in axis.sets]) for axis in (lattice.waves, lattice.groups, lattice.answers.axis)
    )
    return np.asarray(waves[:, None, None] * groups[None, :, None] * answers[None, None, :], np.int64)


def _known_parts(known: Counts, relations: tuple[Sum, ...], place: tuple[int, ...], number: int) -> tuple[int, ...]:
    if number < 0:
        return ()
    one = relations[number]
    found = []
    for part in one.parts:
        at = (*place[: one.along], part, *place[one.along + 1 :])
        if known[at] != UNKNOWN:
            found.append(int(np.ravel_multi_index(at, known.shape)))
    return tuple(found)

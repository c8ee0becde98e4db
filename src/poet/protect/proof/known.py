"""What pencil and paper get out of the printed numbers: whatever follows by adding up or taking away, as far as it goes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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

    def sources(self, places: Iterable[tuple[int, ...]]) -> set[tuple[int, ...]]:
        """The printed numbers that known places follow from, each looked at once however many lead there."""
        found: set[tuple[int, ...]] = set()
        seen = set(places)
        todo = list(seen)
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


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Relations along one axis with equally many parts and different wholes, followed in one go."""

    along: int
    numbers: Counts
    wholes: Counts
    parts: Counts

    def only(self, is_in: NDArray[np.bool_]) -> _Batch:
        """Some of them."""
        return _Batch(self.along, self.numbers[is_in], self.wholes[is_in], self.parts[is_in])

    def is_touched(self, changed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether any of its sets changed, relation by relation."""
        return np.asarray(changed[self.wholes] | changed[self.parts].any(axis=1))


@lru_cache(maxsize=64)
def _batches(*axes: Axis) -> tuple[_Batch, ...]:
    by_kind: dict[tuple[int, int, int], list[tuple[int, int, tuple[int, ...]]]] = {}
    number = 0
    for along, one in enumerate(axes):
        turns: Counter[tuple[int, int]] = Counter()
        for whole, parts in one.relations:
            turn = turns[whole, len(parts)]
            turns[whole, len(parts)] += 1
            by_kind.setdefault((along, len(parts), turn), []).append((number, whole, parts))
            number += 1
    return tuple(
        _Batch(along, *(np.array(column, np.int64) for column in zip(*found, strict=True)))
        for (along, _, _), found in by_kind.items()
    )


def _batches_of(lattice: Lattice) -> tuple[_Batch, ...]:
    return _batches(lattice.waves, lattice.groups, lattice.answers.axis)


def worked_out(lattice: Lattice) -> Worked:
    """All that is known when sums are added up and taken away, until nothing new follows. Raises Contradiction."""
    known = lattice.known.copy()
    by = np.full(known.shape, -1, np.int64)
    changed = [np.ones(size, np.bool_) for size in known.shape]
    while any(one.any() for one in changed):
        fresh = [np.zeros(size, np.bool_) for size in known.shape]
        for batch in _batches_of(lattice):
            # A sum tells something new only where one of its sets did since it was followed last.
            is_touched = batch.is_touched(changed[batch.along] | fresh[batch.along])
            if is_touched.any():
                _follow(known, by, batch.only(is_touched), fresh)
        changed = fresh
    return Worked(known, by, sums(lattice))


def _axis_first(table: Counts, along: int) -> Counts:
    """A view of the table with this axis first."""
    return table.transpose((along, *(other for other in range(3) if other != along)))


def _follow(known: Counts, by: Counts, batch: _Batch, fresh: Sequence[NDArray[np.bool_]]) -> None:
    """Fill in what sums tell: the only unknown among whole and parts, and parts of a whole that is nobody. Note in
    `fresh` in which sets of each axis something was found. Two sums that fill one place with different counts are found
    out when they are followed again, as one of their sets has changed."""
    table, marks = _axis_first(known, batch.along), _axis_first(by, batch.along)
    whole, parts = table[batch.wholes], table[batch.parts]
    unknown = parts == UNKNOWN
    missing = unknown.sum(axis=1)
    # Each unknown part stands as UNKNOWN in the sum.
    told_parts = parts.sum(axis=1) - UNKNOWN * missing
    left, is_told = whole - told_parts, whole != UNKNOWN
    is_wrong = is_told & ((left < 0) | ((missing == 0) & (left != 0)))
    if is_wrong.any():
        raise Contradiction(_place(batch, is_wrong))
    one, first, second = np.nonzero((missing == 0) & ~is_told)
    table[batch.wholes[one], first, second] = told_parts[one, first, second]
    marks[batch.wholes[one], first, second] = batch.numbers[one]
    _note(fresh, batch.along, batch.wholes[one], first, second)
    one, first, second = np.nonzero(is_told & (missing > 0) & ((missing == 1) | (left == 0)))
    at, part = np.nonzero(unknown[one, :, first, second])
    one, first, second = one[at], first[at], second[at]
    filled = batch.parts[one, part]
    table[filled, first, second] = left[one, first, second]
    marks[filled, first, second] = batch.numbers[one]
    _note(fresh, batch.along, filled, first, second)


def _note(fresh: Sequence[NDArray[np.bool_]], along: int, own: Counts, first: Counts, second: Counts) -> None:
    others = [other for other in range(3) if other != along]
    for axis, places in zip((along, *others), (own, first, second), strict=True):
        fresh[axis][places] = True


def _place(batch: _Batch, is_wrong: NDArray[np.bool_]) -> tuple[int, int, int]:
    one, first, second = (int(at) for at in np.argwhere(is_wrong)[0])
    found = [first, second]
    found.insert(batch.along, int(batch.wholes[one]))
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
    for batch in _batches_of(lattice):
        _choose(batch, known, sizes, (implied, best, chosen))
    kept = np.argwhere((known != UNKNOWN) & ~implied)
    places = np.asarray(np.ravel_multi_index(tuple(kept.T), known.shape), np.int64)
    # Looked at as bytes: there are tens of thousands of parts.
    is_known, numbers = (known != UNKNOWN).tobytes(), chosen.ravel()[places]
    taken = [
        _known_parts(is_known, known.shape, int(place), relations[number] if number >= 0 else None)
        for place, number in zip(places, numbers, strict=True)
    ]
    return places, taken


def _choose(batch: _Batch, known: Counts, sizes: Counts, found: tuple[NDArray[np.bool_], Counts, Counts]) -> None:
    """Note which wholes are implied, and for each the sum with known parts that leaves least unknown; of equals the
    first."""
    order = (batch.along, *(other for other in range(3) if other != batch.along))
    implied, best, chosen = found[0].transpose(order), found[1].transpose(order), found[2].transpose(order)
    table, size, wholes = _axis_first(known, batch.along), _axis_first(sizes, batch.along), batch.wholes
    is_known = table[batch.parts] != UNKNOWN
    both = table[wholes] != UNKNOWN
    implied[wholes] |= both & is_known.all(axis=1)
    open_size = np.where(is_known, 0, size[batch.parts]).sum(axis=1)
    numbers = np.broadcast_to(batch.numbers[:, None, None], open_size.shape)
    is_first = (open_size == best[wholes]) & (numbers < chosen[wholes])
    better = both & is_known.any(axis=1) & ((open_size < best[wholes]) | is_first)
    best[wholes] = np.where(better, open_size, best[wholes])
    chosen[wholes] = np.where(better, numbers, chosen[wholes])


def _sizes(lattice: Lattice) -> Counts:
    waves, groups, answers = (
        np.array([len(one) for one in axis.sets]) for axis in (lattice.waves, lattice.groups, lattice.answers.axis)
    )
    return np.asarray(waves[:, None, None] * groups[None, :, None] * answers[None, None, :], np.int64)


def _known_parts(is_known: bytes, shape: tuple[int, ...], place: int, one: Sum | None) -> tuple[int, ...]:
    """The known parts of the sum of a place, all in flat places."""
    if one is None:
        return ()
    step = math.prod(shape[one.along + 1 :])
    nought = place - one.whole * step
    return tuple(at for at in (nought + part * step for part in one.parts) if is_known[at])

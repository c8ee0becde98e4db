"""What was found of equations once is kept by their content, and by their place while a planner takes numbers away."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from poet.protect.proof.system import ENDLESS, Piece
from poet.protect.proof.worlds import Interval, Spread, interval, spread

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Cache:
    """What was found of a piece, by its content: the same equations are never solved twice."""

    spreads: dict[tuple[str, bytes, int], Spread] = field(default_factory=dict)
    intervals: dict[tuple[str, int], Interval] = field(default_factory=dict)
    shapes: dict[bytes, dict[bytes, tuple[str, bytes, int]]] = field(default_factory=dict)
    solved: int = 0

    def take_in(self, other: Cache) -> None:
        """Know what the other knows too."""
        self.spreads.update(other.spreads)
        self.intervals.update(other.intervals)
        for shape, found in other.shapes.items():
            self.shapes.setdefault(shape, {}).update(found)
        self.solved += other.solved

    def known(self) -> tuple[int, int, int]:
        """How much is known: entries are only ever added."""
        return len(self.spreads), len(self.intervals), self.solved

    def beyond(self, before: tuple[int, int, int]) -> Cache:
        """What came to be known since."""
        spreads = dict(islice(self.spreads.items(), before[0], None))
        intervals = dict(islice(self.intervals.items(), before[1], None))
        shapes = {
            shape: {right: key for right, key in found.items() if key in spreads}
            for shape, found in self.shapes.items()
        }
        shapes = {shape: found for shape, found in shapes.items() if found}
        return Cache(spreads, intervals, shapes, self.solved - before[2])


@dataclass(slots=True, eq=False)
class Apart:
    """How far apart worlds were found for each count of a lattice, in flat places. Worlds that fit everything printed fit
    it still when less is printed, so that a planner who takes numbers away need not look for them again."""

    low: Ints
    high: Ints

    @classmethod
    def none(cls, size: int) -> Apart:
        """Nothing was found yet."""
        return cls(np.full(size, ENDLESS, np.int64), np.full(size, -1, np.int64))


def spread_of(piece: Piece, enough: Ints, width: int, cache: Cache, known: Spread, *, look: bool) -> Spread:
    """A piece's spread with what is `known` of it already: looked for once, and only where it is to be looked for (what
    is near by what is known is near nowhere). Raises NoWorld."""
    key = (piece.digest(), enough.tobytes(), width)
    if key in cache.spreads:
        cache.spreads[key] = cache.spreads[key].beside(known)
        return cache.spreads[key]
    shape = piece.shape()
    if look:
        known = _from_one_less(piece, cache, shape, known)
        known = spread(piece, enough, width, known)
        cache.solved += 1
    cache.spreads[key] = known
    cache.shapes.setdefault(shape, {})[piece.right.tobytes()] = key
    return known


def _from_one_less(piece: Piece, cache: Cache, shape: bytes, known: Spread) -> Spread:
    """What follows from worlds of the same equations with one person less: each of them with that person is a world."""
    for right, key in reversed(cache.shapes.get(shape, {}).items()):
        kind = piece.one_more_than(np.frombuffer(right, np.int64))
        if kind is not None:
            was = cache.spreads[key]
            all_of_it = piece.full[:, [kind]].toarray()[:, 0]
            some_of_it = piece.some[:, [kind]].toarray()[:, 0]
            low = np.where(was.low < ENDLESS, was.low + all_of_it, ENDLESS)
            return known.beside(Spread(low, np.where(was.high < 0, -1, was.high + all_of_it + some_of_it)))
    return known


def interval_of(piece: Piece, row: int, cache: Cache) -> Interval:
    """The interval of a piece's quantity, bounded once. Raises NoWorld."""
    key = (piece.digest(), row)
    if key not in cache.intervals:
        cache.intervals[key] = interval(piece, row)
    return cache.intervals[key]

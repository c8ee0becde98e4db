"""What was found of equations once is kept by their content, and by their place while a planner takes numbers away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from poet.protect.ledger import Rule
from poet.protect.proof.history import Subject
from poet.protect.proof.lattice import Axis
from poet.protect.proof.system import ENDLESS, Piece
from poet.protect.proof.worlds import Interval, Spread, binding, bounds, interval, led_to, spread

Key = TypeVar("Key")
Found = TypeVar("Found")
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Cache:
    """What was found of a piece, by its content: the same equations are never solved twice. `plans` are the rungs that were
    planned of the groups of a block, and `sound` are the items of which nothing is told, with how many of their counts a
    search proved."""

    spreads: dict[tuple[str, bytes, int], Spread] = field(default_factory=dict)
    bounds: dict[tuple[str, int], Interval] = field(default_factory=dict)
    intervals: dict[tuple[str, int], Interval] = field(default_factory=dict)
    binding: dict[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    shapes: dict[bytes, dict[bytes, tuple[str, bytes, int]]] = field(default_factory=dict)
    plans: dict[bytes, tuple[Ints, ...]] = field(default_factory=dict)
    sound: dict[bytes, int] = field(default_factory=dict)
    solved: int = 0

    def take_in(self, other: Cache) -> None:
        """Know what the other knows too."""
        self.spreads.update(other.spreads)
        self.bounds.update(other.bounds)
        self.intervals.update(other.intervals)
        self.binding.update(other.binding)
        self.plans.update(other.plans)
        self.sound.update(other.sound)
        for shape, found in other.shapes.items():
            self.shapes.setdefault(shape, {}).update(found)
        self.solved += other.solved

    def known(self) -> tuple[int, ...]:
        """How much is known: entries are only ever added."""
        kept = (self.spreads, self.bounds, self.intervals, self.binding, self.plans, self.sound)
        return (*(len(one) for one in kept), self.solved)

    def beyond(self, before: tuple[int, ...]) -> Cache:
        """What came to be known since."""
        spreads = _since(self.spreads, before[0])
        shapes = {
            shape: {right: key for right, key in found.items() if key in spreads}
            for shape, found in self.shapes.items()
        }
        return Cache(
            spreads,
            _since(self.bounds, before[1]),
            _since(self.intervals, before[2]),
            _since(self.binding, before[3]),
            {shape: found for shape, found in shapes.items() if found},
            _since(self.plans, before[4]),
            _since(self.sound, before[5]),
            self.solved - before[6],
        )


def _since(found: dict[Key, Found], before: int) -> dict[Key, Found]:
    return dict(islice(found.items(), before, None))


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
    key = _key(piece, enough, width)
    if key in cache.spreads:
        cache.spreads[key] = cache.spreads[key].beside(known)
        return cache.spreads[key]
    shape = piece.shape
    if look:
        one_less = _from_one_less(piece, cache, shape)
        # Where so much is known as was found with one person less, what is near is near for good: it is bounded one by one.
        known = known.beside(one_less) if one_less else spread(piece, enough, width, known)
        cache.solved += 1
    cache.spreads[key] = known
    cache.shapes.setdefault(shape, {})[piece.right.tobytes()] = key
    return known


def _key(piece: Piece, enough: Ints, width: int) -> tuple[str, bytes, int]:
    return piece.digest, hashlib.sha256(enough.tobytes()).digest(), width


def _from_one_less(piece: Piece, cache: Cache, shape: bytes) -> Spread | None:
    """What follows from worlds of the same equations with one person less: each of them with that person is a world."""
    for right, key in reversed(cache.shapes.get(shape, {}).items()):
        kind = piece.one_more_than(np.frombuffer(right, np.int64))
        if kind is not None:
            was, one = cache.spreads[key], np.zeros(piece.left.shape[1], np.int64)
            one[kind] = 1
            all_of_it, some_of_it = piece.full @ one, piece.some @ one
            low = np.where(was.low < ENDLESS, was.low + all_of_it, ENDLESS)
            return Spread(low, np.where(was.high < 0, -1, was.high + all_of_it + some_of_it))
    return None


def led_of(piece: Piece, row: int, wanted: tuple[Ints, int], cache: Cache, known: Spread) -> Spread:
    """A piece's spread once one of its quantities was looked at by itself; `wanted` are how many people are enough, and
    which width."""
    enough, width = wanted
    found = led_to(piece, row, enough, width, known)
    cache.spreads[_key(piece, enough, width)] = found
    return found


def bounds_of(piece: Piece, row: int, cache: Cache) -> Interval:
    """An interval that holds that of a piece's quantity, found once. Raises NoWorld."""
    key = (piece.digest, row)
    if key not in cache.bounds:
        cache.bounds[key] = bounds(piece, row)
    return cache.bounds[key]


def interval_of(piece: Piece, row: int, cache: Cache) -> Interval:
    """The interval of a piece's quantity, bounded once. Raises NoWorld."""
    key = (piece.digest, row)
    if key not in cache.intervals:
        cache.intervals[key] = interval(piece, row, bounds_of(piece, row, cache))
    return cache.intervals[key]


def binding_of(piece: Piece, row: int, cache: Cache) -> frozenset[int]:
    """The equations that hold a quantity's ends, looked for once. Raises NoWorld."""
    key = (piece.digest, row)
    if key not in cache.binding:
        cache.binding[key] = binding(piece, row)
    return cache.binding[key]


def content_of(subject: Subject, rule: Rule) -> bytes:
    """The same for items of which the same would be found, whatever they are called."""
    lattice = subject.lattice
    found = hashlib.sha256(repr(rule).encode())
    for one in (lattice.waves, lattice.groups, lattice.answers.axis):
        found.update(_digest(one))
    others = (
        lattice.answers.means,
        lattice.answers.together,
        subject.judged,
        subject.withdrawn,
        sorted(subject.beyond),
        sorted(subject.stayed.items()),
    )
    found.update(repr(others).encode())
    found.update(np.ascontiguousarray(lattice.known).tobytes())
    return found.digest()


@lru_cache(maxsize=64)
def _digest(one: Axis) -> bytes:
    sets = [sorted(members) for members in one.sets]
    return hashlib.sha256(repr((one.size, sets, one.relations)).encode()).digest()

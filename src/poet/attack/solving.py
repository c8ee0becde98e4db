"""One puzzle attacked: first by adding and taking away, then by integer programming, then with one's own answer in mind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from poet.attack.algebra import Elimination
from poet.attack.puzzle import Puzzle
from poet.attack.search import Bounded, NoSolution, Search, seen

Ints = NDArray[np.int64]

# So many pairs of a target and somebody's own answer are searched for one item.
OWN_TRIES = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A target told too narrowly: its row, its interval, whether sums are enough, and the kind of the one who knows."""

    target: int
    low: int
    high: int
    by_sums: bool
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """All hits of a puzzle, how many different targets were looked at, and how many of them needed a search."""

    hits: tuple[Hit, ...]
    targets: int
    searched: int


def solve(puzzle: Puzzle, width: int, *, with_own: bool = True) -> Solved:
    """Attack a puzzle: which counts can be told to fewer than `width` numbers more than one. Raises Contradiction and
    NoSolution where the printed figures cannot all be true."""
    sums = Elimination(puzzle.left, puzzle.right)
    targets = _different(puzzle)
    values = {int(at): sums.value(puzzle.must, int(at)) for at in targets if _is_whole(puzzle, int(at))}
    told = {at: value for at, value in values.items() if value is not None}
    search = Search(puzzle)
    hits = [Hit(at, value, value, by_sums=True) for at, value in told.items() if _tells(puzzle, at, value, search)]
    unknown = np.array([int(at) for at in targets if int(at) not in told], np.int64)
    if not len(unknown):
        return Solved(tuple(hits), len(targets), 0)
    enough = 2 * width if with_own else width
    apart = seen(search, unknown, enough)
    intervals: dict[int, Bounded] = {}
    for at in map(int, unknown):
        # Solutions at the ends of one target mostly set others far apart too.
        if apart.high[at] - apart.low[at] < enough:
            intervals[at] = search.bounded(at, apart)
    searched = len(intervals)
    intervals = {at: one for at, one in intervals.items() if not _was_told(puzzle, at, one, sums)}
    narrow = [
        Hit(at, one.low, one.high, by_sums=False)
        for at, one in intervals.items()
        if _pins(puzzle, at, one, width, 0) or (one.high == 0 and _tells(puzzle, at, 0, search))
    ]
    hits += narrow
    if with_own:
        known = {hit.target for hit in narrow}
        hits += _with_own(puzzle, {at: one for at, one in intervals.items() if at not in known}, width)
    return Solved(tuple(hits), len(targets), searched)


def _was_told(puzzle: Puzzle, at: int, found: Bounded, sums: Elimination) -> bool:
    """Whether the same follows, and nothing nearer, from what was told before some of these people left."""
    for row, few in puzzle.stayed.get(at, ()):
        count = sums.value(puzzle.must, row) if _is_whole(puzzle, row) else None
        if (
            count is not None
            and count >= puzzle.smallest[row]
            and found.low <= max(0, count - few) <= count <= found.high
        ):
            return True
    return False


def _different(puzzle: Puzzle) -> Ints:
    """The targets that count different kinds, or are to be kept by another rule."""
    dice = np.random.default_rng(3)
    kinds = puzzle.must.shape[1]
    marks = puzzle.must @ dice.integers(1, 2**61, kinds) + puzzle.may @ dice.integers(1, 2**61, kinds)
    rows = np.stack([marks, puzzle.smallest, puzzle.telling.astype(np.int64)], axis=1)
    _, first = np.unique(rows, axis=0, return_index=True)
    return np.asarray(np.sort(first), np.int64)


def _is_whole(puzzle: Puzzle, at: int) -> bool:
    return bool(puzzle.may.indptr[at] == puzzle.may.indptr[at + 1])


def _tells(puzzle: Puzzle, at: int, value: int, search: Search) -> bool:
    """Whether a count that is known is small, or nought where somebody answered and all of them otherwise."""
    if value == 0:
        return bool(puzzle.telling[at]) and search.bounded(int(puzzle.base[at])).low > 0
    return bool(value < puzzle.smallest[at])


def _pins(puzzle: Puzzle, at: int, found: Bounded, width: int, less: int) -> bool:
    """Whether an interval is too narrow about a count that is small; `less` is 1 for somebody who counts the others."""
    is_narrow = found.high - found.low < width - less
    if at in puzzle.gone and found.low <= 0:
        return False
    return is_narrow and found.low < puzzle.smallest[at] - less and found.high > 0


def _with_own(puzzle: Puzzle, intervals: dict[int, Bounded], width: int) -> Iterator[Hit]:
    """What those learn who know one answer, their own: each count of the others, and with one person fewer to hide in."""
    tries = 0
    searches: dict[int, Search] = {}
    for at, _ in sorted(intervals.items(), key=lambda pair: pair[1].high - pair[1].low):
        for kind in _near_kinds(puzzle, at):
            tries += 1
            if tries > OWN_TRIES:
                return
            search = searches.setdefault(kind, Search(puzzle, own=kind))
            try:
                found = search.bounded(at)
            except NoSolution:
                continue
            others = _others(puzzle, at, kind, found)
            if _pins(puzzle, at, others, width, 1):
                yield Hit(at, others.low, others.high, by_sums=False, own=kind)
                break


def _others(puzzle: Puzzle, at: int, kind: int, found: Bounded) -> Bounded:
    """The interval of all but the one who knows: inside the target, outside it, or in a kind that lies across it."""
    inside, across = kind in _kinds(puzzle.must, at), kind in _kinds(puzzle.may, at)
    return Bounded(found.low - inside, found.high - (inside or across))


def _near_kinds(puzzle: Puzzle, at: int) -> list[int]:
    """The kinds in a target and those that share a printed figure with them."""
    own = np.concatenate([_kinds(puzzle.must, at), _kinds(puzzle.may, at)])
    rows = np.unique(sparse.csc_array(puzzle.left)[:, own].indices)
    beside = np.unique(puzzle.left[rows].indices) if len(rows) else own
    return [int(kind) for kind in dict.fromkeys([*own.tolist(), *beside.tolist()])]


def _kinds(matrix: sparse.csr_array, at: int) -> Ints:
    return np.asarray(matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]], np.int64)

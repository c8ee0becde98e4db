"""One puzzle attacked: first by adding and taking away, then by integer programming, then with one's own answer in mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from poet.attack.algebra import Elimination
from poet.attack.puzzle import Puzzle
from poet.attack.search import ENDLESS, Bounded, NoSolution, Search, seen

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# So many pairs of a target and somebody's own answer are searched for one item.
OWN_TRIES = 2_000
# So many solutions at each end of a count are looked for, and so many to see which kinds there can be.
FEW_LOOKS, MOST_LOOKS = 6, 12
# So many hits of one item are enough: no more are looked for, and that is said.
ENOUGH = 200


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
    """The hits of a puzzle, how many different targets were looked at, how many of them needed a search, how many were
    left when enough was found, and how many pairs of a target and somebody's own answer were left at the limit."""

    hits: tuple[Hit, ...]
    targets: int
    searched: int
    left: int = 0
    pairs_left: int = 0


def solve(puzzle: Puzzle, width: int, *, with_own: bool = True) -> Solved:
    """Attack a puzzle: which counts can be told to fewer than `width` numbers more than one. Raises Contradiction and
    NoSolution where the printed figures cannot all be true."""
    sums = Elimination(puzzle.left, puzzle.right)
    targets = _different(puzzle)
    values = {int(at): sums.value(puzzle.must, int(at)) for at in targets if _is_whole(puzzle, int(at))}
    told = {at: value for at, value in values.items() if value is not None}
    teller = _Teller(puzzle, Search(puzzle))
    hits = [Hit(at, value, value, by_sums=True) for at, value in told.items() if teller.tells(at, value)]
    unknown = [int(at) for at in targets if int(at) not in told]
    if not unknown or len(hits) >= ENOUGH:
        return Solved(tuple(hits[:ENOUGH]), len(targets), 0, len(hits[ENOUGH:]) + len(unknown))
    searched = _Searched(teller, sums, width, 2 * width if with_own else width)
    left = searched.go_through(unknown, ENOUGH - len(hits))
    hits += searched.hits
    own = _Own(puzzle, width)
    if with_own and not left:
        hits += own.go_through(searched.intervals)
    return Solved(tuple(hits), len(targets), searched.searched, left, own.left)


class _Searched:
    """What a search tells of targets that do not follow by sums: what is told too narrowly, and the intervals of others."""

    def __init__(self, teller: _Teller, sums: Elimination, width: int, enough: int) -> None:
        self.teller, self.sums, self.width, self.enough = teller, sums, width, enough
        self.hits: list[Hit] = []
        self.intervals: dict[int, Bounded] = {}
        self.searched = 0

    def go_through(self, unknown: Sequence[int], most: int) -> int:
        """Search for each target that random solutions do not set `enough` apart, until there are so many hits; how many
        targets were left then. Raises NoSolution."""
        puzzle, search = self.teller.puzzle, self.teller.search
        apart = seen(search, np.array(unknown, np.int64), self.enough)
        for done, at in enumerate(unknown):
            if len(self.hits) >= most:
                return len(unknown) - done
            # Solutions at the ends of one target mostly set others far apart too.
            if apart.high[at] - apart.low[at] < self.enough:
                self.searched += 1
                found = search.bounded(at, apart)
                if not _was_told(puzzle, at, found, self.sums):
                    self._take_in(at, found)
        return 0

    def _take_in(self, at: int, found: Bounded) -> None:
        puzzle = self.teller.puzzle
        if _pins(puzzle, at, found, self.width, 0) or (found.high == 0 and self.teller.tells(at, 0)):
            self.hits.append(Hit(at, found.low, found.high, by_sums=False))
        else:
            self.intervals[at] = found


class _Teller:
    """Whether a known count tells something; whether anybody answered at all is searched for once a base."""

    def __init__(self, puzzle: Puzzle, search: Search) -> None:
        self.puzzle, self.search = puzzle, search
        self.anybody: dict[int, bool] = {}

    def tells(self, at: int, value: int) -> bool:
        """Whether a count that is known is small, or nought where somebody answered and all of them otherwise."""
        if value:
            return bool(value < self.puzzle.smallest[at])
        base = int(self.puzzle.base[at])
        if not self.puzzle.telling[at]:
            return False
        if base not in self.anybody:
            self.anybody[base] = self.search.bounded(base).low > 0
        return self.anybody[base]


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


def _pins(puzzle: Puzzle, at: int, found: Bounded, width: int, less: int) -> bool:
    """Whether an interval is too narrow about a count that is small; `less` is 1 for somebody who counts the others."""
    is_narrow = found.high - found.low < width - less
    # Whoever left and ticked one option is in what others of theirs follow from it: that one is themselves.
    if at in puzzle.gone and found.low <= (less if puzzle.block else 0):
        return False
    if at in puzzle.came and found.low <= 0 and found.high <= puzzle.withdrawn:
        return False
    return is_narrow and found.low < puzzle.smallest[at] - less and found.high > 0


class _Own:
    """What those learn who know one answer, their own: each count of the others, and with one person fewer to hide in.

    A count and an answer are a pair. Most pairs are settled together: solutions in which many kinds have somebody, at both
    ends of a count, leave it wide for each of these. Up to OWN_TRIES others are searched one by one, the narrowest counts
    first; `left` are those that were not.
    """

    def __init__(self, puzzle: Puzzle, width: int) -> None:
        self.puzzle, self.width, self.search = puzzle, width, Search(puzzle)
        self.tries = self.left = 0
        self.searches: dict[int, Search] = {}
        self.people = np.empty((0, puzzle.left.shape[1]), np.int64)

    def go_through(self, intervals: Mapping[int, Bounded]) -> Iterator[Hit]:
        """The hits among these counts, of which the intervals are known."""
        nobody = self._nobody() if intervals else set[int]()
        # Nobody is nobody whoever knows themselves, and what cannot be small is no smaller for others.
        small = {at: own for at, own in intervals.items() if own.high > 0 and own.low < self.puzzle.smallest[at]}
        for at, own in sorted(small.items(), key=lambda pair: pair[1].high - pair[1].low):
            near = [kind for kind in _near_kinds(self.puzzle, at) if kind not in nobody]
            kinds = self._open(at, own, near)
            room = OWN_TRIES - self.tries
            hit = next((found for kind in kinds[:room] if (found := self._tried(at, kind))), None)
            if hit:
                yield hit
            else:
                self.left += len(kinds[room:])

    def _nobody(self) -> set[int]:
        """The kinds that nobody can be of: no solution was found with anybody in them."""
        there = np.zeros(self.puzzle.left.shape[1], np.bool_)
        for _ in range(MOST_LOOKS):
            found = self._kept(~there)
            if found is None or not (found[~there] > 0).any():
                break
            there |= found > 0
        else:
            return set()
        return {int(kind) for kind in np.flatnonzero(~there) if not self._is_anybody(int(kind))}

    def _is_anybody(self, kind: int) -> bool:
        try:
            self.searches.setdefault(kind, Search(self.puzzle, own=kind)).solution(np.zeros(len(self.people[0])))
        except NoSolution:
            return False
        return True

    def _open(self, at: int, own: Bounded, near: Sequence[int]) -> list[int]:
        """Those of the kinds for which solutions do not leave the count wide enough yet."""
        kinds = self._narrow(at, near)
        # Who knows themselves inside takes one away at both ends, so that one less apart is enough.
        wide = self.width - 1
        low = own.low - (own.low - own.high + wide) // 2
        for _ in range(FEW_LOOKS):
            if not kinds or own.high - own.low < wide:
                break
            wanted = np.zeros(self.people.shape[1], np.bool_)
            wanted[kinds] = True
            self._kept(wanted, at, most=low)
            self._kept(wanted, at, least=low + wide)
            before, kinds = kinds, self._narrow(at, kinds)
            if len(kinds) == len(before):
                break
        return kinds

    def _kept(self, wanted: Flags, at: int | None = None, *, most: float = np.inf, least: float = 0) -> Ints | None:
        try:
            found = self.search.peopled(wanted, at, most=most, least=least)
        except NoSolution:
            return None
        self.people = np.vstack([self.people, found])
        return found

    def _narrow(self, at: int, kinds: Sequence[int]) -> list[int]:
        """The kinds whose solutions so far do not set the others' count wide enough: a kind that lies across the count is one
        of the most and none of the least."""
        if not len(self.people):
            return list(kinds)
        least = self.puzzle.must[[at]] @ self.people.T
        most = (least + self.puzzle.may[[at]] @ self.people.T).ravel()
        is_there = self.people[:, list(kinds)] > 0
        low = np.where(is_there, least.ravel()[:, None], ENDLESS).min(axis=0)
        high = np.where(is_there, most[:, None], -1).max(axis=0)
        across = np.isin(kinds, _kinds(self.puzzle.may, at))
        return [kind for kind, apart in zip(kinds, high - low - across, strict=True) if apart < self.width - 1]

    def _tried(self, at: int, kind: int) -> Hit | None:
        self.tries += 1
        search = self.searches.setdefault(kind, Search(self.puzzle, own=kind))
        try:
            found = search.bounded(at)
        except NoSolution:
            return None
        others = _others(self.puzzle, at, kind, found)
        if _pins(self.puzzle, at, others, self.width, 1):
            return Hit(at, others.low, others.high, by_sums=False, own=kind)
        return None


def _others(puzzle: Puzzle, at: int, kind: int, found: Bounded) -> Bounded:
    """The interval of all but the one who knows: inside the target, outside it, or in a kind that lies across it."""
    held, across = _kinds(puzzle.must, at), kind in _kinds(puzzle.may, at)
    inside = kind in held or _is_in_pair(puzzle, set(held.tolist()), kind)
    return Bounded(found.low - inside, found.high - (inside or across))


def _is_in_pair(puzzle: Puzzle, held: set[int], kind: int) -> bool:
    """Whether a target counts all of whom a kind is part: those who ticked some option and those who did not."""
    if not puzzle.block:
        return False
    first = kind // puzzle.block * puzzle.block
    return any({first + at, first + at + 1} <= held for at in range(0, puzzle.block, 2))


def _near_kinds(puzzle: Puzzle, at: int) -> list[int]:
    """The kinds in a target and those that share a printed figure with them."""
    own = np.concatenate([_kinds(puzzle.must, at), _kinds(puzzle.may, at)])
    rows = np.unique(sparse.csc_array(puzzle.left)[:, own].indices)
    beside = np.unique(puzzle.left[rows].indices) if len(rows) else own
    return [int(kind) for kind in dict.fromkeys([*own.tolist(), *beside.tolist()])]


def _kinds(matrix: sparse.csr_array, at: int) -> Ints:
    return np.asarray(matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]], np.int64)

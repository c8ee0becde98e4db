"""Integer programming: the least and the greatest number of people that fits everything printed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from poet.attack.puzzle import Puzzle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# More people than any round has.
ENDLESS = 10**6
ROUNDS = 12
# How far from a whole number counts as whole, and after how many branches a search for whole numbers gives up: figures that
# whole people could not have given are not worth a day.
WHOLE = 1e-6
MOST_NODES = 20_000
# A solution with many kinds in it need not be the one with most of all.
FEW_NODES, NEARLY = 200, 0.05


class NoSolution(Exception):
    """No numbers of people fit everything that is printed."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """The least and greatest number that fits. Where the search gave up, an end is that of a solution that was found: the
    intruder then says too much rather than too little."""

    low: int
    high: int


class Search:
    """Solutions of one puzzle in whole numbers of people. `own` fixes that one kind has somebody in it at least."""

    def __init__(self, puzzle: Puzzle, own: int | None = None) -> None:
        self.puzzle = puzzle
        kinds = puzzle.left.shape[1]
        least = np.zeros(kinds)
        if own is not None:
            least[own] = 1
        self.bounds = Bounds(least, np.maximum(_most(puzzle), least))
        self.constraints = [
            LinearConstraint(sparse.csr_array(matrix, dtype=np.float64), low, high)
            for matrix, low, high in (
                (puzzle.left, puzzle.right, puzzle.right),
                (puzzle.order, -np.inf, puzzle.most),
            )
            if matrix.shape[0]
        ]

    def solution(self, aim: Floats) -> Ints:
        """A solution with as little as may be of what `aim` weighs. Raises NoSolution."""
        # Without asking for whole numbers they mostly come out whole, and much sooner.
        found = milp(aim, constraints=self.constraints, bounds=self.bounds, options={"presolve": False})
        if found.x is None:
            raise NoSolution
        whole = np.rint(found.x)
        if np.abs(found.x - whole).max(initial=0.0) < WHOLE:
            return np.asarray(whole, np.int64)
        return self._whole(aim)

    def _whole(self, aim: Floats) -> Ints:
        found = milp(
            aim,
            constraints=self.constraints,
            bounds=self.bounds,
            integrality=np.ones(len(aim)),
            options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
        )
        if found.x is None:
            raise NoSolution
        return np.asarray(np.rint(found.x), np.int64)

    def peopled(self, wanted: Flags, target: int | None = None, *, most: float = np.inf, least: float = 0) -> Ints:
        """A solution in which as many as can be of the wanted kinds have somebody, and a target counts at least and at most
        so many, as far as one is soon found. Raises NoSolution."""
        low, high = (_row(one, target or 0) for one in (self.puzzle.must, self.puzzle.must + self.puzzle.may))
        ends = [LinearConstraint(low[None, :], -np.inf, most), LinearConstraint(high[None, :], least)]
        kinds, own = len(wanted), np.flatnonzero(wanted)
        marks = sparse.csr_array((np.ones(len(own)), (np.arange(len(own)), own)), (len(own), kinds))
        wide = [
            LinearConstraint(
                sparse.hstack([one.A, sparse.csr_array((one.A.shape[0], len(own)))], "csr"), one.lb, one.ub
            )
            for one in (*self.constraints, *(ends if target is not None else ()))
        ]
        wide.append(LinearConstraint(sparse.hstack([marks, -sparse.identity(len(own))], "csr"), 0))
        aim = np.concatenate([np.zeros(kinds), -np.ones(len(own))])
        bounds = Bounds(
            np.concatenate([self.bounds.lb, np.zeros(len(own))]), np.concatenate([self.bounds.ub, np.ones(len(own))])
        )
        for whole in (0, 1):
            found = milp(
                aim,
                constraints=wide,
                bounds=bounds,
                integrality=np.concatenate([np.full(kinds, whole), np.zeros(len(own))]),
                options={"node_limit": FEW_NODES, "mip_rel_gap": NEARLY},
            )
            if found.x is None:
                raise NoSolution
            people = np.rint(found.x[:kinds])
            if whole or np.abs(found.x[:kinds] - people).max(initial=0.0) < WHOLE:
                break
        return np.asarray(people, np.int64)

    def bounded(self, target: int, beside: Seen | None = None) -> Bounded:
        """The interval of a target; `beside` takes in what the solutions at its ends say of all others. Raises NoSolution."""
        least = _row(self.puzzle.must, target)
        most = least + _row(self.puzzle.may, target)
        low, high = self.solution(least), self.solution(-most)
        if beside is not None:
            beside.take_in(self.puzzle, low)
            beside.take_in(self.puzzle, high)
        return Bounded(round(float(least @ low)), round(float(most @ high)))


@dataclass(slots=True)
class Seen:
    """How far apart solutions were seen for each target."""

    low: Ints
    high: Ints

    def take_in(self, puzzle: Puzzle, found: Ints) -> None:
        """Look at one more solution."""
        least = puzzle.must @ found
        self.low = np.minimum(self.low, least)
        self.high = np.maximum(self.high, least + puzzle.may @ found)


def seen(search: Search, wanted: Ints, width: int) -> Seen:
    """Solutions in random directions until the wanted targets lie `width` apart or nothing more is gained. Raises
    NoSolution."""
    puzzle = search.puzzle
    apart = Seen(np.full(len(puzzle.targets), ENDLESS, np.int64), np.full(len(puzzle.targets), -1, np.int64))
    dice = np.random.default_rng(7)
    both = sparse.csr_array(puzzle.must + puzzle.may)
    todo = wanted
    for _ in range(ROUNDS):
        signs = dice.normal(size=len(todo))
        for aim in (signs, -signs):
            apart.take_in(puzzle, search.solution(np.asarray(aim @ both[todo], np.float64)))
        left = todo[apart.high[todo] - apart.low[todo] < width]
        if not len(left):
            break
        todo = left
    return apart


def _most(puzzle: Puzzle) -> Floats:
    """The most people of each kind that the printed figures leave room for."""
    left = sparse.csr_array(puzzle.left)
    rows = np.repeat(np.arange(left.shape[0]), np.diff(left.indptr))
    is_sum = np.ones(left.shape[0], np.bool_)
    np.logical_and.at(is_sum, rows, left.data > 0)
    most = np.full(left.shape[1], ENDLESS, np.float64)
    counts = is_sum[rows]
    np.minimum.at(most, left.indices[counts], puzzle.right[rows[counts]] // left.data[counts])
    return np.maximum(most, 0)


def _row(matrix: sparse.csr_array, at: int) -> Floats:
    return np.asarray(matrix[[at]].toarray()[0], np.float64)

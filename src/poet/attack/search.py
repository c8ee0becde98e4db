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

# More people than any round has.
ENDLESS = 10**6
ROUNDS = 12


class NoSolution(Exception):
    """No numbers of people fit everything that is printed."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """The least and greatest number that fits; both ends are proved."""

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
        self.bounds = Bounds(least, np.full(kinds, ENDLESS))
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
        found = milp(
            aim,
            constraints=self.constraints,
            bounds=self.bounds,
            integrality=np.ones(len(aim)),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            raise NoSolution
        return np.asarray(np.rint(found.x), np.int64)

    def bounded(self, target: int) -> Bounded:
        """The interval of a target. Raises NoSolution."""
        least = _row(self.puzzle.must, target)
        most = least + _row(self.puzzle.may, target)
        low, high = self.solution(least), self.solution(-most)
        return Bounded(round(float(least @ low)), round(float(most @ high)))


@dataclass(slots=True)
class Seen:
    """How far apart solutions were seen for each target."""

    low: Ints
    high: Ints


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
            found = search.solution(np.asarray(aim @ both[todo], np.float64))
            apart.low = np.minimum(apart.low, puzzle.must @ found)
            apart.high = np.maximum(apart.high, both @ found)
        left = todo[apart.high[todo] - apart.low[todo] < width]
        if not len(left):
            break
        todo = left
    return apart


def _row(matrix: sparse.csr_array, at: int) -> Floats:
    return np.asarray(matrix[[at]].toarray()[0], np.float64)

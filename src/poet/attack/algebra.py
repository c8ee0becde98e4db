"""Pencil and paper: which numbers follow from the printed ones by adding and taking away, by exact elimination."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# All is reckoned modulo a prime of 61 bits: exact for every count of people, and nothing grows.
PRIME = 2**61 - 1
_RIGHT = -1

Row = dict[int, int]


class Contradiction(Exception):
    """The equations contradict one another."""


class Elimination:
    """Equations in echelon form. Columns that stand in few equations are eliminated first, so that rows stay short."""

    def __init__(self, left: sparse.csr_array, right: NDArray[np.int64]) -> None:
        """Raises Contradiction where no numbers at all, not even negative ones, meet the equations."""
        often = np.bincount(left.indices, minlength=left.shape[1])
        self.turn = np.empty(left.shape[1], np.int64)
        self.turn[np.argsort(often, kind="stable")] = np.arange(left.shape[1])
        self.pivots: dict[int, Row] = {}
        for at in np.argsort(np.diff(left.indptr), kind="stable"):
            row = self._row(left, int(at))
            row[_RIGHT] = int(right[at]) % PRIME
            self._take_in(row)

    def value(self, row: sparse.csr_array, at: int) -> int | None:
        """The sum that row `at` asks for if it follows from the equations, else None."""
        rest = self._reduced(self._row(row, at))
        right = rest.pop(_RIGHT, 0)
        if rest:
            return None
        value = -right % PRIME
        return value if value < PRIME // 2 else value - PRIME

    def _row(self, matrix: sparse.csr_array, at: int) -> Row:
        inside = slice(int(matrix.indptr[at]), int(matrix.indptr[at + 1]))
        columns, values = self.turn[matrix.indices[inside]], matrix.data[inside]
        return {int(column): int(value) % PRIME for column, value in zip(columns, values, strict=True) if value}

    def _take_in(self, row: Row) -> None:
        rest = self._reduced(row)
        first = min((column for column in rest if column != _RIGHT), default=None)
        if first is None:
            if rest.get(_RIGHT):
                raise Contradiction
            return
        inverse = pow(rest[first], -1, PRIME)
        self.pivots[first] = {column: value * inverse % PRIME for column, value in rest.items()}

    def _reduced(self, row: Row) -> Row:
        """The row less what the equations already tell of it."""
        todo = [column for column in row if column != _RIGHT]
        heapify(todo)
        while todo:
            column = heappop(todo)
            factor, pivot = row.get(column), self.pivots.get(column)
            if not factor or pivot is None:
                continue
            for other, value in pivot.items():
                changed = (row.get(other, 0) - factor * value) % PRIME
                if other not in row and other != _RIGHT:
                    heappush(todo, other)
                if changed:
                    row[other] = changed
                else:
                    row.pop(other, None)
        return row

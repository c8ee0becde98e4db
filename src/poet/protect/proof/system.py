"""The printed numbers as equations on people of one kind, in pieces that have nothing to do with one another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from poet.protect.proof.known import told
from poet.protect.proof.lattice import UNKNOWN, Lattice

Ints = NDArray[np.int64]

# More people than any round has: a count that nothing printed bounds.
ENDLESS = np.int64(10**9)


class NoWorld(Exception):
    """No people could have given these numbers: they contradict each other."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Equations `left @ people == right` over kinds of people that no printed number tells apart, people >= 0.

    `full[q, k]` says that quantity q counts every person of kind k, `some[q, k]` that it counts a part of them, which
    nothing printed tells from the rest. `quantities` are the quantities' flat places in the lattice, `printed` those of
    the known numbers behind each equation (none for a rule that binds answers).
    """

    left: sparse.csr_array
    right: Ints
    full: sparse.csr_array
    some: sparse.csr_array
    quantities: Ints
    printed: tuple[tuple[int, ...], ...]

    @cached_property
    def shape(self) -> bytes:
        """The same for pieces with the same equations but for what stands on their right, and the same quantities."""
        seen = hashlib.sha256()
        for matrix in (self.left, self.full, self.some):
            seen.update(repr(matrix.shape).encode())
            for part in (matrix.indptr, matrix.indices, matrix.data):
                seen.update(np.asarray(part, np.int64).tobytes())
        return seen.digest()

    @cached_property
    def digest(self) -> str:
        """The same for pieces with the same equations and quantities, wherever in the lattice they stand."""
        return hashlib.sha256(self.shape + self.right.tobytes()).hexdigest()

    def one_more_than(self, right: Ints) -> int | None:
        """The kind of which one person more makes the figures `right` this piece's; None where it takes more."""
        more = self.right - right
        size = int(more @ more)
        # A kind's equations are as long as what came, and point the same way: then they are the same.
        alike = np.flatnonzero((self.left.T @ more == size) & (self.left.multiply(self.left).sum(axis=0) == size))
        return int(alike[0]) if size and len(alike) else None


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A lattice's equations cut up. Kinds of people that one equation tells alone are settled at once: of each quantity
    `low` are in it for certain and up to `high` may be, and `alone` says by what; `pieces` are what hangs together
    beyond that."""

    low: Ints
    high: Ints
    pieces: tuple[Piece, ...]
    alone: Alone


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """Kinds of people that one equation tells alone: `of[q, k]` says that the quantity at the flat place `quantities[q]`
    counts people of kind k, `kinds[row]` which kind an equation tells alone (-1 for none), and `printed` by what."""

    quantities: Ints
    of: sparse.csr_array
    kinds: Ints
    printed: tuple[tuple[int, ...], ...]

    def behind(self, flat: int) -> Iterator[int]:
        """The flat places of the known numbers that settle kinds of people which a quantity counts."""
        row = int(np.searchsorted(self.quantities, flat))
        if row == len(self.quantities) or self.quantities[row] != flat:
            return
        counted = self.of.indices[self.of.indptr[row] : self.of.indptr[row + 1]]
        for equation in np.flatnonzero(np.isin(self.kinds[: len(self.printed)], counted)):
            yield from self.printed[equation]


def cut(lattice: Lattice, known: Ints) -> Cut:
    """The equations of a lattice, with every quantity that is not known. Raises NoWorld."""
    products = lattice.products()
    left, right, printed = _equations(lattice, known, products)
    kind = _kinds(left, lattice)
    merged, right = _with_structure(_merged(left, kind), right, lattice)
    unknown = np.flatnonzero(known.ravel() == UNKNOWN)
    full, some = _coverage(_summed(sparse.csr_array(products[unknown]), kind), np.bincount(kind))
    bipartite = sparse.block_array([[None, merged], [merged.T, None]], format="csr")
    _, label = connected_components(bipartite, directed=False)
    rows, columns = label[: merged.shape[0]], label[merged.shape[0] :]
    is_lone = np.bincount(columns, minlength=int(label.max()) + 1)[columns] == 1
    kinds = _told_alone(rows, columns, is_lone)
    world = _lone_world(merged, right, kinds, is_lone)
    low, high = np.zeros(known.size, np.int64), np.zeros(known.size, np.int64)
    sure = full @ world
    low[unknown] = sure
    high[unknown] = np.minimum(sure + some @ world, ENDLESS)
    pieces = _pieces(merged, right, printed, full, some, unknown, rows, np.where(is_lone, -1, columns))
    alone = Alone(unknown, sparse.csr_array(full + some), kinds, tuple(printed))
    return Cut(low, high, tuple(pieces), alone)


def _told_alone(rows: Ints, columns: Ints, is_lone: NDArray[np.bool_]) -> Ints:
    """Which kind each equation tells alone, -1 where it tells of several."""
    kind_of = np.full(int(max(rows.max(initial=0), columns.max(initial=0))) + 1, -1)
    kind_of[columns[is_lone]] = np.flatnonzero(is_lone)
    return np.asarray(kind_of[rows], np.int64)


def _lone_world(merged: sparse.csr_array, right: Ints, kinds: Ints, is_lone: NDArray[np.bool_]) -> Ints:
    """How many people there are of each kind that stands alone in its equations; ENDLESS where it is in none."""
    world = np.zeros(merged.shape[1], np.int64)
    world[is_lone] = ENDLESS
    mine = np.flatnonzero(kinds >= 0)
    factor = np.asarray(merged.sum(axis=1), np.int64)[mine]
    world[kinds[mine]] = right[mine] // factor
    if (world < 0).any() or (world[kinds[mine]] * factor != right[mine]).any():
        raise NoWorld
    return world


def _equations(
    lattice: Lattice, known: Ints, products: sparse.csr_array
) -> tuple[sparse.csr_array, Ints, list[tuple[int, ...]]]:
    places, taken = told(known, lattice)
    flat = known.ravel()
    rows = [at for at, parts in enumerate(taken) for _ in parts]
    columns = [part for parts in taken for part in parts]
    own = sparse.csr_array(
        (np.ones(len(places), np.int64), (np.arange(len(places)), places)), shape=(len(places), len(flat))
    )
    less = sparse.csr_array((np.ones(len(rows), np.int64), (rows, columns)), shape=own.shape)
    combined = sparse.csr_array(own - less)
    left = sparse.csr_array(combined @ products)
    left.eliminate_zeros()
    printed = [(int(place), *parts) for place, parts in zip(places, taken, strict=True)]
    return left, np.asarray(combined @ np.where(flat == UNKNOWN, 0, flat), np.int64), printed


def _kinds(left: sparse.csr_array, lattice: Lattice) -> Ints:
    """The kind of each atom: two atoms are alike if they stand in the same equations.

    Where structural rows bind a cell's answers, a cell's atoms are alike or not all together.
    """
    answers = lattice.answers.axis.size
    marks = _marks(left)
    if not lattice.answers.together:
        return _numbered(marks[:, None])
    cells = _numbered(marks.reshape(-1, answers))
    return np.asarray((cells[:, None] * answers + np.arange(answers)).ravel(), np.int64)


def _marks(left: sparse.csr_array) -> Ints:
    """A number for each column, the same for equal columns and for no others."""
    dice = np.random.default_rng(20261124).integers(1, 2**62, left.shape[0], dtype=np.int64)
    # Wrapping sums of a random number a row: columns that differ hardly ever share one, and where two do, it is seen.
    marks = np.asarray(left.T @ dice, np.int64)
    _, first, same = np.unique(marks, return_index=True, return_inverse=True)
    columns = sparse.csc_array(left)
    if (columns != columns[:, first[same.ravel()]]).nnz == 0:
        return marks
    keys = [
        (columns.indices[low:high].tobytes(), columns.data[low:high].tobytes())
        for low, high in zip(columns.indptr[:-1], columns.indptr[1:], strict=True)
    ]
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def _numbered(rows: Ints) -> Ints:
    """Equal rows with one number, in the order in which they come first."""
    _, first, number = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    return np.asarray(order[number.ravel()], np.int64)


def _merged(left: sparse.csr_array, kind: Ints) -> sparse.csr_array:
    """One column a kind: that of any of its atoms."""
    first = np.full(int(kind.max()) + 1, -1)
    first[kind[::-1]] = np.arange(len(kind))[::-1]
    return sparse.csr_array(left[:, first])


def _with_structure(merged: sparse.csr_array, right: Ints, lattice: Lattice) -> tuple[sparse.csr_array, Ints]:
    if not lattice.answers.together:
        return merged, right
    own = sparse.csr_array(np.array(lattice.answers.together, np.int64))
    cells = merged.shape[1] // lattice.answers.axis.size
    structure = sparse.csr_array(sparse.kron(sparse.eye_array(cells, dtype=np.int64), own, "csr"))
    return sparse.csr_array(sparse.vstack([merged, structure], "csr")), np.concatenate(
        [right, np.zeros(structure.shape[0], np.int64)]
    )


def _summed(counted: sparse.csr_array, kind: Ints) -> sparse.csr_array:
    """How many atoms of each kind a quantity counts."""
    onto = sparse.csr_array((np.ones(len(kind), np.int64), (np.arange(len(kind)), kind)))
    return sparse.csr_array(counted @ onto)


def _coverage(inside: sparse.csr_array, size: Ints) -> tuple[sparse.csr_array, sparse.csr_array]:
    is_full = (inside.data == size[inside.indices]).astype(np.int64)
    full, some = inside.copy(), inside.copy()
    full.data, some.data = is_full, 1 - is_full
    full.eliminate_zeros()
    some.eliminate_zeros()
    return full, some


def _pieces(
    merged: sparse.csr_array,
    right: Ints,
    printed: Sequence[tuple[int, ...]],
    full: sparse.csr_array,
    some: sparse.csr_array,
    unknown: Ints,
    rows: Ints,
    columns: Ints,
) -> Iterator[Piece]:
    labels = np.unique(columns[columns >= 0])
    row_order, column_order = np.argsort(rows, kind="stable"), np.argsort(columns, kind="stable")
    row_at, row_end = np.searchsorted(rows[row_order], labels), np.searchsorted(rows[row_order], labels, "right")
    own_at = np.searchsorted(columns[column_order], labels)
    own_end = np.searchsorted(columns[column_order], labels, "right")
    by_column = [sparse.csc_array(one) for one in (merged, full, some)]
    for piece in range(len(labels)):
        own = column_order[own_at[piece] : own_end[piece]]
        left, whole, part = (one[:, own] for one in by_column)
        touched = np.unique(np.concatenate([whole.indices, part.indices]))
        own_rows = row_order[row_at[piece] : row_end[piece]]
        yield Piece(
            left=sparse.csr_array(sparse.csr_array(left)[own_rows]),
            right=right[own_rows],
            full=sparse.csr_array(sparse.csr_array(whole)[touched]),
            some=sparse.csr_array(sparse.csr_array(part)[touched]),
            quantities=unknown[touched],
            printed=tuple(printed[row] if row < len(printed) else () for row in own_rows),
        )

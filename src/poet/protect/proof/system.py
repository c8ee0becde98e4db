"""The printed numbers as equations on people of one kind, in pieces that have nothing to do with one another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from poet.protect.proof.known import told
from poet.protect.proof.lattice import UNKNOWN, Lattice

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Equations `left @ people == right` over kinds of people that no printed number tells apart, people >= 0.

    `full[q, k]` says that quantity q counts every person of kind k, `some[q, k]` that it counts a part of them, which
    nothing printed tells from the rest. `quantities` are the quantities' flat places in the lattice.
    """

    left: sparse.csr_array
    right: Ints
    full: sparse.csr_array
    some: sparse.csr_array
    quantities: Ints

    def digest(self) -> str:
        """The same for pieces with the same equations and quantities, wherever in the lattice they stand."""
        seen = hashlib.sha256(self.right.tobytes())
        for matrix in (self.left, self.full, self.some):
            seen.update(repr(matrix.shape).encode())
            for part in (matrix.indptr, matrix.indices, matrix.data):
                seen.update(np.asarray(part, np.int64).tobytes())
        return seen.hexdigest()


def pieces(lattice: Lattice, known: Ints) -> Iterator[Piece]:
    """The pieces of a lattice's equations, with every quantity that is not known."""
    products = lattice.products()
    left, right = _equations(lattice, known, products)
    kind = _kinds(left, lattice)
    merged, right = _with_structure(_merged(left, kind), right, lattice)
    unknown = np.flatnonzero(known.ravel() == UNKNOWN)
    counted = sparse.csr_array(products[unknown])
    size = np.bincount(kind)
    inside = _summed(counted, kind)
    full, some = _coverage(inside, size)
    edges = sparse.vstack([merged, sparse.csr_array((0, merged.shape[1]), dtype=np.int64)])
    bipartite = sparse.block_array([[None, edges], [edges.T, None]], format="csr")
    _, label = connected_components(bipartite, directed=False)
    yield from _cut(merged, right, full, some, unknown, label)


def _equations(lattice: Lattice, known: Ints, products: sparse.csr_array) -> tuple[sparse.csr_array, Ints]:
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
    return left, np.asarray(combined @ np.where(flat == UNKNOWN, 0, flat), np.int64)


def _kinds(left: sparse.csr_array, lattice: Lattice) -> Ints:
    """The kind of each atom: two atoms are alike if they stand in the same equations.

    Where structural rows bind a cell's answers, a cell's atoms are alike or not all together.
    """
    columns = sparse.csc_array(left)
    columns.sort_indices()
    answers = lattice.answers.axis.size
    keys = [
        (columns.indices[low:high].tobytes(), columns.data[low:high].tobytes())
        for low, high in zip(columns.indptr[:-1], columns.indptr[1:], strict=True)
    ]
    if not lattice.answers.together:
        return _numbered(keys)
    cells = _numbered([tuple(keys[at : at + answers]) for at in range(0, len(keys), answers)])
    return np.asarray((cells[:, None] * answers + np.arange(answers)).ravel(), np.int64)


def _numbered(keys: list[object] | list[tuple[bytes, bytes]]) -> Ints:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


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


def _cut(
    merged: sparse.csr_array,
    right: Ints,
    full: sparse.csr_array,
    some: sparse.csr_array,
    unknown: Ints,
    label: Ints,
) -> Iterator[Piece]:
    rows, columns = label[: merged.shape[0]], label[merged.shape[0] :]
    row_order, column_order = np.argsort(rows, kind="stable"), np.argsort(columns, kind="stable")
    touching = sparse.csc_array(full + some)
    by_column = {"full": sparse.csc_array(full), "some": sparse.csc_array(some), "left": sparse.csc_array(merged)}
    row_starts = np.searchsorted(rows[row_order], np.arange(label.max() + 2))
    column_starts = np.searchsorted(columns[column_order], np.arange(label.max() + 2))
    for piece in range(int(label.max()) + 1):
        own_rows = np.sort(row_order[row_starts[piece] : row_starts[piece + 1]])
        own = np.sort(column_order[column_starts[piece] : column_starts[piece + 1]])
        if not len(own):
            continue
        touched = np.unique(touching[:, own].indices)
        yield Piece(
            left=sparse.csr_array(sparse.csr_array(by_column["left"][:, own])[own_rows]),
            right=right[own_rows],
            full=sparse.csr_array(sparse.csr_array(by_column["full"][:, own])[touched]),
            some=sparse.csr_array(sparse.csr_array(by_column["some"][:, own])[touched]),
            quantities=unknown[touched],
        )

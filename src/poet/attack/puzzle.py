"""Everything printed about one item as a puzzle: equations on numbers of people, and the counts that nobody should tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from poet.attack import words
from poet.attack.algebra import Elimination
from poet.attack.answers import BASE, Parts
from poet.attack.issued import Numbered, Rule, Sheet
from poet.attack.overlay import Members, Overlay
from poet.attack.turns import every, turns

# Up to so many releases every difference of two is a set worth knowing; and more marks than these fit into no memory.
FEW = 6
MOST_MARKS = 250_000_000

Ints = NDArray[np.int64]
Matrix: TypeAlias = sparse.csr_array
Place = tuple[Members, Members, Members]


class TooMuch(Exception):
    """More releases over more groups than can be looked at; the message says so."""


@dataclass(frozen=True, slots=True, eq=False)
class Puzzle:
    """Kinds of people that no printed figure tells apart: `left @ people == right`, `order @ people <= most`, people >= 0.

    Row t of `must` marks the kinds that target t counts whole, of `may` those of which it counts an unknown part.
    `smallest[t]` is the least number that may be told of it, `base[t]` its base's own row (-1: it has none), and
    `telling[t]` says that nought would tell as well. `targets[t]` are its waves, cells and parts; `printed` those of
    each row of `left` that is a printed figure. The targets in `gone` are of those who left alone: that few of them may
    have been somewhere follows from how few they are, and tells nothing while none of them need have been. Nor does it tell
    anything of the targets in `came`, of those who came alone, that they may be as few as `withdrawn` left. `stayed[t]` are
    the targets that hold beside target t only people who have left since, each with how many these are. Kinds stand in
    blocks of `block` that hold the same people, who ticked or did not tick each option (0: they do not).
    """

    left: Matrix
    right: Ints
    order: Matrix
    most: Ints
    must: Matrix
    may: Matrix
    smallest: Ints
    base: Ints
    telling: NDArray[np.bool_]
    targets: tuple[Place, ...]
    printed: tuple[Place, ...]
    gone: frozenset[int] = frozenset()
    came: frozenset[int] = frozenset()
    withdrawn: int = 0
    block: int = 0
    stayed: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Axes:
    """How many waves, cells and parts there are; an atom is one of each."""

    waves: int
    cells: int
    parts: int

    def atoms(self, place: Place) -> Ints:
        waves, cells, parts = (np.fromiter(sorted(one), np.int64, len(one)) for one in place)
        blocks = (waves[:, None] * self.cells + cells).ravel()
        return (blocks[:, None] * self.parts + parts).ravel()

    def marks(self, places: Sequence[Place]) -> Matrix:
        """A row a place, with a 1 for each of its atoms."""
        found = [self.atoms(place) for place in places]
        ends = np.concatenate([[0], np.cumsum([len(one) for one in found])]).astype(np.int64)
        columns = np.concatenate([np.empty(0, np.int64), *found])
        shape = (len(places), self.waves * self.cells * self.parts)
        return Matrix((np.ones(len(columns), np.int64), columns, ends), shape=shape)


def puzzle(item: str, parts: Parts, laid: Overlay, entries: Sequence[Numbered], rule: Rule) -> Puzzle:
    """The puzzle of one item's figures in these entries; `rule` says what its readers should not be able to tell.
    Raises TooMuch, and Contradiction where the figures contradict one another."""
    axes = _Axes(len(laid.waves), len(laid.cells), parts.size)
    figures = dict(_figures(item, parts, laid, entries))
    printed = tuple(figures)
    rows = axes.marks(printed)
    gone = [(waves, frozenset(range(axes.cells)), parts.base) for waves, _ in laid.left if waves and parts.base]
    gone_most = [most for waves, most in laid.left if waves and parts.base]
    leaving = axes.marks(gone)
    bound = bool(parts.bonds or parts.orders)
    kind = _kinds(Matrix(sparse.vstack([rows, leaving], "csr")), axes, whole_cells=bound)
    left, right, order, most = _equations(rows, np.array(list(figures.values()), np.int64), parts, axes, kind)
    order = Matrix(sparse.vstack([order, _by_kind(leaving, kind)], "csr"))
    cells = _cells(laid, printed)
    _refuse_too_much(laid, cells, parts)

    def told(when: Members) -> frozenset[int]:
        """Which groups' answers follow from the figures for these waves."""
        return _told_whole(sums, *_counting([when], cells, parts, axes, kind)[1:])

    many = len(set(laid.covered)) > FEW
    sums = Elimination(left, right) if many else None
    waves = turns(laid, told, together=bound) if many else every(laid)
    targets, must, may = _counting(waves, cells, parts, axes, kind)
    at = {place: row for row, place in enumerate(targets)}
    stayed_or_gone = laid.split.union(*(waves for waves, _ in laid.left))
    return Puzzle(
        left=left,
        right=right,
        order=order,
        most=np.concatenate([most, np.array(gone_most, np.int64)]),
        must=must,
        may=may,
        smallest=np.array([rule.minimum_base if one[2] == parts.base else rule.minimum_cell for one in targets]),
        base=np.array([at[one[0], one[1], parts.base] if parts.base else -1 for one in targets]),
        telling=np.array([one[2] in parts.telling and not rule.everyone for one in targets], np.bool_),
        targets=targets,
        printed=printed,
        gone=frozenset(row for row, one in enumerate(targets) if any(one[0] <= waves for waves, _ in laid.left)),
        came=frozenset(row for row, one in enumerate(targets) if not one[0] & stayed_or_gone),
        withdrawn=sum(most for _, most in laid.left),
        block=axes.parts if parts.bonds else 0,
        stayed=_stayed(laid, at),
    )


def _stayed(laid: Overlay, at: Mapping[Place, int]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """The targets that were told of before some of their people left: what they were then, and how many left."""
    left, found = dict(laid.left), dict[int, tuple[tuple[int, int], ...]]()
    for now, then in product(dict.fromkeys(laid.covered), repeat=2):
        inside = [waves for waves in left if waves <= then - now]
        if now < then and frozenset().union(*inside) == then - now:
            few = sum(left[waves] for waves in inside)
            for place, row in at.items():
                if place[0] == now:
                    found[row] = (*found.get(row, ()), (at[then, place[1], place[2]], few))
    return found


def named(place: Place, item: str, parts: Parts, laid: Overlay) -> str:
    """A target in words."""
    waves, cells, answers = place
    called = {members: name for groups in laid.groups for name, members in groups.items()}
    if cells in called:
        partition, group = called[cells]
        where = group if group is not None else words.EVERYBODY.format(partition=partition)
    else:
        where = words.OR.join(laid.cells[at] for at in sorted(cells))
    when = " + ".join(laid.waves[at] for at in sorted(waves))
    return words.CELL.format(answer=parts.sets.get(answers, ""), item=item, group=where, wave=when)


def _figures(item: str, parts: Parts, laid: Overlay, entries: Sequence[Numbered]) -> Iterator[tuple[Place, int]]:
    for at, one in enumerate(entries):
        for sheet in one.draft.tables:
            cells = laid.groups[at].get((sheet.partition, sheet.group), frozenset())
            if sheet.item == item and cells:
                for codes, count in _told(sheet):
                    if codes in parts.printed:
                        yield (laid.covered[at], cells, parts.printed[codes]), count


def _told(sheet: Sheet) -> Iterator[tuple[tuple[str, ...], int]]:
    if sheet.base is not None:
        yield BASE, sheet.base
    yield from ((told.codes, told.count) for told in chain(sheet.cells, sheet.apart))


def _kinds(rows: Matrix, axes: _Axes, *, whole_cells: bool) -> Ints:
    """The kind of each atom: atoms in the same printed figures are alike. Their columns are told apart by a random
    number of 62 bits a row, added up; with `whole_cells` all parts of a group in a wave are alike or none is."""
    dice = np.random.default_rng(20261124).integers(1, 2**62, rows.shape[0], dtype=np.int64)
    marks = np.asarray(rows.T @ dice, np.int64).reshape(-1, axes.parts)
    if whole_cells:
        _, block = np.unique(marks, axis=0, return_inverse=True)
        return np.asarray((block.reshape(-1, 1) * axes.parts + np.arange(axes.parts)).ravel(), np.int64)
    _, kind = np.unique(marks.ravel(), return_inverse=True)
    return np.asarray(kind.ravel(), np.int64)


def _by_kind(rows: Matrix, kind: Ints) -> Matrix:
    """Rows on atoms, each of which holds all atoms of a kind or none, as rows on kinds."""
    summed = Matrix(rows @ _onto(kind))
    summed.data[:] = 1
    return summed


def _onto(kind: Ints) -> Matrix:
    ones = np.ones(len(kind), np.int64)
    return Matrix((ones, (np.arange(len(kind)), kind)), shape=(len(kind), int(kind.max(initial=-1)) + 1))


def _equations(rows: Matrix, right: Ints, parts: Parts, axes: _Axes, kind: Ints) -> tuple[Matrix, Ints, Matrix, Ints]:
    left = _by_kind(rows, kind)
    if not parts.bonds and not parts.orders:
        return left, right, Matrix((0, left.shape[1]), dtype=np.int64), np.empty(0, np.int64)
    blocks = sparse.eye_array(left.shape[1] // axes.parts, dtype=np.int64)
    bonds = Matrix(sparse.kron(blocks, _rows(parts.bonds, axes.parts), "csr"))
    orders = Matrix(sparse.kron(blocks, _rows(parts.orders, axes.parts), "csr"))
    bound = Matrix(sparse.vstack([left, bonds], "csr"))
    return (
        bound,
        np.concatenate([right, np.zeros(bonds.shape[0], np.int64)]),
        orders,
        np.zeros(orders.shape[0], np.int64),
    )


def _rows(rows: Sequence[dict[int, int]], width: int) -> Matrix:
    dense = np.zeros((len(rows), width), np.int64)
    for at, row in enumerate(rows):
        for place, value in row.items():
            dense[at, place] = value
    return Matrix(dense)


def _counting(
    waves: Sequence[Members], cells: Sequence[Members], parts: Parts, axes: _Axes, kind: Ints
) -> tuple[tuple[Place, ...], Matrix, Matrix]:
    """Every set of people worth knowing: of these waves each group, cell and what is left of everybody; each answer,
    joining and rest. Sets that count the same kinds are looked at once."""
    places = [(when, where, what) for when in waves for where in cells for what in parts.sets]
    inside = Matrix(axes.marks(places) @ _onto(kind))
    size = np.bincount(kind)
    is_whole = inside.data == size[inside.indices]
    must, may = inside.copy(), inside.copy()
    must.data, may.data = is_whole.astype(np.int64), (~is_whole).astype(np.int64)
    must.eliminate_zeros()
    may.eliminate_zeros()
    return tuple(places), must, may


def _told_whole(sums: Elimination | None, must: Matrix, may: Matrix) -> frozenset[int]:
    """The rows that count whole kinds alone and follow by adding and taking away."""
    assert sums is not None
    whole = [at for at in range(must.shape[0]) if may.indptr[at] == may.indptr[at + 1]]
    return frozenset(at for at in whole if sums.value(must, at) is not None)


def _refuse_too_much(laid: Overlay, cells: Sequence[Members], parts: Parts) -> None:
    """Raises TooMuch where the marks of who is counted where would fit into no memory."""
    covered = set(laid.covered)
    marks = sum(map(len, covered)) * sum(map(len, cells)) * sum(map(len, parts.sets))
    if marks > MOST_MARKS:
        raise TooMuch(words.TOO_MUCH.format(releases=len(covered)))


def _cells(laid: Overlay, printed: Sequence[Place]) -> list[Members]:
    single = [frozenset({at}) for at in range(len(laid.cells))]
    groups = [members for one in laid.groups for members in one.values() if members]
    told = {cells for _, cells, _ in printed}
    left_over = []
    for one in laid.groups:
        for (partition, group), everybody in one.items():
            if group is None:
                inside = [cells for (own, name), cells in one.items() if own == partition and name and cells in told]
                left_over.append(everybody.difference(*inside))
    return list(dict.fromkeys([*single, *groups, *(cells for cells in left_over if cells)]))

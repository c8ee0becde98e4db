"""The waves of a history as sets: what each release covers, and which differences of two releases are looked at.

Of few releases every difference is. Of many, as a page that moves on leaves them, only those of two releases between which
nobody was told a count that both tell: whatever is told of people between two others is added up of these. Why nothing is
lost by that stands in decision 49.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from poet.protect.ledger import Draft
from poet.protect.proof.known import Contradiction, worked_out
from poet.protect.proof.lattice import UNKNOWN, Answers, Axis, Lattice, Members, axis, parted
from poet.protect.proof.staying import Before, Judged, before_leaving, judged

# Up to so many releases every difference of two of them is looked at.
FEW = 16
# Smaller is nought, where it is reckoned in broken numbers what follows from what.
NOUGHT = 1e-7

Told = NDArray[np.bool_]
# An earlier release's waves and a later one's.
Pairs = frozenset[tuple[Members, Members]]


@dataclass(frozen=True)
class Covers:
    """The waves by name, what each release covers of them, and what left at each release where somebody did, with how many
    they are; `gone` are the waves of those who left, `split` those they left. Hashable, so that sets are made once."""

    atoms: tuple[str, ...]
    sets: tuple[Members, ...]
    left: tuple[tuple[Members, int], ...]
    gone: frozenset[str]
    split: frozenset[str]

    @property
    def came(self) -> Pairs:
        """The pairs between which people came and nobody left, in a history in which some did: few of them may be told
        where as few left, so that they are looked at one by one."""
        if not self.gone:
            return frozenset()
        other = frozenset(at for at, name in enumerate(self.atoms) if name in self.gone | self.split)
        return frozenset(
            (one, more) for one, more in product(self.sets, repeat=2) if one < more and not (more - one) & other
        )


@dataclass(frozen=True, slots=True, eq=False)
class WaveSets:
    """The wave axis of an item, its sets by name, the set that each release covers, and how each is looked at."""

    axis: Axis
    names: tuple[str, ...]
    covered: tuple[int, ...]
    judged: tuple[Judged, ...]
    left: tuple[tuple[int, int], ...]
    stayed: dict[int, tuple[Before, ...]]


def covers_of(drafts: Sequence[Draft]) -> Covers:
    """The waves as atoms, split where somebody left, and what each release covers."""
    covers = [list(draft.waves.covered) for draft in drafts]
    for at, draft in enumerate(drafts):
        for wave, left in draft.waves.left.items():
            for earlier in covers[:at]:
                if wave in earlier and left not in earlier:
                    earlier.append(left)
    gone = [left for draft in drafts for left in draft.waves.left.values()]
    # Who came and went between two releases stands in no cover, and among those who left.
    atoms = tuple(dict.fromkeys([*(wave for cover in covers for wave in cover), *gone]))
    place = {name: at for at, name in enumerate(atoms)}
    return Covers(
        atoms=atoms,
        sets=tuple(frozenset(place[wave] for wave in cover) for cover in covers),
        left=tuple(
            (frozenset(place[one] for one in draft.waves.left.values()), draft.waves.withdrawn)
            for draft in drafts
            if draft.waves.left
        ),
        gone=frozenset(gone),
        split=frozenset(name for draft in drafts for name in draft.waves.left),
    )


@lru_cache(maxsize=64)
def wave_sets(covers: Covers, pairs: Pairs | None) -> WaveSets:
    """The sets of waves: what each release covers, and the differences of these pairs; without `pairs` of all of them."""
    own = _all_sets(covers) if pairs is None else _some_sets(covers, pairs)
    at = {members: place for place, members in enumerate(own.sets)}
    covered = tuple(at[one] for one in covers.sets)
    left = tuple((at[members], count) for members, count in covers.left)
    return WaveSets(
        axis=own,
        names=tuple(" + ".join(covers.atoms[one] for one in sorted(members)) for members in own.sets),
        covered=covered,
        judged=judged(own, covers.atoms, covered, covers.gone, covers.split),
        left=left,
        stayed=before_leaving(own, covered, left),
    )


def _all_sets(covers: Covers) -> Axis:
    # What is told to several audiences covers the same people over and over.
    sets = tuple(dict.fromkeys(covers.sets))
    differing = dict.fromkeys(one - other for one in sets for other in sets if other < one)
    every = tuple(dict.fromkeys([*sets, *differing]))
    families: list[tuple[Members, Sequence[Members]]] = []
    families += [(one, [other, one - other]) for one in every for other in every if other < one]
    families += [parted(one, []) for one in every]
    return axis(len(covers.atoms), [*every, *(members for members, _ in covers.left)], families)


def _some_sets(covers: Covers, pairs: Pairs) -> Axis:
    listed = sorted(pairs, key=lambda pair: (len(pair[1]), len(pair[0]), sorted(pair[1]), sorted(pair[0])))
    after: dict[Members, list[Members]] = {}
    for other, one in listed:
        after.setdefault(other, []).append(one)
    families: list[tuple[Members, Sequence[Members]]] = [(one, [other, one - other]) for other, one in listed]
    for other, one in listed:
        families += [
            (one - other, [middle - other, one - middle])
            for middle in after[other]
            if middle < one and (middle, one) in pairs
        ]
    differing = [one - other for other, one in listed]
    families += [parted(one, []) for one in [*covers.sets, *differing]]
    return axis(len(covers.atoms), [*covers.sets, *differing, *(members for members, _ in covers.left)], families)


def beside(covers: Covers, told: Told, *, bound: bool) -> Pairs:
    """The pairs of releases between which nobody was told what both tell: `told[release, place]` says which counts follow
    from each by itself. Where rules bind answers (`bound`) several counts tell one together: then it is all that both tell
    that nobody between them tells as a whole."""
    by_set: dict[Members, Told] = {}
    for one, places in zip(covers.sets, told, strict=True):
        by_set[one] = by_set[one] | places if one in by_set else places
    return frozenset(_beside(by_set, bound=bound))


def _beside(told: dict[Members, Told], *, bound: bool) -> Iterator[tuple[Members, Members]]:
    for early, first in told.items():
        later = sorted((one for one in told if early < one), key=len)
        for at, late in enumerate(later):
            both = first & told[late]
            between = [told[one] for one in later[:at] if one < late]
            if not between or _is_beside(both, between, bound=bound):
                yield early, late


def _is_beside(both: Told, between: Sequence[Told], *, bound: bool) -> bool:
    if bound:
        return all((both & ~one).any() for one in between)
    return bool((both & ~np.logical_or.reduce(between)).any())


def told_by_each(lattice: Lattice, covered: Sequence[int]) -> Iterator[Told]:
    """`[release, place]`: which counts of groups and answers each release tells beside all others, first as far as sums
    go, then whatever follows in any way by adding and taking away within it."""
    try:
        known = worked_out(lattice).known
    except Contradiction:
        # It is found, and said, when the item is audited.
        known = lattice.known
    layers = known[list(covered)].reshape(len(covered), -1)
    yield layers != UNKNOWN
    spanned: dict[bytes, Told] = {}
    rows = _rows(lattice.groups, lattice.answers.axis)
    ruled = _ruled(lattice.groups, lattice.answers)
    for layer in layers:
        key = (layer != UNKNOWN).tobytes() + (layer == 0).tobytes()
        if key not in spanned:
            spanned[key] = _spanned(rows, ruled, layer)
    yield np.stack([spanned[(one != UNKNOWN).tobytes() + (one == 0).tobytes()] for one in layers])


@lru_cache(maxsize=16)
def _rows(groups: Axis, answers: Axis) -> sparse.csr_array:
    return sparse.csr_array(sparse.kron(groups.matrix(), answers.matrix(), "csr"), dtype=np.float64)


@lru_cache(maxsize=16)
def _ruled(groups: Axis, answers: Answers) -> sparse.csr_array:
    """What binds the answers of each cell, as rows that are nought."""
    together = np.array(answers.together, np.float64).reshape(-1, answers.axis.size)
    return sparse.csr_array(sparse.kron(sparse.eye_array(groups.size), together, "csr"))


def _spanned(rows: sparse.csr_array, ruled: sparse.csr_array, layer: NDArray[np.int64]) -> Told:
    """Which rows are made of those whose counts are known; where nobody is, each kind of person is known to be nobody."""
    empty = np.flatnonzero(np.asarray(rows[layer == 0].sum(axis=0)).ravel() > 0)
    nobody = sparse.csr_array(sparse.eye_array(rows.shape[1], format="csr")[empty])
    given = sparse.csr_array(sparse.vstack([rows[layer != UNKNOWN], ruled, nobody], "csr"))
    sizes, ways = np.linalg.eigh((given.T @ given).toarray())
    own = ways[:, sizes > NOUGHT * max(float(sizes.max(initial=0.0)), 1.0)]
    rest = rows.toarray() - (rows @ own) @ own.T
    return np.asarray((np.abs(rest) < NOUGHT).all(axis=1), np.bool_)

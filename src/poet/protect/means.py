"""Which means may be told beside one another, so that none tells, and no sum of them leaves over, what one person answered.

A mean with its base is a sum. A region's sum less those of the areas that are told is that of the others, and this term's less
the last one's is that of who came since: both are held to the rule that a mean is held to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from poet.protect.policy import Policy

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
Members = frozenset[int]
# A set of people and the sets that part it, by their places.
Relation = tuple[int, tuple[int, ...]]

# The name, among an entry's figures, of the printed mean times its base.
SUM = "rounded sum"
# By how much of itself the largest answer is hidden from whoever gave the second largest.
LARGEST_ESTIMATE = 0.2
_NOTHING_LEFT = 1e-6


def joined_values(values: Sequence[Values]) -> Values:
    """All answers of some groups, sorted."""
    return np.sort(np.concatenate(values)) if values else np.empty(0)


def are_alike(values: Values, policy: Policy) -> bool:
    """Whether all answers but fewer than the smallest cell are one and the same: were means and quartiles held back of
    exactly the same answers alone, whoever gave one of them would know the others'."""
    if policy.everyone or not len(values):
        return False
    _, people = np.unique(values, return_counts=True)
    return bool(len(values) - people.max() < policy.minimum_cell)


def is_undominated(values: Values, policy: Policy) -> bool:
    """Whether a mean hides each person in it: no answer makes up more than the policy's share of the total, the
    second largest cannot guess the largest to within a fifth, and answers are not all but a few the same."""
    # Of nobody there is no mean, and one person's is that person's answer, whatever the least base.
    if not len(values) or len(values) < policy.minimum_base:
        return False
    if policy.largest_share >= 1:
        return True
    if len(values) < 2:
        return False
    size = np.sort(np.abs(values))
    total, largest = float(size.sum()), float(size[-1])
    others = total - largest - float(size[-2])
    return (
        largest <= policy.largest_share * total
        and others >= LARGEST_ESTIMATE * largest
        and not are_alike(values, policy)
    )


def hides_newcomers(values: Values, before: tuple[int, float], policy: Policy) -> bool:
    """Whether the sum of who came since an earlier mean was told, of so many people (`before`, with their sum), is ruled by
    nobody, whichever of the answers are theirs. Nothing is known of the sum where nobody came or somebody left."""
    people, total = before
    if len(values) <= people or policy.largest_share >= 1:
        return True
    size = np.sort(np.abs(values))
    gained, largest, second = float(values.sum()) - total, float(size[-1]), float(size[-2])
    return largest <= policy.largest_share * gained and gained - largest - second >= LARGEST_ESTIMATE * largest


def means_told(
    values: Sequence[Values],
    based: Flags,
    sets: Sequence[Members],
    relations: Sequence[Relation],
    policy: Policy,
    earlier: Sequence[Mapping[int, tuple[int, float]]] = (),
) -> tuple[bool, ...]:
    """Of which sets of people the mean may be told. `values[s]` are the answers of set s, `based[s]` says whether its base
    is told, `sets[s]` are its smallest groups, `relations` the sets that others part; `earlier` has, for each earlier
    release, the people and the sum of the sets of which it told the mean.

    Small sets give way first, of equals the first.
    """
    shown = [
        bool(base)
        and is_undominated(one, policy)
        and all(hides_newcomers(one, before[at], policy) for before in earlier if at in before)
        for at, (one, base) in enumerate(zip(values, based, strict=True))
    ]
    told = np.array(shown, np.bool_)
    while (out := next(_too_much(values, told, sets, relations, policy), None)) is not None:
        told[out] = False
    return tuple(map(bool, told))


def _too_much(
    values: Sequence[Values], told: Flags, sets: Sequence[Members], relations: Sequence[Relation], policy: Policy
) -> Iterator[int]:
    """Sets whose mean tells one person's answer beside the others, each with what gives way."""
    size = [len(one) for one in values]
    for whole, parts in relations:
        inside = [part for part in parts if told[part] and size[part]]
        left = joined_values([values[part] for part in parts if not told[part]])
        if told[whole] and inside and len(left) and not is_undominated(left, policy):
            yield min(inside, key=lambda part: (size[part], part))
    hidden = [at for at in range(len(sets)) if not told[at] and size[at] and not is_undominated(values[at], policy)]
    if not hidden or not told.any():
        return
    cells = 1 + max(max(one, default=0) for one in sets)
    marks = np.array([[cell in one for cell in range(cells)] for one in sets], np.float64)
    shown = np.flatnonzero(told)
    weights, *_ = np.linalg.lstsq(marks[shown].T, marks[hidden].T, rcond=None)
    off = np.abs(marks[shown].T @ weights - marks[hidden].T).max(axis=0)
    for place in np.flatnonzero(off < _NOTHING_LEFT):
        behind = shown[np.abs(weights[:, place]) > _NOTHING_LEFT]
        yield min(map(int, behind), key=lambda one: (size[one], one))

"""Which groups of areas may be told in reports that are read beside one another, so that no area's figure follows.

A group's figure is a sum over its areas. Sums that are told together tell whatever adding and taking away makes of them: the
figure of an area whose unit vector lies in the space of the sums, and, to an area that knows its own, that of each area with
which it lies there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

# Sums have small whole factors: what is left of a vector outside the space is nothing like as small as this, or nothing.
NOTHING_LEFT = 1e-9


def told_together(
    areas: Sequence[str],
    sums: Sequence[Collection[str]],
    groups: Sequence[Collection[str]],
    *,
    opened: Collection[str] = (),
) -> tuple[bool, ...]:
    """Of each of `groups`, in the order given, whether it may be told beside `sums`, which are told anyway, and the groups
    told before it.

    It may where no area's figure follows that did not follow before, neither for who reads all of them nor for any one area
    that knows its own as well. The figures of `opened` areas are known to everybody."""
    place = {name: at for at, name in enumerate(areas)}
    space = np.zeros((len(areas), len(areas)))
    for known in [*sums, *([one] for one in opened if one in place)]:
        space = _wider(space, _row(known, place))
    before, told = _follows(space), list[bool]()
    for group in groups:
        wider = _wider(space, _row(group, place))
        may = wider is space or not (_follows(wider) & ~before).any()
        space = wider if may else space
        told.append(may)
    return tuple(told)


def _row(group: Collection[str], place: dict[str, int]) -> NDArray[np.float64]:
    row = np.zeros(len(place))
    row[[place[name] for name in group]] = 1
    return row


def _wider(space: NDArray[np.float64], row: NDArray[np.float64]) -> NDArray[np.float64]:
    """The projection on the space and one more vector; the same one where the vector lies in it."""
    left = row - space @ row
    left -= space @ left  # once more: what rounding left in the space
    length = float(left @ left)
    return space if length < NOTHING_LEFT else space + np.outer(left, left) / length


def _follows(space: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether an area's figure (column) follows for each area that knows its own (row), and for who knows none (diagonal)."""
    left = np.eye(len(space)) - space
    outside = np.diag(left).clip(0)
    is_known = outside < NOTHING_LEFT
    # How much of one area's vector is left once another's is known too.
    beside = outside - left**2 / np.where(is_known, 1, outside)[:, None]
    follows: NDArray[np.bool_] = beside < NOTHING_LEFT
    np.fill_diagonal(follows, is_known)
    return follows

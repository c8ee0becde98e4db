"""What is left over is kept up to date while groups step, the manual: it is the same as added up afresh, and nothing small."""

from __future__ import annotations

import numpy as np
import pytest

from poet.protect import STANDARD
from poet.protect.leftovers import Leftovers
from poet.protect.levels import Before, Levels, allowed, finest

# Six cells in two regions and in two halves that lie across them, and everybody.
SETS = [(0,), (1,), (2,), (3,), (4,), (5,), (0, 1, 2), (3, 4, 5), (0, 2, 4), (1, 3, 5), (0, 1, 2, 3, 4, 5)]
FAMILIES = ((6, (0, 1, 2)), (7, (3, 4, 5)), (8, (0, 2, 4)), (9, (1, 3, 5)), (10, (6, 7)), (10, (8, 9)))


def told_before(dice):
    """Ladders of two answers, told apart or together, after a release that told half of the groups."""
    rows = dice.integers(0, 25, (6, 2))
    table = np.stack([rows[list(cells)].sum(axis=0) for cells in SETS])
    levels = Levels((table, table.sum(axis=1)[:, None]), table.sum(axis=1), ((0, 1), (2,)))
    earlier = [np.where(dice.random((len(SETS), 1)) < 0.5, one // 2, -1) for one in levels.tables]
    return levels, [Before(tuple(earlier))]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_over_after_stepping_is_what_is_added_up_afresh(seed):
    levels, earlier = told_before(np.random.default_rng(seed))
    may = allowed(levels, earlier, STANDARD)
    kept = Leftovers.of(levels, FAMILIES, earlier, STANDARD, finest(may))
    kept.settle()
    kept.raise_again(may)
    afresh = Leftovers.of(levels, FAMILIES, earlier, STANDARD, kept.rung)
    for was, now in zip(kept.at, afresh.at, strict=True):
        assert (was.left == now.left).all()
        assert (was.told == now.told).all()


@pytest.mark.parametrize("seed", range(20))
def test_nothing_small_is_left_over_of_any_told_whole(seed):
    levels, earlier = told_before(np.random.default_rng(seed))
    may = allowed(levels, earlier, STANDARD)
    settled = Leftovers.of(levels, FAMILIES, earlier, STANDARD, finest(may))
    settled.settle()
    settled.raise_again(may)
    for level, table in enumerate(levels.tables):
        for whole, parts in FAMILIES:
            told = [part for part in parts if settled.rung[part] <= level]
            left = table[whole] - table[told].sum(axis=0)
            if settled.rung[whole] <= level and told and left.any():
                assert not levels.judge(STANDARD)(left[None], left.sum()[None]).any(), (level, whole)

"""Cells joined into groups, the manual: each group has the sum of its cells, and one without cells has nobody."""

from __future__ import annotations

import numpy as np

from poet.count.model import OptionCounts, TextCounts
from poet.protect.preparing import joined
from spec.test_protection import FORM

ROWS = np.array([[1, 2, 0, 0, 0, 4], [10, 0, 3, 0, 0, 0], [100, 0, 0, 5, 0, 7]], np.int64)


def test_a_group_has_the_sum_of_its_cells_in_whatever_order_and_nobody_where_it_has_none():
    raw = OptionCounts(FORM.by_id["heard"], ROWS, ROWS.sum(axis=1))
    found = joined(raw, [(2, 0), (), (1,), (0, 1, 2), ()])
    assert found.by_option.tolist() == [
        [101, 2, 0, 5, 0, 11],
        [0] * 6,
        ROWS[1].tolist(),
        ROWS.sum(axis=0).tolist(),
        [0] * 6,
    ]
    assert found.answered.tolist() == [119, 0, 13, 132, 0]


def test_no_groups_have_no_counts():
    found = joined(TextCounts(FORM.by_id["heard"], ROWS[:, 0]), [])
    assert found.written.tolist() == []

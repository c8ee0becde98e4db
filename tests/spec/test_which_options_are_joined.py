"""Which options are told together follows from how many chose each: from that alone nobody learns how few chose one."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np
import pytest

from poet.instrument import Item, Kind, Option
from poet.protect import STANDARD
from poet.protect.ladder import OTHER, ladder

CODES = ("a", "b", "c", "d")
ITEM = Item("live", "about", Kind.ONE, "", "Live", options=tuple(Option(code, code) for code in CODES))


def joined_at(counts, rung):
    """The codes of the options that are joined at a rung, finest 0."""
    (others,) = [group for group in ladder(ITEM, np.array(counts))[rung].groups if group.key == OTHER]
    return tuple(option.code for option in others.options)


def test_the_options_that_fewest_chose_are_joined_first():
    assert joined_at((40, 3, 25, 12), 1) == ("b", "d")
    assert joined_at((40, 3, 25, 12), 2) == ("b", "c", "d")


def test_of_options_that_about_as_many_chose_the_last_are_joined():
    assert joined_at((40, 4, 6, 9), 1) == ("c", "d")


@pytest.mark.parametrize("rung", [1, 2])
def test_the_choice_itself_pins_no_option_that_few_chose(rung):
    """Of all numbers of people for which the same options are joined and the same is told, each joined option has five or more
    between its lowest and its highest; or five people at least chose it."""
    alike = defaultdict(list)
    for few in product(range(14), repeat=3):
        counts = dict(zip(CODES, (40, *few), strict=True))
        joined = joined_at(tuple(counts.values()), rung)
        told = tuple((code, counts[code]) for code in CODES if code not in joined)
        alike[joined, told, sum(counts[code] for code in joined)].append(counts)
    assert len(alike) > 30
    for (joined, told, together), worlds in alike.items():
        # Up to where the thirteen that are tried are no bound of their own.
        if together > 13:
            continue
        for code in joined:
            low, high = (end(world[code] for world in worlds) for end in (min, max))
            is_pinned = low < STANDARD.minimum_cell and high - low < STANDARD.minimum_cell
            assert not is_pinned or together < STANDARD.minimum_cell, (told, together, code, low, high)

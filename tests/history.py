"""A demonstration history for the tests: made-up people of eight areas in two regions, who answer over three terms."""

from __future__ import annotations

import random
from collections.abc import Mapping

from poet.answers import sheet_of
from poet.count import Counts, count
from poet.frame import frame
from poet.protect import Structure
from spec.test_protection import FORM

AREAS = tuple(f"Area {letter}" for letter in "ABCDEFGH")
STRUCTURE = Structure(
    AREAS,
    {
        "area": {area: (place,) for place, area in enumerate(AREAS)},
        "region": {"North": (0, 1, 2, 3), "South": (4, 5, 6, 7)},
        "nation": {"England": tuple(range(8))},
    },
)
OFTEN = ("always", "mostly", "sometimes", "rarely", "never", "dont-know")

Columns = dict[str, list[str]]


def people(seed: int, terms: int, area_sizes: Mapping[str, tuple[int, ...]] | None = None) -> Columns:
    """The answers of everybody who came in the first `terms` terms: the same people first, however many terms."""
    dice = random.Random(seed)
    columns: Columns = {name: [] for name in ("id", "area", "heard", "need", "helpers", "weekly")}
    for term in range(terms):
        for area in AREAS:
            size = area_sizes[area][term] if area_sizes else dice.choice([1, 3, 6, 11, 18, 30])
            for _ in range(size):
                columns["id"].append(f"p{len(columns['id'])}")
                columns["area"].append(area)
                columns["heard"].append(dice.choices(OFTEN, weights=[30, 30, 15, 10, 8, 7])[0])
                columns["need"].append(dice.choices("abcd", weights=[50, 30, 15, 5])[0])
                columns["helpers"].append(dice.choice(["family", "school", "family;school"]))
                columns["weekly"].append(str(dice.randint(1, 400)))
    return columns


def counted(columns: Columns) -> Counts:
    """The raw counts of some people's answers, by area."""
    return count(frame(FORM, sheet_of(columns), area_column="area").frame)

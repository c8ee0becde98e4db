"""An intruder with pencil and paper: nothing printed is small, nor is anything that subtraction leaves over."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from poet.count.model import Counts, OptionCounts
from poet.protect import STANDARD, Shown, protect
from spec.test_protection import FORM

rows = st.lists(
    st.lists(st.one_of(st.just(0), st.integers(0, 7), st.integers(5, 40)), min_size=6, max_size=6),
    min_size=1,
    max_size=6,
)
small = range(1, STANDARD.minimum_cell)


def released(item, counts, options):
    counts = np.array(counts, np.int64)[:, :options]
    raw = OptionCounts(FORM.by_id[item], counts, counts.sum(axis=1))
    areas = tuple(f"area {number}" for number in range(len(counts)))
    return protect(Counts(FORM, areas, counts.sum(axis=1), {item: raw}))


def printed(table):
    return {part.key: part.count.value for part in table.parts if isinstance(part.count, Shown)}


def told(table, keys):
    """What the table tells of the categories `keys`, adding up what it prints; None if it does not tell them all."""
    found = printed(table)
    sides = {"always": "favourable", "mostly": "favourable", "sometimes": "neutral"}
    for option in ("always", "mostly", "sometimes", "rarely", "never"):
        side = sides.get(option, "unfavourable")
        if option in found and side not in keys:
            continue
        if option in found and side != option:
            found[side] = found.get(side, 0) + found[option]
    if "sometimes" in found:
        found["neutral"] = found["sometimes"]
    if "favourable" in found and isinstance(table.base, Shown):
        found["other"] = table.base.value - found["favourable"]
    return [found[key] for key in keys] if all(key in found for key in keys) else None


GROUPINGS = (
    ("always", "mostly", "sometimes", "rarely", "never"),
    ("favourable", "neutral", "unfavourable"),
    ("favourable", "other"),
)


@given(rows)
def test_no_printed_category_is_small_and_no_printed_base_is(counts):
    release = released("heard", counts, 6)
    for table in (release.whole["heard"], *(tables["heard"] for tables in release.groups.values())):
        figures = [*printed(table).values(), *(p.count.value for p in table.apart if isinstance(p.count, Shown))]
        assert not [figure for figure in figures if figure in small]
        assert not isinstance(table.base, Shown) or table.base.value >= STANDARD.minimum_base


@given(rows)
def test_what_is_left_of_the_whole_when_all_printed_areas_are_taken_away_is_not_small(counts):
    release = released("heard", counts, 6)
    whole, areas = release.whole["heard"], [tables["heard"] for tables in release.groups.values()]
    for keys in GROUPINGS:
        everybody = told(whole, keys)
        if everybody is None:
            continue
        shown = [figures for figures in (told(area, keys) for area in areas) if figures is not None]
        left = (
            [all_of - sum(part) for all_of, part in zip(everybody, zip(*shown, strict=True), strict=True)]
            if shown
            else everybody
        )
        assert not [figure for figure in left if figure in small]
        assert sum(left) == 0 or sum(left) >= STANDARD.minimum_base


@given(rows)
def test_what_is_left_of_all_bases_is_not_small(counts):
    release = released("heard", counts, 6)
    bases = [tables["heard"].base for tables in release.groups.values()]
    whole = release.whole["heard"].base
    if isinstance(whole, Shown):
        left = whole.value - sum(base.value for base in bases if isinstance(base, Shown))
        assert left == 0 or left >= STANDARD.minimum_base


@given(rows)
def test_joined_context_categories_leave_nothing_small_over(counts):
    release = released("need", counts, 4)
    whole, areas = release.whole["need"], [tables["need"] for tables in release.groups.values()]
    singles = [key for key in printed(whole) if key != "other"]
    for key in singles:
        shown = [printed(area)[key] for area in areas if key in printed(area)]
        left = printed(whole)[key] - sum(shown)
        assert left not in small


@given(rows)
def test_the_choice_is_the_same_whenever_it_is_made(counts):
    first, again = released("heard", counts, 6), released("heard", counts, 6)
    assert (first.whole, first.groups) == (again.whole, again.groups)

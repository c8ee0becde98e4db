"""Groups in reports that are read beside one another: no area's figure follows that did not follow before, however they are
added up and taken away from each other."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from poet.compare import told_together

AREAS = tuple("ABCDEFGH")
EVERYBODY = [AREAS]


def may(*groups, sums=EVERYBODY, opened=""):
    return told_together(AREAS, sums, groups, opened=opened)


def test_a_group_that_differs_from_another_councils_by_one_area_is_not_told_beside_it():
    assert may("ABC", "ABCD") == (True, False)
    assert may("ABCD", "ABC") == (True, False), "whichever was there first"


def test_a_difference_of_two_areas_would_tell_each_of_them_the_other():
    assert may("ABCD", "ABCE") == (True, False)
    assert may("ABCD", "ABEF") == (True, True)


def test_the_same_group_again_tells_nothing_new():
    assert may("ABC", "CDE", "ABC") == (True, True, True)


def test_everybody_and_a_region_are_among_what_is_added_up():
    assert may("BCDEFGH") == (False,), "A would be left over"
    assert may("ABCD", sums=[AREAS, "ABCDE"]) == (False,)
    assert may("ABCD", sums=[AREAS]) == (True,)


def test_three_groups_can_tell_what_no_two_of_them_tell():
    assert may("ABEF", "CDEFG") == (True, True)
    assert may("ABEF", "CDEFG", "ABCDE") == (True, True, True)
    # Twice everything less H is what the three hold together, and F is counted with E in two of them.
    assert may("ABE", "CDE", "ABCD", sums=[]) == (True, True, False), "E would follow"


def test_a_council_whose_figure_is_public_is_taken_as_known():
    assert may("ABC", opened="A") == (False,), "to B, C would be what is left"
    assert may("ABCD", opened="A") == (True,)
    assert may("ABCD", "BCDE", opened="AE") == (True, True), "what is public anyhow is told to nobody"


def test_what_followed_before_is_no_groups_fault():
    assert may("CDE", sums=[AREAS, "AB"]) == (True,), "A and B know each other from their region"


def follows(rows, of, width):
    """Whether a unit vector is a sum of rows with whole factors: by exact elimination."""
    return _rank([*rows, [at == of for at in range(width)]]) == _rank(rows)


def _rank(rows):
    left, rank = [[Fraction(int(cell)) for cell in row] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in range(rank, len(left)) if left[row][column]), None)
        if pivot is None:
            continue
        left[rank], left[pivot] = left[pivot], left[rank]
        for row in range(rank + 1, len(left)):
            factor = left[row][column] / left[rank][column]
            left[row] = [cell - factor * top for cell, top in zip(left[row], left[rank], strict=True)]
        rank += 1
    return rank


def known(sums):
    """Who (second) follows for whom (first; nobody in particular is None)."""
    rows = [[area in one for area in AREAS] for one in sums]
    own = {None: rows, **{area: [*rows, [area == it for it in AREAS]] for area in AREAS}}
    return {
        (reader, area)
        for reader, read in own.items()
        for place, area in enumerate(AREAS)
        if reader != area and follows(read, place, len(AREAS))
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from(AREAS), min_size=3, max_size=6), min_size=1, max_size=4))
def test_counting_on_fingers_says_the_same(groups):
    told = [AREAS]
    for group, said in zip(groups, told_together(AREAS, EVERYBODY, groups), strict=True):
        assert said == (known([*told, group]) <= known([AREAS])), (told, group)
        told += [group] if said else []

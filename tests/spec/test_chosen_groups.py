"""An area beside groups that it chose: pooled from what is shown, three members or more, and never one member by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from drawn.council import ABOUT, FONTS
from poet.compare import Difference, NamedGroup, NotTested, beside_chosen, newcombe
from poet.compare.chosen import tells_of_one
from poet.count import Counts, OptionCounts
from poet.draw import FORMATS
from poet.instrument import parse
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.protect import protect
from poet.report import Chosen, local
from poet.report.model import Note, Table
from poet.report.register import register
from spec.test_what_has_changed import form

FORM = parse(form("1", heard=("often", "Heard?"), asked=("often", "Asked?")), "two.toml")
# How many said always, sometimes and never. Few answered too little to be shown, and so that nobody works it out Edge is withheld too.
SAID = {
    "Anyshire": (80, 10, 10),
    "Brook": (30, 10, 20),
    "Cove": (20, 10, 20),
    "Dale": (25, 20, 20),
    "Edge": (15, 15, 20),
    "Fell": (40, 30, 30),
    "Few": (2, 1, 1),
    "Glen": (30, 30, 40),
}
NEAR = Chosen("Near us", ("Brook", "Cove", "Dale", "Few"))


def release(said=SAID):
    rows = np.array(list(said.values()), np.int64)
    counts = {name: OptionCounts(FORM.by_id[name], rows, rows.sum(axis=1)) for name in ("heard", "asked")}
    return protect(Counts(FORM, tuple(said), rows.sum(axis=1), counts))


def beside(said=SAID, **groups):
    tables = {area: own["heard"] for area, own in release(said).groups.items()}
    return beside_chosen("Anyshire", tables, groups)


def test_a_group_is_the_sum_of_what_is_shown_of_its_members():
    found = beside(near=("Brook", "Cove", "Dale", "Few"))["near"]
    assert isinstance(found, Difference)
    assert (found.here.count, found.here.base, found.there.count, found.there.base) == (80, 100, 75, 175)
    assert found.value == pytest.approx(0.8 - 75 / 175)
    assert found.interval == newcombe(80, 100, 75, 175)
    assert found.comparator == NamedGroup("near", ("Brook", "Cove", "Dale"), left_out=1)


def test_the_area_itself_is_in_none_of_its_groups_and_a_name_counts_once():
    again = beside(near=("Anyshire", "Brook", "Cove", "Dale", "Dale", "Few"))
    assert again == beside(near=("Brook", "Cove", "Dale", "Few"))


@pytest.mark.parametrize(
    "members", [(), ("Brook", "Cove"), ("Brook", "Cove", "Few"), ("Brook", "Cove", "Anyshire", "Nowhere")]
)
def test_fewer_than_three_members_that_are_shown_tell_nothing(members):
    assert beside(near=members)["near"] == NotTested("fewer than 3 areas of the group have answers that can be shown")


def test_a_second_group_with_one_member_more_is_not_told():
    found = beside(near=("Brook", "Cove", "Dale"), more=("Brook", "Cove", "Dale", "Fell"))
    assert isinstance(found["near"], Difference)
    assert found["more"] == NotTested("a single area's figure could be worked out from it and what else is shown")


def test_a_group_of_all_others_but_one_is_not_told_beside_the_rest():
    every = [name for name in SAID if name != "Anyshire"]
    assert isinstance(beside(most=every[:-2])["most"], Difference)  # Few and Glen are left
    found = beside({name: said for name, said in SAID.items() if name != "Few"}, most=[*every[:-2]])
    assert isinstance(found["most"], NotTested)


def test_whether_sums_tell_of_one_area_is_what_counting_on_fingers_says():
    """Sums and differences with small factors, tried one by one."""
    areas = "ABCD"
    sums = [frozenset(one) for size in (2, 3, 4) for one in combinations(areas, size)]
    for told in combinations(sums, 3):
        vectors = [[name in one for name in areas] for one in told]
        tried = product(range(-3, 4), repeat=3)
        made = ([sum(f * v[at] for f, v in zip(factors, vectors, strict=True)) for at in range(4)] for factors in tried)
        known = any(sum(map(bool, one)) == 1 for one in made)
        assert tells_of_one(told) == known, told


def test_a_change_of_a_group_tells_of_the_new_member_what_its_own_protected_table_tells_and_no_more():
    before, after = (
        beside(near=members)["near"].there for members in (("Brook", "Cove", "Dale"), ("Brook", "Cove", "Dale", "Fell"))
    )
    own = release().groups["Fell"]["heard"]
    assert (after.count - before.count, after.base - before.base) == (own.favourable.value, own.base.value)
    with_few = beside(near=("Brook", "Cove", "Dale", "Few"))["near"].there
    assert (with_few.count, with_few.base) == (before.count, before.base), "of whom nothing is shown, nothing is told"


def told(*chosen, said=SAID):
    return local(release(said), "Anyshire", replace(ABOUT, chosen=chosen))


def chapter(report):
    return next(one for one in report.sections if one.id == "chosen")


def test_the_report_has_a_table_a_group_with_intervals_and_careful_words():
    (table,) = [one for one in chapter(told(NEAR)).blocks if isinstance(one, Table)]
    assert table.caption == "Beside “Near us”"
    assert [cell.text for cell in table.rows[0]] == [
        "Heard", "100", "80%", "3 of 4", "43%", "+37", "+26 to +47", "higher",
    ]  # fmt: skip
    claim = table.rows[0][5].claim
    assert (claim.comparator, claim.test) == ("Near us", "chi-squared, adjusted by Bonferroni's rule")
    assert claim.adjusted_p < 0.001


def test_a_difference_that_more_comparisons_could_bring_by_chance_is_no_word_of_difference():
    close = SAID | {"Anyshire": (57, 33, 10)}  # p = 0.02 by itself, four comparisons together
    (table,) = [one for one in chapter(told(NEAR, said=close)).blocks if isinstance(one, Table)]
    assert [row[-1].text for row in table.rows] == ["not clearly different"] * 2
    assert 0.05 < table.rows[0][5].claim.adjusted_p < 0.1


def test_no_difference_is_nought_without_a_sign():
    same = SAID | {"Anyshire": (43, 29, 28)}  # 43 % here, 75 of 175 there
    (table,) = [one for one in chapter(told(NEAR, said=same)).blocks if isinstance(one, Table)]
    assert [cell.text for cell in table.rows[0]][2:6] == ["43%", "3 of 4", "43%", "0"]


def test_where_no_group_was_chosen_there_is_no_chapter_and_where_too_few_are_shown_it_says_why():
    assert not any(one.id == "chosen" for one in told().sections)
    (note,) = chapter(told(Chosen("Two", ("Brook", "Cove")))).blocks
    assert isinstance(note, Note)
    assert note.sentences[0].text == (
        "Beside “Two” nothing is shown yet: fewer than 3 areas of the group have answers that can be shown."
    )


@pytest.mark.parametrize("ending", sorted(READERS.keys() & FORMATS.keys()))
def test_every_figure_of_the_chapter_stands_on_its_claim_in_every_format(ending):
    report = told(NEAR, Chosen("Two", ("Brook", "Cove")))
    assert proofread(register(report), f"r.{ending}", FORMATS[ending].draw(report, FONTS)) == ()

"""A new area's report beside what the area before it published: under the old name and boundary, as it was issued, and in no sum."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drawn.council import ABOUT, FONTS
from poet.draw import FORMATS
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import Earlier, Formerly, kinds, local, overall
from poet.report.model import Note, Table
from poet.report.register import register
from spec.test_what_has_changed import form, round_of

THEN = form("1", heard=("often", "Heard?"), plan=("often", "A plan?"), money=("good", "Money?"), old=("often", "Old?"))
NOW = form("2", heard=("often", "Heard?"), plan=("often", "Is there a plan?"), money=("often", "Money?"))
SAID = {"heard": (41, 20, 39), "plan": (60, 20, 20), "money": (30, 30, 40)}


ISSUED = round_of(THEN, here=("Surrey", "Othershire"), **SAID, old=(50, 25, 25))


def published():
    """The shares of favourable answers in what Surrey published."""
    before = local(ISSUED, "Surrey", replace(ABOUT, round_name="2026 to 2027", release="as issued"))
    return {one.item: one for one in register(before).claims if one.id == f"{one.item}/favourable"}


def surrey(**changed):
    about = {
        "until": "April 2027", "became": "its ground was divided, and a part of it is West Surrey now.",
        "round_name": "2026 to 2027", "instrument": ISSUED.instrument, "shares": published(),
    }  # fmt: skip
    return Formerly("Surrey", **about | changed)


def told(*before, kind="annual", earlier=None):
    about = replace(ABOUT, round_name="2028 to 2029", release="now", formerly=before)
    release = round_of(NOW, here=("West Surrey", "Othershire"), **SAID)
    return local(release, "West Surrey", about, kind, earlier=earlier)


def chapters(report):
    return [one for one in report.sections if one.id.startswith("formerly")]


def table(report):
    (found,) = [block for block in chapters(report)[0].blocks if isinstance(block, Table)]
    return found


def test_each_figure_stands_as_it_was_published_under_the_release_it_was_issued_in():
    assert [[cell.text for cell in row] for row in table(told(surrey())).rows] == [
        ["Heard", "100", "41%", "32% to 51%"],
        ["Plan; other words", "100", "60%", "50% to 69%"],
    ]
    claims = {cell.claim for row in table(told(surrey())).rows for cell in row if cell.claim}
    assert {(claim.group, claim.release) for claim in claims} == {("Surrey", "as issued")}


def test_what_is_asked_on_another_scale_or_no_more_is_left_out():
    assert {row[0].text.partition(";")[0] for row in table(told(surrey())).rows} == {"Heard", "Plan"}


def test_it_says_whose_it_is_until_when_and_that_it_is_no_part_of_the_new_areas():
    (section,) = chapters(told(surrey()))
    text = " ".join(one.text for one in section.blocks[0].sentences)
    assert section.title == "Surrey, before April 2027"
    assert text.startswith(
        "Surrey, before April 2027: its ground was divided, and a part of it is West Surrey now. What people said of Surrey"
    )
    assert "It is not what the people of West Surrey said" in text
    assert table(told(surrey())).caption == "Surrey, before April 2027: what was said in 2026 to 2027"


def test_nothing_else_in_the_report_knows_of_it():
    """Change and trend are those of the area alone: the same with and without it."""
    before = Earlier(ISSUED, "2026 to 2027")
    with_it, without = told(surrey(), earlier=before), told(earlier=before)
    own = tuple(claim for claim in register(with_it).claims if claim.group != "Surrey")
    assert own == register(without).claims
    assert "There are no answers from" in str(next(one for one in with_it.sections if one.id == "change"))


def test_where_nothing_was_published_it_says_so_and_shows_no_figure():
    (section,) = chapters(told(surrey(shares={}, instrument=None, round_name="")))
    assert [type(block) for block in section.blocks][1:] == [Note]
    assert "only what was published is printed" in section.blocks[1].sentences[0].text


def test_several_areas_before_have_a_chapter_each():
    other = replace(surrey(), name="Middlesex")
    assert [one.title for one in chapters(told(surrey(), other))] == [
        "Surrey, before April 2027",
        "Middlesex, before April 2027",
    ]


@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if "formerly" not in kind.then])
def test_other_kinds_and_everybodys_know_nothing_of_it(kind):
    about = replace(ABOUT, formerly=(surrey(),))
    release = round_of(NOW, here=("West Surrey", "Othershire"), **SAID)
    report = overall(release, about, kind) if kinds()[kind].of == "everybody" else told(surrey(), kind=kind)
    assert not chapters(report)


@pytest.mark.parametrize("ending", sorted(READERS))
def test_every_format_is_borne_out_by_what_was_published(ending):
    report = told(surrey(), replace(surrey(shares={}, instrument=None), name="Middlesex"))
    data = FORMATS[ending].draw(report, FONTS)
    assert [str(fault) for fault in proofread(register(report), f"report.{ending}", data)] == []

"""Reports at the edge: nobody may be told of, names of every length and script, one area alone."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from drawn.council import ABOUT, HERE, release
from poet.draw import FORMATS
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import Done, Earlier, kinds, local, overall
from poet.report.making import made
from poet.report.model import Note, Standing
from poet.report.quotes import quotable
from poet.report.register import Kind, register
from spec.test_what_has_changed import form, round_of

FEW = 6  # under the ten answers of which anything is told
OF_AREAS = [name for name, kind in kinds().items() if kind.of == "area"]


@pytest.mark.parametrize("kind", OF_AREAS)
def test_where_everything_is_withheld_each_kind_says_so_and_prints_no_figure_about_people(kind):
    told = local(release(people=FEW), HERE, ABOUT, kind)
    shares = [claim for claim in register(told).claims if claim.unit == "proportion" and claim.item != "how-to-read"]
    assert shares == []
    page = FORMATS["html"].draw(told, None).decode()
    assert "%" not in page.partition("<article")[2].replace("95%", "")
    assert proofread(register(told), "report.html", page.encode()) == ()


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("name", READERS)
def test_a_report_in_which_everything_is_withheld_is_drawn_in_every_kind_and_format(kind, name):
    few = release(people=FEW)
    told = local(few, HERE, ABOUT, kind) if kind in OF_AREAS else overall(release(people=3), ABOUT, kind)
    assert proofread(register(told), f"report.{name}", FORMATS[name].draw(told, None)) == ()


@pytest.mark.parametrize("area", ["ירושלים והסביבה", "Bournemouth, Christchurch and Poole " * 4, "São Tomé 北京"])
@pytest.mark.parametrize("name", ["html", "pdf", "docx", "ods"])
def test_a_name_of_any_length_and_script_is_drawn_and_proofread(name, area):
    areas = (area.strip(), "Othershire", "Nowhere")
    told = local(release(people=12, areas=areas), areas[0], ABOUT, "headline")
    assert proofread(register(told), f"report.{name}", FORMATS[name].draw(told, None)) == ()


@pytest.mark.parametrize("kind", OF_AREAS)
@pytest.mark.parametrize("name", READERS)
def test_a_council_without_a_return_has_a_report_that_says_so_in_every_kind_and_format(kind, name):
    told = local(release(), "Bournemouth, Christchurch and Poole 2", ABOUT, kind)
    assert told.standing is Standing.NO_RETURNS
    assert [section.id for section in told.summary] == ["no-answers"]
    assert (told.annex, told.figures) == ((), ())
    assert proofread(register(told), f"report.{name}", FORMATS[name].draw(told, None)) == ()


def test_the_report_of_nobody_s_answers_says_what_to_do_and_tells_of_no_other_area():
    told = local(release(), "Nowhere", ABOUT)
    said = [sentence.text for block in told.summary[0].blocks for sentence in block.sentences]
    assert said[0] == "Too few people in Nowhere have sent this questionnaire so far for anything to be shown."
    assert said[1] == "Figures stand here once 10 or more people have answered."
    assert said[2] == "Pass the link on to parents and carers you have not heard from."
    assert {claim.item for claim in register(told).claims} == {"policy"}


def test_a_report_of_answers_is_told_also_where_all_of_it_is_withheld():
    assert local(release(people=FEW), HERE, ABOUT).standing is Standing.TOLD


def test_a_row_that_is_withheld_claims_no_share():
    told = register(local(release(people=12), HERE, ABOUT))
    claims = {claim.id: claim for claim in told.claims}
    hidden = [s for s in told.statements if s.kind is Kind.ROW and "Not shown" in s.pieces[-1]]
    assert hidden
    assert {claims[name].unit for s in hidden for name in s.claims} == {"people"}


def test_the_first_view_of_the_page_is_small():
    """Title, contents, and what is working and what is not, with the style sheet: all before the first picture."""
    page = FORMATS["html"].draw(local(release(), HERE, ABOUT), None)
    assert page.index(b'id="who-answered-heading"') < 100_000
    assert page.index(b"<svg") > page.index(b'id="summary-heading"')
    assert b"<script" not in page
    assert msgspec.json.decode(FORMATS["claims"].draw(local(release(), HERE, ABOUT), None))["area"] == HERE


def notes(report):
    return {one.id: [b for b in one.blocks if isinstance(b, Note)] for one in (*report.summary, *report.sections)}


def test_a_chapter_of_which_nothing_can_be_shown_says_so_once():
    told = local(release(people=FEW), HERE, ABOUT)
    asked = [section.id for section in told.sections if section.id in {one.id for one in release().instrument.sections}]
    assert {name: len(notes(told)[name]) for name in asked} == dict.fromkeys(asked, 1)
    (said,) = [sentence.text for note in notes(told)["plan"] for sentence in note.sentences]
    assert said.startswith("Has an EHC plan, Time with an EHC plan, Has a personal budget and 6 more. Not shown: ")


def test_changes_that_can_not_be_shown_are_told_of_once():
    few = release(people=FEW)
    told = local(few, HERE, ABOUT, "annual", earlier=Earlier(few, "2025 to 2026"))
    (said,) = [sentence.text for note in notes(told)["change"] for sentence in note.sentences]
    assert said.startswith("What getting the EHC plan was like; What has changed for your child; ")


@pytest.mark.parametrize("kind", ["annual", "you-said"])
def test_what_a_council_does_is_told_where_nothing_that_was_said_can_be_shown(kind):
    done = (Done("process-information", "Write letters in plain words", "SEND manager", "31 March 2027", "begun"),)
    told = local(release(people=FEW), HERE, replace(ABOUT, done=done), kind)
    (table,) = next(section for section in told.sections + told.summary if section.id == "we-did").blocks
    assert table.rows[0][0].text == "Write letters in plain words (SEND manager, until 31 March 2027)"


def test_where_nobody_is_discontent_the_council_is_not_told_that_answers_are_too_few():
    told = local(round_of(form("1", heard=("often", "Heard?")), heard=(90, 10, 0)), "Anyshire", ABOUT, "you-said")
    (note,) = told.summary[0].blocks
    assert [said.text for said in note.sentences] == [
        "Of what can be shown, nothing stands out that many people found wanting."
    ]


def test_no_quote_stands_in_a_chapter_of_which_nothing_is_shown():
    few = release(people=FEW)
    told = local(few, HERE, ABOUT)
    assert [item.id for item in few.instrument.items if quotable(told, item)] == []


def test_a_name_from_right_to_left_moves_no_number_that_stands_beside_it():
    areas = ("ירושלים", "Othershire", "Nowhere")
    told = local(release(people=12, areas=areas), areas[0], ABOUT)
    assert told.subtitle == "\u2068ירושלים\u2069 · 2026 to 2027"
    claim = next(one for one in register(told).claims if one.unit == "proportion")
    assert "\u2068ירושלים\u2069: " in made(claim, {})
    assert local(release(), HERE, ABOUT).subtitle == "Anyshire · 2026 to 2027"

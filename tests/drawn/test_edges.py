"""Reports at the edge: nobody may be told of, names of every length and script, one area alone."""

from __future__ import annotations

import msgspec
import pytest

from drawn.council import ABOUT, HERE, release
from poet.draw import FORMATS
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import kinds, local, overall
from poet.report.model import Standing
from poet.report.register import Kind, register

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
    assert said[0] == "Nobody in Nowhere has sent this questionnaire so far."
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

"""Each kind of report is a file that picks its chapters; what each holds, and how short it is."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache

import pytest

from drawn.council import ABOUT, HERE, ROOT, release
from poet.draw import FORMATS
from poet.instrument import load
from poet.proofread import proofread
from poet.protect import Shown
from poet.report import Done, findings, kinds, local, overall
from poet.report.chapters import CHAPTERS
from poet.report.easy import named
from poet.report.inspection import framework_of, frameworks
from poet.report.model import Bars, Dots, Note, Points, Table
from poet.report.register import Part, register
from poet.report.rules import rules, weight


@cache
def told(kind):
    make = local if kinds()[kind].of == "area" else overall
    return make(release(), HERE, ABOUT, kind) if make is local else make(release(), ABOUT, kind)


def titles(kind):
    return [section.title for section in (*told(kind).summary, *told(kind).sections)]


def lines(kind):
    every = (*told(kind).summary, *told(kind).sections)
    return [said.text for s in every for block in s.blocks for said in getattr(block, "sentences", ())]


def test_there_are_these_kinds():
    assert sorted(kinds()) == [
        "annual", "easy-read", "headline", "initial", "inspection", "local", "national", "overall", "regional",
        "termly", "you-said",
    ]  # fmt: skip


def test_every_chapter_is_in_some_kind_and_every_kind_names_chapters():
    named = {chapter for kind in kinds().values() for chapter in (*kind.first, *kind.then)}
    assert named == set(CHAPTERS)


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("ending", ["html", "pdf", "ods"])
def test_every_kind_says_what_its_claims_say(kind, ending):
    drawn = FORMATS[ending].draw(told(kind), None)
    assert proofread(register(told(kind)), f"report.{ending}", drawn) == ()


def test_the_local_report_has_the_sections_of_2014():
    """R174: why, summary, who answered, each group of questions, free text, design, survey, next steps, publishing."""
    found = titles("local")
    wanted = ["What is working, and what is not", "Why this report", "Who answered", "In your own words", "How we asked",
              "What was asked", "What happens next", "Passing it on"]  # fmt: skip
    assert [title for title in found if title in wanted] == wanted


def test_the_headline_report_fits_a_page_and_says_fractions_beside_their_figures():
    assert titles("headline")[:2] == ["Key outcomes", "Looking more closely"]
    assert told("headline").annex == ()
    first = [s.text for b in told("headline").summary[0].blocks for s in b.sentences]
    assert len(first) == 5
    assert all(re.match(r"[A-Z][A-Za-z ]+: (around|an? )[a-z ]+ \(\d+%\) answered “", line) for line in first)


def test_an_easy_read_report_has_no_sentence_of_more_than_fifteen_words():
    assert max(len(line.split()) for line in lines("easy-read")) <= 15
    assert not any(isinstance(block, Bars) for s in told("easy-read").sections for block in s.blocks)


def test_easy_read_calls_no_area_of_life_by_a_word_of_the_trade():
    """Every judged question of every questionnaire for those it asks, and of the bank."""
    hard = re.compile(
        "clarity|continuity|timel|aspiration|partnership|dignity|wellbeing|flexib|independence|practitioner|benefits? of|"
        "recogni|quality of|balance|communit|tailored|context|carrying|stress|support|needs|paperwork",
        re.IGNORECASE,
    )
    of = [load(path) for path in sorted((ROOT / "instruments").glob("*/2*.toml")) if path.name.count(".") == 1]
    told_of = [
        (one, item)
        for one in of
        for item in one.items
        if item.judged and "staff" not in one.id and "practitioners" not in one.id
    ]
    names = {named(Labelled(one), item) for one, item in told_of}
    assert len(names) > 50
    assert [name for name in sorted(names) if hard.search(name)] == []
    assert max(len(name.split()) for name in names) <= 7


class Labelled:
    """What the names of Easy Read need of a report's scope."""

    def __init__(self, instrument):
        self.instrument = instrument

    def label(self, item):
        return item.label


def test_the_national_report_counts_areas_and_names_none():
    said = " ".join(lines("national"))
    assert re.search(r"in (two of|all) three areas at least \d+% answered", said)
    page = FORMATS["html"].draw(told("national"), None).decode()
    assert [name for name in release().groups if name in page] == []


def test_the_evidence_pack_shows_every_judged_question_once():
    items = [item.label for item in release().instrument.items if item.judged]
    bars = [bar.label for s in told("inspection").sections for b in s.blocks if isinstance(b, Bars) for bar in b.bars]
    assert sorted(bars) == sorted(items)


@pytest.mark.parametrize("form", ["ehc-parents", "sen-young-people", "adults-personal-budget", "provider-users"])
def test_each_form_has_its_framework(form):
    assert framework_of(form) in frameworks()


@pytest.mark.parametrize("form", [file.parent.name for file in sorted((ROOT / "instruments").glob("*/2026.toml"))])
def test_every_judged_question_of_this_year_s_forms_has_a_theme(form):
    items = [item.id for item in load(ROOT / "instruments" / form / "2026.toml").items if item.judged]
    patterns = [pattern for theme in framework_of(form).themes for pattern in theme.items]
    assert [item for item in items if not any(fnmatch(item, pattern) for pattern in patterns)] == []


def test_you_said_leaves_room_for_what_was_done():
    by_title = {section.title: section for section in told("you-said").summary}
    assert isinstance(by_title["You said"].blocks[0], Points)
    assert isinstance(by_title["We did"].blocks[0], Note)


def test_no_share_has_two_weights_and_none_is_without():
    bands = rules().weight
    shares = [count / base for base in (7, 40, 99, 1000) for count in range(1, base + 1) if 2 * count != base]
    assert [sum(band.holds(share) for band in bands) for share in shares] == [1] * len(shares)
    assert (weight(0), weight(0.5)) == ("nobody", "half")


def test_few_answers_bring_their_caveat():
    small = release(people=30)
    assert isinstance(small.respondents[HERE], Shown)
    said = [
        s.text for sec in local(small, HERE, ABOUT).sections for b in sec.blocks for s in getattr(b, "sentences", ())
    ]
    assert rules().small.words in said
    assert rules().small.words not in lines("local")


def test_a_regional_report_sets_the_regions_side_by_side_in_alphabetical_order():
    blocks = next(section.blocks for section in told("regional").sections if section.id == "across")
    panels = [block for block in blocks if isinstance(block, Bars)]
    funnels = [block for block in blocks if isinstance(block, Dots)]
    assert len(panels) == len(funnels) == 2
    assert {tuple(bar.label for bar in chart.bars) for chart in panels} == {tuple(sorted(release().groups))}
    tables = {block.id for block in blocks if isinstance(block, Table)}
    assert {chart.table for chart in (*panels, *funnels)} == tables


def test_a_regional_report_counts_regions_and_a_council_s_round_counts_councils():
    """Never "areas", which are the areas of life that were asked about."""
    blocks = next(section.blocks for section in told("regional").sections if section.id == "across")
    captions = [block.caption.text for block in blocks if isinstance(block, Bars | Dots)]
    assert all(re.search(r"in (\w+ of|all) three regions", caption) for caption in captions)
    councils = overall(release(), replace(ABOUT, groups="councils"), "national")
    said = [s.text for section in councils.sections if section.id == "areas" for s in section.blocks[0].sentences]
    assert said
    assert all(re.search(r"in (two of|all) three councils at least \d+% answered", line) for line in said)
    counted = [claim for claim in register(councils).claims if claim.unit == "councils"]
    assert {claim.of for claim in counted} == {
        "councils with answers",
        "councils with favourable answers at the level or more",
    }


@pytest.mark.parametrize("kind", kinds())
def test_notes_name_questions_by_their_words_and_never_by_their_ids(kind):
    report = told(kind)
    ids = {item.id for item in release().instrument.items if "-" in item.id}
    notes = [" ".join(s.pieces) for s in register(report).statements if s.part is Part.MAKING]
    assert [note for note in notes if any(re.search(rf"\b{one}\b", note) for one in ids)] == []
    asked = next(item.label for item in release().instrument.items if item.judged)
    assert any(asked in note for note in notes) or kind == "you-said"


def test_more_areas_than_a_picture_can_name_are_not_drawn():
    many = release(people=12, areas=tuple(f"Area {name}" for name in "ABCDEFGHIJKLMNOPQRSTU"))
    (section,) = [s for s in local(many, "Area A", ABOUT, "regional").sections if s.id == "across"]
    assert [type(block) for block in section.blocks] == [Note]


def test_you_said_tells_what_the_council_does_in_its_own_words():
    item = next(one for one in release().instrument.items if one.judged)
    done = (Done(item.id, "Write 3 letters a year", "SEND manager", "31 March 2027", "Done"),)
    found = local(release(), HERE, replace(ABOUT, done=done), "you-said")
    table = found.summary[-1].blocks[0]
    assert found.summary[-1].title == "We did"
    assert [cell.text for cell in table.rows[0]][::2] == [
        "Write 3 letters a year (SEND manager, until 31 March 2027)",
        "Done",
    ]
    for ending in ("html", "pdf", "ods"):
        assert proofread(register(found), f"report.{ending}", FORMATS[ending].draw(found, None)) == ()


def test_a_finding_is_one_sentence_a_question_with_its_claim():
    found = findings(release(), HERE, ABOUT)
    assert {one.item for one in found} <= {item.id for item in release().instrument.items if item.judged}
    assert [one.closer for one in found] == sorted((one.closer for one in found), reverse=True)
    assert all(one.claim.id.startswith(one.item) for one in found)


@pytest.mark.parametrize("kind", kinds())
def test_each_kind_says_what_happens_next_and_who_is_asked(kind):
    (section,) = [s for s in told(kind).sections if s.id in {"next-steps", "easy-next"}]
    steps = [said.text for said in section.blocks[0].sentences]
    assert len(steps) >= 2
    assert "{" not in " ".join(steps)


def test_every_kind_but_easy_read_says_on_what_terms_it_may_be_passed_on():
    about = replace(ABOUT, publisher="Anyshire Council")
    for kind in set(kinds()) - {"easy-read"}:
        report = local(release(), HERE, about, kind) if kinds()[kind].of == "area" else overall(release(), about, kind)
        said = [
            s.text for section in report.sections if section.id == "publishing" for s in section.blocks[0].sentences
        ]
        assert said[-2:] == ["Published by: Anyshire Council.", "Licence: OGL 3.0."], kind


def test_where_a_report_has_no_tables_a_chart_is_called_by_its_rows_as_well():
    charts = {
        kind: next(b for s in told(kind).sections for b in s.blocks if isinstance(b, Bars) and b.stacked)
        for kind in ("termly", "local")
    }
    first = charts["termly"].bars[0]
    assert f"{first.label}, {first.base}: " in charts["termly"].alt
    assert first.segments[0].text in charts["termly"].alt
    assert charts["local"].alt.endswith("Every figure is in the table behind this chart.")


def test_many_differences_are_counted_once_and_listed_once():
    areas = (HERE, *(f"Area {name}" for name in "BCDEF"))
    said = [s.text for s in (s for section in local(release(people=90, areas=areas), HERE, ABOUT).sections for b in section.blocks
            for s in (*getattr(b, "sentences", ()), *([b.caption] if isinstance(b, Dots) else [])))]  # fmt: skip
    counted = [
        line for line in said if line.startswith("Beside the rest, favourable answers are clearly higher here in ")
    ]
    listed = [line for line in said if line.startswith("Clearly higher: ")]
    assert counted
    assert len(listed) >= len(set(counted))
    assert all(line.count(", the rest ") >= 3 for line in listed)

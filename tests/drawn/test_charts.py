"""Charts: what is drawn, what is said beside it, and that everything stays on its sheet."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn.sample import (
    AGES,
    ARROWS,
    BESIDE,
    FUNNEL,
    GROUPS,
    HELP,
    JOINED,
    LINES,
    PANELS,
    PROCESS,
    TONES,
    hidden,
    stack,
)
from poet.draw import palette
from poet.draw.charts import PAPER, PHONE, SCREEN, pictures
from poet.draw.letters import width, wrapped
from poet.report.model import Bar, Bars, Tone, Words

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = (PROCESS, HELP, AGES, BESIDE, PANELS, ARROWS, FUNNEL, JOINED, LINES, GROUPS)


def root(chart, sheet=PAPER):
    (picture,) = pictures(chart, sheet)
    return ElementTree.fromstring(picture.svg)


def texts(tree):
    return ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]


def fills(tree):
    return [box.get("fill") for box in tree.iter(f"{SVG}rect")]


def test_a_stacked_bar_is_drawn_in_the_order_of_its_answers():
    tree = root(Bars("b", 1, Words("c"), "a", (stack("Row", 2, 2, 2, 2, 2),), stacked=True, table="t"))
    five = ["#0a5a63", "#5fa8a5", "#dcd8cf", "#e6a67a", "#9c3f1c"]
    assert fills(tree) == five + five  # the legend, then the bar


def test_segments_fill_the_line_from_nought_to_the_whole_with_gaps_between():
    tree = root(Bars("b", 1, Words("c"), "a", (stack("Row", 1, 1, 1, 1, 0),), stacked=True, table="t"))
    boxes = [(float(b.get("x")), float(b.get("width"))) for b in tree.iter(f"{SVG}rect") if b.get("y") == "0"]
    gaps = [round(right[0] - left[0] - left[1], 1) for left, right in pairwise(boxes)]
    assert gaps == pytest.approx([1.5, 1.5, 1.5], abs=0.11)  # places are written to a tenth


def test_what_stands_apart_is_hatched_and_lies_beyond_the_whole():
    tree = root(Bars("b", 1, Words("c"), "a", (stack("Row", 5, 5, 5, 5, 5, apart=5),), stacked=True, table="t"))
    edged = [box for box in tree.iter(f"{SVG}rect") if box.get("stroke")]
    hundred = next(float(t.get("x")) for t in tree.iter(f"{SVG}text") if t.text == "100%")
    assert [float(box.get("x")) > hundred for box in edged] == [False, True]  # in the legend; beside the bar


def test_a_row_says_its_base_and_a_withheld_row_why():
    said = texts(
        root(
            Bars(
                "b",
                1,
                Words("c"),
                "a",
                (stack("Row", 9, 9, 9, 9, 7), Bar("Other", "", withheld="Not shown")),
                stacked=True,
                table="t",
            )
        )
    )
    axis = ["0%", "25%", "50%", "75%", "100%"]
    assert said == [name for name, _ in TONES] + axis + ["Row  n = 43"] + ["21 %"] * 4 + ["16 %", "Other", "Not shown"]


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, PHONE])
@pytest.mark.parametrize("chart", CHARTS)
def test_no_text_is_smaller_than_nine_points_on_paper_and_thirteen_on_a_screen(chart, sheet):
    tree = root(chart, sheet)
    sizes = {float(e.get("font-size")) for e in tree.iter() if e.get("font-size")}
    assert min(sizes) >= (9 if sheet is PAPER else 13)


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, PHONE])
@pytest.mark.parametrize("chart", CHARTS)
def test_every_text_ends_on_the_sheet(chart, sheet):
    tree = root(chart, sheet)
    usual = tree.find(f"{SVG}g[@font-size]").get("font-size")
    for text in tree.iter(f"{SVG}text"):
        long = sheet.wide("".join(text.itertext())) * float(text.get("font-size", usual)) / sheet.size
        share = {"middle": 0.5, None: 1, "start": 1}[text.get("text-anchor")]
        assert float(text.get("x")) + long * share <= sheet.width + 0.5


def test_a_chart_of_forty_rows_is_parted_on_paper_and_whole_on_a_screen():
    many = Bars(
        "b",
        1,
        Words("c"),
        "The alt",
        tuple(stack(f"Row {n}", 9, 9, 9, 9, 7) for n in range(40)),
        stacked=True,
        table="t",
    )
    parts = pictures(many, PAPER)
    heights = [float(ElementTree.fromstring(part.svg).get("height")) for part in parts]
    assert [part.name for part in parts] == ["Part 1 of 2. The alt", "Part 2 of 2. The alt"]
    assert max(heights) <= PAPER.tallest
    assert [len(re.findall(r">Row \d+<", part.svg)) for part in parts] == [20, 20]
    assert len(pictures(many, SCREEN)) == 1


def test_a_row_taller_than_a_page_still_stands_once():
    long = Bars(
        "b",
        1,
        Words("c"),
        "a",
        (stack("word " * 900, 1, 1, 1, 1, 1), stack("Row", 1, 1, 1, 1, 1)),
        stacked=True,
        table="t",
    )
    assert [picture.svg.count(">Row") for picture in pictures(long, PAPER)] == [0, 1]


def test_a_chart_without_rows_has_its_axis_only():
    assert texts(root(Bars("b", 1, Words("c"), "a", (), stacked=True, table="t"))) == [
        "0%",
        "25%",
        "50%",
        "75%",
        "100%",
    ]


def test_a_legend_runs_along_the_scale_and_what_is_told_together_has_its_own_colour():
    tree = root(JOINED)
    scale = ["A lot better", "A lot better or better", "Better", "No difference", "Worse", "Worse or a lot worse"]
    assert texts(tree)[:8] == [*scale, "A lot worse", "Any other answer"]
    assert len(set(fills(tree)[:8])) == 8


def test_two_answers_of_one_tone_are_painted_apart():
    paints = [palette.paint(tone, nth).fill for tone in Tone if tone is not Tone.APART for nth in range(3)]
    assert len(paints) == len(set(paints))


@given(st.text(max_size=80), st.floats(8, 20), st.floats(30, 300))
def test_wrapping_keeps_every_letter_and_every_line_fits(text, size, room):
    lines = wrapped(text, size, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [line for line in lines if len(line) > 1 and width(line, size) > room] == []


@given(st.text(max_size=60))
def test_any_text_makes_a_well_formed_picture(label):
    tree = root(
        Bars(
            "b",
            1,
            Words(label),
            label or "alt",
            (stack(label, 1, 2, 3, 4, 5, apart=1), hidden(label)),
            stacked=True,
            table="t",
        )
    )
    assert tree.get("role") == "img"


def test_small_pictures_stand_side_by_side_each_under_its_name_and_base():
    tree = root(PANELS)
    names = {text.text: (float(text.get("x")), float(text.get("y"))) for text in tree.iter(f"{SVG}text")}
    (first, level), (third, same) = names["Anyshire"], names["Nowhere"]
    assert (first, level) == (0, same)
    assert third > PAPER.width / 2
    assert "Othershire  n = 43" in texts(tree)


def test_an_arrow_points_from_then_to_now():
    tips = [
        p.get("d")
        for p in root(ARROWS).iter(f"{SVG}path")
        if p.get("fill") == palette.TEAL and p.get("d").endswith("Z")
    ]
    heads = [[float(n) for n in re.findall(r"[\d.]+", tip)] for tip in tips[1:]]  # the first is the legend's
    assert [tip > back for tip, _, back, *_ in heads] == [True, False, False]


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, PHONE])
def test_no_two_lines_of_a_funnel_s_names_lie_over_each_other(sheet):
    column = sheet.width * 0.58
    lines = [t for t in root(FUNNEL, sheet).iter(f"{SVG}text") if float(t.get("x")) == pytest.approx(column, abs=0.1)]
    levels = sorted(float(text.get("y")) for text in lines)
    assert len(levels) >= 8
    assert min(b - a for a, b in pairwise(levels)) >= sheet.size


def test_a_funnel_says_of_each_area_its_base_and_of_a_withheld_one_why():
    said = " ".join(texts(root(FUNNEL)))
    assert all(f"n = {n}" in said for n in (420, 60, 75, 300))
    assert "Nowhere Not shown" in said

"""Paper says what the web asks: every question and option in order, a code on every side, a box for every option."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from poet.__main__ import main
from poet.instrument import worded
from poet.instrument.shelf import shelf
from poet.paper import LARGE, FormCode, Print, boxes, read, sheets
from poet.paper.words import words as beside
from poet.route import pages

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "var" / "assets"
SHELF = shelf(ROOT / "instruments")
DRESSED = list(SHELF.dressings())
# pdftotext turns the letters of right-to-left words around: those sheets are looked at by eye, and their boxes counted.
READ = [one for one in DRESSED if not one.right_to_left]
NAMES = [f"{one.base.id}-{one.base.version}-{one.face}" for one in DRESSED]
pytestmark = pytest.mark.skipif(
    not (ASSETS / "ttf").is_dir(), reason="The assets are not built. Build them with: make assets"
)
reads = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="No pdftotext here. Install it with: apt-get install poppler-utils"
)


def printed(dressed, **given):
    variant = dressed.instrument.variants[-1]
    return Print(dressed, variant, ASSETS, **{"area": "Anyshire", "area_code": "E10900001", **given})


def text(pdf, tmp_path):
    (tmp_path / "sheets.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "sheets.pdf", "-"], capture_output=True, text=True, check=True
    )
    return " ".join(said.stdout.split())


@reads
@pytest.mark.parametrize("dressed", READ, ids=[f"{one.base.id}-{one.base.version}-{one.face}" for one in READ])
def test_every_question_and_option_stands_on_paper_in_order(dressed, tmp_path):
    one = printed(dressed)
    said = text(sheets(one), tmp_path)
    at = 0
    for page in pages(dressed.instrument, one.variant):
        for item in page.items:
            for words in (
                worded(item.ask, one.variant),
                *(worded(option.text, one.variant) for option in item.options),
            ):
                at = said.find(" ".join(words.split()), at)
                assert at >= 0, words


@pytest.mark.parametrize("dressed", DRESSED, ids=NAMES)
def test_every_option_has_a_box_inside_the_corner_marks(dressed):
    one = printed(dressed)
    items = [item for page in pages(dressed.instrument, one.variant) for item in page.items]
    wanted = [(item.id, option.code) for item in items for option in item.options]
    wanted += [(item.id, item.not_understood.code) for item in items if item.not_understood and not item.options]
    found = boxes(one)
    assert sorted((box.item, box.code) for box in found) == sorted(wanted)
    assert [box for box in found if not (14 < box.x < 196 and 14 < box.y < 283)] == []
    assert len({(box.side, round(box.x), round(box.y)) for box in found}) == len(found)


def test_large_print_is_longer_and_tagged():
    dressed = SHELF.dressed("ehc-parents/2026")
    plain, large = (pikepdf.open(BytesIO(sheets(printed(dressed, size=size)))) for size in (12, LARGE))
    assert len(large.pages) > len(plain.pages)
    assert large.Root.MarkInfo.Marked
    assert str(large.Root.Lang).startswith("en")


def test_the_same_printing_makes_the_same_bytes():
    one = printed(SHELF.dressed("ehc-young-people/2026", "easy"))
    assert sheets(one) == sheets(one)


@reads
def test_each_side_says_which_it_is(tmp_path):
    one = printed(SHELF.dressed("ehc-parents/2026"))
    said = text(sheets(one), tmp_path)
    sides = len(pikepdf.open(tmp_path / "sheets.pdf").pages)
    assert [f"Side {side} of {sides}" in said for side in range(1, sides + 1)] == [True] * sides
    assert said.count(f"ehc-parents/2026 standard {one.code.digest}") == sides


def test_paper_says_every_word_in_every_language_with_the_same_gaps():
    english = beside("en")
    for language in ("cy", "pl", "ur"):
        own = beside(language)
        assert list(own) == list(english)
        gaps = {name: [sorted(re.findall(r"{\w+}", said[name])) for said in (own, english)] for name in english}
        assert [name for name, (here, there) in gaps.items() if here != there] == []
        assert [name for name in english if own[name] == english[name]] == ["quoted"] * (language == "cy")


@reads
@pytest.mark.parametrize("language", ["cy", "pl"])
@pytest.mark.parametrize("form", ["ehc-parents/2026", "phb-holders/2026", "ehc-practitioners/2026"])
def test_a_sheet_in_a_language_says_nothing_in_english_beside_names(form, language, tmp_path):
    said, own = text(sheets(printed(SHELF.dressed(form, language))), tmp_path), beside(language)
    asked = SHELF.instruments[form].sections
    here = ["how", "back", "unchecked", "one", *["private"] * any(section.private for section in asked)]
    assert [name for name in here if own[name] not in said] == []
    assert [one for one in beside("en").values() if len(one.split()) > 2 and "{" not in one and one in said] == []
    assert re.findall(r"\b(?:the|you|your|this|please|answer|question|side)\b", said, re.IGNORECASE) == []


def test_a_sheet_in_urdu_begins_at_the_right():
    right, left = (boxes(printed(SHELF.dressed("ehc-parents/2026", face))) for face in ("ur", "cy"))
    assert {box.x > 150 for box in right} == {True}
    assert {box.x < 60 for box in left} == {True}


def test_added_questions_are_printed_in_the_language_of_the_face():
    one = printed(SHELF.composed("ehc-parents/2026", ["short-breaks-easy", "money-forms"], "ur"))
    assert {box.item for box in boxes(one)} >= {"short-breaks-easy", "money-forms"}
    assert one.code.digest != printed(SHELF.dressed("ehc-parents/2026", "ur")).code.digest


def test_a_code_is_read_back_and_nothing_else_is():
    code = FormCode("ehc-parents/2026", "easy", "plain", "E10900001", "0123abcd").on(3)
    assert read(str(code)) == code
    assert "<svg" in code.picture()
    assert [
        read(wrong)
        for wrong in ("", "POET1", str(code)[:-1], str(code) + "|", "x" + str(code), str(code)[:-1] + "\u0663")
    ] == [None] * 6


def test_paper_from_the_command_line(tmp_path, capsys):
    form = str(ROOT / "instruments/ehc-parents/2026.toml")
    assert main(["paper", form, "-o", str(tmp_path / "p.pdf"), "--face", "easy", "--assets", str(ASSETS)]) == 0
    assert (tmp_path / "p.pdf").read_bytes()[:5] == b"%PDF-"
    assert main(["paper", form, "-o", str(tmp_path / "p.pdf"), "--face", "klingon"]) == 1
    assert capsys.readouterr().out.startswith(
        "ehc-parents/2026 has no face 'klingon'. Use one of: standard, cy, easy, pl, ur"
    )

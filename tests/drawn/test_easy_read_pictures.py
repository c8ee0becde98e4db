"""The pictures of Easy Read: one beside each sentence, of those that the questionnaires use, and passed over when read aloud."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from drawn.council import FONTS
from drawn.test_every_kind import drawn, told
from drawn.test_pdf import nodes
from poet.draw import FORMATS, html, pictograms
from poet.instrument.pictures import pictures
from poet.proofread import proofread
from poet.report.model import Points
from poet.report.register import register

PICTURES = pictograms.beside(FONTS)


def lists(kind):
    return [b for s in (*told(kind).summary, *told(kind).sections) for b in s.blocks if isinstance(b, Points)]


def test_each_sentence_of_easy_read_has_a_picture_that_the_questionnaires_use_too():
    assert len(lists("easy-read")) == 4
    for block in lists("easy-read"):
        assert len(block.pictures) == len(block.sentences)
        assert set(block.pictures) <= set(pictures())


def test_other_kinds_have_none_and_name_nobody_who_drew_them():
    assert all(block.pictures == () for block in lists("local"))
    assert b"OpenMoji" not in drawn("local", "html")


needs_assets = pytest.mark.skipif(not (PICTURES and PICTURES.is_dir()), reason="needs the pictures: `make assets`")


@needs_assets
def test_the_web_page_shows_each_beside_its_sentence_and_hides_it_from_screen_readers():
    page = drawn("easy-read", "html").decode()
    many = sum(len(block.pictures) for block in lists("easy-read"))
    assert page.count('<span class="picture" aria-hidden="true"><svg') == many
    assert "OpenMoji, under CC BY-SA 4.0" in page


@needs_assets
def test_in_the_pdf_they_are_no_part_of_what_is_read_aloud():
    with pikepdf.open(BytesIO(drawn("easy-read", "pdf"))) as document:
        tags = [str(node.S) for node in nodes(document)]
    assert "/Figure" not in tags
    assert tags.count("/LI") >= sum(len(block.sentences) for block in lists("easy-read"))
    bare = len(FORMATS["pdf"].draw(told("easy-read"), None))
    assert len(drawn("easy-read", "pdf")) != bare


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx"])
def test_the_report_with_its_pictures_is_proofread_like_every_other(ending):
    assert proofread(register(told("easy-read")), f"r.{ending}", drawn("easy-read", ending)) == ()


def test_where_no_pictures_are_built_the_words_stand_alone():
    page = html.draw(told("easy-read")).decode()
    assert "<svg" not in page
    assert "people told us." in page


@pytest.mark.parametrize("name", ["../../secret", "face-4/../face-5", "Face", ""])
def test_no_file_but_a_picture_is_ever_read(name):
    assert pictograms.svg(name, PICTURES) == ""

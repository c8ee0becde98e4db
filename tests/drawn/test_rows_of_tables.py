"""Rows of a PDF's tables: those that nobody measures hold their text, and the first cell of each is its header."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pypdfium2
import pytest

from drawn.sample import sample_report
from poet.draw import pdf
from poet.draw.letters import surely_fits
from poet.draw.row_headers import NotMarked, with_row_headers
from poet.draw.tables import column_widths, rows_of_one_line
from poet.report.model import Cell, Section, Table

FONTS = Path(__file__).parents[2] / "var/assets/ttf"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+-/&"
IMITATED = "1 0 obj\n<</Type/StructElem/S/TD/P 1 0 R/A[<</O/Table/Headers[(U1x0y0)]>>]/K[1]>>"


def table(texts):
    rows = tuple((Cell(text), Cell("12%"), Cell("of them")) for text in texts)
    return Table("widths", 3, "Letters", ("Said", "Share", "Of whom"), rows)


def widest():
    """The room of the first column, in ems, where it wants more than it is given: a line of a table has 47.7, edges take 1.1."""
    wide = column_widths(table(["words " * 20]))
    return 47.7 * wide[0] / sum(wide) - 1.1


def full(letter):
    """A text of one letter, with places to break, that only just fits."""
    text, room = f"{letter} ", widest()
    while surely_fits(f"{text}{letter}", room):
        text += letter if len(text) % 6 else " "
    return text.rstrip()


def report_of(one):
    return msgspec.structs.replace(sample_report(), sections=(), annex=(Section("t", "Tables", (one,)),))


def lines_of(page, text):
    """In how many lines a text stands on a page."""
    words = page.get_textpage()
    found = words.search(text, match_case=True).get_next()
    if found is None:
        return 0
    boxes = [words.get_rect(place) for place in range(words.count_rects(*found))]
    return len({round(foot) for _, foot, _, _ in boxes})


@pytest.mark.parametrize("fonts", [FONTS, None], ids=["own typeface", "fallback"])
def test_a_row_said_to_be_of_one_line_is_of_one_line(fonts):
    texts = [full(letter) for letter in LETTERS]
    one = table(texts)
    assert rows_of_one_line(one, column_widths(one)) == [True] * len(texts)
    document = pypdfium2.PdfDocument(pdf.draw(report_of(one), fonts=fonts))
    assert {text: sum(lines_of(page, text) for page in document) for text in texts} == dict.fromkeys(texts, 1)


def test_a_row_is_measured_where_a_cell_may_be_longer_or_holds_a_letter_of_unknown_width():
    one = table(["Short", "words " * 20, "ŵyneb", "Ελλάδα", "\u200blong"])
    assert rows_of_one_line(one, column_widths(one)) == [True, False, False, False, False]


def test_rows_of_one_line_are_as_tall_as_those_that_are_measured():
    """A letter of unknown width has its row measured: beside known ones the rows stand equally far from each other."""
    known, measured = (
        pypdfium2.PdfDocument(pdf.draw(report_of(table(texts)), fonts=FONTS if FONTS.is_dir() else None))
        for texts in (["zqa", "zqe", "zqo"], ["zqá", "zqé", "zqó"])
    )
    assert feet(known, ("zqa", "zqe", "zqo")) == pytest.approx(feet(measured, ("zqá", "zqé", "zqó")), abs=0.05)


def feet(document, texts):
    found = []
    for page in document:
        words = page.get_textpage()
        for text in texts:
            place = words.search(text, match_case=True, match_whole_word=True).get_next()
            if place is not None:
                found.append(words.get_charbox(place[0], loose=True)[1])
    assert len(found) == len(texts)
    return found


def test_text_that_looks_like_a_cell_of_the_file_is_no_cell():
    report = report_of(table([IMITATED, IMITATED.replace("\n", " ")]))
    report = msgspec.structs.replace(report, title=IMITATED, subtitle=IMITATED, area=IMITATED)
    assert pdf.draw(report).startswith(b"%PDF-1.7")


def test_a_file_with_other_rows_than_were_set_is_not_given_out():
    report = report_of(table(["One", "Two"]))
    typeset = pdf._typeset(report, None)
    assert with_row_headers(typeset, 2).startswith(b"%PDF-1.7")
    with pytest.raises(NotMarked, match="2 rows were found of 3"):
        with_row_headers(typeset, 3)

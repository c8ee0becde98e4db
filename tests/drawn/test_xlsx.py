"""The spreadsheet: cover, notes, one table a sheet, real numbers."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from drawn.sample import sample_report
from poet.draw import words, xlsx


@pytest.fixture(scope="module")
def book():
    return load_workbook(BytesIO(xlsx.draw(sample_report())))


def test_there_is_a_cover_the_notes_and_one_sheet_a_table(book):
    assert book.sheetnames == ["Cover", "Notes", "Table_1", "Table_2"]


def test_figures_are_numbers_with_their_formats_and_withheld_is_shorthand(book):
    rows = list(book["Table_1"].iter_rows(min_row=4))
    assert [cell.value for cell in rows[0]] == ["Question", "People", "Share", "Interval"]
    assert [cell.value for cell in rows[1]][1:] == [28, 0.651, "50 % to 78 %"]
    assert [cell.number_format for cell in rows[1]] == ["General", "#,##0", "0%", "General"]
    assert [cell.value for cell in rows[-1]][1:] == ["[c]", "[c]", "[c]"]


def test_the_header_stays_in_sight(book):
    assert [book[name].freeze_panes for name in book.sheetnames] == [None, None, "B5", "B5"]


def test_every_sheet_says_that_the_data_are_made_up(book):
    assert {sheet["A2"].value for sheet in book} == {f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}"}


def test_real_data_are_not_called_made_up():
    book = load_workbook(BytesIO(xlsx.draw(sample_report(made_up=False))))
    assert {sheet["A2"].value for sheet in book} == {None}


def test_the_cover_leads_to_each_sheet(book):
    links = [cell.hyperlink.location for (cell,) in book["Cover"]["A1:A30"] if cell.hyperlink]
    assert links == ["'Notes'!A1", "'Table_1'!A1", "'Table_2'!A1"]

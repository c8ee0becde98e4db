"""Word, slides, OpenDocument and CSV, opened by other programs: whole, structured, and with the same figures."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import docx
import msgspec
import pptx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

from drawn.council import ABOUT, HERE, release
from drawn.sample import LINES, LONG, sample_report
from poet.draw import FORMATS, charts, csvw, words
from poet.draw.sheets import tables
from poet.draw.tables import figure_columns
from poet.report import Done, local
from poet.report.model import Section


@pytest.fixture(scope="module")
def drawn():
    return {name: FORMATS[name].draw(sample_report(), None) for name in ("docx", "pptx", "ods", "xlsx", "zip")}


@pytest.fixture(scope="module")
def word(drawn):
    return docx.Document(BytesIO(drawn["docx"]))


@pytest.fixture(scope="module")
def slides(drawn):
    return pptx.Presentation(BytesIO(drawn["pptx"])).slides


def printed():
    """Every table of the report as it is printed."""
    return [[list(t.head), *([cell.text for cell in row] for row in t.rows)] for t in tables(sample_report())]


def test_headings_of_the_word_document_are_real_and_in_order(word):
    found = [(line.style.name, line.text) for line in word.paragraphs if line.style.name.startswith(("Head", "Title"))]
    assert found == [
        ("Title", "What support is like, and what difference it makes"),
        ("Heading 1", "What is working, and what is not"),
        ("Heading 1", "Being heard is common; knowing who to ask is not"),
        ("Heading 1", "Most had a break from caring"),
        ("Heading 1", "Listening stands out beside the rest of England"),
        ("Heading 1", "Annex: tables"),
        ("Heading 2", "What people said"),
        ("Heading 1", "About this report"),
    ]


def test_tables_of_the_word_document_have_a_header_that_is_repeated(word):
    heads = [[row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] for table in word.tables]
    assert heads == [[True, *[False] * 4], [True, *[False] * 30]]


def test_the_word_document_holds_the_report_s_tables(word):
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables] == printed()


def test_every_picture_of_the_word_document_says_what_it_shows(word):
    said = [shape._inline.docPr.get("descr").partition(":")[0] for shape in word.inline_shapes]
    assert said == [
        "Stacked bars",
        "Bars with intervals",
        "One stacked bar",
        "Points with intervals",
    ]


def test_every_page_of_the_word_document_says_that_its_data_are_made_up(word):
    assert [s.header.paragraphs[0].text for s in word.sections] == [f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}"]


def test_each_slide_has_a_title_and_notes(slides):
    assert len(slides) == 1 + 1 + 5  # three short points of the first page stand together
    assert [bool(slide.shapes.title.text.strip()) for slide in slides] == [True] * 7
    assert [slide.notes_slide.notes_text_frame.text.count(words.MADE_UP_SENTENCE) for slide in slides] == [1] * 7


def test_a_slide_of_lines_over_rounds_holds_four_questions_in_letters_of_12_points_and_more():
    many = msgspec.structs.replace(LINES, lines=LINES.lines * 6)
    drawn = charts.pictures(many, charts.CLOSE_SLIDE)
    assert (len(many.lines), len(drawn)) == (24, 6)
    assert min(word.size for picture in drawn for word in picture.ink.words) == 12
    report = msgspec.structs.replace(sample_report(), sections=(Section("r", "Over the rounds", (many,)),))
    shown = pptx.Presentation(BytesIO(FORMATS["pptx"].draw(report, None))).slides
    assert len([one for one in shown if any(it.shape_type == MSO_SHAPE_TYPE.PICTURE for it in one.shapes)]) == 6


def test_the_slide_of_a_chart_says_which_chapter_it_is_of_and_whether_it_goes_on():
    told = local(release(), HERE, ABOUT)
    shown = pptx.Presentation(BytesIO(FORMATS["pptx"].draw(told, None))).slides
    titles = [slide.shapes.title.text for slide in shown if slide.shapes.title.text.count("\n")]
    assert len(set(titles)) == len(titles) > 20
    assert any(one.startswith("What has changed for your child, continued\n") for one in titles)


def test_short_points_stand_together_and_a_long_one_alone(slides):
    told = local(release(), HERE, ABOUT, "initial")
    shown = pptx.Presentation(BytesIO(FORMATS["pptx"].draw(told, None))).slides
    bodies = [[p.text for p in slide.placeholders[1].text_frame.paragraphs] for slide in shown]
    assert bodies[-1] == [said.text for block in told.sections[-2].blocks for said in block.sentences]
    assert all(len(one) == 1 or sum(map(len, one)) <= 300 for one in bodies)


def test_the_notes_of_a_chart_hold_its_figures_and_its_description(slides):
    notes = slides[2].notes_slide.notes_text_frame.text
    assert "People listened to what we said n = 43 47 % 33 % 12 % 7 % 2 % 3" in notes
    assert "Being listened to is highest, knowing who to ask lowest." in notes


def test_every_picture_stays_on_its_slide_and_says_what_it_shows(slides):
    pictures = [shape for s in slides for shape in s.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert [p._element.nvPicPr.cNvPr.get("descr").partition(":")[0] for p in pictures] == [
        "Part 1 of 2. Stacked bars", "Part 2 of 2. Stacked bars", "Bars with intervals", "One stacked bar", "Points with intervals"
    ]  # fmt: skip
    assert all(p.left + p.width <= 960 * 12700 and p.top + p.height <= 508 * 12700 for p in pictures)


def test_both_workbooks_hold_the_same_sheets_and_cells(drawn):
    excel = load_workbook(BytesIO(drawn["xlsx"]))
    odf = CalamineWorkbook.from_filelike(BytesIO(drawn["ods"]))
    assert odf.sheet_names == excel.sheetnames == ["Cover", "Notes", "Table_1", "Table_2"]
    for name in ("Table_1", "Table_2"):
        cells = [["" if v is None else v for v in row] for row in excel[name].iter_rows(min_row=4, values_only=True)]
        assert odf.get_sheet_by_name(name).to_python()[3:] == cells


def test_the_open_document_says_first_what_it_is(drawn):
    with ZipFile(BytesIO(drawn["ods"])) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", 0)
        assert archive.testzip() is None


def test_the_csv_holds_each_figure_once_and_its_description_each_column(drawn):
    with ZipFile(BytesIO(drawn["zip"])) as archive:
        rows = list(csv.DictReader(StringIO(archive.read("figures.csv").decode())))
        described = json.loads(archive.read("figures.csv-metadata.json"))
    assert [row["printed"] for row in rows] == [text for table in printed() for row in table[1:] for text in row[1:]]
    assert list(rows[0]) == [column["name"] for column in described["tableSchema"]["columns"]]
    assert described["url"] == "figures.csv"
    assert (rows[1]["value"], rows[1]["base"], rows[1]["low"]) == ("0.651", "43", "0.502")


def test_a_row_s_name_cannot_become_a_formula():
    assert csvw._printed("=1+1") == "'=1+1"
    assert csvw._printed("-5") == "-5"


def test_a_long_name_is_kept_whole(word, slides):
    assert LONG in " ".join(line.text for line in word.paragraphs)
    assert LONG in slides[0].placeholders[1].text_frame.text


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install -y libreoffice-core")
@pytest.mark.parametrize("name", ["docx", "pptx", "ods", "xlsx"])
def test_libreoffice_opens_each_file(drawn, tmp_path, name):
    (tmp_path / f"report.{name}").write_bytes(drawn[name])
    command = [OFFICE, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / f"report.{name}"]
    subprocess.run(command, check=True, timeout=120, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_a_word_table_sets_figures_flush_and_has_rules_between_rows_alone(word):
    table = word.tables[0]
    marks = [cell.paragraphs[0].paragraph_format.alignment for cell in table.rows[1].cells]
    assert [mark is not None for mark in marks] == figure_columns(sample_report().annex[0].blocks[0])
    sides = {side.tag.rpartition("}")[2]: side.get(qn("w:val")) for side in table._tbl.tblPr.find(qn("w:tblBorders"))}
    assert sides == {
        "top": "nil",
        "left": "nil",
        "bottom": "single",
        "right": "nil",
        "insideH": "single",
        "insideV": "nil",
    }


def slides_of(report):
    shown = pptx.Presentation(BytesIO(FORMATS["pptx"].draw(report, None))).slides
    return [
        (slide.shapes.title.text, slide.placeholders[1].text_frame.text.split("\n"))
        for slide in list(shown)[1:]
        if len(slide.placeholders) > 1
    ]


def test_slides_of_you_said_we_did_say_what_was_done():
    done = (Done("process-information", "Write in plain words", "SEND manager", "31 March 2027", "begun"),)
    shown = slides_of(local(release(), HERE, replace(ABOUT, done=done), "you-said"))
    assert (
        "We did",
        ["Write in plain words (SEND manager, until 31 March 2027)\u2003Clear information\u2003begun"],
    ) in shown


def test_slides_of_a_council_of_which_nothing_can_be_shown_say_why():
    shown = slides_of(local(release(people=6), HERE, ABOUT, "you-said"))
    assert shown[0] == ("You said", ["There are too few answers yet: 10 or more are needed."])


def test_first_findings_come_to_the_event_and_none_stands_alone_on_a_slide():
    shown = slides_of(local(release(), HERE, ABOUT, "initial"))
    assert {"Key outcomes", "Looking more closely"} <= {title for title, _ in shown}
    assert [lines for title, lines in shown if title == "Key outcomes" and len(lines) < 2] == []

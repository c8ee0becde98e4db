"""What holds for every drawing: same value same bytes, hostile labels are harmless, withheld prints no number."""

from __future__ import annotations

from io import BytesIO

import msgspec
import pytest
from openpyxl import load_workbook
from pikepdf import Pdf

from drawn.sample import WHY, sample_report, stack
from poet.draw import FORMATS, html, json, pdf
from poet.draw.charts import PAPER, PHONE, SCREEN, pictures
from poet.report.model import Bar, Bars, Cell, Dot, Dots, Paragraph, Report, Section, Segment, Table, Tone, Words

HOSTILE = (
    "<script>alert(1)</script>",
    "#panic()",
    "=1+1",
    '"><svg onload=x>',
    "{{ 7 * 7 }}",
    "$x$ *b* @a \\u{41}",
    "\x00\x1b]",
)


def test_the_formats_are_the_dispatch_table():
    assert list(FORMATS) == ["pdf", "html", "json", "claims", "xlsx", "ods", "docx", "pptx", "zip"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_value_gives_the_same_bytes(name):
    assert FORMATS[name].draw(sample_report(), None) == FORMATS[name].draw(sample_report(), None)


def hostile(label: str) -> Report:
    chart = Bars(
        "c",
        1,
        Words(label),
        label,
        (stack(label, 9, 9, 9, 9, 9, apart=2), Bar(label, label, withheld=label)),
        stacked=True,
        table="t",
    )
    points = Dots("d", 2, Words(label), label, (Dot(label, label, 0.5, 0.4, 0.6, 0.5, label),), label, label, "t")
    table = Table("t", 3, label, (label, label), ((Cell(label), Cell(label)),))
    section = Section("s", label, (Paragraph((Words(label),)), chart, points, table))
    return msgspec.structs.replace(
        sample_report(), title=label, subtitle=label, area=label, sections=(section,), licence=label
    )


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_only_ever_text(label):
    report = hostile(label)
    page = html.draw(report).decode()
    assert page.count("<script") == 0
    assert page.count("<svg onload") == 0
    assert page.count("<p>49</p>") == 0
    with Pdf.open(BytesIO(pdf.draw(report))) as drawn:
        assert "/JavaScript" not in drawn.Root.get("/Names", {})
    book = load_workbook(BytesIO(FORMATS["xlsx"].draw(report, None)))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value} == {"s", "n"}
    assert json.load(json.dump(report)) == report


def malformed_and_withheld() -> tuple[Bars, Dots]:
    """Rows that say they are withheld and hold their figures all the same."""
    part = Segment("Yes", Tone.FAVOURABLE, 0.7312, "73.12 %")
    return (
        Bars(
            "b", 1, Words("c"), "a", (Bar("Row", "", (part,), 0.6112, 0.8412, withheld=WHY),), stacked=True, table="t"
        ),
        Dots(
            "d",
            2,
            Words("c"),
            "a",
            (Dot("Row", "", 0.7312, 0.6112, 0.8412, 0.5, "73.12 %", withheld=WHY),),
            "here",
            "there",
            "t",
        ),
    )


@pytest.mark.parametrize("sheet", [PAPER, SCREEN, PHONE])
@pytest.mark.parametrize("chart", malformed_and_withheld())
def test_a_withheld_row_draws_neither_figure_nor_length(chart, sheet):
    (withheld,) = pictures(chart, sheet)
    rows = chart.bars if isinstance(chart, Bars) else chart.dots
    empty = type(rows[0])("Row", "", withheld=WHY)
    assert (
        withheld
        == pictures(
            msgspec.structs.replace(chart, **{"bars" if rows is getattr(chart, "bars", 0) else "dots": (empty,)}), sheet
        )[0]
    )


def test_a_withheld_cell_is_shorthand_even_if_a_number_lies_behind_it():
    table = Table("t", 1, "c", ("Row", "People"), ((Cell("One"), Cell("[c]", 3)), (Cell("Two"), Cell("12", 12))))
    report = msgspec.structs.replace(sample_report(), annex=(Section("a", "A", (table,)),))
    sheet = load_workbook(BytesIO(FORMATS["xlsx"].draw(report, None)))["Table_1"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)] == [["One", "[c]"], ["Two", 12]]

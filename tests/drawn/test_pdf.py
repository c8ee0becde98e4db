"""The PDF: tagged for PDF/UA, every figure described, every table with its headers, no name lost."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import msgspec
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfua import validate

from drawn.sample import LONG, WHY, sample_report, stack
from poet.draw import pdf
from poet.report.model import Bars, Paragraph, Section, Words

NEEDS_POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext: apt-get install -y poppler-utils"
)


def nodes(document):
    waiting, found = [document.Root.StructTreeRoot.K], []
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            waiting.append(node.get("/K", pikepdf.Array()))
    return found


def attribute(node, name):
    looks = node.get("/A", pikepdf.Array())
    several = looks if isinstance(looks, pikepdf.Array) else [looks]
    return next((str(each[name]) for each in several if name in each), None)


@pytest.fixture(scope="module")
def drawn():
    return pdf.draw(sample_report())


@pytest.fixture(scope="module")
def document(drawn):
    with pikepdf.open(BytesIO(drawn)) as opened:
        yield opened


def kinds(document, *wanted):
    return [node for node in nodes(document) if str(node.S) in wanted]


def test_the_document_says_its_language_title_and_standard(document):
    told = document.open_metadata()
    assert (told["pdfuaid:part"], told["dc:title"]) == ("1", sample_report().title)
    assert str(document.Root.Lang) == "en-GB"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_its_date_is_the_report_s_own(document):
    assert str(document.docinfo["/CreationDate"]) == "D:20261124000000Z"


def test_a_report_without_a_date_has_a_fixed_one():
    undated = pdf.draw(msgspec.structs.replace(sample_report(), date=""))
    with pikepdf.open(BytesIO(undated)) as opened:
        assert str(opened.docinfo["/CreationDate"]) == "D:19700101000000Z"


def test_headings_stand_in_order(document):
    headings = [(str(node.S), str(node.T)) for node in kinds(document, "/H1", "/H2")]
    assert headings == [
        ("/H1", "Contents"),
        ("/H1", "What is working, and what is not"),
        ("/H1", "Being heard is common; knowing who to ask is not"),
        ("/H1", "Most had a break from caring"),
        ("/H1", "Listening stands out beside the rest of England"),
        ("/H1", "Annex: tables"),
        ("/H2", "What people said"),
        ("/H1", "About this report"),
    ]


def test_every_figure_is_described_and_has_a_caption(document):
    described = [str(node.Alt).partition(":")[0] for node in kinds(document, "/Figure")]
    assert described == ["Stacked bars", "Bars with intervals", "One stacked bar", "Points with intervals"]
    assert len(kinds(document, "/Caption")) == 4 + 2


def test_tables_have_headers_of_columns_and_of_rows(document):
    scopes = [attribute(node, "/Scope") for node in kinds(document, "/TH")]
    assert (scopes.count("/Column"), scopes.count("/Row")) == (2 * 4, 4 + 30)
    assert [attribute(node, "/Headers") for node in kinds(document, "/TD")] == [None] * (34 * 3)


def test_an_independent_checker_finds_nothing(drawn, tmp_path):
    (tmp_path / "report.pdf").write_bytes(drawn)
    assert [finding.message for finding in validate(tmp_path / "report.pdf").findings] == []


def test_contents_lead_to_their_sections(document):
    links = [note for page in document.pages for note in page.get("/Annots", [])]
    assert [str(link.Subtype) for link in links] == ["/Link"] * 7


def pages(data: bytes, tmp_path) -> list[str]:
    """The text of each page, as another program reads it."""
    (tmp_path / "read.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "read.pdf", "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


@NEEDS_POPPLER
def test_every_page_says_where_it_stands_and_that_its_data_are_made_up(drawn, tmp_path):
    read = pages(drawn, tmp_path)
    assert [page.count("Made-up data. This report was made from made-up data.") for page in read] == [1] * len(read)
    assert [page.endswith(f"Page {n} of {len(read)}") for n, page in enumerate(read, start=1)] == [True] * len(read)


@NEEDS_POPPLER
def test_words_in_charts_can_be_read_and_searched(drawn, tmp_path):
    whole = " ".join(pages(drawn, tmp_path))
    assert whole.count(WHY.partition(".")[0]) == 3
    assert whole.count("ŵyneb yn wyneb") == 1
    assert whole.count("79 % here, 62 %") == 1


@NEEDS_POPPLER
def test_a_long_name_and_other_scripts_are_printed_whole(drawn, tmp_path):
    whole = " ".join(pages(drawn, tmp_path))
    assert whole.count(LONG) >= 3
    assert whole.count("Ελλάδα Россия") == 2


@NEEDS_POPPLER
def test_a_letter_that_no_typeface_has_is_named_not_lost(tmp_path):
    report = msgspec.structs.replace(sample_report(), subtitle="The letter \U00013000 stands here")
    assert pages(pdf.draw(report), tmp_path)[0].count("The letter [U+13000] stands here") == 1


def test_a_chart_longer_than_a_page_is_parted_and_each_part_described():
    long = Bars(
        "long",
        9,
        Words("Forty"),
        "The alt",
        tuple(stack(f"Row {n}", 9, 9, 9, 9, 7) for n in range(40)),
        stacked=True,
        table="t",
    )
    report = sample_report(extra=(Section("long", "Forty rows", (long,)),))
    with pikepdf.open(BytesIO(pdf.draw(report))) as opened:
        described = [str(node.Alt) for node in kinds(opened, "/Figure")][-2:]
    assert described == ["Part 1 of 2. The alt", "Part 2 of 2. The alt"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=30))
def test_any_text_can_be_printed(text):
    report = msgspec.structs.replace(
        sample_report(), subtitle=text, area=text, sections=(Section("s", text, (Paragraph((Words(text),)),)),)
    )
    assert pdf.draw(report).startswith(b"%PDF-1.7")

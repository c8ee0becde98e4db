"""Each kind of report in each document: structure, order and names, as other programs and a screen reader find them."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from io import BytesIO
from itertools import pairwise

import docx
import msgspec
import pikepdf
import pptx
import pypdfium2
import pytest
from openpyxl import load_workbook
from pdfua import validate
from python_calamine import CalamineWorkbook

from drawn.council import ABOUT, FONTS, HERE, release
from drawn.parted import national, regional
from drawn.test_html import Outline
from drawn.test_pdf import nodes
from poet.draw import FORMATS, words
from poet.draw.sheets import tables
from poet.report import Earlier, kinds, local, overall
from poet.report.model import Chart
from spec import test_as_others_see_it as voices

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
KINDS = tuple(kinds())
# Chapters that these kinds have only where there is more to tell: people by background, other people's answers.
MORE = {"by background": national, "a region by background": regional, "as others see it": voices.told}


@cache
def told(kind):
    if kind in MORE:
        return MORE[kind]()
    last, before = Earlier(release(people=40), "2025 to 2026"), (Earlier(release(people=50), "2024 to 2025"),)
    if kinds()[kind].of == "everybody":
        return overall(release(), ABOUT, kind, earlier=last, further=before)
    return local(release(), HERE, ABOUT, kind, earlier=last, further=before)


@cache
def drawn(kind, name):
    return FORMATS[name].draw(told(kind), FONTS)


def charts(kind):
    return [b for s in (*told(kind).summary, *told(kind).sections) for b in s.blocks if isinstance(b, Chart)]


def titles(kind):
    return [section.title for section in (*told(kind).summary, *told(kind).sections)]


@pytest.mark.parametrize("kind", [*KINDS, *MORE])
def test_the_pdf_of_each_kind_passes_an_independent_checker(kind, tmp_path):
    (tmp_path / "report.pdf").write_bytes(drawn(kind, "pdf"))
    assert [finding.message for finding in validate(tmp_path / "report.pdf").findings] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_of_each_kind_says_its_title_and_language_and_names_its_pictures_in_order(kind):
    with pikepdf.open(BytesIO(drawn(kind, "pdf"))) as document:
        assert (str(document.Root.Lang), document.open_metadata()["dc:title"]) == (
            told(kind).language,
            told(kind).title,
        )
        found = nodes(document)
        named = [str(node.Alt) for node in found if str(node.S) == "/Figure"]
        captions = [node for node in found if str(node.S) == "/Caption"]
        scopes = [
            str(node.A.Scope) for node in found if str(node.S) == "/TH" and isinstance(node.A, pikepdf.Dictionary)
        ]
    assert [name for name in named if not name.startswith("Part ")] == [
        chart.alt for chart in charts(kind) if chart.alt in named
    ]
    assert len(named) >= len(charts(kind))
    assert len(captions) >= len(charts(kind))
    printed = [
        block
        for s in (*told(kind).summary, *told(kind).sections, *told(kind).annex)
        for block in s.blocks
        if hasattr(block, "rows")
    ]
    assert scopes.count("/Row") == sum(len(table.rows) for table in printed)


@pytest.mark.parametrize("kind", KINDS)
def test_the_headings_of_each_kind_s_pdf_are_its_sections_in_their_order(kind):
    with pikepdf.open(BytesIO(drawn(kind, "pdf"))) as document:
        headings = [(str(node.S), str(node.T)) for node in nodes(document) if str(node.S) in {"/H1", "/H2"}]
    annex = [("/H1", words.ANNEX), *(("/H2", part.title) for part in told(kind).annex)] if told(kind).annex else []
    found = [("/H1", title) for title in titles(kind)]
    assert [one for one in headings if one[1] != words.CONTENTS] == [*found, *annex, ("/H1", words.ABOUT)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_of_each_kind_is_read_in_the_order_in_which_it_is_told(kind, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler: apt-get install -y poppler-utils")
    (tmp_path / "report.pdf").write_bytes(drawn(kind, "pdf"))
    done = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
    said = "".join(done.stdout.decode().split())
    start = said.rfind("".join(titles(kind)[0].split()))
    assert start >= 0
    for title in titles(kind):
        found = said.find("".join(title.split()), start)
        assert found >= 0, title
        start = found


@pytest.mark.parametrize("kind", [*KINDS, *MORE])
def test_the_pages_of_each_kind_s_pdf_are_counted_and_each_but_the_first_names_the_report(kind):
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(drawn(kind, "pdf"))]
    foots = [text.rsplit("Page ", 1)[1].strip() for text in pages]
    assert foots == [f"{place} of {len(pages)}" for place in range(1, len(pages) + 1)]
    assert [told(kind).title in text.splitlines() for text in pages[1:]] == [True] * (len(pages) - 1)


@pytest.mark.parametrize("kind", [*KINDS, *MORE])
def test_no_page_of_a_kind_s_pdf_is_nearly_empty(kind, tmp_path):
    pages = pages_of(told(kind), tmp_path)
    assert [place for place, page in enumerate(pages, 1) if len(page) < 250] == []


def pages_of(report, folder):
    """What stands on each page, below its head and above its foot, without spaces."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler: apt-get install -y poppler-utils")
    (folder / "report.pdf").write_bytes(FORMATS["pdf"].draw(report, FONTS))
    done = subprocess.run(["pdftotext", "-layout", folder / "report.pdf", "-"], capture_output=True, check=True)
    head = "".join(f"{words.MADE_UP}.{words.MADE_UP_SENTENCE}{report.title}".split())
    return ["".join(page.split()).removeprefix(head) for page in done.stdout.decode().split("\f")[:-1]]


def test_a_long_list_of_contents_ends_on_the_first_page(tmp_path):
    report = told("annual")
    areas = [msgspec.structs.replace(section, id=f"{section.id}-again") for section in report.sections[-7:]]
    longer = msgspec.structs.replace(report, sections=(*report.sections, *areas))
    assert pages_of(longer, tmp_path)[1].startswith("".join(titles("annual")[0].split()))


@pytest.mark.parametrize("kind", [*KINDS, *MORE])
def test_no_kind_ends_with_a_page_that_holds_its_making_alone(kind, tmp_path):
    last = pages_of(told(kind), tmp_path)[-1]
    assert last.index("".join(words.ABOUT.split())) > 0


@pytest.mark.parametrize(
    "area", [HERE, "Bournemouth, Christchurch and Poole " * 2, "Bournemouth, Christchurch and Poole " * 4]
)
@pytest.mark.parametrize("people", [6, 12, 40, 70])
@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if not kind.annex])
def test_the_making_stands_below_the_last_chapter_whatever_the_length_of_a_short_report(kind, people, area, tmp_path):
    area = area.strip()
    report = local(release(people=people, areas=(area, "Othershire", "Nowhere")), area, ABOUT, kind)
    chapter = "".join(report.sections[-1].title.split())
    assert chapter in pages_of(report, tmp_path)[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_web_page_of_each_kind_is_whole_and_its_first_view_small(kind):
    page = drawn(kind, "html")
    outline = Outline(page.decode())
    assert outline.open == []
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))
    assert {link["href"].removeprefix("#") for link in outline.named("a")} - set(ids) == set()
    levels = [int(name[1]) for name, _ in outline.tags if name in {"h1", "h2", "h3", "h4"}]
    assert [below - above for above, below in pairwise(levels) if below - above > 1] == []
    second = told(kind).sections[0].id.encode()
    assert page.index(b'id="' + second + b'-heading"') < 100_000
    assert b"<script" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_word_and_slides_of_each_kind_are_read_by_independent_readers(kind):
    document = docx.Document(BytesIO(drawn(kind, "docx")))
    heads = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert [title for title in heads if title in titles(kind)] == titles(kind)
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    slides = pptx.Presentation(BytesIO(drawn(kind, "pptx"))).slides
    assert [bool(slide.shapes.title.text.strip()) for slide in slides] == [True] * len(slides)
    closing = [section.title for section in told(kind).sections if section.id in {"next-steps", "easy-next"}]
    assert slides[len(slides) - 1].shapes.title.text == closing[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_both_workbooks_of_each_kind_hold_a_sheet_a_table(kind):
    excel = load_workbook(BytesIO(drawn(kind, "xlsx")))
    odf = CalamineWorkbook.from_filelike(BytesIO(drawn(kind, "ods")))
    sheets = ["Cover", "Notes", *(f"Table_{place}" for place in range(1, len(tables(told(kind))) + 1))]
    assert (excel.sheetnames, odf.sheet_names) == (sheets, sheets)


@pytest.mark.every
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install -y libreoffice-core")
@pytest.mark.parametrize("name", ["docx", "pptx", "ods", "xlsx"])
def test_libreoffice_opens_every_kind(name, tmp_path):
    files = []
    for kind in (*KINDS, *MORE):
        files.append(tmp_path / f"{kind}.{name}")
        files[-1].write_bytes(drawn(kind, name))
    command = [OFFICE, "--headless", "--convert-to", "pdf", "--outdir", tmp_path / "pdf", *files]
    subprocess.run(
        command, check=True, timeout=300, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True
    )
    opened = {file.stem: file.read_bytes()[:4] for file in (tmp_path / "pdf").iterdir()}
    assert opened == dict.fromkeys((*KINDS, *MORE), b"%PDF")

"""Discussion sheets: a finding a sheet, in three faces, tagged for PDF/UA-1, with the report's own words and figures."""

import io

import pikepdf
import pypdfium2
import pytest
from pdfua import validate

from drawn.council import ABOUT, HERE, release
from poet.draw.discussion import FACES, discussion
from poet.report import findings

TITLE = "What people said: let us talk about it"


def drawn(face, how_many=2, **more):
    return discussion(findings(release(), HERE, ABOUT)[:how_many], TITLE, face, **more)


def text(pdf):
    return " ".join(
        " ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))
    )


def test_there_are_three_faces():
    assert dict(FACES) == {"plain": "to print", "large": "large print", "easy": "Easy Read"}


@pytest.mark.parametrize("face", FACES)
def test_each_sheet_says_the_finding_of_the_report_and_asks_three_questions(face):
    found = findings(release(), HERE, ABOUT)[:2]
    said = text(drawn(face))
    for one in found:
        assert " ".join((one.easy if face == "easy" else one.said.text).split()) in said
    assert said.count("1. ") >= 2
    assert said.count("3. ") >= 2


def test_plain_and_easy_read_sheets_are_one_side_each():
    assert [len(pypdfium2.PdfDocument(io.BytesIO(drawn(face)))) for face in ("plain", "easy")] == [2, 2]


def test_the_chart_is_named_in_words_for_whoever_does_not_see_it():
    with pikepdf.open(io.BytesIO(drawn("plain", 1))) as pdf:
        tags = [str(one) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        alts = [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert len(tags) == 1
    assert findings(release(), HERE, ABOUT)[0].said.text in alts[0]


@pytest.mark.parametrize("face", FACES)
def test_the_same_findings_are_the_same_bytes_and_made_up_ones_say_so(face):
    assert drawn(face, 1) == drawn(face, 1)
    assert "Made-up data" in text(drawn(face, 1, made_up=True))
    assert "Made-up data" not in text(drawn(face, 1))


def test_any_name_of_an_event_is_set():
    long = "Ein sehr langer Titel ohne Ende " * 3 + "عمر؟ " + "x" * 60
    assert discussion(findings(release(), HERE, ABOUT)[:1], long, "plain")[:4] == b"%PDF"


@pytest.mark.parametrize("face", FACES)
def test_an_independent_checker_finds_nothing(face, tmp_path):
    (tmp_path / "sheets.pdf").write_bytes(drawn(face, 2, made_up=True))
    assert [finding.message for finding in validate(tmp_path / "sheets.pdf").findings] == []

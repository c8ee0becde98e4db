"""Pull quotes: only what somebody approved, beside a question whose figures are shown, and never a number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdfua import validate

from drawn.council import ABOUT, FONTS, HERE, ROOT, release
from poet.__main__ import main
from poet.draw import FORMATS, json
from poet.proofread import proofread, words
from poet.proofread.check import READERS
from poet.report import Approved, local, overall
from poet.report.model import Quote, Words
from poet.report.quotes import NotApproved, approved
from poet.report.register import register

ABOUT_WHAT = "process-partnership"
SAID = "We were asked first, and it is better than it ever was."
QUOTE = Approved(SAID, ABOUT_WHAT, "SEND manager", "2026-11-20", HERE)
FILE = f"""
[[quote]]
text = "{SAID}"
about = "{ABOUT_WHAT}"
approved_by = "SEND manager"
approved_on = 2026-11-20
area = "{HERE}"
"""


def told(*quotes, people=70, area=HERE, kind="local"):
    about = replace(ABOUT, quotes=quotes)
    return local(release(people=people), area, about, kind) if area else overall(release(people=people), about)


def quoted(report):
    return {section.id: block for section in report.sections for block in section.blocks if isinstance(block, Quote)}


def test_a_file_of_quotes_is_read_with_who_approved_each_and_when(tmp_path):
    (tmp_path / "quotes.toml").write_text(FILE)
    assert approved(tmp_path / "quotes.toml", release().instrument) == (QUOTE,)


def test_a_quote_stands_in_the_section_of_its_question():
    assert quoted(told(QUOTE)) == {"process": Quote((Words(SAID),), "SEND manager", "2026-11-20")}


def test_a_quote_of_another_area_or_of_everybody_stands_in_no_other_report():
    assert quoted(told(QUOTE, area="Othershire")) == quoted(told(QUOTE, area=None)) == {}
    assert list(quoted(told(replace(QUOTE, area=None), area=None))) == ["process"]


def test_where_no_figure_of_the_question_is_shown_nothing_is_quoted():
    assert quoted(told(QUOTE, people=6)) == {}


@pytest.mark.parametrize("name", READERS)
def test_a_report_with_a_quote_says_what_its_claims_say_in_every_format(name):
    report = told(QUOTE)
    assert proofread(register(report), f"report.{name}", FORMATS[name].draw(report, FONTS)) == ()


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_a_document_prints_the_quote_and_who_approved_it(name):
    read = " ".join(READERS[name].read(FORMATS[name].draw(told(QUOTE), FONTS)).split())
    assert SAID in read
    assert "Approved by SEND manager, 20 November 2026" in read


def test_the_pdf_with_a_quote_passes_an_independent_checker(tmp_path):
    (tmp_path / "report.pdf").write_bytes(FORMATS["pdf"].draw(told(QUOTE), FONTS))
    assert [finding.message for finding in validate(tmp_path / "report.pdf").findings] == []


def test_a_kept_report_keeps_its_quotes():
    assert json.load(json.dump(told(QUOTE))) == told(QUOTE)


def test_a_number_that_slipped_into_a_quote_is_found_in_the_finished_file():
    slipped = told(replace(QUOTE, text="It took 9 months"))
    faults = [fault.what for fault in proofread(register(slipped), "r.html", FORMATS["html"].draw(slipped, None))]
    assert faults == [words.NUMBER_NOT_SUPPORTED.format(number="9")]


@pytest.mark.parametrize(
    ("old", "new", "told_so"),
    [
        (SAID, "It took 9 months", "this one says “9”"),
        (SAID, "My two boys are happy", "this one says “two”"),
        (SAID, "x" * 301, "up to 300 letters"),
        (ABOUT_WHAT, "no-such-question", "there is no question “no-such-question”"),
        ('"SEND manager"', '" "', "say in approved_by who approved"),
        ("approved_on = 2026-11-20", "", "is no file of quotes"),
        ("approved_by", "aproved_by", "is no file of quotes"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_mend(tmp_path, old, new, told_so):
    (tmp_path / "quotes.toml").write_text(FILE.replace(old, new))
    with pytest.raises(NotApproved, match=told_so):
        approved(tmp_path / "quotes.toml", release().instrument)


def test_quotes_come_from_a_file_to_a_local_report_by_command(tmp_path, capsys):
    (tmp_path / "quotes.toml").write_text(FILE)
    rows = [f"{area},mostly" for area in (HERE, "Othershire") for _ in range(30)]
    (tmp_path / "answers.csv").write_text("\n".join([f"area,{ABOUT_WHAT}", *rows]))
    instrument = ROOT / "instruments/ehc-parents/2014.toml"
    asked = ["report", "--instrument", instrument, "--answers", tmp_path / "answers.csv", "--area-column", "area"]
    out = ["--out", tmp_path / "out", "--formats", "json,html", "--kind", "local", "--date", "2026-11-24"]
    terms = ["--publisher", "Anyshire Council", "--licence", "Open Government Licence"]
    assert main([str(word) for word in (*asked, *out, *terms, "--quotes", tmp_path / "quotes.toml")]) == 0
    here, there = (json.load((tmp_path / f"out/{name}.json").read_bytes()) for name in ("anyshire", "othershire"))
    assert (list(quoted(here)), list(quoted(there))) == (["process"], [])
    page = (tmp_path / "out/anyshire.html").read_text()
    assert "Published by: Anyshire Council. Licence: Open Government Licence." in page
    (tmp_path / "quotes.toml").write_text(FILE.replace(SAID, "All 3 of us"))
    assert main([str(word) for word in (*asked, *out, "--quotes", tmp_path / "quotes.toml")]) == 2
    assert "quotes.toml, 1: a quote says no number" in capsys.readouterr().err

"""The finished file is opened again: whatever its claims do not say is found."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from drawn.council import ABOUT, FONTS, HERE, release
from poet.__main__ import main
from poet.draw import FORMATS
from poet.proofread import NotReadable, proofread, words
from poet.proofread.check import READERS
from poet.proofread.support import unsupported
from poet.report import local
from poet.report.model import Bars, Claim, Dots, Note, Paragraph, Points, Table, Words
from poet.report.register import Kind, Part, register


@cache
def told():
    return local(release(), HERE, ABOUT)


@cache
def claims():
    return register(told())


def faults(name, report):
    return [fault.what for fault in proofread(claims(), f"report.{name}", FORMATS[name].draw(report, FONTS))]


def changed(report, kind, change):
    """The report with its first block of a kind changed that `change` has something to change in."""
    done = False

    def each(block):
        nonlocal done
        if done or not isinstance(block, kind):
            return block
        other = change(block)
        done = other != block
        return other

    def every(sections):
        return tuple(msgspec.structs.replace(s, blocks=tuple(each(b) for b in s.blocks)) for s in sections)

    names = ("summary", "sections", "annex")
    other = msgspec.structs.replace(report, **{name: every(getattr(report, name)) for name in names})
    assert done
    return other


def reworded(old, new):
    def change(block):
        said = [msgspec.structs.replace(words, text=words.text.replace(old, new, 1)) for words in block.sentences]
        return msgspec.structs.replace(block, sentences=tuple(said))

    return change


def with_alt(block):
    return msgspec.structs.replace(block, alt=block.alt.replace("%", "% and 3%", 1))


def with_bar(block):
    first, *others = block.bars
    part, *rest = first.segments
    other = msgspec.structs.replace(first, segments=(msgspec.structs.replace(part, text="99%"), *rest))
    return msgspec.structs.replace(block, bars=(other, *others))


def with_dot(block):
    first, *others = block.dots
    return msgspec.structs.replace(block, dots=(msgspec.structs.replace(first, text="1%, the rest 99%"), *others))


def with_cell(block):
    first, *others = block.rows
    cells = [msgspec.structs.replace(cell, text="77", number=77.0) if cell.text.isdigit() else cell for cell in first]
    return msgspec.structs.replace(block, rows=(tuple(cells), *others))


def with_more(block):
    return msgspec.structs.replace(block, sentences=(*block.sentences, Words("Most of them, 64%, were pleased.")))


PLANTED = {
    "another percentage": (Points, reworded("80%", "90%")),
    "another number in words": (Points, reworded("of the nine", "of the seven")),
    "another number of people": (Paragraph, reworded("70 parents", "71 parents")),
    "a sentence of its own": (Paragraph, with_more),
    "the other way round": (Paragraph, reworded("higher", "lower")),
    "another alternative text": (Bars, with_alt),
    "another bar": (Bars, with_bar),
    "another dot": (Dots, with_dot),
    "another cell": (Table, with_cell),
}


@pytest.mark.parametrize("name", READERS)
def test_a_report_as_it_was_made_has_no_fault(name):
    assert faults(name, told()) == []


# Word shows charts as pictures, whose figures stand in its tables and alternative texts; slides hold no tables.
CARRIED = {
    "html": tuple(PLANTED),
    "pdf": tuple(PLANTED),
    "docx": tuple(name for name in PLANTED if name not in {"another bar", "another dot"}),
    "pptx": (
        "another percentage",
        "another number in words",
        "another alternative text",
        "another bar",
        "another dot",
    ),
}


@pytest.mark.parametrize(("name", "planted"), [(name, planted) for name, all_ in CARRIED.items() for planted in all_])
def test_whatever_is_changed_is_found(name, planted):
    assert faults(name, changed(told(), *PLANTED[planted]))


@pytest.mark.parametrize("name", ["xlsx", "ods"])
def test_a_cell_of_a_workbook_that_was_changed_is_found(name):
    (found,) = faults(name, changed(told(), Table, with_cell))
    assert found.startswith("A row of a table holds other figures than its claims (found:")


def test_a_word_of_comparison_in_a_note_is_found_without_a_number():
    more = changed(
        told(),
        Paragraph,
        lambda block: msgspec.structs.replace(block, sentences=(*block.sentences, Words("Things are better here."))),
    )
    assert words.UNCLAIMED_WORD in faults("html", more)


def test_the_comparisons_of_the_report_rest_on_tests():
    """Something must stand clear of the rest, or the tests above try nothing."""
    found = [
        block for block in claims().statements if "learly higher" in block.pieces[0] and block.kind is Kind.SENTENCE
    ]
    said = [block for block in found if "clearly higher”" not in block.pieces[0] and block.part is Part.BODY]
    assert len(said) >= 3
    known = {claim.id: claim for claim in claims().claims}
    tests = [[known[name].adjusted_p for name in block.claims if known[name].test] for block in said]
    assert all(ps and max(ps) < 0.05 for ps in tests)


def test_a_claim_is_called_the_same_wherever_it_stands_and_every_making():
    again = register(local(release(), HERE, ABOUT))
    assert again == claims()
    assert len({claim.id for claim in again.claims}) == len(again.claims)
    assert {claim.release for claim in again.claims} == {"r1"}


SHARE = Claim("favourable", "item", "here", 0.65, 40, 0.5, 0.78, id="share")
UNSURE = Claim(
    "difference", "item", "here", 0.2, 40, -0.1, 0.3, unit="difference", test="t", adjusted_p=0.2, id="unsure"
)
SURE = Claim(
    "difference", "item", "here", -0.2, 40, -0.3, -0.1, unit="difference", test="t", adjusted_p=0.01, id="sure"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("65% of 40, that is 26.", []),
        ("Around two thirds (65%) of them.", []),
        ("A majority said so.", []),
        ("Around a third said so.", [words.FRACTION_NOT_SUPPORTED.format(words="around a third")]),
        ("An overwhelming majority said so.", [words.FRACTION_NOT_SUPPORTED.format(words="an overwhelming majority")]),
        ("66% of them.", [words.NUMBER_NOT_SUPPORTED.format(number="66%")]),
        ("In three of them.", [words.NUMBER_NOT_SUPPORTED.format(number="three")]),
        ("They answered “three or more”.", []),
        ("It is lower here.", []),
        ("It is better here.", [words.COMPARISON_NOT_SUPPORTED.format(word="better")]),
    ],
)
def test_a_sentence_must_be_borne_out_by_its_own_claims(text, found):
    report = msgspec.structs.replace(
        told(),
        sections=(),
        annex=(),
        figures=(),
        summary=(msgspec.structs.replace(told().summary[0], blocks=(Note((Words(text, (SHARE, UNSURE, SURE)),)),)),),
    )
    assert [fault.what for fault in unsupported(register(report))] == found


def test_every_figure_of_the_report_has_a_claim():
    bare = [s for s in claims().statements if s.kind in {Kind.ROW, Kind.CELLS, Kind.ALT} and not s.claims]
    assert [s.pieces for s in bare if any(map(str.isdigit, "".join(s.pieces[1:])))] == []


def test_each_sentence_of_the_page_leads_to_how_it_was_made():
    page = FORMATS["html"].draw(told(), None).decode()
    assert page.count('<a class="how"') >= 40
    assert "Clear information: “favourable”, Anyshire:" in page


def test_what_cannot_be_opened_is_told():
    for name in ("pdf", "xlsx", "ods", "docx", "pptx"):
        with pytest.raises(NotReadable, match=f"cannot be opened as {name.upper()}"):
            proofread(claims(), f"report.{name}", b"nothing")
    with pytest.raises(NotReadable, match="is in no format that can be proofread"):
        proofread(claims(), "report.doc", b"nothing")


def test_the_command_says_what_it_found(tmp_path, capsys):
    for name in ("html", "claims"):
        (tmp_path / f"report.{name}").write_bytes(FORMATS[name].draw(told(), None))
    asked = ["lint-report", str(tmp_path / "report.html"), "--claims", str(tmp_path / "report.claims")]
    assert main(asked) == 0
    assert "no fault" in capsys.readouterr().out
    page = (tmp_path / "report.html").read_text()
    (tmp_path / "report.html").write_text(
        page.replace("70 parents and carers answered", "700 parents and carers answered")
    )
    assert main(asked) == 1
    assert "700 parents and carers answered" in capsys.readouterr().err
    (tmp_path / "report.claims").write_text("{}")
    assert main(asked) == 2
    assert "These are not the claims of a report" in capsys.readouterr().err

"""What is left out of a report that is issued again: lines over rounds, quotes and pictures among it."""

from __future__ import annotations

from drafts import bare

from poet.report.model import Line, Lines, Points, Quote, Section, Words
from poet.report.point import Point
from portal.publishing.identifying import identified
from portal.publishing.without import without

NAMES = {"E1": "Anyshire", "E2": "Othershire", "E3": "Nowhere", "E4": "Farshire"}


def report(*blocks):
    return bare(0.7, 40, Section("more", "More", blocks))


def left(*blocks):
    kept = without(report(*blocks), ["E1"], NAMES, told_of=NAMES)
    return [block for section in kept.sections if section.id == "more" for block in section.blocks]


def lines(*names):
    return Lines(
        "l", 1, Words("Lines"), "Lines", ("then", "now"),
        tuple(Line(name, (Point("40%", "n = 40", 0.4), Point("50%", "n = 40", 0.5))) for name in names), "t",
    )  # fmt: skip


def test_a_line_that_names_a_council_goes_and_the_others_stay():
    (block,) = left(lines("Anyshire", "Othershire", "Nowhere"))
    assert [line.label for line in block.lines] == ["Othershire", "Nowhere"]


def test_a_chart_of_that_council_alone_goes_whole():
    assert left(lines("Anyshire")) == []


def test_a_quote_that_names_a_council_goes():
    said = [Quote((Words(text),), "Manager", "2026-11-20") for text in ("In Anyshire they asked us.", "They asked us.")]
    assert [block.sentences[0].text for block in left(*said)] == ["They asked us."]


def test_a_council_is_found_in_a_line_and_in_a_quote():
    named = identified(report(lines("Anyshire"), Quote((Words("Othershire asked us."),), "Manager", "2026-11-20")),
                       NAMES, owner=None, told_of=NAMES)  # fmt: skip
    assert {"E1", "E2"} <= named.every


def test_no_picture_stands_beside_another_sentence_than_its_own():
    some = Points((Words("In Anyshire it is good."), Words("It is good.")), ("face-4", "people"))
    (block,) = left(some)
    assert (len(block.sentences), block.pictures) == (1, ())
    (whole,) = left(Points((Words("It is good."),), ("people",)))
    assert whole.pictures == ("people",)

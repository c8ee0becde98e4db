"""Faces of a questionnaire: same ids, other words; what does not fit is refused, and three faces are never five."""

from __future__ import annotations

import pytest

from poet.answers import hear
from poet.instrument import NOT_UNDERSTOOD, Instrument, Refused, parse
from poet.instrument.faces import Dressed, dress, undressed
from poet.instrument.lineage import Change, Trend, lineage
from poet.instrument.overlays import Words, chain, parse_overlay

BASE = """
id = "visit"
version = "2"
follows = "1"
title = "A visit"
respondents = "families"
not_understood = "I don't understand this question"

[[scales]]
id = "quality"
options = [
  { code = "very-good", text = "Very good", side = "favourable" },
  { code = "good", text = "Good", side = "favourable" },
  { code = "middling", text = "Neither", side = "neutral" },
  { code = "poor", text = "Poor", side = "unfavourable" },
  { code = "very-poor", text = "Very poor", side = "unfavourable" },
  { code = "dont-know", text = "Don't know", apart = true },
]

[[sections]]
id = "how"
title = "How it went"
kind = "process"

[[items]]
id = "heard"
section = "how"
kind = "one"
scale = "quality"
ask = "How well were you heard?"

[[items]]
id = "months"
section = "how"
kind = "number"
unit = "months"
ask = "How long did you wait?"
hint = "Your best guess."

[[items]]
id = "words"
section = "how"
kind = "text"
ask = "What else?"
"""
WELSH = """
of = "visit/2"
face = "cy"
language = "cy"
draft = true
title = "Ymweliad"
not_understood = "Dydw i ddim yn deall"

[sections.how]
title = "Sut aeth hi"

[items.heard]
ask = "Pa mor dda?"

[items.months]
ask = "Pa mor hir?"
hint = "Eich dyfaliad gorau."

[items.words]
ask = "Beth arall?"

[scales.quality.options]
very-good = "Da iawn"
good = "Da"
middling = "Y naill na'r llall"
poor = "Gwael"
very-poor = "Gwael iawn"
dont-know = "Ddim yn gwybod"
"""
THREE = """
of = "visit/2"
face = "easy-3"
words = "easy"

[items.heard]
ask = "Did people listen?"
picture = "listening"

[scales.quality]
short = [
  { code = "yes-3", text = "Yes", side = "favourable", picture = "face-5", covers = ["very-good", "good"] },
  { code = "bit-3", text = "A bit", side = "neutral", picture = "face-3", covers = ["middling"] },
  { code = "no-3", text = "No", side = "unfavourable", picture = "face-1", covers = ["poor", "very-poor"] },
]
"""


@pytest.fixture
def base() -> Instrument:
    return parse(BASE, "visit.toml")


def worn(base: Instrument, *texts: str) -> Dressed:
    return dress(base, [parse_overlay(text, "overlay.toml") for text in texts])


def refused(base: Instrument, text: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        worn(base, text)
    return [f"{fault.line}: {fault.wrong} {fault.remedy}" for fault in refusal.value.faults]


def test_a_face_keeps_ids_and_codes_and_says_other_words(base: Instrument) -> None:
    dressed = worn(base, WELSH)
    assert [item.id for item in dressed.instrument.items] == [item.id for item in base.items]
    heard = dressed.instrument.by_id["heard"]
    assert heard.ask == "Pa mor dda?"
    assert [option.code for option in heard.options] == [option.code for option in base.by_id["heard"].options]
    assert heard.options[-1].text == "Dydw i ddim yn deall"
    assert (dressed.face, dressed.language, dressed.draft, dressed.completeness) == ("cy", "cy", True, 1.0)
    assert dressed.instrument.digest != base.digest


def test_what_a_language_leaves_out_stands_in_the_base_and_is_counted(base: Instrument) -> None:
    dressed = worn(base, WELSH.replace('hint = "Eich dyfaliad gorau."', ""))
    assert dressed.untranslated == {("item", "months", "hint")}
    assert dressed.completeness == pytest.approx(1 - 1 / 13)
    assert dressed.instrument.by_id["months"].hint == "Your best guess."


def test_three_faces_have_codes_of_their_own(base: Instrument) -> None:
    dressed = worn(base, THREE)
    heard = dressed.instrument.by_id["heard"]
    assert [option.code for option in heard.options] == ["yes-3", "bit-3", "no-3", "dont-know", NOT_UNDERSTOOD]
    assert dressed.short == {"heard"}
    assert dressed.words is Words.EASY
    assert dressed.pictures["item", "heard"] == "listening"
    assert dressed.pictures["option", "heard", "yes-3"] == "face-5"
    assert not isinstance(hear(base.by_id["heard"], "yes-3"), str)
    assert lineage(base, dressed.instrument)[0].change is Change.RESCALED


def test_a_short_scale_covers_each_option_once_in_order_with_new_codes(base: Instrument) -> None:
    assert refused(base, THREE.replace('covers = ["middling"]', 'covers = ["poor"]')) == [
        "11: The short scale does not cover the options of 'quality' one after the other. "
        "Name each of very-good, good, middling, poor, very-poor once, in this order."
    ]
    assert refused(base, THREE.replace("yes-3", "good")) == [
        "12: The short scale uses the code 'good' of the scale itself. "
        "Give it a code of its own: the two are never taken for one another."
    ]


def test_an_overlay_names_only_what_is_there(base: Instrument) -> None:
    assert refused(base, WELSH.replace("[items.months]", "[items.month]")) == [
        "15: The questionnaire has no item 'month'. Did you mean 'months'?"
    ]
    assert refused(base, WELSH.replace('good = "Da"', 'god = "Da"')) == [
        "24: The questionnaire has no option 'god'. Did you mean 'good'?"
    ]
    assert refused(base, THREE.replace('"listening"', '"listenin"')) == [
        "8: There is no picture 'listenin'. Did you mean 'listening'?"
    ]
    assert refused(base, WELSH.replace("Pa mor dda?", "Pa mor {dda}?")) == [
        "13: The questionnaire has no placeholder {dda}. None is there yet: add one first."
    ]
    assert refused(base, WELSH.replace("visit/2", "visit/3")) == [
        "2: The overlay is for visit/3, but it was put on visit/2. Name the questionnaire it belongs to in 'of'."
    ]


def test_markup_in_a_face_is_text(base: Instrument) -> None:
    dressed = worn(base, WELSH.replace("Pa mor dda?", "<b>Pa</b> mor & dda?"))
    assert dressed.instrument.by_id["heard"].ask == "<b>Pa</b> mor & dda?"


def test_not_understood_may_be_said_to_every_item(base: Instrument) -> None:
    for item in base.items:
        assert hear(item, NOT_UNDERSTOOD) == NOT_UNDERSTOOD
    assert undressed(base).instrument.by_id["heard"].apart[-1].code == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("old", "new", "change", "trend"),
    [
        ('ask = "What else?"', 'ask = "What else?"', Change.SAME, Trend.RUNS),
        ('ask = "What else?"', 'ask = "What more?"', Change.REWORDED, Trend.MARKED),
        ('id = "words"', 'id = "more-words"\nwas = "words"', Change.SAME, Trend.RUNS),
        ('kind = "text"', 'kind = "number"\nunit = "count"', Change.RESCALED, Trend.BREAKS),
        ('id = "words"', 'id = "other"', Change.ADDED, Trend.BREAKS),
    ],
)
def test_lineage_is_found_by_comparing(base: Instrument, old: str, new: str, change: Change, trend: Trend) -> None:
    after = parse(BASE.replace(old, new), "visit.toml")
    step = lineage(base, after)[2]
    assert (step.change, step.trend) == (change, trend)


def test_what_is_dropped_is_told_last(base: Instrument) -> None:
    after = parse(BASE[: BASE.index('[[items]]\nid = "words"')], "visit.toml")
    assert [step.change for step in lineage(base, after)] == [Change.SAME, Change.SAME, Change.REMOVED]


def test_an_option_taken_from_a_scale_breaks_the_line(base: Instrument) -> None:
    after = parse(BASE.replace('  { code = "middling", text = "Neither", side = "neutral" },\n', ""), "visit.toml")
    assert lineage(base, after)[0].change is Change.RESCALED


def test_a_face_may_build_on_another_but_not_on_itself(base: Instrument) -> None:
    easy = parse_overlay('of = "visit/2"\nface = "easy"\nabout = "Easy words."', "easy.toml")
    three = parse_overlay('on = "easy"\n' + THREE, "three.toml")
    assert chain("easy-3", {"easy": easy, "easy-3": three}) == (easy, three)
    assert dress(base, (easy, three)).instrument.about == "Easy words."
    with pytest.raises(Refused, match="The face 'easy' cannot be built on"):
        chain("easy-3", {"easy-3": three})

"""Reading ages: plain words for everyone of 11 and over, Easy Read for everyone of 9 and over."""

import re
from pathlib import Path

import pytest
import textstat

from poet.instrument import worded
from poet.instrument.overlays import Words
from poet.instrument.shelf import shelf

SHELF = shelf(Path(__file__).parents[2] / "instruments")
DRESSED = [one for one in SHELF.dressings() if one.base.version == "2026" and one.language == "en"]
OLDEST = {Words.STANDARD: 11, Words.EASY: 9}
LONGEST_EASY_SENTENCE = 12
# The grade of American schools at which a text is read; children there begin the first grade at six.
AGE_BEFORE_THE_FIRST_GRADE = 5
DRESSED += [one.dressed("easy") for one in SHELF.bank_words]
NAMES = [f"{one.base.id}-{one.face}" for one in DRESSED]


def sentences(dressed, variant):
    """What a respondent reads before they choose, each with an end of its own."""
    asked = dressed.instrument
    texts = [*asked.about.split("\n\n"), *(section.intro for section in asked.sections)]
    texts += [text for item in asked.items for text in (item.ask, item.hint)]
    worn = (worded(text, variant).strip() for text in texts if text.strip())
    return [text if text[-1] in ".?!" else f"{text}." for text in worn]


def reading_age(texts):
    return textstat.flesch_kincaid_grade(" ".join(texts)) + AGE_BEFORE_THE_FIRST_GRADE


@pytest.mark.parametrize("dressed", DRESSED, ids=NAMES)
def test_the_reading_age_fits_the_face(dressed):
    for variant in dressed.instrument.variants:
        assert reading_age(sentences(dressed, variant)) <= OLDEST[dressed.words]


@pytest.mark.parametrize("dressed", [one for one in DRESSED if one.words is Words.EASY], ids=lambda one: one.base.id)
def test_easy_read_has_short_sentences_and_a_picture_an_idea(dressed):
    texts = sentences(dressed, dressed.instrument.variants[0])
    parts = [part.split() for text in texts for part in re.split(r"(?<=[.?!])\s", text)]
    assert [" ".join(part) for part in parts if len(part) > LONGEST_EASY_SENTENCE] == []
    asked = dressed.instrument
    spots = {("section", section.id) for section in asked.sections} | {("item", item.id) for item in asked.items}
    spots |= {("option", item.id, option.code) for item in asked.items for option in item.options}
    assert spots - set(dressed.pictures) == set()


def test_hard_words_would_be_found():
    assert reading_age(["Multidisciplinary practitioners implement individualised provision."]) > OLDEST[Words.STANDARD]


def test_each_form_of_2026_has_at_least_twenty_core_questions():
    assert [one.name for one in SHELF.instruments.values() if one.version == "2026" and len(one.items) < 20] == []

"""What a council adds is asked in the face a respondent chose, as far as the bank has words for it."""

from __future__ import annotations

import pytest

from poet.instrument import NOT_UNDERSTOOD, Instrument, Refused, parse
from poet.instrument.bank import MORE, MORE_TITLE, Bank, compose, parse_bank
from poet.instrument.bank_faces import BankWords, with_added
from poet.instrument.faces import Dressed, dress
from poet.instrument.overlays import parse_overlay
from spec.test_bank import HEAD, ITEM, SCALE, bank
from spec.test_faces import BASE, THREE, WELSH

EASE = SCALE.replace('id = "quality"', 'id = "ease"')
BANK_WELSH = """
of = "travel/1"
face = "cy"
language = "cy"
draft = true
title = "Teithio"

[sections.more]
title = "Rhagor o gwestiynau"

[items.bus]
ask = "Pa mor dda yw'r bws?"

[scales.quality.options]
very-good = "Gwych"
good = "Da"
middling = "Canolig"
poor = "Gwael"
very-poor = "Gwael iawn"
dont-know = "Ddim yn gwybod"
"""
FORM_WITHOUT_DRAFT = WELSH.replace("draft = true\n", "")
PICTURES = """
[scales.quality.pictures]
very-good = "face-5"
dont-understand = "dont-understand"
"""


@pytest.fixture
def core() -> Instrument:
    return parse(BASE, "visit.toml")


def worn(core: Instrument, own: Bank, form: tuple[str, ...], words: str, *chosen: str) -> Dressed:
    """The core with the chosen questions in the last of the form's faces, which build one on the other."""
    asked = compose(core, [own], chosen)
    overlays = [parse_overlay(text, "visit") for text in form]
    overlay = parse_overlay(words, "travel.toml")
    return dress(asked, with_added(overlays, asked, [BankWords(own, {overlay.face: overlay})]))


def test_an_added_question_is_asked_in_the_face_under_its_own_heading(core: Instrument) -> None:
    dressed = worn(core, bank("bus", "taxi"), (WELSH,), BANK_WELSH, "bus")
    bus = dressed.instrument.by_id["bus"]
    assert bus.ask == "Pa mor dda yw'r bws?"
    assert bus.option(NOT_UNDERSTOOD).text == "Dydw i ddim yn deall"
    assert dressed.instrument.section(MORE).title == "Rhagor o gwestiynau"
    assert (dressed.completeness, dressed.language) == (1.0, "cy")


def test_a_scale_that_the_form_words_sounds_the_same_in_the_whole_form(core: Instrument) -> None:
    dressed = worn(core, bank("bus"), (WELSH,), BANK_WELSH, "bus")
    heard, bus = (dressed.instrument.by_id[name] for name in ("heard", "bus"))
    assert [option.text for option in bus.options] == [option.text for option in heard.options]


def test_a_scale_that_only_the_bank_has_is_in_the_bank_s_words(core: Instrument) -> None:
    own = parse_bank(HEAD + EASE + ITEM.replace("{id}", "bus").replace('"quality"', '"ease"'), "travel.toml")
    dressed = worn(core, own, (WELSH,), BANK_WELSH.replace("scales.quality", "scales.ease"), "bus")
    assert dressed.instrument.by_id["bus"].options[0].text == "Gwych"
    assert dressed.completeness == 1.0


def test_what_the_bank_has_no_words_for_stands_in_its_own_and_is_counted(core: Instrument) -> None:
    dressed = worn(core, bank("bus", "taxi"), (WELSH,), BANK_WELSH, "bus", "taxi")
    assert dressed.untranslated == {("item", "taxi", "ask")}
    asked = compose(core, [bank("bus")], ["bus"])
    alone = dress(asked, with_added([parse_overlay(WELSH, "visit")], asked, []))
    assert alone.untranslated == {("item", "bus", "ask"), ("section", MORE, "title")}
    assert alone.instrument.section(MORE).title == MORE_TITLE
    assert alone.completeness == 1 - 2 / len(_texts(asked))


def _texts(asked: Instrument) -> list[str]:
    texts = [asked.title, *(section.title for section in asked.sections)]
    return texts + [
        text for item in asked.items for text in (item.ask, item.hint, *(o.text for o in item.options)) if text
    ]


def test_words_in_another_language_or_for_another_face_are_not_taken(core: Instrument) -> None:
    for other in (
        BANK_WELSH.replace('language = "cy"', 'language = "br"'),
        BANK_WELSH.replace('face = "cy"', 'face = "br"'),
    ):
        dressed = worn(core, bank("bus"), (WELSH,), other, "bus")
        assert ("item", "bus", "ask") in dressed.untranslated


def test_a_draft_of_the_bank_makes_the_face_a_draft_where_it_is_met(core: Instrument) -> None:
    assert worn(core, bank("bus"), (FORM_WITHOUT_DRAFT,), BANK_WELSH, "bus").draft
    assert not worn(core, bank("bus"), (FORM_WITHOUT_DRAFT,), BANK_WELSH).draft


def test_the_words_worn_are_told_by_the_digest(core: Instrument) -> None:
    own = bank("bus")
    one, other = (
        worn(core, own, (WELSH,), words, "bus") for words in (BANK_WELSH, BANK_WELSH.replace("Gwych", "Campus"))
    )
    assert one.instrument.digest != other.instrument.digest
    assert one.instrument.digest == worn(core, own, (WELSH,), BANK_WELSH, "bus").instrument.digest


def test_three_faces_stay_three_for_an_added_question_with_its_pictures(core: Instrument) -> None:
    easy = BANK_WELSH.replace('"cy"', '"easy"').replace('language = "easy"', 'words = "easy"')
    form = 'of = "visit/2"\nface = "easy"\nwords = "easy"\n' + PICTURES
    pictured = easy + '\n[scales.quality.pictures]\nvery-good = "face-4"\ngood = "face-4"\n'
    dressed = worn(core, bank("bus"), (form, 'on = "easy"\n' + THREE), pictured, "bus")
    codes = [option.code for option in dressed.instrument.by_id["bus"].options]
    assert codes == ["yes-3", "bit-3", "no-3", "dont-know", NOT_UNDERSTOOD]
    shown = {code: dressed.pictures["option", "bus", code] for code in ("yes-3", "good", NOT_UNDERSTOOD)}
    assert shown == {"yes-3": "face-5", "good": "face-4", NOT_UNDERSTOOD: "dont-understand"}


def test_an_overlay_is_tried_on_its_bank() -> None:
    own, other = bank("bus"), parse_overlay(BANK_WELSH.replace("items.bus", "items.buss"), "travel.toml")
    assert BankWords(own, {"cy": parse_overlay(BANK_WELSH, "travel.toml")}).dressed("cy").completeness == 1.0
    with pytest.raises(Refused, match="The questionnaire has no item 'buss'"):
        BankWords(own, {"cy": other}).dressed("cy")

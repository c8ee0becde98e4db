"""The questionnaires in the repository are sound and unchanged, and their format is documented."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from poet.instrument import Kind, SectionKind, Side, Unit, load, parse, worded
from poet.instrument.bank import MORE, MOST_CHOSEN
from poet.instrument.drafts import TABLES
from poet.instrument.faces import dress
from poet.instrument.overlays import parse_overlay
from poet.instrument.rules.blocks import MOST_ITEMS
from poet.instrument.rules.options import MOST_OPTIONS
from poet.instrument.shapes import vocabulary
from poet.instrument.shelf import shelf
from poet.route import pages

ROOT = Path(__file__).parents[2]
SHELF = shelf(ROOT / "instruments")
FILES = [ROOT / "instruments" / f"{name}.toml" for name in SHELF.instruments]
REGISTER = tomllib.loads((ROOT / "instruments/published.toml").read_text(encoding="utf-8"))
FORMAT = (ROOT / "docs/reference/questionnaire-format.md").read_text(encoding="utf-8")


def test_there_are_questionnaires():
    assert set(SHELF.instruments) >= {"ehc-parents/2014", "ehc-practitioners/2014"}


def test_published_questionnaires_have_not_changed():
    assert {name: one.digest for name, one in SHELF.instruments.items()} == REGISTER["published"]


def test_published_faces_and_banks_have_not_changed():
    faces = {f"{name}.{face}": one.digest for name, own in SHELF.overlays.items() for face, one in own.items()}
    assert faces == REGISTER.get("faces", {})
    assert {bank.id: bank.digest for bank in SHELF.banks} == REGISTER.get("bank", {})
    worded = {f"{one.bank.id}.{face}": own.digest for one in SHELF.bank_words for face, own in one.faces.items()}
    assert worded == REGISTER.get("bank-faces", {})


def test_every_face_fits_its_questionnaire_and_stands_beside_it():
    for dressed in SHELF.dressings():
        assert [item.id for item in dressed.instrument.items] == [item.id for item in dressed.base.items]
    for name, own in SHELF.overlays.items():
        assert [(ROOT / "instruments" / f"{name}.{face}.toml").is_file() for face in own] == [True] * len(own)


@pytest.mark.parametrize("face", ["cy", "pl", "ur", "easy"])
def test_every_questionnaire_of_2026_is_asked_in_a_face_as_a_whole_whatever_is_added_to_it(face):
    """Welsh, Polish and Urdu for everybody; Easy Read for everybody but those who are asked at their work."""
    for name, one in SHELF.instruments.items():
        if one.version != "2026" or (face == "easy" and face not in SHELF.overlays[name]):
            continue
        suited = [item.id for bank in SHELF.banks for item in bank.for_form(one.id)]
        for chosen in [suited[at : at + MOST_CHOSEN] for at in range(0, len(suited), MOST_CHOSEN)] or [[]]:
            worn = SHELF.composed(name, chosen, face)
            assert (name, worn.completeness, worn.untranslated) == (name, 1.0, frozenset())
            assert worn.draft == (face != "easy")
            if face != "easy":
                asked = {item.id: item.ask for item in worn.base.items}
                assert [item.id for item in worn.instrument.items if item.ask == asked[item.id]] == []


def test_the_questions_a_council_adds_stand_under_one_heading_whichever_bank_they_are_from():
    for face in ("cy", "pl", "ur", "easy"):
        titles = {one.faces[face].own.sections[MORE].title for one in SHELF.bank_words}
        assert len(titles) == 1, face


def test_every_version_follows_one_that_is_there():
    followed = {f"{one.id}/{one.follows}" for one in SHELF.instruments.values() if one.follows}
    assert followed - set(SHELF.instruments) == set()


def test_the_youngest_are_asked_nothing_that_the_older_are_not():
    """The first wording of a form for children and young people is its youngest version."""
    for one in SHELF.instruments.values():
        if "young-people" not in one.id or len(one.variants) < 2:
            continue
        asked = [{i.id for i in one.items if not i.variants or own.id in i.variants} for own in one.variants]
        assert [younger <= older for younger, older in pairwise(asked)] == [True] * (len(asked) - 1), one.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_questionnaire_stands_under_its_own_name(file):
    assert load(file).name == f"{file.parent.name}/{file.stem}"


def test_every_item_says_where_it_comes_from():
    assert [item.id for file in FILES for item in load(file).items if not item.source] == []


def test_every_number_in_a_source_is_explained_and_no_other():
    page = (ROOT / "docs/reference/sources.md").read_text(encoding="utf-8")
    decision = (ROOT / "docs/decisions/0003-the-2014-questionnaires-in-our-own-words.md").read_text(encoding="utf-8")
    named = {number for file in FILES for item in load(file).items for number in item.source} - {"ours"}
    named |= set(re.findall(r"\b(?:R\d{3}|A\d+)\b", decision))
    assert set(re.findall(r"^\| ([RA]\d+) \| \S", page, re.MULTILINE)) == named


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_first_page_says_that_we_are_independent(file):
    form = load(file)
    for variant in form.variants:
        about = worded(form.about, variant)
        assert "independent open re-implementation" in about
        assert "not made by In Control, nor connected with it" in about


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_page_has_few_questions_and_a_block_is_more_than_one(file):
    form = load(file)
    asked = [page for variant in form.variants for page in pages(form, variant)]
    assert [page.id for page in asked if len(page.items) > 5] == []
    assert [page.id for page in asked if page.items[0].block and len(page.items) == 1] == []


def areas(name, *sections):
    form = load(ROOT / f"instruments/{name}.toml")
    return {
        section.id: [item.label for item in form.items_of(section)]
        for section in form.sections
        if section.id in sections
    }


def test_parents_are_asked_about_every_area_of_2014():
    assert areas("ehc-parents/2014", "process", "child-outcomes", "parent-outcomes", "needs") == {
        "process": [
            "Clear information",
            "Individual support",
            "Continuity",
            "Communication",
            "Partnership",
            "Timeliness",
            "Paperwork",
            "Clarity of role",
            "Feeling supported",
        ],
        "child-outcomes": [
            "Fit and healthy",
            "Relaxed and happy",
            "School and learning",
            "Local community",
            "Friends",
            "Family",
            "Life at home",
            "Quality of life",
            "The right support",
        ],
        "parent-outcomes": [
            "Life balance",
            "Taking part in the community",
            "Support as a parent",
            "Being valued",
            "Confidence in the future",
            "Aspirations",
        ],
        "needs": ["Needs met now", "Needs met in the future"],
    }


def test_practitioners_are_asked_about_every_area_of_2014():
    assert areas("ehc-practitioners/2014", "process", "outcomes") == {
        "process": [
            "Child centred",
            "Partnership with colleagues",
            "Partnership with parents",
            "Timely response",
            "Individually tailored support",
            "Clear information and advice",
            "Understanding needs in context",
        ],
        "outcomes": [
            "Fit and healthy",
            "Relaxed and happy",
            "Local community",
            "School and learning",
            "Friends",
            "Family",
            "Relationships with practitioners",
            "Life at home",
            "Moving between schools",
            "Moving towards adulthood",
        ],
    }


def test_no_question_asks_for_a_name():
    asked = [item.ask.casefold() for file in FILES for item in load(file).items if item.kind is Kind.TEXT]
    assert [ask for ask in asked if "name" in ask or "which school" in ask] == []


def test_the_example_in_the_format_page_is_sound_and_shows_every_key():
    example = re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL)
    form = parse(example[0], "example.toml")
    assert (len(example), form.name, len(form.items)) == (2, "short-visit/2026", 5)
    assert dress(form, [parse_overlay(example[1], "easy.toml")]).pictures["item", "heard"] == "listening"
    shown = set(re.findall(r"\b(\w+) = |\[\[(\w+)\]\]", example[0]))
    assert {one.word for table in TABLES for one in vocabulary(table).values()} <= {a or b for a, b in shown}


def test_the_format_page_names_every_key_of_every_table_and_no_other():
    tables = re.findall(r"\| key \| holds \|\n\|---\|---\|\n(.*?)\n\n", FORMAT, re.DOTALL)
    named = [re.findall(r"^\| `(\w+)`( \*)? \|", table, re.MULTILINE) for table in tables]
    known = [{one.word: one.needed for one in vocabulary(table).values()} for table in TABLES]
    assert [{key: bool(star) for key, star in keys} for keys in named] == known


@pytest.mark.parametrize("word", [*Kind, *SectionKind, *Side, *Unit])
def test_the_format_page_names_every_word_a_key_may_hold(word):
    assert f"`{word}`" in FORMAT


def test_the_format_page_tells_the_limits():
    assert f"2 to {MOST_OPTIONS} options" in FORMAT
    assert f"{MOST_ITEMS} at most" in FORMAT

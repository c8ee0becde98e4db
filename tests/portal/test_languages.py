"""What stands around the questions is said in the language of the face: every word of it, on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import anyshire
import pytest
from anyshire import Parent
from django.test import Client
from django.utils import timezone

from poet.answers.refusals import Reason
from portal.capture import naming, returning, words
from portal.capture.models import Response
from portal.capture.words import Told
from portal.languages import catalogues, said
from portal.questionnaires.publish import publish_faces
from portal.questionnaires.words import LANGUAGES

OTHERS = sorted(set(LANGUAGES) - {"en"})
PRIVATE = anyshire.QUESTIONNAIRE.replace('kind = "comment"', 'kind = "comment"\nprivate = true')
# Every word of the small questionnaire in a language that nobody speaks, so that what stands in English is the portal's.
WHOLE = """
of = "small/1"
face = "{language}"
language = "{language}"
draft = true
title = "Xa"
about = "Xb"
[variants.ehc]
words = {{ a_plan = "Xc" }}
[scales.frequency.options]
always = "Xd"
sometimes = "Xe"
never = "Xf"
dont-know = "Xg"
[sections.child]
title = "Xh"
intro = "Xi"
[sections.process]
title = "Xj {{a_plan}}"
[sections.comments]
title = "Xk"
[items.age]
ask = "Xl"
[items.has-budget]
ask = "Xm"
options = {{ yes = "Xn", no = "Xo" }}
[items.budget-months]
ask = "Xp"
[items.weekly]
ask = "Xq"
[items.needs]
ask = "Xr"
options = {{ learning = "Xs", senses = "Xt", none = "Xu" }}
[items.information]
ask = "Xv"
[items.communication]
ask = "Xw"
[items.anything]
ask = "Xx"
"""


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"{\w+}", text))


def test_each_language_has_every_word_with_the_same_gaps():
    english = catalogues()["en"]
    assert set(catalogues()) == set(LANGUAGES)
    for language, own in catalogues().items():
        assert list(own) == list(english), language
        assert {name: gaps(text) for name, text in own.items()} == {name: gaps(text) for name, text in english.items()}
        assert [name for name, text in own.items() if not text] == []


def test_each_language_has_every_message_with_the_same_gaps_and_buttons():
    english = words.messages()["en"]
    assert set(words.messages()) == set(LANGUAGES)
    assert set(english) == set(Told)
    for language, own in words.messages().items():
        assert list(own) == list(english), language
        for name, message in own.items():
            assert list(message) == list(english[name]), (language, name)
            assert [gaps(one) for one in message["paragraphs"]] == [gaps(one) for one in english[name]["paragraphs"]]


def test_no_sentence_of_a_language_is_left_in_english():
    alike = {
        (language, name)
        for language in OTHERS
        for name, text in catalogues()[language].items()
        if text == catalogues()["en"][name]
    }
    # The order of a date is the same in all four, a comma in three, and Welsh calls print what English does.
    assert alike == {("cy", "print"), ("cy", "both"), ("pl", "both"), *((language, "day") for language in OTHERS)}
    for language in OTHERS:
        for name, message in words.messages()[language].items():
            assert not set(message["paragraphs"]) & set(words.messages()["en"][name]["paragraphs"]), (language, name)


def test_every_refusal_of_an_answer_has_its_sentence_and_every_month_its_name():
    for language in LANGUAGES:
        assert [reason for reason in Reason if reason not in catalogues()[language]] == []
        assert len(said(language)["month_names"].split()) == 12


def test_every_picture_has_a_word_in_every_language_and_no_word_means_two():
    names = [one.name for one in returning.choices()]
    assert {language: sorted(own) for language, own in naming.called().items()} == dict.fromkeys(OTHERS, names)
    every = [naming.folded(word) for word in names]
    for language in OTHERS:
        own = [naming.folded(naming.word(name, language)) for name in names]
        assert len(set(own)) == len(names)
        assert [naming.meant(word) for word in own] == names
    for name in names:
        assert naming.meant(name) == name
    assert len(every) == len(set(every))


def test_a_word_is_known_without_its_accents_and_in_capitals():
    assert [naming.meant(word) for word in (" ZOLW ", "żółw", "Ŵy", "آلو", "الو", "cath", "nonsense")] == [
        "tortoise",
        "tortoise",
        "egg",
        "potato",
        "owl",
        "cat",
        "nonsense",
    ]


def test_a_page_in_urdu_has_its_buttons_in_urdu(dressed, client):
    page = client.get(f"/a/{dressed.link.token}/q/age/?face=ur").content.decode()
    own = catalogues()["ur"]
    assert [name for name in ("continue", "back", "help", "stop", "leave_out", "skip") if own[name] not in page] == []
    assert own["progress"].format(number=1, pages=5) in page


@pytest.fixture
def whole(db, tmp_path):
    """The small questionnaire, its last question private, whole in every language; made up, so that pages say so."""
    world = anyshire.world(tmp_path, made_up=True, text=PRIVATE)
    publish_faces(
        world.version,
        {f"small/1.{language}": WHOLE.format(language=language) for language in OTHERS},
        on=date(2026, 9, 1),
    )
    return world


def walked(world, language: str) -> Iterator[Parent]:
    """Somebody who meets every kind of page in a language, after each page."""
    parent = Parent(world.link)
    yield parent.open(f"?face={language}")
    yield parent.send()
    yield parent.send(age="eleven")
    yield parent.send(age="99")
    yield parent.send(age="4")
    yield parent.send(has_budget="yes")
    yield parent.send(budget_months__years="1", budget_months__months="7")
    yield parent.send(weekly="much")
    yield parent.send(weekly="12")
    yield parent.send(needs=["learning", "none"])
    yield parent.send(needs="learning")
    yield parent.send(information="often", communication="always")
    yield parent.send(information="always")
    yield parent.send(show__="1")
    yield parent.send(anything="x" * 10_001)
    yield parent.send(stop__="1", anything="")
    yield parent.open("back/")
    yield parent.send(first__="a", second__="b", third__="c")
    yield parent.open("q/no-such-page/")
    yield parent.open("review/")
    yield parent.send()
    yield parent.open("q/age/")
    yield parent.post("", {"face.": language}, **{"Sec-Fetch-Site": "cross-site"})


def english_left(page: list[str]) -> list[str]:
    """The words on a page that the portal says in English: whole texts, and sentences with their gaps filled."""
    texts = [text for name, text in catalogues()["en"].items() if name not in {"day", "print", "both"}]
    texts += [part for one in words.messages()["en"].values() for part in (one["title"], *one["paragraphs"])]
    patterns = [re.compile(r"\W*" + re.sub(r"\\{\w+\\}", ".*", re.escape(text)) + r"\W*") for text in texts]
    return [said for said in page if any(pattern.fullmatch(said) for pattern in patterns)]


@pytest.mark.parametrize("language", OTHERS)
def test_a_way_through_a_questionnaire_meets_no_english(whole, language):
    met, statuses = [], []
    for parent in walked(whole, language):
        texts = [*parent.words, *parent.page.labels]
        assert english_left(texts) == [], parent.address
        met += texts
        statuses.append(parent.status)
    assert Counter(statuses) == {200: 13, 422: 7, 404: 1, 409: 1, 403: 1}
    assert Response.objects.get().language == language
    # Beyond the sentences we know: no word of everyday English at all.
    everyday = re.compile(
        r"\b(the|you|your|answers?|this|please|and|not|of|questions?|page|years|months|error)\b", re.IGNORECASE
    )
    assert [text for text in met if everyday.search(text)] == []
    assert [
        name
        for name in ("unchecked", "made_up", "send", "thanks", "put_right", "change")
        if said(language)[name] not in met
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_messages_and_the_pages_beside_a_questionnaire_are_in_its_language(whole, language):
    parent = Parent(whole.link).open(f"?face={language}")
    for there in [href for href in parent.page.hrefs if href.startswith(("/help", "/privacy", "/accessibility"))]:
        assert there.endswith(f"?language={language}")
        page = anyshire.Reader(parent.client.get(there).content.decode())
        assert english_left(page.words) == []
        assert said(language)["unchecked"] in page.words
    for opens, status in ((timezone.now() + timedelta(days=1), 403), (timezone.now() - timedelta(days=9), 410)):
        whole.round.opens, whole.round.closes = opens, opens + timedelta(days=2)
        whole.round.save()
        parent.open(f"?face={language}")
        assert (parent.status, english_left(parent.words)) == (status, [])


def test_a_page_beside_a_questionnaire_speaks_english_where_we_do_not_have_the_language(db):
    for asked in ("/help", "/help?language=xx", "/privacy?language=../../etc"):
        page = Client().get(asked).content.decode()
        assert 'lang="en" dir="ltr"' in page
    assert 'lang="ur" dir="rtl"' in Client().get("/accessibility?language=ur").content.decode()


@pytest.mark.parametrize("language", OTHERS)
def test_three_pictures_lead_back_in_another_language_too(whole, language):
    parent = Parent(whole.link).open(f"?face={language}").send().send(stop__="1", age="4")
    own = {naming.word(one.name, language) for one in returning.choices()}
    told = [word for word in parent.words if word in own]
    assert len(told) == 3
    for face in (language, "standard"):
        again = Parent(whole.link).open(f"back/?face={face}").send(first__=told[0], second__=told[1], third__=told[2])
        assert again.at == "review"


@pytest.mark.parametrize(
    ("language", "months", "told"),
    [
        ("en", 12, "1 year"),
        ("en", 27, "2 years and 3 months"),
        ("pl", 27, "lata: 2, miesiące: 3"),
        ("cy", 0, "Misoedd: 0"),
    ],
)
def test_a_length_of_time_is_told_in_the_language(language, months, told):
    assert words.length_of_time(months, language) == told


def test_a_date_is_told_in_the_language():
    moment = timezone.make_aware(timezone.datetime(2026, 11, 3, 12))
    assert [words.day(moment, language) for language in ("en", "cy", "pl", "ur")] == [
        "3 November 2026",
        "3 Tachwedd 2026",
        "3 listopada 2026",
        "3 نومبر 2026",
    ]

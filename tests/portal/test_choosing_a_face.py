"""One questionnaire in every face: the same answers, recorded with how they were asked."""

from __future__ import annotations

import anyshire
import pytest
from anyshire import Parent
from django.utils import timezone

from poet.instrument import Refused
from portal.capture.models import Draft, Response
from portal.languages import said
from portal.questionnaires.models import Face, Published
from portal.questionnaires.publish import publish_faces
from portal.reporting.extract import extract

PRIVATE = anyshire.QUESTIONNAIRE.replace('kind = "comment"', 'kind = "comment"\nprivate = true').replace(
    'id = "small"', 'id = "small"\nnot_understood = "I don\'t understand"'
)


def in_face(world, face, look="plain"):
    return Parent(world.link).open(f"?face={face}&look={look}").send()


def answer_all(parent, **said):
    """To the review, saying what is given on each page where it is asked."""
    while parent.at != "review":
        names = {name.replace("-", "_").replace(".", "__") for name, _, _ in parent.page.form.asked}
        parent.send(**{name: cell for name, cell in said.items() if name in names})
    return parent


def test_the_face_is_asked_in_and_recorded_on_the_response(dressed):
    parent = in_face(dressed, "easy", "large")
    assert "How old?" in parent.words
    answer_all(parent, age="4", information="always").send()
    response = Response.objects.get()
    worn = response.worn
    assert (response.face, response.language, response.look) == ("easy", "en", "large")
    assert response.answers == {"age": "4", "information": "always"}
    assert worn not in {"", dressed.version.digest}


def test_a_questionnaire_in_its_own_words_says_so_too(dressed):
    answer_all(Parent(dressed.link).open().send(), age="4").send()
    response = Response.objects.get()
    assert (response.face, response.look, response.worn) == ("standard", "plain", dressed.version.digest)


def test_a_face_works_without_cookies(dressed):
    parent = Parent(dressed.link, keeps_cookies=False).open("?face=easy&look=contrast").send()
    assert "How old?" in parent.words
    answer_all(parent, age="4").send()
    assert Response.objects.get().face == "easy"


def test_changing_the_face_on_the_way_keeps_the_answers(dressed):
    parent = in_face(dressed, "standard").send(age="4").open("q/age/?face=easy")
    assert "How old?" in parent.words
    assert b'value="4"' in parent.client.get(f"/a/{dressed.link.token}/q/age/").content
    parent.send(age="5")
    assert (Draft.objects.get().answers, Draft.objects.get().face) == ({"age": "5"}, "easy")


def test_an_answer_on_three_faces_is_never_one_on_five(dressed):
    parent = answer_all(in_face(dressed, "easy-3"), information="yes-3", communication="no-3")
    parent.send()
    assert Response.objects.get().answers == {"information": "yes-3", "communication": "no-3"}
    sheet = extract(dressed.round, dressed.version)
    assert {name: set(sheet.columns[name].cells) for name in ("information", "communication")} == {
        "information": set(),
        "communication": set(),
    }


def test_what_was_said_on_five_faces_is_not_translated_to_three(dressed):
    parent = answer_all(in_face(dressed, "standard"), age="4", information="always")
    parent.open("q/anything/?face=easy-3").send().send()
    assert (Response.objects.get().face, Response.objects.get().answers) == ("easy-3", {"age": "4"})


def test_an_unknown_face_or_look_is_the_standard(dressed):
    parent = in_face(dressed, "../../etc", "<script>")
    assert "How old is your child?" in parent.words
    answer_all(parent, age="4").send()
    assert (Response.objects.get().face, Response.objects.get().look) == ("standard", "plain")


def test_a_draft_in_a_language_says_so_on_every_page(dressed):
    parent = in_face(dressed, "ur")
    page = parent.client.get(f"/a/{dressed.link.token}/q/age/").content.decode()
    assert '<html class="govuk-template" lang="ur" dir="rtl">' in page
    assert said("ur")["unchecked"] in page
    assert any("not yet checked by a speaker" in words for words in Parent(dressed.link).open().words)


def test_pictures_stand_beside_words_and_say_nothing_twice(dressed):
    in_face(dressed, "easy")
    page = in_face(dressed, "easy").client.get(f"/a/{dressed.link.token}/q/age/").content.decode()
    assert 'alt="" width="120"' in page


def test_hostile_answers_are_shown_as_they_were_said(world):
    hostile = "</textarea><script>alert(1)</script> {{ 7*7 }} 🐈‍⬛ \"' &amp;"
    parent = Parent(world.link).open().send().send(age="4").post("q/anything/", {"anything": hostile})
    page = parent.client.get(f"/a/{world.link.token}/q/anything/").content.decode()
    assert "<script>" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} 🐈‍⬛" in page


def test_a_published_face_never_changes_and_a_misfit_is_refused(dressed):
    face = Face.objects.filter(face="easy").get()
    with pytest.raises(Published):
        face.save()
    with pytest.raises(Published):
        face.delete()
    with pytest.raises(Refused, match="no item 'agee'"):
        publish_faces(dressed.version, {"x": anyshire.EASY.replace("items.age", "items.agee")}, on=timezone.localdate())
    assert Face.objects.count() == 3


def test_mended_words_are_asked_next_and_the_old_ones_stay(dressed):
    publish_faces(dressed.version, {"x": anyshire.EASY.replace("How old?", "What age?")}, on=timezone.localdate())
    assert Face.objects.filter(face="easy").count() == 2
    assert "What age?" in in_face(dressed, "easy").words


@pytest.fixture
def private(db, tmp_path):
    return anyshire.world(tmp_path, text=PRIVATE)


def test_a_private_question_stands_behind_a_screen_and_is_not_shown_again(private):
    parent = answer_up_to_private(private)
    assert "The next question is only for you" in parent.words
    parent.send(show__="1").send(anything="She helps me with all of it.")
    assert parent.at == "review"
    assert "Kept. Only you know what you said here" in parent.words
    assert "She helps me with all of it." not in parent.words


def test_a_private_question_may_be_left_out(private):
    parent = answer_up_to_private(private).send(skip__="1")
    assert parent.at == "review"
    parent.send()
    assert Response.objects.get().answers == {"age": "4"}


def answer_up_to_private(private):
    parent = Parent(private.link).open().send()
    while "The next question is only for you" not in parent.words:
        asks_age = any(name == "age" for name, _, _ in parent.page.form.asked)
        parent.send(**({"age": "4"} if asks_age else {}))
    return parent


def test_not_understood_is_an_answer_to_every_question(private):
    parent = Parent(private.link).open().send().send(age__unclear="1").send(has_budget="dont-understand")
    assert Draft.objects.get().answers == {"age": "dont-understand", "has-budget": "dont-understand"}
    page = parent.client.get(f"/a/{private.link.token}/q/age/").content.decode()
    assert 'name="age.unclear" type="checkbox" value="1" checked' in page
    parent.open("q/age/").send(age="4", age__unclear="1")
    assert Draft.objects.get().answers["age"] == "4"

"""A council adds questions from the bank: asked on every page and on paper, fixed by the first answer, core counted alike."""

from __future__ import annotations

import json
from datetime import date

import anyshire
import pytest

from poet.instrument import Refused
from portal.capture.models import Response
from portal.councils.models import Area
from portal.questionnaires import faces
from portal.questionnaires.composing import offered
from portal.questionnaires.models import Composition, Published, Topic
from portal.questionnaires.publish import NotPublished, publish_bank, publish_bank_faces
from portal.reporting import results
from portal.reporting.extract import asked_in
from portal.rounds.choosing import NotChosen, choose
from portal.rounds.models import Choice

ON = date(2026, 9, 1)
NONE_LEFT = (
    "Somebody in Anyshire has answered already, so the questions stay as they are: everybody in a round is asked the "
    "same. Choose other questions in the next round."
)


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    faces.forget()


def area(code=anyshire.ANYSHIRE):
    return Area.objects.get(pk=code)


def walked(parent):
    """The pages met when everything is left out."""
    parent.open().send()
    met = []
    while parent.at.startswith("q/"):
        met.append(parent.at.removeprefix("q/"))
        parent.send()
    return met


def test_a_council_is_offered_what_suits_the_questionnaire(world):
    publish_bank(anyshire.BANK, "travel", on=ON)
    assert [(str(topic), [item.id for item in items]) for topic, items in offered(world.version)] == [
        ("travel/1", ["bus", "ramp"])
    ]


def test_chosen_questions_are_asked_after_the_core_in_the_order_chosen(world, parent):
    anyshire.with_more(world, "ramp", "bus")
    assert walked(parent) == ["age", "has-budget", "needs", "information", "ramp", "bus", "anything"]
    assert walked(anyshire.Parent(world.links[anyshire.OTHERSHIRE])) == [
        "age", "has-budget", "needs", "information", "anything"
    ]  # fmt: skip


def test_a_response_says_what_was_asked(world, parent):
    choice = anyshire.with_more(world, "bus")
    anyshire.sent(world.link, age="4", bus="never")
    anyshire.sent(world.links[anyshire.OTHERSHIRE], age="4")
    assert [
        (one.version.digest, one.composed, one.answers) for one in Response.objects.order_by("area__name")
    ] == [
        (world.version.digest, choice.composition.digest, {"age": "4", "bus": "never"}),
        (world.version.digest, "", {"age": "4"}),
    ]  # fmt: skip


def test_an_answer_to_what_an_area_did_not_add_is_not_taken(world):
    anyshire.with_more(world, "bus")
    anyshire.sent(world.links[anyshire.OTHERSHIRE], age="4", bus="never")
    assert Response.objects.get().answers == {"age": "4"}


def test_a_choice_can_be_changed_and_undone_until_the_first_answer(world, parent):
    anyshire.with_more(world, "bus")
    choose(world.round, area(), world.version, ["ramp"])
    assert "ramp" in walked(parent)
    assert choose(world.round, area(), world.version, []).composition is None
    choose(world.round, area(), world.version, ["bus"])
    parent.open("q/age/").send(age="5")
    with pytest.raises(NotChosen) as no:
        choose(world.round, area(), world.version, [])
    assert str(no.value) == NONE_LEFT
    assert "bus" in walked(parent)


def test_pages_that_are_only_looked_at_fix_nothing(world, parent):
    walked(parent)
    assert not Choice.objects.filter(begun=True).exists()
    assert anyshire.with_more(world, "bus").composition is not None


def test_an_answer_elsewhere_fixes_nothing_here(world):
    anyshire.sent(world.links[anyshire.OTHERSHIRE], age="5")
    assert anyshire.with_more(world, "bus").composition is not None
    with pytest.raises(NotChosen):
        choose(world.round, area(anyshire.OTHERSHIRE), world.version, ["bus"])


def test_an_answer_that_is_only_sent_fixes_the_choice_too(world):
    anyshire.with_more(world, "bus")
    anyshire.sent(world.link, age="5")
    assert Choice.objects.get().begun


def test_what_does_not_fit_is_refused_and_the_choice_stays(world):
    anyshire.with_more(world, "bus")
    with pytest.raises(Refused) as no:
        choose(world.round, area(), world.version, ["ferry", "bus", "bus", "boat"])
    assert [fault.wrong for fault in no.value.faults] == [
        "'ferry' is not for small.",
        "'bus' was chosen twice.",
        "The bank has no question 'boat'.",
    ]
    assert Choice.objects.get().composition.chosen == ["bus"]


def test_an_area_that_takes_no_part_chooses_nothing(world):
    publish_bank(anyshire.BANK, "travel", on=ON)
    world.round.participations.filter(area=anyshire.NOWHERE).delete()
    with pytest.raises(NotChosen) as no:
        choose(world.round, area(anyshire.NOWHERE), world.version, ["bus"])
    assert str(no.value) == (
        "Nowhere does not ask “Getting support” in this round. Choose a questionnaire that it asks."
    )


def test_two_areas_that_choose_alike_ask_one_composition(world):
    one = anyshire.with_more(world, "bus")
    other = anyshire.with_more(world, "bus", area=anyshire.OTHERSHIRE)
    assert one.composition == other.composition
    with pytest.raises(Published):
        one.composition.save()
    assert Composition.objects.count() == 1


def test_an_id_of_the_bank_is_one_question_for_ever(world):
    topic = publish_bank(anyshire.BANK, "travel", on=ON)
    assert publish_bank(anyshire.BANK, "travel", on=ON) == topic
    with pytest.raises(NotPublished) as no:
        publish_bank(anyshire.BANK.replace("Does the bus", "Does your bus"), "travel", on=ON)
    assert str(no.value).splitlines() == [
        "bus was published in 1 in other words or on another scale. Give the new question an id of its own.",
        "travel/1 is published, and its text has changed since. Put the old text back; give the new one a new version.",
    ]
    with pytest.raises(NotPublished) as no:
        publish_bank(anyshire.BANK.replace('"travel"', '"trips"'), "trips", on=ON)
    assert str(no.value).splitlines()[0] == (
        "bus is a question of “Getting about” already. Give the new one an id of its own."
    )
    assert Topic.objects.count() == 1


def test_a_new_text_of_a_bank_is_offered_and_the_old_choice_stands(world, parent):
    anyshire.with_more(world, "bus")
    newer = anyshire.BANK.replace('version = "1"', 'version = "2"').replace(
        '[[items]]\nid = "ramp"', '[[items]]\nid = "lift"'
    )
    publish_bank(newer, "travel", on=ON)
    assert [item.id for _, items in offered(world.version) for item in items] == ["bus", "lift"]
    assert "bus" in walked(parent)


def test_every_face_asks_them_and_shows_their_scale_as_the_others(dressed):
    anyshire.with_more(dressed, "bus")
    parent = anyshire.Parent(dressed.link).open("?face=easy-3").send().send(age="4")
    parent.open("q/bus/").send(bus="no-3")
    page = parent.client.get(f"/a/{dressed.link.token}/q/bus/").content.decode()
    assert 'value="no-3" checked' in page


def test_what_a_face_does_not_say_in_its_own_words_is_marked_as_the_language_it_is_in(dressed):
    anyshire.with_more(dressed, "bus")
    parent = anyshire.Parent(dressed.link).open("?face=ur").send()
    own = parent.client.get(f"/a/{dressed.link.token}/q/age/").content.decode()
    assert '<label class="govuk-label govuk-label--l" for="age">عمر؟</label>' in own
    parent.send(age="4")
    page = parent.client.get(f"/a/{dressed.link.token}/q/bus/").content.decode()
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--l" lang="en" dir="ltr">' in page
    assert '<label class="govuk-label govuk-radios__label" for="bus" lang="en" dir="ltr">Always</label>' in page


BANK_URDU = """
of = "travel/1"
face = "ur"
language = "ur"
draft = true
[items.bus]
ask = "بس وقت پر آتی ہے؟"
"""


def test_added_questions_are_asked_in_the_words_that_their_bank_has_in_a_face(dressed):
    anyshire.with_more(dressed, "bus", "ramp")
    publish_bank_faces(Topic.objects.get(), {"travel.ur": BANK_URDU}, on=ON)
    parent = anyshire.Parent(dressed.link).open("?face=ur").send().send(age="4")
    asked = [parent.open(f"q/{item}/").words for item in ("bus", "ramp")]
    assert "بس وقت پر آتی ہے؟" in asked[0]
    assert "Does the ramp work?" in asked[1]
    with pytest.raises(Refused):
        publish_bank_faces(Topic.objects.get(), {"travel.cy": BANK_URDU.replace("items.bus", "items.boat")}, on=ON)


def test_the_sheets_ask_them_and_bear_their_own_code(world, client):
    plain = client.get(f"/a/{world.link.token}/paper.pdf").content
    anyshire.with_more(world, "bus")
    assert client.get(f"/a/{world.link.token}/paper.pdf").content != plain


def test_anybody_may_read_what_an_area_asks(dressed, client):
    digest = anyshire.with_more(dressed, "bus").composition.digest
    place = f"/forms/small/1/with/{digest}/"
    for page in (client.get(place), client.get(f"{place}?face=easy")):
        words = anyshire.Reader(page.content.decode()).words
        assert "Does the bus come on time?" in words
        assert (
            "With one question that a council has added from the bank. All others are the same for every council."
            in words
        )
    assert client.get(f"/forms/small/1/with/{'0' * 64}/").status_code == 404


def test_the_core_is_counted_over_all_areas_and_the_added_where_it_was_asked(made_up_world, client):
    world = made_up_world
    anyshire.with_more(world, "bus")
    for link in (world.links[anyshire.ANYSHIRE], world.links[anyshire.OTHERSHIRE]):
        for number in range(30):
            anyshire.sent(
                link,
                information=("always", "sometimes", "never")[number % 3],
                bus=("always", "never", "sometimes")[number % 3],
            )
    assert list(asked_in(world.round, world.version).by_id)[-2:] == ["bus", "anything"]
    here, there = (
        json.loads(client.get(f"/results/autumn/{code}/small/report.json").content)
        for code in (anyshire.ANYSHIRE, anyshire.OTHERSHIRE)
    )
    assert "Bus on time" in json.dumps(here)
    assert "Bus on time" not in json.dumps(there)
    assert here["source"]["digest"] != there["source"]["digest"] == world.version.digest
    release = results.protected(world.round.pk, world.version.pk, 60).tables
    assert release.whole["information"].base.value == 60
    assert release.whole["bus"].base.value == 30

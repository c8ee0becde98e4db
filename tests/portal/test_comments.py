"""Coders read what people wrote, a question at a time, and nothing beside it; nobody else does."""

import re

import anyshire
import pytest

from portal.audit.models import Event
from portal.capture.models import Response
from portal.people.rules import Role
from portal.rounds.models import Round
from somebody import somebody

PLACE = "/comments/autumn/small/1/"


@pytest.fixture
def analyst(world):
    return somebody(Role.ANALYST)


def said(page):
    return re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page.content.decode(), re.DOTALL)


def wrote(world, *texts, area=anyshire.ANYSHIRE):
    for text in texts:
        anyshire.sent(world.links[area], age="4", information="always", anything=text)


def test_a_coder_reads_what_was_written_and_nothing_beside_it(world, analyst):
    wrote(world, "They <b>listened</b>.\nAt last.", "Nobody rang back.")
    wrote(world, "Far too late.", area=anyshire.OTHERSHIRE)
    anyshire.sent(world.link, age="5")
    page = analyst.get(PLACE)
    assert sorted(said(page)) == ["Far too late.", "Nobody rang back.", "They &lt;b&gt;listened&lt;/b&gt;.\nAt last."]
    text = page.content.decode()
    assert not [
        word
        for word in ("Anyshire", "Othershire", "Always")
        if word in re.sub(r"<nav.*?</nav>", "", text, flags=re.DOTALL)
    ]


def test_they_stand_in_the_order_of_their_keys_which_is_none_of_arrival(world, analyst):
    wrote(world, *(f"Comment {number}" for number in range(30)))
    keyed = [one.answers["anything"] for one in Response.objects.order_by("key")]
    first, second = analyst.get(PLACE), analyst.get(f"{PLACE}?question=anything&page=2")
    assert said(first) + said(second) == keyed
    assert keyed != sorted(keyed, key=lambda one: int(one.split()[1]))
    assert "page=2" in first.content.decode()


def test_who_reads_is_written_down_once_a_sitting_and_without_the_words(world, analyst):
    wrote(world, "Nobody rang back.")
    analyst.get(PLACE)
    event = Event.objects.first()
    assert (event.kind, event.actor, event.thing) == ("comments-read", f"person:{analyst.person.pk}", "autumn")
    assert event.detail == {"what": "small/1 anything"}
    assert not [one for one in Event.objects.values_list() if "rang" in str(one)]
    analyst.get(f"{PLACE}?page=2")
    assert Event.objects.filter(kind="comments-read").count() == 1
    analyst.client.logout()
    analyst.signs_in().get(PLACE)
    assert Event.objects.filter(kind="comments-read").count() == 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST}))
def test_nobody_else_reads_them(world, role):
    area = anyshire.ANYSHIRE if role in {Role.MANAGER, Role.DATA_LEAD, Role.READER, Role.COLLECTOR} else ""
    other = somebody(role, area) if area else somebody(role)
    wrote(world, "Nobody rang back.")
    for address in ("/comments/", PLACE):
        assert other.get(address).status_code == 403


def test_what_was_erased_is_not_there_and_nothing_says_so(world, analyst):
    wrote(world, "Nobody rang back.")
    Response.objects.update(answers={"age": "4"})
    assert said(analyst.get(PLACE)) == []
    assert "Nobody has written anything here so far" in analyst.get(PLACE).content.decode()


def test_rounds_are_listed_with_their_questionnaires(world, analyst):
    assert f'href="{PLACE}"' in analyst.get("/comments/").content.decode()
    Round.objects.filter(pk=world.round.pk).update(slug="winter")
    assert analyst.get(PLACE).status_code == 404


def test_a_question_that_is_not_asked_for_words_leads_to_the_first_that_is(world, analyst):
    wrote(world, "Nobody rang back.")
    for asked in ("age", "nonsense", "anything__x", ""):
        assert said(analyst.get(f"{PLACE}?question={asked}")) == ["Nobody rang back."]

"""Anybody may read what is asked, in every face, and what changed since the version before."""

import anyshire
import pytest
from anyshire import Reader
from django.conf import settings
from django.utils import timezone

from poet.instrument.shelf import shelf
from portal.people.inviting import Offer, invite, take_up
from portal.people.rules import Role
from portal.questionnaires.publish import publish, publish_folder

SECOND = (
    anyshire.QUESTIONNAIRE.replace('version = "1"', 'version = "2"\nfollows = "1"')
    .replace("People kept us informed.", "People told us what happens.")
    .replace('id = "anything"', 'id = "something"')
    .replace('{ code = "senses", text = "Seeing or hearing" },', "")
)


def words(client, place):
    return Reader(client.get(place).content.decode()).words


def test_every_published_version_is_listed(world, client):
    assert "Getting support, 1" in words(client, "/forms/")


def test_whoever_is_signed_in_keeps_their_ways_on_the_list_and_others_see_none(world, client):
    assert "Your pages" not in client.get("/forms/").content.decode()
    now = timezone.now()
    author = take_up(invite(Offer("ann@example.org", Role.AUTHOR), by=None, now=now), name="Ann", now=now)
    client.force_login(author, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get("/forms/").content.decode()
    assert "Your pages" in page
    assert '<a class="govuk-link" href="/forms/" aria-current="page">See and try</a>' in page


def test_before_anything_is_published_it_says_what_to_do(db, client):
    assert any("No questionnaire has been published yet." in said for said in words(client, "/forms/"))


def test_a_specimen_has_every_question_and_option_and_keeps_nothing(dressed, client):
    said = words(client, "/forms/small/1/")
    instrument = dressed.version.instrument
    asked = [text for item in instrument.items for text in (item.ask, *(one.text for one in item.options))]
    assert [text for text in asked if text not in said] == []
    assert any("cannot be answered here" in one for one in said)
    assert b"<form" not in client.get("/forms/small/1/").content


def test_a_specimen_wears_its_faces(dressed, client):
    assert "How old?" in words(client, "/forms/small/1/?face=easy")
    assert any("not yet checked by a speaker" in one for one in words(client, "/forms/small/1/?face=ur"))
    assert "How old is your child?" in words(client, "/forms/small/1/?face=nonsense")


@pytest.mark.parametrize(
    "place", ["/forms/small/9/", "/forms/none/1/", "/forms/small/1/?variant=x", "/forms/small/1/changes/"]
)
def test_what_is_not_there_is_not_found(world, client, place):
    assert client.get(place).status_code == 404


def test_what_changed_is_told_with_what_it_does_to_trends(world, client):
    publish(SECOND, "second.toml", on=timezone.localdate())
    said = words(client, "/forms/small/2/changes/")
    for expected in (
        "Asked as before: 5",
        "Asked in other words: 1",
        "Answered in another way: 1",
        "New: 1",
        "No longer asked: 1",
    ):
        assert expected in said
    assert said.index("People kept us informed.") < said.index("People told us what happens.")


def test_two_sides_that_differ_never_look_alike(world, client):
    again = anyshire.QUESTIONNAIRE.replace('version = "1"', 'version = "3"\nfollows = "1"').replace(
        'when = [{ item = "has-budget", is = ["yes"] }]\nsource = ["R065"]', 'hint = "A guess."\nsource = ["R065"]'
    )
    publish(again, "third.toml", on=timezone.localdate())
    said = words(client, "/forms/small/3/changes/")
    assert "Only after Personal budget: yes" in said
    assert "A guess." in said


def test_every_specimen_of_the_repository_can_be_read(db, client, settings):
    publish_folder(settings.INSTRUMENTS, on=timezone.localdate())
    for name, one in shelf(settings.INSTRUMENTS).instruments.items():
        assert client.get(f"/forms/{name}/").status_code == 200
        assert client.get(f"/forms/{name}/changes/").status_code == (200 if one.follows else 404)

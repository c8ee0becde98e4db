"""A link that lets only the invited begin: other computers send nothing there, and hand out no links to it."""

import anyshire
import pytest
from calling import HERE, SMALL, THERE, computer, person
from django.utils import timezone

from portal.api import allowance, receiving
from portal.api.models import ReviewLink
from portal.api.verbs import Verb
from portal.capture.models import Response
from portal.outreach import admitting, listing
from portal.people.rules import Role


@pytest.fixture(autouse=True)
def nothing_remembered():
    allowance.forget()
    receiving.forget()


@pytest.fixture
def invited(world):
    listing.make(world.link, name="Parents", letters=20, on=timezone.localdate())
    admitting.admit(world.link, only_invited=True)
    return world


def refusal(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["type"]


def test_answers_are_refused_there_and_it_is_said_what_to_do(invited):
    sent = computer().send(age=4)
    assert refusal(sent) == (409, "urn:poet:by-invitation")
    assert "let everybody begin again at this link" in sent.json()["detail"]
    assert Response.objects.count() == 0


def test_a_batch_is_refused_whole(invited):
    one = {**SMALL, "answers": {"age": 4}}
    sent = computer().post(f"{HERE}/responses/batches", {"responses": [one, one]})
    assert refusal(sent) == (409, "urn:poet:by-invitation")
    assert Response.objects.count() == 0


def test_no_link_is_handed_out_that_would_turn_people_away(invited):
    assert refusal(computer().post(f"{HERE}/links", SMALL)) == (409, "urn:poet:by-invitation")
    assert ReviewLink.objects.count() == 0


def test_another_councils_link_takes_answers_as_before(invited):
    assert computer(person(Role.COORDINATOR, None), Verb.SEND, area=None).send(here=THERE, age=4).status_code == 201
    assert Response.objects.get().area_id == anyshire.OTHERSHIRE


def test_the_same_request_goes_through_once_the_link_lets_everybody_begin(invited):
    system = computer()
    assert system.send(key="review-4711", age=4).status_code == 409
    admitting.admit(invited.link, only_invited=False)
    assert system.send(key="review-4711", age=4).status_code == 201


def test_what_was_carried_out_before_is_answered_again(world):
    system = computer()
    link = system.post(f"{HERE}/links", SMALL, key="review-4712").json()
    assert system.send(key="review-4711", age=4).status_code == 201
    listing.make(world.link, name="Parents", letters=20, on=timezone.localdate())
    admitting.admit(world.link, only_invited=True)
    assert system.send(key="review-4711", age=4).json() == {"stored": 1, "left_out": []}
    assert system.post(f"{HERE}/links", SMALL, key="review-4712").json() == link
    assert Response.objects.count() == 1


def test_what_is_asked_there_can_still_be_read(invited):
    assert computer().get(f"{HERE}/forms/small/1/standard").status_code == 200

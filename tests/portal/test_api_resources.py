"""What comes out of the API: questionnaires, rounds, protected results, links of a review; and the pages of keys."""

import json
import re
from datetime import timedelta

import anyshire
import pytest
from calling import HERE, SMALL, V1, Computer, computer, person
from django.test import Client
from django.utils import timezone

from poet.draw.json import load
from portal.api import allowance, receiving
from portal.api.document import described
from portal.api.models import ReviewLink, Token
from portal.api.routes import OPERATIONS, words_of
from portal.api.verbs import Verb
from portal.audit.models import Event
from portal.capture.models import Response
from portal.people.rules import Role
from somebody import somebody


@pytest.fixture(autouse=True)
def nothing_remembered():
    allowance.forget()
    receiving.forget()


@pytest.fixture
def system(world):
    return computer()


def test_every_version_is_listed_with_its_faces(system, dressed):
    assert system.get(f"{V1}/forms").json() == [
        {
            "form": "small",
            "version": "1",
            "title": "Getting support",
            "digest": dressed.version.digest,
            "published": "2026-09-01",
            "faces": ["standard", "easy", "easy-3", "ur"],
        }
    ]


def test_a_questionnaire_is_told_so_that_a_screen_can_be_made_of_it(system, dressed):
    told = system.get(f"{V1}/forms/small/1/easy").json()
    assert (told["language"], told["variants"][0]["words"]) == ("en", {"a_plan": "an EHC plan"})
    items = {item["id"]: item for item in told["items"]}
    assert items["age"] == {
        "id": "age", "section": "child", "kind": "number", "ask": "How old?", "label": "Age",
        "unit": "years", "low": 0.0, "high": 25.0,
    }  # fmt: skip
    assert items["weekly"]["when"] == [{"item": "has-budget", "is": ["yes"]}]
    assert items["needs"]["options"][-1] == {"code": "none", "text": "None of these", "apart": False, "alone": True}
    assert system.get(f"{V1}/forms/small/1/cy").status_code == 404
    assert system.get(f"{V1}/forms/small/9/standard").status_code == 404


def test_a_round_says_what_it_asks_and_whether_it_is_open(system, django_assert_num_queries):
    system.get(f"{V1}/rounds")
    with django_assert_num_queries(3):
        (told,) = system.get(f"{V1}/rounds").json()
    assert (told["round"], told["forms"], told["areas"], told["open"]) == (
        "autumn",
        ["small/1"],
        [anyshire.ANYSHIRE],
        True,
    )


def test_results_are_those_of_the_pages_and_protected(world, system):
    assert system.get(f"{HERE}/results/small/1").json()["type"] == "urn:poet:nothing-to-show"
    for number in range(12):
        anyshire.sent(world.link, age=str(number), information="always" if number < 11 else "never")
        anyshire.sent(world.links[anyshire.OTHERSHIRE], age=str(number), information="never")
    told = load(system.get(f"{HERE}/results/small/1").content)
    assert (told.title, told.area) == ("Getting support", "Anyshire")
    before = system.get(f"{HERE}/results/small/1").content
    system.send(age=3, information="never")
    assert system.get(f"{HERE}/results/small/1").content == before


def test_a_link_of_a_review_leads_to_the_questionnaire_until_it_ends(system, world, settings):
    settings.SITE = "https://poet.example"
    wish = {**SMALL, "minutes": 30}
    made = system.post(f"{HERE}/links", wish, key="review-4711")
    assert made.status_code == 201
    address = made.json()["url"].removeprefix("https://poet.example")
    assert system.post(f"{HERE}/links", wish, key="review-4711").json() == made.json()
    assert ReviewLink.objects.count() == 1
    parent = Client()
    assert parent.get(address).headers["Location"] == f"/a/{world.link.token}/"
    assert dict(parent.cookies) == {}
    ReviewLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    ended = parent.get(address)
    assert ended.status_code == 410
    assert "Ask whoever gave it to you for a new one." in ended.content.decode()


def test_a_link_of_a_review_is_kept_as_a_digest_and_its_use_nowhere(system):
    made = system.post(f"{HERE}/links", SMALL).json()["url"]
    events = Event.objects.count()
    before = ReviewLink.objects.values().get()
    Client().get("/r/" + made.rpartition("/r/")[2])
    assert made.rpartition("/r/")[2].strip("/") not in str(before)
    assert (ReviewLink.objects.values().get(), Event.objects.count()) == (before, events)


def test_the_description_names_every_operation_and_anybody_may_read_it(client, db):
    told = client.get(f"{V1}/openapi.json").json()
    assert told == json.loads(json.dumps(described()))
    named = [one["operationId"] for methods in told["paths"].values() for one in methods.values()]
    assert named == [operation.name for operation in OPERATIONS]
    assert len(set(named)) == len(named)


def test_every_address_of_the_description_is_there(system):
    fills = {
        "area": anyshire.ANYSHIRE,
        "round": "autumn",
        "form": "small",
        "version": "1",
        "face": "standard",
    }
    for operation in OPERATIONS:
        address = V1 + operation.path.format(**{word: fills[word] for word in words_of(operation.path)})
        answer = system.get(address) if operation.method == "GET" else system.post(address, {})
        # Nobody has answered yet: there are no results, and returns wait.
        read = 404 if "results" in address else 409 if "returns" in address else 200
        expected = {"GET": read, "POST": 400}
        assert answer.status_code == expected[operation.method], address


# ---- the pages of keys ----


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def made(manager, **fields):
    said = {"name": "Case system", "place": anyshire.ANYSHIRE, "verbs": ["responses:write"], "days": "30"}
    return manager.post("/keys/new/", **{**said, **fields})


def test_a_key_is_told_once_and_kept_as_its_digest(manager):
    assert "There are no keys yet." in " ".join(manager.words("/keys/"))
    page = made(manager).content.decode()
    token = re.search(r'value="(poet_[\w-]+)"', page)[1]
    assert Computer(token).get(f"{V1}/rounds").status_code == 200
    assert token not in str(Token.objects.values().get())
    assert token not in manager.get("/keys/").content.decode()
    assert {"Case system", "Send answers", "Anyshire"} <= set(manager.words("/keys/"))


def test_making_and_ending_a_key_is_written_down(manager):
    made(manager)
    key = Token.objects.get()
    manager.post(f"/keys/{key.pk}/end/")
    kinds = [(one.kind, one.thing, one.area, one.detail) for one in Event.objects.order_by("number")][-2:]
    assert kinds == [
        ("token-made", f"token:{key.pk}", anyshire.ANYSHIRE, {"verbs": "responses:write"}),
        ("token-revoked", f"token:{key.pk}", anyshire.ANYSHIRE, {"verbs": "responses:write"}),
    ]


def test_a_key_that_was_ended_opens_nothing(manager, world):
    system = computer(manager.person)
    assert system.get(f"{V1}/rounds").status_code == 200
    manager.post(f"/keys/{Token.objects.get().pk}/end/")
    assert system.get(f"{V1}/rounds").status_code == 401


def test_what_a_key_needs_is_said_where_it_is_missing(manager):
    page = made(manager, name="", place="", verbs=[], days="400")
    assert page.status_code == 422
    text = page.content.decode()
    for sentence in (
        "Give the key a name",
        "Choose where the key is good.",
        "Choose at least one thing",
        "from 1 to 366.",
    ):
        assert sentence in text


def test_nobody_makes_a_key_that_may_more_than_they(world):
    collector = somebody(Role.COLLECTOR, anyshire.ANYSHIRE)
    refused = made(collector, verbs=["responses:write", "results:read"])
    assert refused.status_code == 422
    assert "You may not do all of this there yourself." in refused.content.decode()
    assert made(collector, place=anyshire.OTHERSHIRE).status_code == 422
    assert Token.objects.count() == 0


def test_a_manager_ends_the_keys_of_their_area_and_no_others(manager, world):
    ours = computer(person(Role.DATA_LEAD), Verb.SEND)
    theirs = computer(person(Role.MANAGER, anyshire.OTHERSHIRE), area=anyshire.OTHERSHIRE)
    assert [one for one in manager.words("/keys/") if one == "Othershire"] == []
    statuses = [manager.post(f"/keys/{key.pk}/end/").status_code for key in Token.objects.order_by("pk")]
    assert statuses == [302, 404]
    assert (ours.get(f"{V1}/rounds").status_code, theirs.get(f"{V1}/rounds").status_code) == (401, 200)


def test_the_list_of_keys_takes_the_same_statements_for_one_and_for_three(manager, django_assert_num_queries):
    computer(manager.person)
    manager.get("/keys/")
    with django_assert_num_queries(5):
        manager.get("/keys/")
    computer(manager.person)
    computer(manager.person)
    with django_assert_num_queries(5):
        manager.get("/keys/")


def test_the_day_on_which_a_key_was_used_stands_beside_it(manager):
    system = computer(manager.person)
    assert "never" in manager.words("/keys/")
    system.get(f"{V1}/rounds")
    assert Token.objects.get().last_seen == timezone.localdate()
    assert "never" not in manager.words("/keys/")
    assert Response.objects.count() == 0

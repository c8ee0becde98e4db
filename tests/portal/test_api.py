"""The API: answers in, once and by the rules of the pages; nobody without a key, and no key beyond its area."""

from datetime import timedelta

import anyshire
import pytest
from calling import HERE, SMALL, THERE, V1, computer, person
from django.db import connection
from django.utils import timezone

from portal.api import allowance, receiving
from portal.api.models import Replay, Token
from portal.api.verbs import Verb
from portal.capture.models import Response
from portal.councils import remembering
from portal.people.rules import Role
from portal.rounds.models import Choice


@pytest.fixture(autouse=True)
def nothing_remembered():
    allowance.forget()
    receiving.forget()
    remembering.forget()


@pytest.fixture
def system(world):
    return computer()


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == response.status_code
    assert said["detail"].endswith(".")
    return said["type"].removeprefix("urn:poet:")


def test_answers_are_stored_as_if_they_had_been_given_on_the_pages(system):
    sent = system.send(age=11, has_budget="yes", budget_months=18, needs=["senses", "learning"], anything=" Thanks. ")
    assert (sent.status_code, sent.json()) == (201, {"stored": 1, "left_out": []})
    kept = Response.objects.get()
    assert kept.answers == {
        "age": "11",
        "has-budget": "yes",
        "budget-months": "18",
        "needs": "learning;senses",
        "anything": "Thanks.",
    }
    assert (kept.channel, kept.face, kept.variant, kept.area_id) == ("api", "standard", "ehc", anyshire.ANYSHIRE)
    assert kept.month == timezone.localdate().replace(day=1)


def test_what_an_earlier_answer_routed_away_is_not_kept_and_is_named(system):
    sent = system.send(has_budget="no", weekly=50)
    assert sent.json() == {"stored": 1, "left_out": ["weekly"]}
    assert Response.objects.get().answers == {"has-budget": "no"}


def test_the_first_answers_fix_what_the_area_asks(system):
    system.send(age=3)
    assert Choice.objects.get().begun


def test_answers_that_cannot_be_taken_in_are_told_each_with_its_place_and_remedy(system):
    sent = system.send(age=99, information="perhaps", shoe_size="4", **{"a/b": "x"})
    assert (sent.status_code, problem(sent)) == (422, "answers-refused")
    assert {error["pointer"]: error["detail"] for error in sent.json()["errors"]} == {
        "/answers/age": "99 is outside what can be entered here. Enter a number from 0 to 25.",
        "/answers/information": "'perhaps' is not an option of 'information'. Use one of: always, sometimes, never, dont-know.",
        "/answers/shoe-size": "There is no question 'shoe-size' in this questionnaire. Use the ids that the form's definition lists.",
        "/answers/a~1b": "There is no question 'a/b' in this questionnaire. Use the ids that the form's definition lists.",
    }
    assert Response.objects.count() == 0


def test_a_batch_is_stored_whole_or_not_at_all(system):
    good, bad = {**SMALL, "answers": {"age": 4}}, {**SMALL, "answers": {"age": "four"}}
    refused = system.post(f"{HERE}/responses/batches", {"responses": [good, bad, good]})
    assert problem(refused) == "answers-refused"
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/responses/1/answers/age"]
    assert Response.objects.count() == 0
    assert system.post(f"{HERE}/responses/batches", {"responses": [good, good]}).json() == {"stored": 2, "left_out": []}
    assert Response.objects.count() == 2


def test_the_same_request_again_is_answered_again_and_stored_once(system):
    first, again = (system.send(key="review-4711", age=5) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content) == (201, again.content)
    assert Response.objects.count() == 1


def test_a_key_that_was_used_for_something_else_is_refused(system):
    system.send(key="review-4711", age=5)
    other = system.send(key="review-4711", age=6)
    assert (other.status_code, problem(other)) == (422, "idempotency-key-used")
    assert Response.objects.count() == 1


def test_two_keys_of_two_computers_do_not_meet(world):
    for _ in range(2):
        assert computer().send(key="review-4711", age=5).status_code == 201
    assert Response.objects.count() == 2


def test_what_was_refused_can_be_mended_under_the_same_key(system):
    assert system.send(key="review-4711", age=99).status_code == 422
    assert system.send(key="review-4711", age=9).status_code == 201


def test_a_request_that_is_repeated_after_the_round_has_closed_is_answered_as_before(system, world):
    system.send(key="review-4711", age=5)
    world.round.closes = timezone.now() - timedelta(minutes=1)
    world.round.save()
    assert system.send(key="review-4711", age=5).json() == {"stored": 1, "left_out": []}
    late = system.send(age=5)
    assert (late.status_code, problem(late)) == (409, "closed")
    assert Response.objects.count() == 1


def test_a_round_that_is_not_yet_open_takes_nothing(system, world):
    world.round.opens = timezone.now() + timedelta(days=1)
    world.round.save()
    assert problem(system.send(age=5)) == "not-yet-open"


def test_what_is_kept_of_a_request_names_neither_its_key_nor_a_response(system):
    system.send(key="review-4711", age=5)
    kept = Replay.objects.values().get()
    assert set(kept) == {"digest", "body", "day"}
    assert not any("4711" in str(value) or str(Response.objects.get().key) in str(value) for value in kept.values())


def test_a_response_without_an_answer_is_not_stored(system):
    assert problem(system.send()) == "nothing-said"
    assert problem(system.send(age="")) == "nothing-said"


@pytest.mark.parametrize(
    ("body", "named", "pointer"),
    [
        ("{", "not-json", None),
        (b'{"form": "\xff"}', "not-json", None),
        ('{"form": "small", "version": "1"}', "wrong-shape", ""),
        ('{"form": "small", "version": "1", "answers": {"age": null}}', "wrong-shape", "/answers"),
        ('{"form": "small", "version": "1", "answers": {}, "name": "Ann"}', "wrong-shape", ""),
        ('{"form": "sm all", "version": "1", "answers": {}}', "wrong-shape", "/form"),
    ],
)
def test_what_has_another_shape_is_told_where(system, body, named, pointer):
    sent = system.post(f"{HERE}/responses", body)
    assert (sent.status_code, problem(sent)) == (400, named)
    assert [error["pointer"] for error in sent.json().get("errors", [])] == ([pointer] if pointer is not None else [])


def test_what_is_too_large_is_told_the_limit(system):
    sent = system.post(f"{HERE}/responses", " " * 1_000_001)
    assert (sent.status_code, problem(sent)) == (413, "too-large")


def test_a_request_without_a_sound_idempotency_key_is_told_what_one_is(system):
    for key in ("short", "with space", "ä" * 8):
        assert problem(system.send(key=key, age=5)) == "no-idempotency-key"


def test_an_unknown_wording_face_form_or_round_is_told(system):
    wrong = {**SMALL, "answers": {"age": 4}}
    variant = system.post(f"{HERE}/responses", {**wrong, "variant": "sen"}).json()
    assert variant["errors"] == [{"pointer": "/variant", "detail": "There is no wording 'sen'. Use one of: ehc."}]
    face = system.post(f"{HERE}/responses", {**wrong, "face": "cy"}).json()
    assert face["errors"] == [{"pointer": "/face", "detail": "There is no face 'cy'. Use one of: standard."}]
    assert problem(system.post(f"{HERE}/responses", {**wrong, "version": "2"})) == "unknown"
    assert problem(system.send(here=HERE.replace("autumn", "spring"), age=4)) == "unknown"


def test_an_easy_read_answer_says_how_it_was_asked(system, dressed):
    sent = system.post(f"{HERE}/responses", {**SMALL, "face": "easy-3", "answers": {"information": "yes-3"}})
    assert sent.status_code == 201
    kept = Response.objects.get()
    assert (kept.face, kept.answers) == ("easy-3", {"information": "yes-3"})


def test_an_areas_own_questions_are_answered_too(world):
    anyshire.with_more(world, "bus")
    system = computer()
    asked = system.get(f"{HERE}/forms/small/1/standard").json()
    assert "bus" in [item["id"] for item in asked["items"]]
    assert system.send(bus="never").status_code == 201
    assert Response.objects.get().composed == asked["digest"]


def test_nobody_without_a_good_key_gets_in(world, client):
    for header in ({}, {"Authorization": "Bearer poet_wrong"}, {"Authorization": "Basic YTpi"}):
        answer = client.get(f"{V1}/rounds", headers=header)
        assert (answer.status_code, problem(answer)) == (401, "no-token")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="POET"'
    system = computer()
    Token.objects.update(expires=timezone.now())
    assert system.get(f"{V1}/rounds").status_code == 401


def test_a_key_reaches_its_own_area_only(world):
    system = computer()
    assert (system.send(here=THERE, age=4).status_code, system.send(here=HERE, age=4).status_code) == (403, 201)
    assert [one["areas"] for one in system.get(f"{V1}/rounds").json()] == [[anyshire.ANYSHIRE]]
    national = computer(person(Role.COORDINATOR, None), Verb.SEND, area=None)
    assert national.send(here=THERE, age=4).status_code == 201


def test_a_key_does_only_what_it_was_made_for(world):
    reader = computer(None, Verb.RESULTS)
    assert problem(reader.send(age=4)) == "not-allowed"
    assert reader.get(f"{HERE}/results/small/1").status_code == 404


def test_a_key_ends_with_the_role_of_whoever_made_it(world):
    maker = person()
    system = computer(maker)
    maker.roles.all().delete()
    assert problem(system.send(age=4)) == "not-allowed"
    maker.is_active = False
    maker.save()
    assert system.send(age=4).status_code == 401


def test_a_key_that_sends_too_much_waits_until_the_next_minute(system, settings):
    settings.API_RATE = 3
    assert [system.get(f"{V1}/rounds").status_code for _ in range(4)] == [200, 200, 200, 429]
    late = system.get(f"{V1}/rounds")
    assert problem(late) == "too-many-requests"
    assert 1 <= int(late.headers["Retry-After"]) <= 60


def test_the_limit_holds_over_processes(system, settings):
    settings.API_RATE = 100
    key, minute = Token.objects.get().pk, 60_000_000
    allowed = 0
    for _ in range(60):  # each begins as a process of its own, and dies after three requests
        allowance.forget()
        allowed += sum(allowance.wait(key, minute) == 0 for _ in range(3))
    assert allowed <= 100
    assert (allowance.wait(key, minute), allowance.wait(key, minute + 60)) == (60, 0)


def test_an_unknown_address_or_method_is_a_problem_too(system):
    assert problem(system.get(f"{V1}/nothing")) == "unknown"
    wrong = system.client.put(f"{V1}/rounds")
    assert (wrong.status_code, problem(wrong), wrong.headers["Allow"]) == (405, "method", "GET")


def test_sending_takes_the_same_few_statements_for_one_person_and_for_three(system, django_assert_num_queries):
    batched = {"responses": [{**SMALL, "answers": {"age": 4}}] * 3}
    for age in (1, 2, 3):
        system.send(age=age)
        system.post(f"{HERE}/responses/batches", batched)  # a statement for three is planned, once a connection
    # PostgreSQL is told the request and its answers in one breath, and the proof of what is remembered with them.
    once, batch = {"sqlite": (6, 8), "postgresql": (3, 3)}[connection.vendor]
    with django_assert_num_queries(once):
        system.send(age=4)
    with django_assert_num_queries(batch):
        system.post(f"{HERE}/responses/batches", batched)

"""The pages of a round's life: the national team plans it, a council takes part without a manual, each next step named."""

from __future__ import annotations

from datetime import timedelta

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.councils.models import Area
from portal.people.rules import Role
from portal.rounds.models import Answered, Enrolment, Link, Round, State, Step, Window
from portal.rounds.place_words import next_step
from portal.rounds.taking_part import open_round
from somebody import somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
PLACE = f"/taking-part/{HERE}/autumn/"
PROMISES = {"reach": "yes", "voluntary": "yes", "act": "yes"}


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, HERE)


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


def put(state):
    Enrolment.objects.filter(area=HERE).update(state=state)


def state():
    return Enrolment.objects.get(area=HERE).state


def test_from_would_like_to_until_the_links_are_there(manager, coordinator, world):
    put(State.NONE)
    assert manager.post(PLACE, do="express-interest", seen="none").status_code == 302
    assert "You need not do anything." in " ".join(manager.words(PLACE))
    assert coordinator.post(PLACE, do="invite", seen="interested").status_code == 302
    assert "Accept: read the statements" in manager.words(PLACE)
    answer = manager.post(f"{PLACE}statements/", seen="invited", **PROMISES, **{"research-extract": "yes"})
    assert answer.status_code == 302
    words = manager.words(PLACE)
    assert "Your links" in words
    assert [word for word in words if word.endswith(f"/a/{world.link.token}/")] != []
    given = dict(Answered.objects.values_list("statement", "given"))
    assert [name for name, yes in given.items() if yes and name not in PROMISES] == ["research-extract"]
    history = words[words.index("What was done and said") :]
    assert "Accepted, and signed the statements" in history


def test_nothing_is_ticked_beforehand(manager):
    put(State.INVITED)
    page = manager.get(f"{PLACE}statements/").content.decode()
    assert page.count('type="checkbox"') == 9
    assert " checked" not in page


def test_a_missing_promise_is_told_and_what_was_ticked_stays(manager):
    put(State.INVITED)
    answer = manager.post(f"{PLACE}statements/", seen="invited", reach="yes", **{"named-in-open-data": "yes"})
    assert answer.status_code == 422
    assert answer.content.decode().count(" checked") == 2
    assert state() == State.INVITED


def test_consents_are_changed_on_any_day_and_after_the_round_too(manager, world):
    Round.objects.update(opens=timezone.now() - timedelta(days=9), closes=timezone.now() - timedelta(days=3))
    assert manager.post(f"{PLACE}statements/", seen="taking-part", **{"own-report-in-public": "yes"}).status_code == 302
    assert manager.post(f"{PLACE}statements/", seen="taking-part").status_code == 302
    changes = [one.detail["change"] for one in Event.objects.filter(kind="round-changed").order_by("number")]
    assert changes == ["own-report-in-public: yes", "own-report-in-public: no"]


def test_leaving_is_explained_before_it_is_done(manager, world):
    words = manager.words(f"{PLACE}leave/")
    assert [word for word in words if word.startswith("All your links close at once.")] != []
    assert manager.post(f"{PLACE}leave/").status_code == 302
    assert (state(), Link.objects.get(area=HERE).closed is None) == (State.WITHDRAWN, False)
    assert manager.post(f"{PLACE}leave/").status_code == 302  # a double click
    assert Step.objects.count() == 1


def test_the_national_team_signs_for_nobody(coordinator):
    put(State.INVITED)
    assert coordinator.post(f"{PLACE}statements/", seen="invited", **PROMISES).status_code == 403
    assert state() == State.INVITED


def test_somebody_of_another_council_is_refused_everywhere(world):
    stranger = somebody(Role.MANAGER, THERE)
    for place in ("", "statements/", "leave/"):
        assert stranger.get(f"{PLACE}{place}").status_code == 403
        assert stranger.post(f"{PLACE}{place}", do="withdraw", seen="taking-part").status_code == 403
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    "said", [{}, {"do": "sing", "seen": "none"}, {"do": "accept", "seen": "invited"}, {"do": "invite"}]
)
def test_a_button_that_is_on_no_page_does_nothing(manager, said):
    assert manager.post(PLACE, **said).status_code == 422
    assert not Step.objects.exists()


def test_of_two_at_once_the_second_reads_what_the_first_did(manager, coordinator):
    put(State.INVITED)
    manager.post(PLACE, do="decline", seen="invited")
    answer = coordinator.post(PLACE, do="take-invitation-back", seen="invited")
    assert answer.status_code == 409
    assert "Somebody has done something about this round since you opened this page" in answer.content.decode()


@pytest.mark.parametrize("state_", State)
@pytest.mark.parametrize("window", Window)
def test_the_next_step_is_always_named(state_, window):
    assert next_step(state_, window).endswith(".")


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_and_the_page_ask_as_much_for_three_rounds_as_for_one(
    manager, world, django_assert_num_queries, rounds
):
    for number in range(1, rounds):
        opens = world.round.closes + timedelta(days=number)
        open_round(
            slug=f"r{number}",
            name=f"R{number}",
            opens=opens,
            closes=opens + timedelta(days=1),
            versions=[world.version],
        )
    with django_assert_num_queries(7):
        page = manager.get("/taking-part/").content.decode()
    assert page.count("Anyshire in “") == rounds
    with django_assert_num_queries(11):
        assert manager.get(PLACE).status_code == 200


# ---- The national team ----

PLANNED = {"name": "Spring 2027", "span": "term", "year": "2026", "term": "spring", "repeats": "once"}


def plan(coordinator, world, **other):
    return coordinator.post("/plan-a-round/", versions=[str(world.version.pk)], **(PLANNED | other))


def test_a_term_is_planned_with_its_days(coordinator, world):
    assert plan(coordinator, world).headers["Location"] == "/rounds/spring-2027/"
    made = Round.objects.get(slug="spring-2027")
    assert (made.opens.isoformat(), made.closes.isoformat()) == (
        "2027-01-01T00:00:00+00:00",
        "2027-03-31T23:00:00+00:00",
    )
    words = coordinator.words("/rounds/spring-2027/")
    assert {"Not open yet", "A term, 2026/27", "1 April 2027, 00:00"} <= set(words)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": ""}, "Give the round a name"),
        ({"span": "moon"}, "Choose how long the round lasts"),
        ({"year": ""}, "Choose the academic year"),
        ({"term": ""}, "Choose the term"),
        ({"span": "weeks"}, "Enter the day"),
        ({"span": "own", "first": "1 1 2099", "last": "yesterday"}, "Enter the day"),
        ({"span": "own", "first": "2 1 2099", "last": "2099-01-01"}, "closes before it opens"),
        ({"year": "2020"}, "Choose the academic year"),
        ({"name": "Autumn"}, "There is a round called"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(coordinator, world, said, why):
    answer = plan(coordinator, world, **said)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Round.objects.count() == 1


def test_without_a_questionnaire_there_is_no_round(coordinator, world):
    assert coordinator.post("/plan-a-round/", **PLANNED).status_code == 422


def test_an_open_round_is_extended_named_anew_and_closed(coordinator, world):
    page = coordinator.get("/rounds/autumn/").content.decode()
    assert "What cannot change any more, because people or councils were told:" in page
    assert 'name="versions"' not in page
    later = (timezone.localdate() + timedelta(days=60)).isoformat()
    assert coordinator.post("/rounds/autumn/", name="Fall", last=later).status_code == 302
    asking = Round.objects.get()
    assert (asking.name, timezone.localtime(asking.closes).hour) == ("Fall", 0)
    sooner = (timezone.localdate() + timedelta(days=5)).isoformat()
    assert coordinator.post("/rounds/autumn/", name="Fall", last=sooner).status_code == 422
    assert coordinator.post("/rounds/autumn/close/").status_code == 302
    assert coordinator.post("/rounds/autumn/close/").status_code == 409
    changes = [one.detail["change"] for one in Event.objects.filter(kind="round-changed").order_by("number")]
    assert changes == ["changed name", "changed closes", "closed"]


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_calendar_asks_as_much_for_three_rounds_as_for_one(coordinator, world, django_assert_num_queries, rounds):
    for number in range(1, rounds):
        plan(coordinator, world, name=f"Round {number}")
    with django_assert_num_queries(5):
        assert coordinator.get("/rounds/").content.decode().count("/rounds/") > rounds
    with django_assert_num_queries(11):
        assert coordinator.get("/rounds/autumn/").status_code == 200


def test_a_council_that_has_ended_reads_why_it_is_in_the_round_no_more_and_finds_no_button(manager, world):
    put(State.NONE)
    Area.objects.filter(pk=HERE).update(closed=timezone.localdate(world.round.opens) - timedelta(days=1))
    page = manager.get(PLACE).content.decode()
    assert "Anyshire ended as a council on" in page
    assert 'name="seen"' not in page
    assert manager.post(PLACE, do="express-interest", seen="none").status_code == 422
    assert state() == State.NONE

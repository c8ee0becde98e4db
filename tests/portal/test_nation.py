"""The national pages of a round: every council, no ranks, numbers only in bands, and reminders that are written down."""

from __future__ import annotations

from datetime import time, timedelta
from html import unescape

import anyshire
import pytest
from django.utils import timezone

import mailing
from poet.protect import Shown, Why, Withheld
from portal.audit.models import Event
from portal.councils import england
from portal.councils.models import Area
from portal.nation import words as nation_words
from portal.nation.listing import lines, regions
from portal.nation.tallies import FROM, NOT_TOLD, Band, band, of_pages, returns, together
from portal.nation.tiles import drawn, places
from portal.outreach import silencing
from portal.outreach.models import Silence
from portal.people.models import Person
from portal.people.rules import Role
from portal.reporting import live, results
from portal.rounds.models import Enrolment, Nudge, State
from somebody import somebody

PAGE = "/rounds/autumn/councils/"
HERE, THERE, NOWHERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


def answered(world, code, times):
    for _ in range(times):
        anyshire.sent(world.links[code], age="4")


def cells(person, address=PAGE):
    """The first cells of the table, in their order."""
    page = unescape(person.get(address).content.decode())
    table = page.split('id="table"')[1].split("</table>")[0]
    return [name for name in ("Anyshire", "Nowhere", "Othershire") if f">{name}</a></th>" in table]


@pytest.mark.parametrize(
    ("told", "least"),
    [
        (Withheld(Why.FEW_ANSWERS), 0), (Shown(9), 0), (Shown(10), 10), (Shown(24), 10), (Shown(25), 25), (Shown(12_000), 10_000),
    ],
)  # fmt: skip
def test_a_number_is_told_by_the_band_it_lies_in(told, least):
    assert band(told) == Band(least)


def test_from_one_band_to_the_next_it_takes_ten_people():
    assert min(later - earlier for earlier, later in zip((0, *FROM), FROM, strict=False)) >= 10


@pytest.mark.parametrize(
    ("number", "said"), [(9, "Fewer than 10, or not told"), (10, "10 or more"), (11, "10 or more")]
)
def test_one_answer_more_is_seen_only_where_a_band_begins(world, coordinator, number, said):
    answered(world, HERE, number)
    answered(world, THERE, 30)
    words = coordinator.words(PAGE)
    assert words[words.index("Anyshire") :].index(said) < 8
    assert str(number) not in words


def test_no_number_between_the_bands_reaches_the_page(world, coordinator):
    answered(world, HERE, 13)
    answered(world, THERE, 17)
    page = coordinator.get(PAGE).content.decode().split('id="table"')[1]
    assert [number for number in ("13", "17", "30") if f">{number}<" in page or f" {number} " in page] == []


def test_a_band_moves_on_with_the_councils_own_page_and_never_between(world):
    answered(world, HERE, 24)
    assert returns(world.round)["Anyshire"] == Band(10)
    answered(world, HERE, 9)
    assert returns(world.round)["Anyshire"] == Band(10), "33 have answered, and its page says 24"
    answered(world, HERE, 1)
    assert returns(world.round)["Anyshire"] == Band(25)


def test_bands_are_of_all_questionnaires_as_far_as_pages_tell_how_many_answered_each():
    assert of_pages([Shown(13), Shown(12)]) == Band(25)
    assert of_pages([Shown(13), Withheld(Why.FEW_ANSWERS)]) == Band(10)
    assert of_pages([Withheld(Why.FEW_ANSWERS), Withheld(Why.FEW_ANSWERS)]) == NOT_TOLD


def test_a_region_tells_no_more_than_its_councils_do(world):
    answered(world, HERE, 13)
    Area.objects.update(region="London")
    found = regions(lines(world.round, timezone.now()))
    assert [(one.name, one.areas, one.taking_part, one.least, one.not_told) for one in found] == [
        ("London", 3, 3, together(returns(world.round).values()), 2)
    ]
    assert found[0].least in {0, 10}


def test_who_has_not_answered_an_invitation_for_two_weeks_is_late(world):
    now = timezone.now()
    for code, days in ((HERE, 13), (THERE, 14)):
        Enrolment.objects.filter(area=code).update(state=State.INVITED, since=now - timedelta(days=days))
    late = {line.area.pk: line.late for line in lines(world.round, now)}
    assert late == {HERE: None, THERE: "no-answer", NOWHERE: "few-returns"}


def test_a_council_with_answers_is_not_late(world):
    answered(world, HERE, 12)
    answered(world, THERE, 12)
    late = {line.area.pk: line.late for line in lines(world.round, timezone.now())}
    assert late == {HERE: None, THERE: None, NOWHERE: "few-returns"}


def test_a_late_council_is_reminded_once_a_week_and_it_is_written_down(world, coordinator):
    somebody(Role.MANAGER, HERE)
    there = f"{PAGE}{HERE}/remind/"
    words = coordinator.words(there)
    assert "Council-Manager E10900001, council-manager.e10900001@example.org" in words
    assert coordinator.post(there).status_code == 302
    assert coordinator.post(there).status_code == 409
    assert [(one.area_id, one.because, one.by) for one in Nudge.objects.all()] == [
        (HERE, "few-returns", coordinator.person)
    ]
    event = Event.objects.first()
    assert (event.thing, event.area, event.detail) == ("autumn", HERE, {"change": "reminded: few-returns"})
    Nudge.objects.update(at=timezone.now() - timedelta(days=7))
    assert coordinator.post(there).status_code == 302


def test_where_there_is_a_mail_server_a_button_sends_the_reminder_to_each_manager_once(world, coordinator, settings):
    manager = somebody(Role.MANAGER, HERE).person
    Person.objects.update(made_up=False)
    there = f"{PAGE}{HERE}/remind/"
    assert "Send it by e-mail" not in coordinator.words(there), "no mail server is named"
    with mailing.server() as server:
        mailing.names(settings, server.port)
        assert "Send it by e-mail" in coordinator.words(there)
        assert coordinator.post(there, do="send").status_code == 302
        assert coordinator.post(there, do="send").status_code == 409
    assert {to: len(letters) for to, letters in server.got.items()} == {manager.email: 1}
    (letter,) = server.letters
    assert letter["Subject"] == nation_words.NUDGE_SUBJECT
    assert f"/taking-part/{HERE}/autumn/" in mailing.plain(letter)
    assert letter["List-Unsubscribe"] == f"<{silencing.link_for(HERE, manager.email)}>"
    assert Event.objects.first().detail == {"change": "reminded: few-returns"}


@pytest.mark.parametrize(
    ("stands_in_the_way", "said"),
    [
        ("no server", "The mail server does not answer"),
        ("refused", "did not take the e-mail"),
        ("no more", "Nobody who manages this council may be written to"),
        ("night", "Nobody in this area is written to at this hour"),
    ],
)
def test_a_reminder_that_was_not_sent_is_not_written_down(world, coordinator, settings, stands_in_the_way, said):
    manager = somebody(Role.MANAGER, HERE).person
    Person.objects.update(made_up=False)
    with mailing.server() as server:
        mailing.names(settings, mailing.free_port() if stands_in_the_way == "no server" else server.port)
        if stands_in_the_way == "refused":
            server.says[manager.email] = "550 5.1.1 nobody there"
        if stands_in_the_way == "no more":
            silencing.silence(HERE, silencing.digest_of(HERE, manager.email), Silence.Why.ASKED)
        if stands_in_the_way == "night":
            settings.QUIET = (time(0), time(0), frozenset(range(7)))
        page = coordinator.post(f"{PAGE}{HERE}/remind/", do="send")
        assert (page.status_code, said in page.content.decode()) == (503, True)
    assert (server.letters, Nudge.objects.count()) == ([], 0)


def test_who_is_not_late_is_not_reminded(world, coordinator):
    Enrolment.objects.filter(area=HERE).update(state=State.DECLINED)
    assert coordinator.post(f"{PAGE}{HERE}/remind/").status_code == 409
    assert not Nudge.objects.exists()


def test_councils_are_filtered_and_sorted_and_never_ranked(world, coordinator):
    Enrolment.objects.filter(area=NOWHERE).update(state=State.INVITED)
    assert cells(coordinator) == ["Anyshire", "Nowhere", "Othershire"]
    assert cells(coordinator, f"{PAGE}?state=invited") == ["Nowhere"]
    assert cells(coordinator, f"{PAGE}?q=west") == ["Othershire"]
    assert cells(coordinator, f"{PAGE}?late=1&page=999999") == ["Anyshire", "Othershire"]
    page = coordinator.get(f"{PAGE}?sort=returns").content.decode()
    assert page.count('aria-sort="ascending"><a') == 1
    assert "sort=returns" not in page


@pytest.mark.parametrize("areas", [1, 3])
def test_the_page_asks_as_much_for_three_councils_as_for_one(world, coordinator, django_assert_num_queries, areas):
    for code in (HERE, THERE, NOWHERE)[areas:]:
        for model in (world.round.participations, world.round.links, world.round.enrolments):
            model.filter(area=code).delete()
        Area.objects.filter(pk=code).delete()
    answered(world, HERE, 12)
    for _ in range(2):  # the first look lets the pages move on, the second reads what stands
        coordinator.get(PAGE)
    with django_assert_num_queries(11):
        assert coordinator.get(PAGE).status_code == 200


def test_every_council_of_england_has_a_tile_of_its_own(db):
    england.load()
    tiles = places()
    assert set(tiles) == set(Area.objects.values_list("pk", flat=True))
    assert len({(one.column, one.row) for one in tiles.values()}) == len(tiles) == 153
    assert len({one.short for one in tiles.values()}) == 153


def test_the_map_is_told_in_words_and_names_who_is_not_on_it(world):
    england.load()
    found = drawn(lines(world.round, timezone.now()))
    assert len(found.tiles) == 153
    assert found.beside == ("Anyshire", "Nowhere", "Othershire")
    assert NOT_TOLD.least == 0

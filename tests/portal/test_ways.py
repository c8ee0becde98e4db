"""The ways above the pages of those who sign in stand in sections; nobody is shown one that their roles do not open."""

import re
from pathlib import Path

import anyshire
import pytest
from django.urls import reverse

import portal
from portal.people.navigation import SECTIONS
from portal.people.rules import Action, Role
from somebody import somebody

ROW = re.compile(r'<div class="poet-ways-in__row">.*?</div>', re.DOTALL)
BELOW = re.compile(r'<div class="poet-ways-in__below">.*?</div>', re.DOTALL)
LINK = re.compile(r'<a class="[^"]*" href="([^"]*)"([^>]*)>([^<]*)</a>')


def links(page, part):
    found = part.search(page)
    return [(text, href, mark.strip()) for href, mark, text in LINK.findall(found[0])] if found else []


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, area=anyshire.ANYSHIRE)


def test_a_manager_reads_a_row_of_sections_and_below_it_the_ways_of_the_one_they_are_in(manager):
    page = manager.get(reverse("bundles")).content.decode()
    assert [(text, mark) for text, _, mark in links(page, ROW)] == [
        ("Round", ""),
        ("Answers in", 'aria-current="true"'),
        ("Results", ""),
        ("Questionnaires", ""),
        ("People and areas", ""),
        ("My account", ""),
    ]
    assert links(page, BELOW) == [
        ("Paper to type in", "/paper/", 'aria-current="page"'),
        ("Upload answers", "/uploads/", ""),
        ("Keys for computers", "/keys/", ""),
    ]


def test_a_page_deeper_in_a_room_belongs_to_its_section_though_no_way_leads_to_it(manager, world):
    page = manager.get(reverse("glance", args=[world.round.slug, anyshire.ANYSHIRE])).content.decode()
    assert [text for text, _, mark in links(page, ROW) if mark] == ["Round"]
    assert [text for text, _, mark in links(page, BELOW) if mark] == []


def test_a_section_leads_to_the_first_of_its_ways_that_a_role_opens_and_one_that_opens_none_is_not_there(world):
    page = somebody(Role.COLLECTOR, area=anyshire.ANYSHIRE).get(reverse("link-places")).content.decode()
    assert [(text, href) for text, href, _ in links(page, ROW)] == [
        ("Round", "/links/"), ("Answers in", "/paper/"), ("People and areas", "/areas/"), ("My account", "/account/"),
    ]  # fmt: skip
    assert links(page, BELOW) == [], "a section of one way needs no second row"


def test_a_narrow_screen_finds_every_way_under_the_name_of_its_section(manager):
    page = manager.get(reverse("bundles")).content.decode()
    menu = page[page.index("poet-ways-in__menu") : page.index("</details>")]
    for section in SECTIONS:
        assert f">{section.text}</p>" in menu
    assert ">Taking part</a>" in menu
    assert ">Audit log</a>" not in menu
    assert "Sign out" in menu


@pytest.mark.parametrize("view", ["my-account", "mfa_index", "usersessions_list", "account_set_password"])
def test_pages_of_ones_own_account_are_in_no_section_and_say_where_one_is(manager, view):
    page = manager.get(reverse(view), follow=True).content.decode()
    assert [text for text, _, mark in links(page, ROW) if mark] == ["My account"]
    assert links(page, BELOW) == []


def test_whoever_keeps_data_safe_begins_at_what_is_due_and_an_areas_own_officer_is_led_to_no_round(world):
    nation = somebody(Role.PROTECTION_OFFICER).get("/account/").content.decode()
    ours = somebody(Role.PROTECTION_OFFICER, anyshire.ANYSHIRE).get("/account/").content.decode()
    assert [(">Keeping and erasing</a>" in page, 'href="/keeping/"' in page) for page in (nation, ours)] == [
        (True, True), (False, False),
    ]  # fmt: skip
    assert re.findall(r'role="button"[^>]*>\s*([^<]*?)\s*</a>', nation) == ["Keeping and erasing"]
    assert re.findall(r'role="button"[^>]*>\s*([^<]*?)\s*</a>', ours) == ["Audit log"]


def test_every_room_is_of_one_section_and_stands_in_the_tree():
    rooms = [room for section in SECTIONS for room in section.rooms]
    assert len(rooms) == len(set(rooms))
    assert [room for room in rooms if not (Path(portal.__file__).parent / room).is_dir()] == []


def test_no_action_opens_a_page_without_a_way_there_but_those_that_other_pages_lead_to():
    led_to = {way.action for section in SECTIONS for way in section.ways}
    assert set(Action) - led_to == {
        Action.MANAGE_AREAS, Action.SEE_RETURNS, Action.SIGN_OFF, Action.WRITE_QUESTIONNAIRES,
        Action.PUBLISH_QUESTIONNAIRES,
    }  # fmt: skip

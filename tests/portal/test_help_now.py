"""Help is always there: national lines with their source, and the council's own people for whoever holds its link."""

from __future__ import annotations

import anyshire
import pytest

from portal.capture.helping import lines
from portal.councils.models import Contact
from portal.languages import catalogues
from portal.people.rules import Role
from portal.rounds.models import Round
from somebody import somebody

PLACE = f"/areas/{anyshire.ANYSHIRE}/help-contact/"
GOOD = {
    "name": "Anyshire’s family service", "phone": "01632 960 001", "email": "help@anyshire.gov.uk", "href": "https://anyshire.gov.uk/families",
}  # fmt: skip


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def test_every_national_line_has_its_words_its_source_and_its_day():
    for key, line in lines().items():
        assert line.source.startswith("https://")
        assert line.noted.year >= 2026
        for words in catalogues().values():
            assert {key, f"call_{key}"} <= words.keys()
    assert [line.number for line in lines().values()] == ["999", "0800 1111", "111", "116 123"]


def test_a_councils_people_stand_below_the_national_lines(world, manager, client):
    manager.post(PLACE, **GOOD)
    page = client.get(f"/a/{world.link.token}/help/")
    hrefs = anyshire.Reader(page.content.decode()).hrefs
    assert [href for href in hrefs if href.startswith(("tel:", "mailto:", "https:"))] == [
        "tel:999", "tel:08001111", "tel:111", "tel:116123", "tel:01632960001", "mailto:help@anyshire.gov.uk", GOOD["href"],
    ]  # fmt: skip
    assert f"/a/{world.link.token}/" in hrefs
    elsewhere = client.get(f"/a/{world.links[anyshire.OTHERSHIRE].token}/help/").content.decode()
    assert "Anyshire" not in elsewhere


def test_each_page_of_a_questionnaire_leads_there_in_its_language(dressed):
    parent = anyshire.Parent(dressed.link).open("?face=ur").send()
    there = f"/a/{dressed.link.token}/help/?language=ur"
    assert parent.page.hrefs.count(there) == 2
    page = parent.client.get(there).content.decode()
    assert 'lang="ur" dir="rtl"' in page


def test_help_is_there_when_the_round_is_over_and_for_a_broken_link(world, client):
    Round.objects.update(opens="2020-01-01T00:00Z", closes="2020-02-01T00:00Z")
    for token in (world.link.token, "nosuchlink22"):
        page = client.get(f"/a/{token}/help/")
        assert page.status_code == 200
        assert "tel:999" in anyshire.Reader(page.content.decode()).hrefs


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("name", "", "Say who it is: people want to know whom they are calling."),
        ("phone", "ring me", "This is no telephone number. Enter digits and blanks, like 01632 960 001."),
        ("email", "nobody", "This is no e-mail address. Enter one like help@anyshire.gov.uk."),
        ("href", "javascript:alert(1)", "This is no address of a web page. Enter one that begins with https://"),
        ("href", "https://[", "This is no address of a web page. Enter one that begins with https://"),
        ("name", "x" * 500, "This is too long. Shorten it."),
    ],
)
def test_what_nobody_could_use_is_refused_with_what_to_do(manager, field, said, told):
    answer = manager.post(PLACE, **{**GOOD, field: said})
    assert answer.status_code == 422
    words = anyshire.Reader(answer.content.decode()).words
    assert told in words
    assert Contact.objects.count() == 0


def test_one_way_to_reach_somebody_is_enough_and_none_is_not(manager):
    assert manager.post(PLACE, name="The team").status_code == 422
    assert manager.post(PLACE, name="The team", phone="01632 960 001").status_code == 303
    assert manager.post(PLACE).status_code == 303
    assert Contact.objects.count() == 0


def test_only_the_area_itself_may_change_it(manager):
    there = PLACE.replace(anyshire.ANYSHIRE, anyshire.OTHERSHIRE)
    assert manager.post(there, **GOOD).status_code == 403
    assert somebody(Role.READER, anyshire.ANYSHIRE).post(PLACE, **GOOD).status_code == 403
    assert Contact.objects.count() == 0


def test_hostile_words_stay_words(world, manager, client):
    manager.post(PLACE, **{**GOOD, "name": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(f"/a/{world.link.token}/help/").content.decode()

"""Second clicks, pages gone back to and lost sessions: a form is taken once, and what was refused or says something else is not
mistaken for it."""

import re
from urllib.parse import quote

import anyshire
import drafts
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.api.models import Token
from portal.audit.models import Event
from portal.editing.models import Remark, Thread
from portal.keying.models import Bundle
from portal.people import once
from portal.people.rules import Role
from portal.uploads.models import File
from somebody import somebody

HERE = anyshire.ANYSHIRE
NEW = f"/paper/{HERE}/autumn/small/new/"


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, HERE)


def mark(visitor, address):
    """What stands in the forms of a page, the same in all of them."""
    (found,) = set(re.findall(r'name="page" value="([^"]+)"', visitor.get(address).content.decode()))
    return found


COVER = {"label": "Box 3", "counted": "3", "variant": "ehc", "face": "standard"}


def test_a_second_click_opens_one_bundle_and_leads_where_the_first_led(manager):
    page = mark(manager, NEW)
    first, second = (manager.post(NEW, page=page, **COVER) for _ in range(2))
    assert (first.status_code, Bundle.objects.count()) == (303, 1)
    assert second.headers["Location"] == first.headers["Location"]


def test_another_page_or_other_answers_are_another_form(manager):
    page = mark(manager, NEW)
    manager.post(NEW, page=page, **COVER)
    manager.post(NEW, page=page, **(COVER | {"counted": "4"}))
    manager.post(NEW, page=mark(manager, NEW), **COVER)
    assert sorted(Bundle.objects.values_list("counted", flat=True)) == [3, 3, 4]


def test_a_table_with_one_figure_put_right_is_another_form(world):
    lead, address = somebody(Role.DATA_LEAD, HERE), f"/uploads/{HERE}/of/autumn/small/"
    page = mark(lead, address)
    for data in (b"age\n7\n", b"age\n8\n", b"age\n8\n"):
        lead.post(address, page=page, file=SimpleUploadedFile("table.csv", data))
    files = (bytes(data) for data in File.objects.values_list("data", flat=True))
    assert sorted(files) == [b"age\n7\n", b"age\n8\n"]


def test_what_was_refused_may_be_sent_again(manager):
    page = mark(manager, NEW)
    for _ in range(2):
        assert manager.post(NEW, page=page, **(COVER | {"counted": "none"})).status_code == 422
    assert not Bundle.objects.exists()


def test_a_remark_on_a_report_is_said_once(world, manager):
    draft = drafts.quick(world)
    talk = f"/drafts/{draft.pk}/talk/summary/"
    said = {"page": mark(manager, talk), "do": "comment", "said": "Look at this again."}
    answers = [manager.post(talk, **said) for _ in range(2)]
    assert {one.status_code for one in answers} == {303}, answers[0].content.decode()
    assert (Thread.objects.count(), Remark.objects.count()) == (1, 1)


KEY = {"name": "Case system", "place": HERE, "verbs": ["responses:write"], "days": "30"}


def told_key(answer):
    """The key on the page that tells it."""
    (found,) = re.findall(r'value="(poet_[\w-]{43})"', answer.content.decode())
    return found


def test_a_second_click_makes_one_key_and_tells_the_same_again(manager):
    page = mark(manager, "/keys/new/")
    first, second = (manager.post("/keys/new/", page=page, **KEY) for _ in range(2))
    assert told_key(first) == told_key(second)
    assert (Token.objects.count(), Event.objects.filter(kind="token-made").count()) == (1, 1)
    elsewhere = manager.post("/keys/new/", page=mark(manager, "/keys/new/"), **KEY)
    assert told_key(elsewhere) != told_key(first), "another page is another key"
    assert Token.objects.count() == 2


def test_a_form_sent_again_after_its_key_was_ended_brings_it_back_to_nobody(manager):
    page = mark(manager, "/keys/new/")
    manager.post("/keys/new/", page=page, **KEY)
    manager.post(f"/keys/{Token.objects.get().pk}/end/")
    again = manager.post("/keys/new/", page=page, **KEY)
    assert again.status_code == 422
    assert "The key that this form made was ended." in again.content.decode()
    assert Token.objects.get().revoked is not None


def test_the_same_form_of_two_people_makes_a_key_each(manager):
    made = {
        told_key(one.post("/keys/new/", page="chosen-by-hand", **KEY))
        for one in (manager, somebody(Role.DATA_LEAD, HERE))
    }
    assert len(made) == 2


def test_every_form_of_a_page_for_those_signed_in_carries_the_mark_and_a_respondents_page_does_not(world, manager):
    page = manager.get(NEW).content.decode()
    assert page.count("<form") >= 2, "one signs out"
    assert page.count('method="post"') == page.count('name="page"')
    start = Client().get(f"/a/{world.link.token}/").content.decode()
    assert "<form" in start
    assert 'name="page"' not in start


def test_the_mark_of_somebody_else_keeps_nobody_from_sending_the_same(world, manager):
    page, other = mark(manager, NEW), somebody(Role.DATA_LEAD, HERE)
    for visitor in (manager, other):
        assert visitor.post(NEW, page=page, **COVER).status_code == 303
    assert Bundle.objects.count() == 2


def test_whoever_lost_their_session_signs_in_and_sends_the_form_then(manager):
    page, said = mark(manager, NEW), COVER
    kept = manager.client.cookies.pop("session")
    lost = manager.post(NEW, page=page, **said)
    assert lost.headers["Location"].startswith("/account/sign-in/?next=")
    assert not Bundle.objects.exists()
    manager.client.cookies["session"] = kept.value
    assert manager.post(NEW, page=page, **said).status_code == 303
    assert Bundle.objects.count() == 1


class Kept:
    """A cache in which the first click is at work, and then told of."""

    def __init__(self, *answers):
        self.answers = iter(answers)

    def add(self, *_):
        return False

    def get(self, _):
        return next(self.answers)


def test_the_second_click_waits_for_what_becomes_of_the_first(monkeypatch):
    monkeypatch.setattr(once, "EACH", 0.01)
    monkeypatch.setattr(once, "cache", Kept("", "", "/there/"))
    assert once._there("form:x") == "/there/"
    monkeypatch.setattr(once, "WAITS", 0.0)
    monkeypatch.setattr(once, "cache", Kept("", ""))
    assert once._there("form:x") is None, "a first one that is never heard of stands in nobody's way"


def test_whoever_lost_their_session_comes_back_to_the_page_on_which_the_form_stands(world):
    there = f"/glance/autumn/{HERE}/"
    came = {"Referer": f"http://testserver{there}?a=1"}
    lost = Client().post(f"{there}targets/", {"small": "40"}, headers=came)
    assert lost.headers["Location"] == "/account/sign-in/?next=" + quote(f"{there}?a=1", safe="")
    for elsewhere in ("https://evil.example/x", "", "javascript:x"):
        lost = Client().post(f"{there}targets/", {"small": "40"}, headers={"Referer": elsewhere})
        assert lost.headers["Location"] == "/account/sign-in/?next=" + quote(f"{there}targets/", safe="")


def test_an_address_that_only_takes_forms_says_so_in_words_to_whoever_opens_it(manager):
    page = manager.get(f"/glance/autumn/{HERE}/targets/")
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "There is no page at this address" in page.content.decode()

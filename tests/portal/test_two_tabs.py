"""The same form open twice: what was said in one tab is not lost in silence by what is sent from the other."""

import re
from html import unescape

import anyshire
import pytest

from portal.capture.models import Draft, Response
from portal.caseloads.models import RoundTarget, Target
from portal.keying import bundling
from portal.keying.models import Paper, Sheet
from portal.people.rules import Role
from somebody import somebody


def answers():
    return Draft.objects.get().answers


# ---- A respondent ----


def other_tab(parent):
    """The same browser, with another tab."""
    return anyshire.Parent(parent.link, client=parent.client)


def test_a_page_that_lay_open_takes_nothing_away_that_another_tab_said_on_it(world, parent):
    parent.open().send().send(age="4").open("q/information/")
    other_tab(parent).open("q/information/").send(information="always", communication="never")
    parent.send(communication="always")
    assert answers()["information"] == "always", "this tab said nothing of it, and takes nothing away"
    assert answers()["communication"] == "always", "what a tab says, it says"


def test_an_answer_that_stands_on_the_page_as_it_was_is_not_put_back_over_a_newer_one(world, parent):
    parent.open().send().send(age="4").open("q/anything/").send(anything="Short.").open("q/anything/")
    other_tab(parent).open("q/anything/").send(anything="A whole page of what happened.")
    parent.send(anything="Short.")
    assert answers()["anything"] == "A whole page of what happened."


def test_an_answer_is_emptied_where_the_page_showed_it(world, parent):
    parent.open().send().send(age="4").open("q/anything/").send(anything="Short.").open("q/anything/").send(anything="")
    assert "anything" not in answers()


def test_what_was_refused_in_between_is_no_ground_to_keep_what_was_changed_back(world, parent):
    parent.open().send().send(age="4", has_budget="yes").open("q/age/")
    parent.send(age="9").open("q/age/").send(age="ninety")
    assert parent.status == 422
    parent.send(age="9")
    assert answers()["age"] == "9"


def test_two_tabs_on_different_pages_keep_what_each_said(world, parent):
    parent.open().send().send(age="4").open("q/information/")
    other_tab(parent).open("q/anything/").send(anything="Late.")
    parent.send(information="always")
    assert answers() == {"age": "4", "anything": "Late.", "information": "always"}


def test_a_tab_in_which_one_goes_on_after_the_other_has_sent_says_so_and_stores_nothing_twice(world, parent):
    parent.open().send().send(age="4").open("q/information/")
    other_tab(parent).open("review/").send()
    parent.send(information="always")
    assert parent.status == 409
    assert [one.answers for one in Response.objects.all()] == [{"age": "4"}]


# ---- Those who sign in ----


def form(visitor, address):
    """The fields of the last form of a page as they stand, as a browser would send them."""
    page = visitor.get(address).content.decode()
    found = FORMS.findall(page)[-1]
    fields = {name: unescape(value) for tag in INPUTS.findall(found) for name, value in sent_by(tag)}
    return fields | {name: unescape(text).removeprefix("\n") for name, text in AREAS.findall(found)}


FORMS = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
INPUTS = re.compile(r"<input[^>]*>")
AREAS = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', re.DOTALL)


def sent_by(tag):
    """What an input sends: nothing where it is a box that is not ticked."""
    said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
    ticked = said.get("type") not in {"checkbox", "radio"} or tag.rstrip(">").endswith(" checked")
    return [(said["name"], said.get("value", ""))] if "name" in said and ticked else []


def sent(visitor, address, fields, **said):
    """The form with these fields changed: the status, and the words of the answer."""
    answer = visitor.client.post(address, fields | said)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


def test_a_round_is_not_set_back_by_a_page_that_lay_open(world, coordinator):
    here = "/rounds/autumn/"
    first, second = form(coordinator, here), form(coordinator, here)
    assert sent(coordinator, here, first, name="Autumn again")[0] == 302
    status, said = sent(coordinator, here, second, invites_at_once="on")
    assert (status, "This round was changed since you opened the page." in said) == (409, True)
    world.round.refresh_from_db()
    assert (world.round.name, world.round.invites_at_once) == ("Autumn again", False)
    assert 'name="name"' in said
    again = second | {"stood": re.findall(r'name="stood" value="(\w+)"', said)[0], "invites_at_once": "on"}
    assert sent(coordinator, here, again)[0] == 302, "whoever has read it puts theirs in its place"
    world.round.refresh_from_db()
    assert (world.round.name, world.round.invites_at_once) == ("Autumn", True)


def test_targets_of_a_round_and_of_a_council_are_not_set_back_by_a_page_that_lay_open(world, coordinator):
    glance = f"/glance/autumn/{anyshire.ANYSHIRE}/"
    pages = [
        (coordinator, "/rounds/autumn/targets/", "/rounds/autumn/targets/"),
        (somebody(Role.MANAGER, anyshire.ANYSHIRE), glance, f"{glance}targets/"),
    ]
    for who, page, to in pages:
        fields = form(who, page)
        assert sent(who, to, fields, small="30")[0] == 303
        status, said = sent(who, to, fields, small="40")
        assert (status, "These targets were changed since" in said, 'value="40"' in said) == (409, True, True)
    assert [RoundTarget.objects.get().people, Target.objects.get().people] == [30, 30]


def test_how_paper_is_dealt_with_is_not_set_back_by_a_page_that_lay_open(world, coordinator):
    here = "/rounds/autumn/paper/"
    fields = form(coordinator, here)
    assert sent(coordinator, here, fields, sealed="1")[0] == 303
    status, said = sent(coordinator, here, fields, twice="1")
    assert (status, "It now says: sealed, typed once, 28 days." in said) == (409, True)
    paper = Paper.objects.get()
    assert (paper.sealed, paper.twice) == (True, False)
    assert INPUTS.findall(said)
    assert re.search(r'id="twice"[^>]* checked', said), "what was chosen still stands"


@pytest.fixture
def typed(world):
    """Who typed a sheet, and where it stands."""
    lead = somebody(Role.DATA_LEAD, anyshire.ANYSHIRE)
    bundle = anyshire.bundled(world, 1, by=lead.person)
    here = f"/paper/{anyshire.ANYSHIRE}/bundles/{bundle.pk}/sheets/1/"
    assert sent(lead, here, form(lead, here), age="4", information="1")[0] == 303
    return lead, here


def test_a_sheet_that_was_typed_again_is_not_set_back_and_it_is_said_where_the_two_differ(world, typed):
    lead, here = typed
    fields = form(lead, here)
    assert sent(lead, here, fields, age="5")[0] == 303
    status, said = sent(lead, here, fields, information="2")
    assert (status, "This sheet was typed again since you opened it." in said, "Typed meanwhile: 5" in said) == (
        409, True, True,
    )  # fmt: skip
    assert Sheet.objects.get().first["age"] == "5"


def test_a_second_reading_is_neither_lost_to_a_mended_sheet_nor_written_over_by_a_third(world, typed):
    lead, here = typed
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    third = somebody(Role.DATA_LEAD, anyshire.ANYSHIRE, email="third@anyshire.example")
    before, also = Sheet.objects.get(), form(third, f"{here}second/")
    assert sent(manager, f"{here}second/", form(manager, f"{here}second/"), age="6")[0] == 303
    bundling.mend_sheet(before, {"age": "7"}, by=lead.person)
    one = Sheet.objects.get()
    assert (one.first, one.second) == ({"age": "7"}, {"age": "6"})
    status, said = sent(third, f"{here}second/", also, age="8")
    assert (status, "Somebody else has typed this sheet a second time meanwhile." in said) == (409, True)
    assert Sheet.objects.get().second == {"age": "6"}


def test_readings_that_changed_while_somebody_settled_them_are_shown_as_they_are_now(world, typed):
    lead, here = typed
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    sent(manager, f"{here}second/", form(manager, f"{here}second/"), age="6", information="1")
    fields = form(manager, f"{here}differences/")
    sent(lead, here, form(lead, here), age="9")
    status, said = sent(manager, f"{here}differences/", fields, age="first")
    assert (status, "One of the two readings was typed again" in said) == (409, True)
    assert Sheet.objects.get().settled is None

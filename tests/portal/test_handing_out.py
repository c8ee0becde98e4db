"""What an area hands out: short addresses, square codes, posters and words, on a page of its own area alone."""

import anyshire
import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from poet.paper import square
from portal.audit.models import Event
from portal.councils.models import Collector
from portal.outreach import groups, listing
from portal.outreach.groups import Named
from portal.outreach.models import GroupLink
from portal.people.rules import Role
from portal.questionnaires.publish import publish
from portal.rounds.models import Link
from somebody import somebody

PLACE = f"/links/autumn/{anyshire.ANYSHIRE}/"


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def test_a_manager_finds_the_link_with_all_it_is_handed_out_by(dressed, manager):
    page = manager.get(PLACE).content.decode()
    address = f"http://127.0.0.1:8000/a/{dressed.link.token}/"
    assert page.count(address) == 3  # to follow, to see, and in the letter
    assert "/links/" in manager.get(f"/taking-part/{anyshire.ANYSHIRE}/autumn/").content.decode()
    for file, kind, begins in (
        ("code.svg", "image/svg+xml", b"<svg"),
        ("code.png", "image/png", b"\x89PNG"),
        ("poster-standard.pdf", "application/pdf", b"%PDF-"),
        ("poster-ur.pdf", "application/pdf", b"%PDF-"),
    ):
        there = f"{PLACE}{dressed.link.token}/{file}"
        assert there in page
        found = manager.get(there)
        assert (found.status_code, found["Content-Type"], found.content[: len(begins)]) == (200, kind, begins)
    assert manager.get(f"{PLACE}{dressed.link.token}/code.svg").content == square(address)


def test_there_is_no_file_of_a_link_elsewhere_nor_of_a_closed_one_nor_in_a_face_that_is_not_there(world, manager):
    theirs = world.links[anyshire.OTHERSHIRE].token
    for there in (f"{theirs}/code.svg", f"{theirs}/poster-standard.pdf", f"{world.link.token}/code.gif",
                  f"{world.link.token}/poster-cy.pdf"):  # fmt: skip
        assert manager.get(PLACE + there).status_code == 404
    assert manager.get(PLACE.replace(anyshire.ANYSHIRE, anyshire.OTHERSHIRE)).status_code == 403
    Link.objects.filter(pk=world.link.pk).update(closed=world.round.opens)
    assert manager.get(f"{PLACE}{world.link.token}/code.svg").status_code == 404
    assert "There is no open link here" in manager.get(PLACE).content.decode()


@pytest.mark.parametrize("links", [1, 3])
def test_the_page_asks_as_much_for_many_links_as_for_one(world, manager, django_assert_num_queries, links):
    for form in ("larger", "largest")[: links - 1]:
        text = anyshire.QUESTIONNAIRE.replace('id = "small"', f'id = "{form}"')
        version = publish(text, f"{form}.toml", on=world.version.published)
        Link.objects.create(round=world.round, area=world.link.area, version=version, variant="ehc")
    manager.get(PLACE)  # a process reads each questionnaire once
    with django_assert_num_queries(8):
        manager.get(PLACE)


def test_a_manager_says_who_may_begin_and_the_log_says_that_it_changed(world, manager):
    listing.make(world.link, name="Parents", letters=20, on=timezone.localdate())
    there, parent = f"{PLACE}{world.link.token}/admission/", Client()
    assert "Let only invited people begin" in manager.get(PLACE).content.decode()
    for _ in range(2):
        said = manager.post(there, do="invited")
        assert (said.status_code, said.headers["Location"]) == (303, PLACE)
    assert parent.get(f"/a/{world.link.token}/").status_code == 403
    assert "Only who brings an invitation may begin here" in manager.get(PLACE).content.decode()
    manager.post(there, do="everybody")
    assert parent.get(f"/a/{world.link.token}/").status_code == 200
    changes = [event.detail["change"] for event in Event.objects.filter(kind="links-changed").order_by("number")]
    assert changes == ["a link lets only those begin who bring an invitation", "a link lets everybody begin"]


def test_a_link_that_would_let_nobody_begin_stays_open_and_the_page_says_what_to_do(world, manager):
    said = manager.post(f"{PLACE}{world.link.token}/admission/", do="invited")
    assert said.status_code == 422
    assert "no list of invitations has been made for it" in said.content.decode()
    assert Client().get(f"/a/{world.link.token}/").status_code == 200


def test_nobody_says_who_may_begin_at_another_areas_link(world, manager):
    theirs = world.links[anyshire.OTHERSHIRE]
    assert manager.post(f"{PLACE}{theirs.token}/admission/", do="invited").status_code == 404


GROUPS = f"{PLACE}groups/"


def test_a_group_is_made_once_however_often_the_form_is_sent_and_handed_out_like_a_link(world, manager):
    assert "No group has a link yet" in manager.get(GROUPS).content.decode()
    for _ in range(2):
        made = manager.post(GROUPS, link=world.link.token, name=" Oak  School ", kind="school")
        assert (made.status_code, made.headers["Location"]) == (303, GROUPS)
    group = GroupLink.objects.get()
    assert f"/g/{group.token}/" in manager.get(GROUPS).content.decode()
    assert manager.get(f"{PLACE}{group.token}/poster-standard.pdf").content.startswith(b"%PDF-")
    said = Event.objects.get(kind="links-changed")
    assert (said.area, said.detail) == (anyshire.ANYSHIRE, {"change": "a group's link was made"})
    assert group.token not in f"{said.thing}{said.detail}"


def test_a_link_is_made_for_an_organisation_whose_people_find_it_with_its_count(world, manager):
    assert "Who hands it out" not in manager.get(GROUPS).content.decode(), "no organisation helps yet"
    helper = somebody(Role.COLLECTOR, anyshire.ANYSHIRE)
    forum, other = (
        Collector.objects.get(),
        Collector.objects.create(area_id=anyshire.ANYSHIRE, name="Aid", kind="provider"),
    )
    theirs = Collector.objects.create(area_id=anyshire.OTHERSHIRE, name="Elsewhere", kind="school")
    made = {"link": world.link.token, "kind": "community"}
    assert manager.post(GROUPS, **made, name="Coffee morning", collector=str(forum.pk)).status_code == 303
    assert manager.post(GROUPS, **made, name="Visits", collector=str(other.pk)).status_code == 303
    refused = manager.post(GROUPS, **made, name="Strangers", collector=str(theirs.pk))
    assert (refused.status_code, 'id="collector-error"' in refused.content.decode()) == (422, True)
    assert {one.name: one.collector for one in GroupLink.objects.all()} == {"Coffee morning": forum, "Visits": other}
    assert "A community or carers’ group, handed out by Forum. Getting support" in manager.words(GROUPS)
    page = helper.words(PLACE)
    assert ("Coffee morning" in page, "Visits" in page, "Visits" in manager.words(PLACE)) == (True, False, False)
    assert any(said.startswith("Fewer than 10 answers were there") for said in page)
    token = GroupLink.objects.get(collector=forum).token
    assert helper.get(f"{PLACE}{token}/poster-standard.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("wrong", "at"), [({"name": " "}, "name"), ({"kind": "choir"}, "kind"), ({"link": "theirs"}, "link")]
)
def test_a_group_that_cannot_be_made_is_told_at_its_field(world, manager, wrong, at):
    fields = {"link": world.link.token, "name": "Oak", "kind": "school"} | wrong
    if at == "link":
        fields["link"] = world.links[anyshire.OTHERSHIRE].token
    page = manager.post(GROUPS, **fields)
    assert page.status_code == 422
    assert f'id="{at}-error"' in page.content.decode()
    assert GroupLink.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [(0, "Fewer than 10"), (9, "Fewer than 10"), (10, "10 or more"), (19, "10 or more"), (20, "10 or more")],
)
def test_a_group_counts_in_tens_and_leaves_ten_others(world, manager, sent, said):
    groups.make(world.link, Named("Oak", "school"))
    GroupLink.objects.update(sent=sent)
    for _ in range(20):
        anyshire.sent(world.link, age="5")
    assert "Fewer than 10 answers" in " ".join(manager.words(GROUPS)), "the page has not moved on yet"
    manager.get(f"/glance/autumn/{anyshire.ANYSHIRE}/")
    words = " ".join(manager.words(GROUPS))
    assert f"{said} answers" in words
    assert " 9 " not in words
    assert " 19 " not in words


def test_a_groups_count_moves_with_its_areas_page_and_never_between(world, manager):
    groups.make(world.link, Named("Oak", "school"))
    for people, by_the_group, said in ((25, 20, "10 or more"), (5, 5, "10 or more"), (5, 5, "20 or more")):
        GroupLink.objects.update(sent=F("sent") + by_the_group)
        for _ in range(people):
            anyshire.sent(world.link, age="5")
        manager.get(f"/glance/autumn/{anyshire.ANYSHIRE}/")
        assert f"{said} answers" in " ".join(manager.words(GROUPS))


def test_a_group_is_paused_and_opened_again_and_the_log_says_so_once_each(world, manager, client):
    group = groups.make(world.link, Named("Oak", "school"))
    for do, status in (("pause", 403), ("pause", 403), ("resume", 200)):
        assert manager.post(f"{GROUPS}{group.token}/pause/", do=do).status_code == 303
        assert client.get(f"/g/{group.token}/", follow=True).status_code == status
    assert Event.objects.filter(kind="links-changed").count() == 2
    theirs = groups.make(world.links[anyshire.OTHERSHIRE], Named("Elm", "school"))
    assert manager.post(f"{GROUPS}{theirs.token}/pause/", do="pause").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_groups_asks_as_much_for_many_as_for_one(world, manager, django_assert_num_queries, number):
    for at in range(number):
        groups.make(world.link, Named(f"School {at}", "school"))
    manager.get(GROUPS)
    with django_assert_num_queries(11):
        manager.get(GROUPS)

"""What an area hands out: short addresses, square codes, posters and words, on a page of its own area alone."""

import anyshire
import pytest

from poet.paper import square
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

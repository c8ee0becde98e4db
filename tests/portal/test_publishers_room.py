"""The publisher's room: everything that is signed and everything that was decided, narrowed and in an order, a page at a time."""

from __future__ import annotations

import re

import pytest
import signed_reports as given
from signed_reports import HERE

from portal.councils.models import Area
from portal.editing.models import Draft
from portal.people.rules import Role
from somebody import somebody


@pytest.fixture
def agreed(world):
    given.answered(world)
    given.agrees(world, HERE)
    return world


def signed_drafts(world, many):
    """So many signed drafts, without their texts: what the room lists."""
    area = Area.objects.get(pk=HERE)
    for number in range(many):
        Draft.objects.create(round=world.round, version=world.version, kind="local" if number % 2 else "annual", place=f"p{number:03}",
                             area=area, title=f"Report {number:03}", state="signed")  # fmt: skip


def waiting(ann, asked=""):
    return re.findall(r"Report \d{3} <span", ann.get(f"/publishing/{asked}").content.decode())


def test_what_is_signed_is_listed_a_page_at_a_time_and_none_is_left_out(world, django_assert_num_queries):
    signed_drafts(world, 130)
    ann = somebody(Role.PUBLISHER)
    ann.get("/publishing/")
    with django_assert_num_queries(7):
        ann.get("/publishing/")
    seen = [one for page in range(1, 7) for one in waiting(ann, f"?sort=name&waiting={page}")]
    assert seen == [f"Report {number:03} <span" for number in range(130)]


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        ("?kind=annual", 2),
        ("?kind=local", 1),
        ("?kind=regional", 3),
        ("?round=autumn", 3),
        ("?round=<x>&sort=nothing", 3),
    ],
)
def test_the_room_is_narrowed_by_kind_and_round(world, asked, many):
    signed_drafts(world, 3)
    slug = world.round.slug
    assert len(waiting(somebody(Role.PUBLISHER), asked.replace("autumn", slug))) == many


def test_where_nothing_fits_the_room_says_what_to_do(agreed, world):
    one = given.out(given.own(agreed))
    signed_drafts(world, 1)
    ann = somebody(Role.PUBLISHER)
    assert "None of these was published. Choose “All” to see more." in ann.words("/publishing/?state=withdrawn")
    assert "No signed report of these waits. Choose “All” to see more." in ann.words(f"/publishing/?kind={one.kind}")

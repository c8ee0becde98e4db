"""Whoever types or hands in for many councils turns pages and searches: none is missing, and no page holds them all."""

import re

import pytest

from portal.councils import england, scope
from portal.councils.models import Area
from portal.people.rules import Role
from portal.rounds.taking_part import join
from somebody import somebody


@pytest.fixture
def coordinator(world):
    """Somebody of the national team, in a round of sixty councils."""
    england.load(england.TABLE)
    with scope.everywhere("a test"):
        join(world.round, list(Area.objects.exclude(participations__round=world.round).order_by("name")[:60]))
    return somebody(Role.COORDINATOR)


@pytest.mark.parametrize(("here", "to"), [("/paper/", "/paper/{}/autumn/small/new/"), ("/uploads/", "/uploads/{}/of/")])
def test_every_council_can_be_reached_by_turning_pages_and_by_its_name(coordinator, here, to):
    link = re.compile(re.escape(to).replace(r"\{\}", r"(\w+)"))
    met, address, pages = [], here, 0
    while address:
        page = coordinator.get(address).content.decode()
        met += link.findall(page)
        pages += 1
        following = re.search(r'href="([^"]*from=\d+[^"]*)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert (len(met), len(set(met)), pages) == (63, 63, 3)
    found = coordinator.get(f"{here}?q=barn").content.decode()
    names = Area.objects.filter(pk__in=link.findall(found)).values_list("name", flat=True)
    assert sorted(names) == ["Barnet", "Barnsley"]
    assert "Nothing has this in its name." in coordinator.get(f"{here}?q=atlantis").content.decode()

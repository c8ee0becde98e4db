"""Live results beside a council's region and the groups it chose: of printed figures alone, three councils or more."""

import json

import anyshire
import pytest

from portal.audit.models import Event
from portal.caseloads.targets import set_target
from portal.councils import scope
from portal.councils.models import Area, Group
from portal.councils.organising import add_group, chosen_by
from portal.people.rules import Role
from portal.reporting import live, results
from portal.rounds.taking_part import join
from somebody import somebody

PLACE = f"/live/autumn/{anyshire.ANYSHIRE}/small/"
MORE = ("Brook", "Cove", "Dale", "Edge")


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def seven(world):
    """Seven councils with thirty answers each, of whom Anyshire has reached its target."""
    for number, name in enumerate(MORE, 4):
        area = Area.objects.create(code=f"E1090000{number}", name=name, region="London", kind="x", plans=9)
        world.links[area.pk] = join(world.round, [area])[0]
    for place, area in enumerate(world.links):
        for said, people in (("always", 10 + place), ("sometimes", 10), ("never", 10)):
            for number in range(people):
                anyshire.sent(world.links[area], age=str(5 + number % 3), information=said)
    set_target(world.round, Area.objects.get(pk=anyshire.ANYSHIRE), "small", "30")
    return world


@pytest.fixture
def manager(seven):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def group(*members, name="Like us", area=anyshire.ANYSHIRE):
    with scope.everywhere("a test"):
        return add_group(Area.objects.get(pk=area), name=name, kind="own", reason="Near", said="\n".join(members))


def section(person, address=PLACE):
    told = json.loads(person.get(f"{address}report.json").content)
    return next((one for one in told["sections"] if one["id"] == "chosen"), None)


def rows(person, name):
    table = next(one for one in section(person)["blocks"] if one.get("caption") == f"Beside “{name}”")
    return {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in table["rows"]}


def test_a_chosen_group_stands_beside_on_the_page_and_in_its_files(manager):
    group("Brook", "Cove", "Dale")
    told = rows(manager, "Like us")["Clear information"]
    # Anyshire: 10 of 30; the group: 13 + 14 + 15 of 33 + 34 + 35.
    assert told[:4] == ["30", "33%", "3 of 3", "41%"]
    assert told[4] == f"{100 * (10 / 30 - 42 / 102):+.0f}"
    assert told[-1] == "not clearly different"
    assert "Beside “Like us”" in " ".join(manager.words(PLACE))


def test_the_region_says_why_nothing_stands_beside_it(manager):
    assert "Beside “East Midlands” nothing is shown yet" in " ".join(manager.words(PLACE))


def test_no_council_is_named_in_what_stands_beside(manager):
    group("Brook", "Cove", "Dale")
    assert not any(name in json.dumps(section(manager)) for name in (*MORE, "Othershire"))


def test_nothing_stands_beside_before_the_councils_own_target_is_reached(seven, manager):
    group("Brook", "Cove", "Dale")
    set_target(seven.round, Area.objects.get(pk=anyshire.ANYSHIRE), "small", "50")
    assert section(manager) is None


def test_a_council_sees_its_own_groups_and_nobody_elses(seven, manager):
    group("Brook", "Cove", "Dale", name="Theirs", area=anyshire.OTHERSHIRE)
    assert "Theirs" not in manager.get(PLACE).content.decode()
    with scope.within({anyshire.ANYSHIRE}):
        assert [name for name, _ in chosen_by(Area.objects.get(pk=anyshire.OTHERSHIRE))] == ["South West"]
    assert somebody(Role.MANAGER, anyshire.ANYSHIRE, email="x@example.org").get(
        PLACE.replace(anyshire.ANYSHIRE, anyshire.OTHERSHIRE)
    ).status_code in {403, 404}


def test_a_group_that_changes_is_written_down_and_tells_of_a_member_only_what_stands(seven, manager):
    first = group("Brook", "Cove", "Dale")
    with scope.everywhere("a test"):
        stands = results.stands(seven.round, seven.version, {}).tables
    shares = {name: stands.groups[name]["information"] for name in ("Brook", "Cove", "Dale", "Edge")}
    before = claim(manager)
    assert manager.post(f"/areas/{anyshire.ANYSHIRE}/groups/{first.pk}/").status_code in {302, 303}
    said = {"name": "Like us", "kind": "own", "reason": "Near", "members": "Brook\nCove\nDale\nEdge"}
    assert manager.post(f"/areas/{anyshire.ANYSHIRE}/groups/", **said).status_code in {302, 303}
    after = claim(manager)
    assert Event.objects.filter(kind="organisation-changed").count() == 2
    assert Group._base_manager.count() == 1
    assert before == sum(shares[name].base.value for name in ("Brook", "Cove", "Dale"))
    assert after == before + shares["Edge"].base.value
    for number in range(9):  # nine more in the new member: nothing of them is told
        anyshire.sent(seven.links["E10900007"], age=str(number), information="never")
    assert claim(manager) == after


def claim(person):
    """How many answers the group's printed share rests on."""
    told = json.loads(person.get(f"{PLACE}report.claims").content)["claims"]
    return next(one["base"] for one in told if one["id"] == "information/the group Like us")


@pytest.mark.parametrize("groups", [1, 3])
def test_the_page_asks_as_much_for_three_groups_as_for_one(manager, django_assert_num_queries, groups):
    for number in range(groups):
        group("Brook", "Cove", "Dale", name=f"Group {number}")
    for _ in range(2):
        manager.get(PLACE)
    with django_assert_num_queries(11):
        assert manager.get(PLACE).status_code == 200

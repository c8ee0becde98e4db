"""Tables are sorted on the server, by an address that can be kept, and no row is lost between their pages."""

from datetime import date, timedelta

import anyshire
import drafts
import pytest
from django.utils import timezone

from portal.api import tokens
from portal.api.tokens import Wish
from portal.api.verbs import Verb
from portal.audit.recording import OPERATOR, Kind, record
from portal.councils.models import Area
from portal.nation.models import Approval, Basis, Membership
from portal.outreach import listing
from portal.people.paging import A_PAGE
from portal.people.rules import Role
from portal.rounds.models import Answered
from portal.rounds.statements import Use
from portal.rounds.taking_part import open_round
from somebody import somebody

HERE = anyshire.ANYSHIRE
LISTS = f"/links/autumn/{HERE}/lists/"
# Whose page it is, and the words for its columns in the address.
TABLES = {
    "/areas/": (Role.COORDINATOR, ("area", "region", "code", "plans")),
    "/people/": (Role.COORDINATOR, ("name", "role", "area", "since")),
    "/audit/": (Role.PROTECTION_OFFICER, ("number", "actor", "kind", "thing", "area")),
    "/uploads/": (Role.COORDINATOR, ("table", "questionnaire", "area", "state")),
    "/paper/": (Role.COORDINATOR, ("bundle", "questionnaire", "area", "sheets", "state")),
    "/rounds/": (Role.COORDINATOR, ("round", "opens", "closes")),
    "/people/interest/": (Role.COORDINATOR, ("council", "day", "state")),
    "/memberships/": (Role.COORDINATOR, ("council", "scheme", "first")),
    LISTS: (Role.COORDINATOR, ("list", "made", "questionnaire")),
    "/keys/": (Role.COORDINATOR, ("name", "place", "until", "seen")),
    "/drafts/": (Role.COORDINATOR, ("title", "place", "kind", "state")),
    "/research/": (Role.RESEARCHER, ("round", "reference", "until")),
    "/research/autumn/": (Role.RESEARCHER, ("area", "region")),
}


@pytest.fixture
def filled(world):
    """Two rows or more of everything."""
    keyer = somebody(Role.COORDINATOR, email="keyer@nation.example").person
    for area in (HERE, anyshire.OTHERSHIRE):
        somebody(Role.READER, area)
        anyshire.bundled(world, 1, by=keyer, area=area)
        anyshire.handed_in(world, b"age\n7\n", by=keyer, area=area)
        Membership.objects.create(area_id=area, scheme=f"Circle of {area}", first=date(2026, 1, 1))
        drafts.quick(world, area)
        tokens.make(Wish(f"Key of {area}", Area.objects.get(pk=area), [Verb.SEND], 9), by=keyer, now=timezone.now())
    may_be_researched(world, HERE, anyshire.OTHERSHIRE)
    opens = world.round.closes + timedelta(days=1)
    open_round(slug="spring", name="Spring", opens=opens, closes=opens + timedelta(days=9), versions=[world.version])
    for name in ("Alpha", "Beta"):
        anyshire.interested(name)
        listing.make(world.link, name=name, letters=10, on=timezone.localdate())
    return world


def may_be_researched(world, *areas):
    """Two approvals that hold today, and a yes of each area."""
    now = timezone.now()
    for number in range(2):
        Approval.objects.create(
            round=world.round,
            reference=f"26/XX/{number}",
            basis=Basis.ETHICS,
            first=now.date(),
            last=now.date(),
            at=now,
        )
    for area in areas:
        Answered.objects.create(
            round=world.round, area_id=area, statement=Use.RESEARCH_EXTRACT, edition="2026", digest="", given=True,
            at=now - timedelta(hours=1), signed="Somebody",
        )  # fmt: skip


def rows(visitor, address: str) -> list[str]:
    """The first cell of each row."""
    body = visitor.get(address).content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    return [" ".join(anyshire.Reader(f"<tr{one.partition('</th>')[0]}").words) for one in body.split("<tr")[1:]]


@pytest.mark.parametrize("address", TABLES)
def test_each_column_sorts_its_table_and_turns_it_round_and_says_so(filled, address):
    role, columns = TABLES[address]
    visitor = somebody(role)
    everything = sorted(rows(visitor, address))
    assert len(everything) > 1
    for column in columns:
        page = visitor.get(f"{address}?sort={column}").content.decode()
        assert page.count('aria-sort="ascending"') == 1
        assert f"sort=-{column}" in page
        there, back = (rows(visitor, f"{address}?sort={sign}{column}") for sign in ("", "-"))
        assert sorted(there) == sorted(back) == everything
        assert 'aria-sort="descending"' in visitor.get(f"{address}?sort=-{column}").content.decode()


def test_names_stand_from_a_to_z_and_the_other_way_round(filled):
    coordinator = somebody(Role.COORDINATOR)
    assert rows(coordinator, f"{LISTS}?sort=list") == ["Alpha", "Beta"]
    assert rows(coordinator, f"{LISTS}?sort=-list") == ["Beta", "Alpha"]
    names = rows(coordinator, "/areas/?sort=area")
    assert names == sorted(names)
    assert rows(coordinator, "/areas/?sort=-area") == names[::-1]


def test_a_word_that_sorts_by_nothing_leaves_the_list_as_it_is(filled):
    coordinator = somebody(Role.COORDINATOR)
    assert rows(coordinator, "/areas/?sort=password") == rows(coordinator, "/areas/")
    assert "aria-sort" not in coordinator.get("/areas/?sort=--area").content.decode()


def test_the_order_goes_on_over_the_pages_with_the_search_and_no_row_is_lost(world):
    for number in range(A_PAGE + 5):
        Area.objects.create(code=f"E1234{number:04}", name=f"Same {number}", region="London", kind="x", plans=1)
    coordinator = somebody(Role.COORDINATOR)
    first = coordinator.get("/areas/?q=Same&sort=-region")
    (onward,) = [href for href in anyshire.Reader(first.content.decode()).hrefs if "page=2" in href]
    assert onward == "/areas/?q=Same&sort=-region&page=2"
    body = first.content.decode() + coordinator.get(onward).content.decode()
    assert {f"E1234{number:04}" for number in range(A_PAGE + 5)} <= set(anyshire.Reader(body).words)


def test_the_log_is_read_from_its_beginning_too(world):
    officer = somebody(Role.PROTECTION_OFFICER)
    record(
        Kind.ROUND_CHANGED,
        actor=OPERATOR,
        thing="round:1",
        detail={"change": "x"},
        at=timezone.now() + timedelta(days=1),
    )
    first = [int(one) for one in rows(officer, "/audit/?sort=number")]
    assert first == sorted(first)
    assert first[0] == 1

"""The pages of people, organisations and the log: what they show to whom, what they refuse in words, and at what price."""

import csv
import io

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.councils.models import Area, Collector, Group
from portal.people.inviting import Offer, invite, take_up
from portal.people.models import Holding, Invitation, Person
from portal.people.rules import Role
from somebody import Somebody, somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE


@pytest.fixture
def areas(db, tmp_path):
    return anyshire.load_areas(tmp_path)


@pytest.fixture
def manager(areas):
    return somebody(Role.MANAGER, HERE)


@pytest.fixture
def coordinator(areas):
    return somebody(Role.COORDINATOR)


def reader(area=HERE, name="Rita"):
    now = timezone.now()
    place = Area.objects.get(pk=area)
    return take_up(invite(Offer(f"{name}@{area}.example", Role.READER, place), by=None, now=now), name=name, now=now)


def held(person):
    return [str(one) for one in person.roles.all()]


def test_whoever_may_see_answers_is_led_to_a_second_factor_first(areas):
    bare = somebody(Role.MANAGER, HERE, second_factor=False)
    assert bare.get("/people/").headers["Location"] == "/account/second/?next=%2Fpeople%2F"
    assert "Set up an app" in bare.words("/people/")
    author = somebody(Role.AUTHOR, second_factor=False)
    assert author.get("/account/").status_code == 200


def test_a_manager_sees_the_people_of_their_own_area(manager):
    reader()
    reader(THERE, "Olga")
    words = manager.words("/people/")
    assert ("Rita" in words, "Olga" in words) == (True, False)


def test_a_manager_invites_to_their_own_area_and_is_told_what_is_missing(manager):
    assert manager.post("/people/invite/", email="new@example.org", role="reader", place=HERE).status_code == 302
    assert [(one.email, one.by) for one in Invitation.objects.filter(used=None)] == [
        ("new@example.org", manager.person)
    ]
    page = manager.post("/people/invite/", email="nobody", role="", place=HERE)
    words = anyshire.Reader(page.content.decode()).words
    assert page.status_code == 422
    assert words.count("Enter an e-mail address, like name@example.org.") == 2
    assert words.count("Choose a role.") == 2


@pytest.mark.parametrize(
    "said",
    [
        {"role": "reader", "place": THERE},
        {"role": "reader", "place": ""},
        {"role": "national-coordinator", "place": HERE},
        {"role": "national-coordinator", "place": ""},
        {"role": "analyst", "place": ""},
    ],
)
def test_a_forged_form_invites_nobody_to_what_is_not_ones_own(manager, said):
    before = Invitation.objects.count()
    assert manager.post("/people/invite/", email="eve@example.org", **said).status_code == 422
    assert Invitation.objects.count() == before


def test_an_invitation_is_withdrawn(manager):
    manager.post("/people/invite/", email="new@example.org", role="reader", place=HERE)
    waiting = Invitation.objects.get(used=None)
    manager.post(f"/people/invitations/{waiting.pk}/withdraw/")
    assert "new@example.org" not in " ".join(manager.words("/people/"))
    assert Event.objects.first().kind == "invitation-withdrawn"


def test_a_role_is_changed_taken_away_and_put_back(manager):
    rita = reader()
    key = rita.roles.get().pk
    manager.post(f"/people/roles/{key}/", role="data-lead")
    assert held(rita) == ["Council data lead, Anyshire"]
    page = anyshire.Reader(manager.post(f"/people/roles/{key}/remove/").content.decode())
    assert "Rita is no longer: Council data lead, Anyshire." in page.words
    assert held(rita) == []
    slip = dict(page.form.hidden)["slip"]
    manager.post("/people/roles/put-back/", slip=slip)
    assert held(rita) == ["Council data lead, Anyshire"]
    assert [one.kind for one in Event.objects.all()[:4]] == [
        "role-given",
        "role-removed",
        "role-given",
        "role-removed",
    ]


def test_a_role_of_another_area_is_not_there(manager):
    olga = reader(THERE, "Olga")
    key = olga.roles.get().pk
    for address in (f"/people/roles/{key}/", f"/people/roles/{key}/remove/"):
        assert manager.post(address, role="data-lead").status_code == 404
    assert held(olga) == ["Council reader, Othershire"]


def test_somebody_elses_slip_puts_nothing_back(manager, coordinator):
    rita = reader()
    page = anyshire.Reader(manager.post(f"/people/roles/{rita.roles.get().pk}/remove/").content.decode())
    slip = dict(page.form.hidden)["slip"]
    for other, said in ((coordinator, slip), (manager, slip[:-1] + ("x" if slip[-1] != "x" else "y"))):
        assert other.post("/people/roles/put-back/", slip=said).status_code == 422
    assert held(rita) == []


def test_nobody_changes_their_own_role_or_one_they_cannot_give(manager, coordinator):
    own = manager.person.roles.get().pk
    assert manager.post(f"/people/roles/{own}/remove/").status_code == 422
    rita = reader().roles.get().pk
    assert manager.post(f"/people/roles/{rita}/", role="national-coordinator").status_code == 422
    assert Holding.objects.filter(pk=own).exists()


def test_a_role_that_was_taken_away_opens_nothing_from_the_next_page_on(manager, coordinator):
    assert manager.get("/people/").status_code == 200
    coordinator.post(f"/people/roles/{manager.person.roles.get().pk}/remove/")
    assert manager.get("/people/").status_code == 403


def test_areas_are_found_by_name_region_and_code(coordinator, manager):
    def found(words):
        return [word for word in words if word in {"Anyshire", "Othershire", "Nowhere"}]

    assert found(coordinator.words("/areas/")) == ["Anyshire", "Nowhere", "Othershire"]
    assert found(coordinator.words("/areas/?q=other")) == ["Othershire"]
    assert found(coordinator.words("/areas/?q=london")) == ["Nowhere"]
    assert found(coordinator.words(f"/areas/?q={HERE}")) == ["Anyshire"]
    assert any("Nothing was found for" in word for word in coordinator.words("/areas/?q=atlantis"))
    assert found(manager.words("/areas/")) == ["Anyshire"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999", "²"])
def test_a_page_that_is_none_is_the_first(coordinator, page):
    assert "Anyshire" in coordinator.words(f"/areas/?page={page}")


def test_collectors_are_added_stopped_and_put_back(manager):
    place = f"/areas/{HERE}/"
    manager.post(f"{place}collectors/", name=" Parents'  Forum ", kind="carer-led")
    forum = Collector.objects.get()
    assert (forum.name, forum.area_id) == ("Parents' Forum", HERE)
    again = manager.post(f"{place}collectors/", name="parents' forum", kind="carer-led")
    assert "There is an organisation named parents' forum in this area already" in " ".join(
        anyshire.Reader(again.content.decode()).words
    )
    manager.post(f"{place}collectors/{forum.pk}/")
    assert Collector.objects.get().closed is not None
    manager.post(f"{place}collectors/{forum.pk}/", open="1")
    assert Collector.objects.get().closed is None


def test_a_collector_of_another_area_cannot_be_reached_through_ones_own(manager):
    theirs = Collector.objects.create(area_id=THERE, name="School", kind="school")
    assert manager.post(f"/areas/{HERE}/collectors/{theirs.pk}/").status_code == 404
    assert manager.post(f"/areas/{THERE}/collectors/{theirs.pk}/").status_code == 403
    assert Collector.objects.get().closed is None


def test_somebody_collects_for_one_organisation(manager):
    school = Collector.objects.create(area_id=HERE, name="School", kind="school")
    manager.post("/people/invite/", email="c@example.org", role="collector", place=f"collector:{school.pk}")
    assert Invitation.objects.get(used=None).collector == school
    refused = manager.post("/people/invite/", email="d@example.org", role="collector", place=HERE)
    assert "Choose one of the area's own organisations for a collector, and none for any other role." in (
        anyshire.Reader(refused.content.decode()).words
    )


def test_a_group_is_named_by_lines_and_every_line_that_names_nobody_is_told(manager):
    place = f"/areas/{HERE}/groups/"
    said = {"name": "Like us", "kind": "neighbours", "reason": "CIPFA 2026"}
    refused = manager.post(place, **said, members="Othershire\nAtlantis")
    assert 'href="#group-members"' in refused.content.decode()
    assert "Line 2: there is no council 'Atlantis'" in " ".join(anyshire.Reader(refused.content.decode()).words)
    assert Group.objects.count() == 0
    manager.post(place, **said, members=f"othershire\n{anyshire.NOWHERE}\nAnyshire\n")
    assert [one.name for one in Group.objects.get().members.all()] == ["Nowhere", "Othershire"]
    manager.post(f"{place}{Group.objects.get().pk}/")
    assert Group.objects.count() == 0


def test_a_group_of_one_would_be_that_council(manager):
    said = {"name": "Like us", "kind": "own", "reason": "Near"}
    refused = manager.post(f"/areas/{HERE}/groups/", **said, members="Othershire\nAnyshire")
    assert "Name at least 2 councils beside your own, one a line." in anyshire.Reader(refused.content.decode()).words


def test_the_log_is_read_by_those_who_watch_over_it_and_each_sees_their_area(areas, manager):
    manager.post("/people/invite/", email="new@example.org", role="reader", place=HERE)
    here, there, everywhere = (
        somebody(Role.PROTECTION_OFFICER, HERE),
        somebody(Role.PROTECTION_OFFICER, THERE),
        somebody(Role.PROTECTION_OFFICER),
    )
    invited = [
        word for word in here.words("/audit/") if word == "Council-Manager Anyshire" or word == str(manager.person)
    ]
    assert len(invited) > 0
    assert str(manager.person) not in there.words("/audit/")
    assert str(manager.person) in everywhere.words("/audit/?kind=invited")
    assert manager.get("/audit/").status_code == 403


def test_the_log_is_taken_away_as_csv_and_that_is_in_it(areas):
    officer = somebody(Role.PROTECTION_OFFICER)
    response = officer.post("/audit/file/")
    *rows, end = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode()))
    assert (end["number"], end["what"]) == ("end", f"{len(rows)} events")
    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    assert (rows[-1]["kind"], rows[-1]["detail"]) == ("exported", '{"format": "csv", "what": "audit log"}')
    assert officer.get("/audit/file/").status_code == 405


def many(number):
    """So many of everything."""
    for count in range(number):
        reader(HERE, f"Person{count}")
        invite(Offer(f"w{count}@x.example", Role.READER, Area.objects.get(pk=HERE)), by=None, now=timezone.now())
        Collector.objects.create(area_id=HERE, name=f"School {count}", kind="school")
        group = Group.objects.create(area_id=HERE, name=f"Group {count}", kind="own", reason="Near")
        group.members.set(Area.objects.exclude(pk=HERE))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),
    [("/people/", 6), ("/areas/", 5), (f"/areas/{HERE}/", 9), ("/people/invite/", 6), ("/account/", 4), ("/audit/", 6)],
)
def test_no_page_asks_more_as_its_lists_grow(coordinator, django_assert_num_queries, number, address, statements):
    many(number)
    visitor: Somebody = somebody(Role.PROTECTION_OFFICER) if address == "/audit/" else coordinator
    visitor.get(address)
    with django_assert_num_queries(statements):
        assert visitor.get(address).status_code == 200


def test_hostile_names_stay_words(manager):
    rita = reader()
    Person.objects.filter(pk=rita.pk).update(name="<script>alert(1)</script>")
    assert b"<script>alert" not in manager.get("/people/").content
    assert b"&lt;script&gt;" in manager.get("/people/").content

"""An area with another code or another name is the same area: its row, its answers and its people stay with it."""

from __future__ import annotations

from datetime import date

import anyshire
import drafts
import pytest
from django.db.models import ManyToOneRel
from django.utils import timezone

from portal.audit.models import Event
from portal.capture.models import Response
from portal.councils import boundaries, england
from portal.councils.boundaries import Change, Kind
from portal.councils.models import Area, Contact, Former, Group
from portal.editing.models import Draft
from portal.people.rules import Role
from portal.rounds.comparing import settle, settled
from portal.rounds.models import Participation
from somebody import somebody

HERE, THERE, NOWHERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE
NEW = "E10900011"
RECODED = (Change(date(2027, 4, 1), Kind.RECODED, HERE, "Anyshire", NEW),)


@pytest.fixture
def knows(monkeypatch):
    def know(*changes):
        monkeypatch.setattr(boundaries, "changes", lambda: changes)

    return know


@pytest.fixture
def load(tmp_path):
    def read(text):
        file = tmp_path / "changed.csv"
        file.write_text(text)
        return england.load(file)

    return read


def told():
    return [(one.area, one.detail["change"]) for one in Event.objects.filter(thing__startswith="area:").order_by("pk")]


def test_another_code_for_the_same_ground_leaves_everything_where_it_was(world, knows, load):
    knows(*RECODED)
    anyshire.sent(world.links[HERE], age="4")
    key = Response.objects.get().key
    neighbours = Group.objects.create(area_id=THERE, name="Like us", kind="own", reason="For a test")
    neighbours.members.add(HERE, NOWHERE)
    Contact.objects.create(area_id=HERE, name="Ann", changed=timezone.localdate())
    drafts.quick(world, HERE)
    settle(world.round)
    assert load(anyshire.AREAS.replace(HERE, NEW)) == 3

    area = Area.objects.get(name="Anyshire")
    assert (area.pk, Area.objects.count()) == (NEW, 3)
    assert [(one.key, one.area_id) for one in Response.objects.all()] == [(key, NEW)]
    assert Participation.objects.filter(area=NEW, round=world.round).exists()
    assert {one.pk for one in neighbours.members.all()} == {NEW, NOWHERE}
    assert Contact.objects.get().area_id == NEW
    assert {one.members for one in settled(world.round) if one.area == THERE and not one.is_region} == {(NOWHERE, NEW)}
    assert [(one.area_id, one.place) for one in Draft.objects.all()] == [(NEW, NEW)]
    assert [(one.code, one.name) for one in area.formers.all()] == [(HERE, "Anyshire")]


def test_nothing_points_at_the_old_code_any_more(world, knows, load):
    knows(*RECODED)
    anyshire.issued(world)
    load(anyshire.AREAS.replace(HERE, NEW))
    pointing = [one for one in Area._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    assert len(pointing) > 20
    for one in pointing:
        assert not one.related_model._base_manager.filter(**{one.field.name: HERE}).exists(), one.related_model


def test_the_log_says_so_once_and_loading_again_changes_nothing(world, knows, load):
    knows(*RECODED)
    for _ in range(2):
        load(anyshire.AREAS.replace(HERE, NEW))
    assert told() == [(NEW, f"The code {HERE} became {NEW}; its ground is the same")]
    assert Former.objects.count() == 1


def test_who_watches_over_an_area_reads_what_was_written_down_under_its_old_code(world, knows, load):
    drafts.quick(world, HERE)
    knows(*RECODED)
    load(anyshire.AREAS.replace(HERE, NEW))
    found = somebody(Role.PROTECTION_OFFICER, NEW).words("/audit/")
    assert HERE in found, "the draft was begun under the old code"
    assert NEW in found


def test_another_name_is_kept_with_the_old_one_once(world, load):
    for _ in range(2):
        load(anyshire.AREAS.replace("Anyshire", "Royal Anyshire"))
    assert Area.objects.get(pk=HERE).name == "Royal Anyshire"
    assert [(one.code, one.name) for one in Former.objects.all()] == [(HERE, "Anyshire")]
    assert told() == [(HERE, "The name was Anyshire")]


def test_code_and_name_may_change_together(world, knows, load):
    knows(*RECODED)
    load(anyshire.AREAS.replace(f"{HERE},Anyshire", f"{NEW},Royal Anyshire"))
    assert Area.objects.get(pk=NEW).name == "Royal Anyshire"


@pytest.mark.parametrize(
    "first",
    [anyshire.AREAS, anyshire.AREAS.replace("Anyshire", "Royal Anyshire")],
    ids=["borne today", "borne before"],
)
def test_no_area_takes_the_name_of_another_that_has_not_ended(world, load, first):
    """Figures that were issued under it would be taken for both."""
    load(first)
    with pytest.raises(england.NotLoaded) as refused:
        load(first.replace("Anyshire", "Old Anyshire").replace("Othershire", "Anyshire"))
    assert str(refused.value).startswith(f"line 3, column name: 'Anyshire' is, or was, the name of {HERE}")
    assert Area.objects.get(pk=THERE).name == "Othershire"


def test_a_name_under_a_code_that_nothing_is_known_of_is_refused_in_words(world, load):
    with pytest.raises(england.NotLoaded) as refused:
        load(anyshire.AREAS.replace(HERE, NEW))
    assert str(refused.value).startswith(
        f"line 2, column name: The portal knows 'Anyshire' under the code {HERE}, which is not in the file."
    )
    assert set(Area.objects.values_list("code", flat=True)) == {HERE, THERE, NOWHERE}


def test_an_area_that_ended_gives_its_name_to_a_new_one(world, knows, load):
    knows(
        Change(date(2027, 4, 1), Kind.SPLIT, HERE, "Anyshire (until 2027)", NEW),
        Change(date(2027, 4, 1), Kind.SPLIT, HERE, "Anyshire (until 2027)", "East Anyshire"),
    )
    east = "E10900012"
    load(anyshire.AREAS.replace(HERE, NEW) + f"{east},East Anyshire,East Midlands,county,5\n")
    named = {area.code: (area.name, area.opened, area.closed) for area in Area.objects.exclude(pk__in=[THERE, NOWHERE])}
    assert named == {
        HERE: ("Anyshire (until 2027)", None, date(2027, 3, 31)),
        NEW: ("Anyshire", date(2027, 4, 1), None),
        east: ("East Anyshire", date(2027, 4, 1), None),
    }

"""Reports that are issued and signed stand beside the region and the groups that were settled with the round: of standing
figures alone, and so that all of them together tell no single council's."""

import json
from datetime import timedelta

import anyshire
import pytest
from django.utils import timezone

from poet.draw import FORMATS
from poet.draw import json as report_json
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report.register import register
from portal.audit.models import Event
from portal.caseloads.targets import set_target
from portal.councils import scope
from portal.councils.models import Area, Group
from portal.councils.organising import add_group
from portal.editing.generating import made
from portal.issuing import files, running
from portal.issuing.models import Finished, Run
from portal.reporting import live, results
from portal.rounds.comparing import settle, settled
from portal.rounds.models import Compared
from portal.rounds.taking_part import join

MORE = {"Brook": "London", "Cove": "London", "Dale": "North West", "Edge": "North West", "Fell": "North East"}


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def councils(made_up_world):
    """Eight councils, of whom Nowhere will say nothing."""
    world = made_up_world
    for number, (name, region) in enumerate(MORE.items(), 4):
        area = Area.objects.create(code=f"E1090000{number}", name=name, region=region, kind="x", plans=9)
        world.links[area.pk] = join(world.round, [area])[0]
    return world


@pytest.fixture
def eight(councils):
    """Seven of them with some thirty answers each, which is what they aimed at."""
    for place, area in enumerate(one for one in councils.links if one != anyshire.NOWHERE):
        set_target(councils.round, Area.objects.get(pk=area), "small", "30")
        for said, people in (("always", 10 + place), ("sometimes", 10), ("never", 10)):
            for number in range(people):
                anyshire.sent(councils.links[area], age=str(5 + number % 3), information=said)
    return councils


def group(*members, name="Like us", area=anyshire.ANYSHIRE):
    return add_group(Area.objects.get(pk=area), name=name, kind="own", reason="Near", said="\n".join(members))


def ran(world, kind="annual"):
    run = running.start(world.round, kind, by=None, now=timezone.now())
    assert isinstance(run, Run)
    assert running.work(run.pk)
    return {
        one.piece.name: report_json.load(files.content(one))
        for one in Finished.objects.filter(piece__run=run, ending="json").select_related("piece")
    }


def chapter(report):
    return next((one for one in report.sections if one.id == "chosen"), None)


def words_of(report):
    return json.dumps(json.loads(report_json.dump(report))["sections"], ensure_ascii=False)


def rows_of(report):
    return [
        [cell.text for cell in row]
        for one in chapter(report).blocks
        if one.__class__.__name__ == "Table"
        for row in one.rows
    ]


def test_an_issued_report_has_the_groups_its_council_chose_and_every_face_says_what_its_claims_say(eight, settings):
    group("Brook", "Cove", "Dale")
    reports = ran(eight)
    table = next(
        one for one in chapter(reports["Anyshire"]).blocks if getattr(one, "caption", "") == "Beside “Like us”"
    )
    row = next(row for row in table.rows if row[0].text == "Clear information")
    assert [cell.text for cell in row[1:5]] == ["30", "33%", "3 of 3", "39%"]  # 10 of 30; 12 + 13 + 14 of 32 + 33 + 34
    assert "Like us" not in words_of(reports["Othershire"]), "another council's report has its own alone"
    assert "Beside “South West”" in words_of(reports["Othershire"])
    assert not any(name in words_of(reports["Anyshire"]) for name in MORE), "no member is named"
    register_, fonts = register(reports["Anyshire"]), settings.FONTS if settings.FONTS.is_dir() else None
    for ending in sorted(READERS.keys() & FORMATS.keys()):
        assert proofread(register_, f"r.{ending}", FORMATS[ending].draw(reports["Anyshire"], fonts)) == (), ending


def test_groups_are_settled_with_the_first_reports_and_stay(eight):
    first = group("Brook", "Cove", "Dale")
    before = ran(eight)["Anyshire"]
    first.delete()
    group("Brook", "Cove", "Dale", "Edge")
    assert rows_of(ran(eight)["Anyshire"]) == rows_of(before) != []
    assert Group.objects.count() == 1
    assert Event.objects.filter(kind="round-changed", detail__change__startswith="kept which groups").count() == 1


def test_of_two_councils_groups_that_differ_by_one_council_the_one_made_first_is_told(eight):
    group("Brook", "Cove", "Dale", area=anyshire.OTHERSHIRE, name="First")
    group("Brook", "Cove", "Dale", "Edge", name="Second")
    reports = ran(eight)
    assert any(getattr(one, "caption", "") == "Beside “First”" for one in chapter(reports["Othershire"]).blocks)
    assert (
        "Beside “Second” nothing is shown yet: a single area's figure could be worked out from it and other reports of the "
        "same round."
    ) in words_of(reports["Anyshire"])


def test_beside_a_regions_report_a_group_leaves_no_pair_of_its_councils(eight):
    Area.objects.filter(name__in=MORE).update(region="London")
    group("Brook", "Cove", "Dale")  # with the region's report, Edge would know Fell
    assert "Beside “Like us” nothing is shown yet: a single area's figure could be worked out" in words_of(
        ran(eight)["Anyshire"]
    )


def test_a_group_called_like_the_region_stands_beside_it(councils):
    group("Brook", "Cove", "Dale", name="East Midlands")
    settle(councils.round)
    mine = [one for one in settled(councils.round) if one.area == anyshire.ANYSHIRE]
    assert [(one.name, one.is_region, len(one.members)) for one in mine] == [
        ("East Midlands", True, 0),
        ("East Midlands (own choice)", False, 3),
    ]


def test_a_draft_by_hand_has_no_groups_while_people_answer_and_the_settled_ones_after(eight):
    group("Brook", "Cove", "Dale")
    here = Area.objects.get(pk=anyshire.ANYSHIRE)
    assert chapter(made(eight.round, eight.version, "local", here)) is None
    assert not Compared.objects.exists()
    eight.round.opens, eight.round.closes = (timezone.now() - timedelta(days=days) for days in (9, 3))
    eight.round.save()
    assert "Beside “Like us”" in words_of(made(eight.round, eight.version, "local", here))
    assert Compared.objects.filter(area=here).count() == 2


def test_settled_groups_are_another_councils_secret(councils):
    group("Brook", "Cove", "Dale")
    settle(councils.round)
    with scope.nowhere(), pytest.raises(scope.OutOfScope):
        list(Compared.objects.all())
    with scope.nowhere(), scope.within({anyshire.OTHERSHIRE}):
        assert [one.name for one in Compared.objects.all()] == ["South West"]

"""One person keeps every page and file of every look: nothing small follows from all of them together."""

from __future__ import annotations

import random

import anyshire
import one_reader
import pytest
import signed_reports as given
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from test_runs_by_background import PLAN

from poet.attack.reading import Reader
from poet.findings import backgrounds
from portal.councils.models import Area
from portal.issuing import files, making, running
from portal.issuing.models import Finished, Piece
from portal.outreach import groups
from portal.outreach.groups import Named
from portal.outreach.models import GroupLink
from portal.people.rules import Role
from portal.reporting import live, results
from somebody import somebody

AREAS = {"anyshire": anyshire.ANYSHIRE, "othershire": anyshire.OTHERSHIRE, "nowhere": anyshire.NOWHERE}
REGIONS = dict.fromkeys(AREAS, "London")
SAID = ("always", "always", "sometimes", "never", "never", "dont-know", "")


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


class Everybody:
    """Managers of all councils, the national team and the public, who lay together what they see."""

    def __init__(self, world, folder, client, seed):
        self.world, self.client, self.dice = world, client, random.Random(seed)
        self.kept = one_reader.Kept(folder, tuple(AREAS), Reader(world.version.instrument))
        self.manager, self.nation = somebody(Role.MANAGER, anyshire.ANYSHIRE), somebody(Role.COORDINATOR)
        self.group = groups.make(world.link, Named("Oak", "school"))

    def answers(self, people, areas=tuple(AREAS)):
        """So many more, some of them by the group's link."""
        for _ in range(people):
            self.says(self.dice.choice(areas), self.dice.choice(SAID))

    def says(self, area, said):
        """One answer; "" leaves the question out."""
        more = {"information": said} if said else {}
        anyshire.sent(self.world.links[AREAS[area]], age=self.dice.choice(("5", "12")), **more)
        if area == "anyshire" and self.dice.random() < 0.6:
            GroupLink.objects.filter(pk=self.group.pk).update(sent=F("sent") + 1)

    def look(self, *, workbooks=False):
        """Everything that can be opened or taken away now."""
        self.kept.begin()
        for name, code in AREAS.items():
            place = f"/results/autumn/{code}/small/"
            for ending in ("json", "xlsx") if workbooks else ("json",):
                found = self.client.get(f"{place}report.{ending}")
                if found.status_code == 200 and ending == "json":
                    self.kept.report(f"{name}.json", name, found.content)
                elif found.status_code == 200:
                    self.kept.keep(f"{name}.{ending}", found.content)
        own = " ".join(self.manager.words(reverse("glance", args=["autumn", anyshire.ANYSHIRE])))
        self.kept.tally(own, ("anyshire",))
        self.kept.tally(
            " ".join(self.manager.words(reverse("groups", args=["autumn", anyshire.ANYSHIRE]))), ("anyshire",), (0,)
        )
        self.nation.get(reverse("areas-in-round", args=["autumn"]))

    def run(self):
        """A termly run of reports: of councils, the region and everybody, by background too."""
        self.kept.begin()
        self.kept.runs.add(self.kept.looks)
        run = running.start(self.world.round, "termly", by=None, now=timezone.now())
        running.work(run.pk)
        for one in Finished.objects.filter(piece__run=run, ending="json"):
            piece = one.piece
            name = piece.name.lower()
            if piece.area_id:
                self.kept.report(f"councils/{name}.json", name, files.content(one), run=True)
            elif piece.region:
                self.kept.keep(f"regions/{name}.json", files.content(one))
            else:
                self.kept.report("nation/nation.json", None, files.content(one), run=True)
        return Piece.objects.filter(run=run, state=Piece.State.MADE).count()


@pytest.fixture
def together(made_up_world, client, tmp_path, monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", lambda: {"small-1": PLAN})
    monkeypatch.setattr(making, "KEPT", ("json",))
    Area.objects.update(region="London")
    for code in made_up_world.links:
        given.agrees(made_up_world, code)
    return lambda seed: Everybody(made_up_world, tmp_path / "seen", client, seed)


def history(everybody, looks=14):
    """Looks with few answers between them, a run in the middle and one at the end."""
    everybody.answers(90)
    for number in range(looks):
        everybody.look(workbooks=number in {0, looks - 1})
        if number == looks // 2:
            everybody.run()
        everybody.answers(everybody.dice.choice((1, 1, 2, 4, 9, 12, 25)))
    everybody.run()
    return everybody.kept


def test_nothing_small_follows_from_all_that_was_seen(together):
    kept = history(together(1))
    assert len({one.look for one in kept.told}) > 4
    assert one_reader.solved(kept) == []
    assert one_reader.attacked(kept, REGIONS) == []


@pytest.mark.parametrize("seed", [4, 5])
def test_managers_who_look_after_every_single_answer_learn_of_none(together, seed):
    """Two managers of a small council and a large one who ask anew after each answer, and lay their pages side by side."""
    everybody = together(seed)
    everybody.answers(25, ("anyshire",))
    everybody.answers(12, ("nowhere",))
    everybody.answers(60, ("othershire",))
    for number in range(45):
        everybody.look(workbooks=not number)
        everybody.answers(1, ("anyshire", "anyshire", "nowhere"))
    assert len({one.look for one in everybody.kept.told}) > 1
    assert one_reader.solved(everybody.kept) == []


def test_a_council_of_all_alike_tells_nothing_of_the_one_who_differs(together):
    """Everybody but one said the same, and who the one is would stand in any table that moved for them."""
    everybody = together(6)
    everybody.answers(80, ("othershire", "nowhere"))
    for number in range(36):
        everybody.says("anyshire", "never" if number == 30 else "always")
        everybody.look()
    assert len({one.look for one in everybody.kept.told}) > 1
    assert one_reader.solved(everybody.kept) == []


def test_pages_that_move_at_once_are_found_out(together, monkeypatch):
    """What is guarded against: each look shows all who have answered by then."""
    monkeypatch.setattr(live, "refreshed", lambda _, after, **_known: after)
    everybody = together(3)
    everybody.answers(90)
    for _ in range(3):
        everybody.look()
        everybody.answers(2)
    assert one_reader.solved(everybody.kept) != []
    assert one_reader.attacked(everybody.kept, REGIONS) != []

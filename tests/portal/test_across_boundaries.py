"""Results follow the ground from round to round: under another code or name as the area's own, after a split or a merger beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import anyshire
import drafts
import msgspec
import pytest
import signed_reports
from django.utils import timezone

from poet.draw import json as report_json
from poet.report.model import Lines, Note, Paragraph, Report, Section, Table, Words
from poet.report.register import register
from portal.councils import boundaries, england
from portal.councils.boundaries import Change, Kind
from portal.councils.models import Area
from portal.editing.generating import made
from portal.engagement.found import again_by_now
from portal.issuing import files, running
from portal.issuing.models import Finished
from portal.publishing.identifying import Finder
from portal.publishing.models import Publication
from portal.publishing.publish import NotPublished
from portal.publishing.withdrawing import withdraw
from portal.reporting.ground import ground
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.results import report
from portal.rounds.models import Participation, Round
from portal.rounds.taking_part import join, open_round

HERE, THERE, NOWHERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE
WEST, EAST, NEW, BOTH = "E10900021", "E10900022", "E10900011", "E10900031"
DAY = date(2027, 4, 1)
SPLIT = tuple(Change(DAY, Kind.SPLIT, HERE, "Anyshire", after) for after in ("East Anyshire", "West Anyshire"))
HALVES = f"{EAST},East Anyshire,East Midlands,unitary,5\n{WEST},West Anyshire,East Midlands,unitary,5\n"
WITHOUT_HERE = anyshire.AREAS.replace(f"{HERE},Anyshire,East Midlands,county,3000\n", "")


@pytest.fixture(autouse=True)
def nothing_remembered():
    drafts.forget()


@pytest.fixture
def changes(monkeypatch, tmp_path):
    """Areas change: by the table of changes, and a file that is loaded."""

    def change(known, text):
        monkeypatch.setattr(boundaries, "changes", lambda: tuple(known))
        file = tmp_path / "changed.csv"
        file.write_text(text)
        england.load(file)
        drafts.forget()

    return change


def answers(world, code, people=30, said=("always", "sometimes", "never")):
    for number in range(people):
        anyshire.sent(world.links[code], age=str(5 + number % 3), information=said[number % len(said)])


def next_round(world, name, *codes):
    """The same questionnaire a year later, with thirty answers in each of these areas."""
    for one in Round.objects.all():
        gone = timedelta(days=400)
        Round.objects.filter(pk=one.pk).update(opens=one.opens - gone, closes=one.closes - gone)
    now = timezone.now()
    asking = open_round(
        slug=name.lower().replace(" ", "-"), name=name, opens=now - timedelta(days=30), closes=now + timedelta(days=30),
        versions=[world.version], made_up=world.round.made_up,
    )  # fmt: skip
    links = {link.area_id: link for link in join(asking, Area.objects.filter(pk__in=codes))}
    after = replace(world, round=asking, links=links)
    for code in codes:
        answers(after, code)
    return after


def annual(world, code) -> Report:
    return made(Round.objects.get(pk=world.round.pk), world.version, "annual", Area.objects.get(pk=code))


def published(world, code, kind="annual") -> Publication:
    """Its report, as it is signed and published with its yes."""
    signed_reports.agrees(world, code)
    told = made(Round.objects.get(pk=world.round.pk), world.version, kind, Area.objects.get(pk=code))
    return signed_reports.out(signed_reports.signed(world, told, area=code))


def chapter(told: Report, name) -> Section | None:
    return next((one for one in told.sections if one.id == name), None)


def compared(told: Report) -> str:
    return str(chapter(told, "change"))


def shares(section: Section) -> dict[str, list[str]]:
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


# ---- The same ground ----

SAME = {
    "another code": ((Change(DAY, Kind.RECODED, HERE, "Anyshire", NEW),), NEW, "Anyshire"),
    "another name": ((), HERE, "Royal Anyshire"),
    "both": ((Change(DAY, Kind.RECODED, HERE, "Anyshire", NEW),), NEW, "Royal Anyshire"),
}


@pytest.fixture(params=list(SAME))
def moved(request, made_up_world, changes):
    """Two rounds, then another code or name, then a third round."""
    known, code, name = SAME[request.param]
    answers(made_up_world, HERE)
    answers(made_up_world, THERE)
    annual(made_up_world, HERE)
    second = next_round(made_up_world, "Second", HERE, THERE)
    annual(second, HERE)
    changes(known, anyshire.AREAS.replace(f"{HERE},Anyshire", f"{code},{name}"))
    return made_up_world, second, next_round(made_up_world, "Third", code, THERE), code, name


def test_a_trend_runs_on_under_another_code_and_another_name(moved):
    *_, third, code, name = moved
    told = annual(third, code)
    assert told.area == name
    assert "33% then, 33% now" in compared(told)
    trend = chapter(told, "trend")
    (chart,) = [block for block in trend.blocks if isinstance(block, Lines)]
    assert chart.rounds == ("Autumn", "Second", "Third")
    lines = {line.label: [point.text for point in line.points] for line in chart.lines}
    assert lines["Clear information"] == ["33%", "33%", "33%"]
    assert {claim.group for line in chart.lines for claim in line.claims} == {name}
    assert chapter(told, "formerly-1") is None


def test_a_run_tells_it_too_and_the_nation_is_not_told_that_other_areas_took_part(made_up_world, changes):
    world = made_up_world
    for number in range(3):
        world = next_round(world, f"Round {number}", HERE, THERE) if number else world
        if not number:
            answers(world, HERE)
            answers(world, THERE)
        if number == 2:
            changes((), anyshire.AREAS.replace("Anyshire", "Royal Anyshire"))
        run = running.start(Round.objects.get(pk=world.round.pk), "annual", by=None, now=timezone.now())
        running.work(run.pk)
    told = {
        one.piece.name: report_json.load(files.content(one))
        for one in Finished.objects.filter(piece__run=run, ending="json")
    }
    (chart,) = [block for block in chapter(told["Royal Anyshire"], "trend").blocks if isinstance(block, Lines)]
    assert [[point.text for point in line.points] for line in chart.lines if line.label == "Clear information"] == [
        ["33%", "33%", "33%"]
    ]
    nation = chapter(told["The whole country"], "trend")
    assert not [block for block in nation.blocks if isinstance(block, Note) and "took part" in str(block)]


def test_pages_of_a_round_in_which_a_name_changes_show_what_they_showed(made_up_world, changes):
    world = made_up_world
    answers(world, HERE)
    answers(world, THERE)
    before = report(world.round, Area.objects.get(pk=HERE), world.version)
    changes((), anyshire.AREAS.replace("Anyshire", "Royal Anyshire"))
    after = report(world.round, Area.objects.get(pk=HERE), world.version)
    figures = [[(one.item, one.of, one.value, one.base) for one in register(it).claims] for it in (before, after)]
    assert figures[0] == figures[1]
    assert after.area == "Royal Anyshire"


def test_the_ledger_reads_as_one_group_what_one_area_was_told_under_two_names(made_up_world, changes):
    """Otherwise nobody would see that what stood before and what comes after are the same people."""
    world = made_up_world
    answers(world, HERE)
    answers(world, THERE)
    report(world.round, Area.objects.get(pk=HERE), world.version)
    changes((), anyshire.AREAS.replace("Anyshire", "Royal Anyshire"))
    answers(world, HERE)
    running.work(running.start(world.round, "termly", by=None, now=timezone.now()).pk)
    entries, _ = DatabaseLedger().read()
    assert [sorted(entry.draft.structure.cells) for entry in entries] == [["Othershire", "Royal Anyshire"]] * 2
    told = {one.group for entry in entries for one in (*entry.draft.respondents, *entry.draft.tables)}
    assert told == {"Othershire", "Royal Anyshire", None}
    first = next(iter(DatabaseLedger().lines()))
    assert b'"Anyshire"' in first, "what was issued is never changed"


def test_what_was_decided_under_the_old_code_is_measured_again_under_the_new_one(moved):
    _, second, _, code, _ = moved
    asking = Round.objects.get(pk=second.round.pk)
    again = again_by_now(asking, Area.objects.get(pk=code), second.version, {"information"})
    assert "after 33% (n = 30)" in again["information"].said


def test_an_area_that_the_portal_holds_under_two_codes_is_one_ground(made_up_world, changes):
    """Somebody had added the new code beside the old one before the table of changes knew of it."""
    answers(made_up_world, HERE)
    answers(made_up_world, THERE)
    annual(made_up_world, HERE)
    Area.objects.create(code=NEW, name="Anyshire (new)", region="East Midlands", kind="county", plans=5)
    changes(SAME["another code"][0], anyshire.AREAS + f"{NEW},Anyshire (new),East Midlands,county,5\n")
    later = next_round(made_up_world, "Second", NEW, THERE)
    assert "33% then, 33% now" in compared(annual(later, NEW))
    first = Round.objects.get(pk=made_up_world.round.pk)
    assert "33%" in again_by_now(first, Area.objects.get(pk=HERE), later.version, {"information"})["information"].said


# ---- Divided ----


@pytest.fixture
def divided(made_up_world, changes):
    """A round of Anyshire; then its ground is divided, and both halves are asked."""

    def divide(*, publish):
        answers(made_up_world, HERE)
        answers(made_up_world, THERE)
        annual(made_up_world, HERE)
        if publish:
            published(made_up_world, HERE)
        changes(SPLIT, WITHOUT_HERE + HALVES)
        return next_round(made_up_world, "Second", WEST, EAST, THERE)

    return divide


@pytest.mark.parametrize("half", [WEST, EAST])
def test_what_the_old_area_published_stands_beside_each_half_under_its_own_name(divided, half):
    later = divided(publish=True)
    told = annual(later, half)
    beside = chapter(told, "formerly-1")
    assert beside.title == "Anyshire, before April 2027"
    assert shares(beside) == {"Clear information": ["30", "33%", "19% to 51%"]}
    assert "its ground was divided" in beside.blocks[0].sentences[0].text
    claims = [cell.claim for block in beside.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    assert {claim.group for claim in claims if claim} == {"Anyshire"}


def test_it_is_never_the_halfs_own_past(divided):
    told = annual(divided(publish=True), WEST)
    assert "There are no answers from Autumn" in compared(told)
    assert chapter(told, "trend") is None


def test_a_halfs_own_past_begins_with_its_own_first_round_and_the_old_areas_stands_beside_still(divided):
    second = divided(publish=True)
    annual(second, WEST)
    told = annual(next_round(second, "Third", WEST, THERE), WEST)
    assert "33% then, 33% now" in compared(told)
    assert chapter(told, "trend") is None, (
        "two rounds of its own are too few for a line, and the old area's is none of them"
    )
    assert "what was said in Autumn" in str(chapter(told, "formerly-1"))


def test_a_round_in_which_both_took_part_is_the_new_areas_own(divided, made_up_world):
    """Whoever begins before the other has ended: its own figures stand for it, and no others beside."""
    second = divided(publish=True)
    Participation.objects.create(round=made_up_world.round, area_id=WEST)
    assert chapter(annual(second, WEST), "formerly-1") is None


def test_what_the_old_area_did_not_publish_is_opened_to_nobody(divided):
    told = annual(divided(publish=False), WEST)
    beside = chapter(told, "formerly-1")
    assert not [block for block in beside.blocks if isinstance(block, Table)]
    assert "No figures of Anyshire stand here" in str(beside.blocks[1])
    assert "Anyshire" not in {claim.group for claim in register(told).claims}


def test_what_was_taken_back_stands_beside_no_more(divided):
    later = divided(publish=True)
    one = Publication.objects.get(area=HERE)
    withdraw(one, by=None, who="Anyshire", why="", at=timezone.now())
    assert not [block for block in chapter(annual(later, WEST), "formerly-1").blocks if isinstance(block, Table)]


def test_a_run_tells_it_too(divided):
    later = divided(publish=True)
    run = running.start(later.round, "annual", by=None, now=timezone.now())
    running.work(run.pk)
    finished = Finished.objects.get(piece__run=run, piece__area=WEST, ending="json")
    assert shares(chapter(report_json.load(files.content(finished)), "formerly-1")) == {
        "Clear information": ["30", "33%", "19% to 51%"]
    }


def test_other_areas_and_everybody_are_told_nothing_of_it(divided):
    later = divided(publish=True)
    assert chapter(annual(later, THERE), "formerly-1") is None
    assert "before April 2027" not in str(made(later.round, later.version, "national", None))


def test_a_new_area_with_the_name_of_the_old_one_does_not_inherit_its_past(made_up_world, changes):
    """Dorset in 2019: joined by name, it would."""
    answers(made_up_world, HERE)
    answers(made_up_world, THERE)
    annual(made_up_world, HERE)
    ended = tuple(Change(DAY, Kind.SPLIT, HERE, "Anyshire (until 2027)", after) for after in (NEW, WEST))
    changes(ended, anyshire.AREAS.replace(HERE, NEW))
    later = next_round(made_up_world, "Second", NEW, THERE)
    told = annual(later, NEW)
    assert "There are no answers from Autumn" in compared(told)
    assert chapter(told, "formerly-1").title == "Anyshire (until 2027), before April 2027"


# ---- Published again ----


def test_a_half_publishes_it_again_without_a_new_yes_of_an_area_that_is_no_more(divided):
    later = divided(publish=True)
    one = published(later, WEST)
    assert one.published


def test_it_is_issued_without_it_once_the_old_report_is_taken_back(divided):
    later = divided(publish=True)
    first = published(later, WEST)
    withdraw(Publication.objects.get(area=HERE), by=None, who="Anyshire", why="", at=timezone.now())
    first.refresh_from_db()
    assert first.withdrawn
    again = Publication.objects.get(replaces=first)
    assert b"formerly" not in bytes(again.report)
    assert b"Clear information" in bytes(again.report)


def test_whoever_is_no_area_before_must_have_agreed_still(divided):
    later = divided(publish=True)
    told = annual(later, THERE)
    section = chapter(told, "introduction")
    named = replace_section(told, section, "As in Anyshire.")
    signed_reports.agrees(later, THERE)
    with pytest.raises(NotPublished):
        signed_reports.out(signed_reports.signed(later, named, area=THERE))


def replace_section(told: Report, section: Section, text: str) -> Report:
    more = msgspec.structs.replace(section, blocks=(*section.blocks, Paragraph((Words(text),))))
    return msgspec.structs.replace(told, sections=tuple(more if one is section else one for one in told.sections))


def test_an_area_that_ended_is_not_taken_for_the_one_that_has_its_name_now():
    find = Finder({"E10000009": "Dorset (county council until 2019)", "E06000059": "Dorset"})
    assert find.in_text("Dorset (county council until 2019), before April 2019") == {"E10000009"}
    assert find.in_text("What people of Dorset said") == {"E06000059"}
    assert find.in_text("Dorsetshire") == set()


# ---- Put together ----


def test_areas_that_became_one_stand_beside_it_each_by_itself_and_are_added_up_nowhere(made_up_world, changes):
    answers(made_up_world, HERE)
    answers(made_up_world, THERE, said=("always", "always", "never"))
    for code in (HERE, THERE):
        annual(made_up_world, code)
        published(made_up_world, code)
    merged = [Change(DAY, Kind.MERGED, code, name, BOTH) for code, name in ((HERE, "Anyshire"), (THERE, "Othershire"))]
    only = f"{WITHOUT_HERE.splitlines()[0]}\n{BOTH},Bothshire,South West,county,9\n{NOWHERE},Nowhere,London,x,1\n"
    changes(merged, only)
    told = annual(next_round(made_up_world, "Second", BOTH, NOWHERE), BOTH)
    found = {chapter(told, f"formerly-{n}").title: shares(chapter(told, f"formerly-{n}")) for n in (1, 2)}
    assert {title: of["Clear information"][:2] for title, of in found.items()} == {
        "Anyshire, before April 2027": ["30", "33%"],
        "Othershire, before April 2027": ["30", "67%"],
    }
    assert "all of its ground is a part of Bothshire now" in str(chapter(told, "formerly-1"))
    assert "There are no answers from Autumn" in compared(told)
    assert ground().own(Area.objects.get(pk=BOTH), ["Anyshire", "Othershire"]) is None

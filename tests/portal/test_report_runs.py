"""A run of reports: one release for all of them, made once each, whatever stops it; what is refused or fails says why."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta

import anyshire
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from poet.draw import json as report_json
from poet.protect import Waves
from poet.protect.ledger import Respondents
from poet.report.model import Lines
from poet.report.model import Standing as Answers
from poet.report.register import register
from portal.audit.models import Event
from portal.councils.models import Area
from portal.editing.models import Draft
from portal.editing.writing import content, remake, write
from portal.issuing import files, making, releasing, running, words
from portal.issuing.models import Finished, Piece, Run, Told
from portal.people.rules import Role
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine, Standing
from portal.rounds.models import Round
from portal.rounds.taking_part import join, open_round
from somebody import somebody

State = Piece.State


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answered(world, people=30, areas=(anyshire.ANYSHIRE, anyshire.OTHERSHIRE)):
    for code in areas:
        for number in range(people):
            anyshire.sent(
                world.links[code], age=str(5 + number % 3), information=("always", "sometimes", "never")[number % 3]
            )


@pytest.fixture
def closed(made_up_world):
    """Anyshire and Othershire with thirty answers each; nobody has answered in Nowhere."""
    answered(made_up_world)
    return made_up_world


def started(world, kind="termly"):
    run = running.start(world.round, kind, by=None, now=timezone.now())
    assert isinstance(run, Run), run
    return run


def states(run):
    return {piece.name: piece.state for piece in Piece.objects.filter(run=run)}


def test_a_run_makes_every_councils_and_the_nations_report_and_says_why_a_small_region_has_none(closed):
    run = started(closed)
    assert running.work(run.pk)
    assert states(run) == {
        "Anyshire": "made", "Nowhere": "made", "Othershire": "made",
        "East Midlands": "refused", "London": "refused", "South West": "refused",
        "The whole country": "made",
    }  # fmt: skip
    run.refresh_from_db()
    assert (run.state, run.worker) == ("ended", "")
    assert Piece.objects.filter(run=run, name="London").get().why.startswith("Fewer than 3 councils")
    assert sorted(Finished.objects.values_list("ending", flat=True)) == ["json"] * 4 + ["pdf"] * 4


def reports(run):
    return {
        one.piece.name: report_json.load(files.content(one))
        for one in Finished.objects.filter(piece__run=run, ending="json")
    }


def test_one_release_stands_behind_all_of_them_and_on_the_councils_pages(closed, client):
    run = started(closed)
    running.work(run.pk)
    told = Told.objects.get()
    entries, _ = DatabaseLedger().read()
    assert [entry.number for entry in entries] == [told.entry] == [1]
    assert sorted(entries[0].draft.structure.partitions) == ["area"]
    named = {claim.release for report in reports(run).values() for claim in register(report).claims}
    assert named == {f"ledger entry 1, sha256:{told.digest[:16]}"}
    live_page = json.loads(client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/report.json").content)
    assert LedgerLine.objects.count() == 1, "the page shows what was issued: nothing new"
    assert live_page["area"] == "Anyshire"


def test_a_council_without_answers_has_a_report_that_says_so(closed):
    run = started(closed)
    running.work(run.pk)
    assert reports(run)["Nowhere"].standing is Answers.NO_RETURNS
    assert reports(run)["Anyshire"].standing is Answers.TOLD
    assert reports(run)["Anyshire"].kind == "termly"


def test_a_run_is_held_against_what_stood_on_the_pages_before(closed, client):
    client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/")
    answered(closed, people=12)
    run = started(closed)
    running.work(run.pk)
    entries, _ = DatabaseLedger().read()
    assert [entry.draft.waves.covered for entry in entries] == [("refresh 1",), ("refresh 1", "refresh 2")]
    kept = Standing.objects.get()
    assert (kept.refreshes, kept.counted) == (2, 84)
    answered(closed, people=1)
    client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/")
    assert Standing.objects.get().refreshes == 2, "one more answer moves nothing that was issued"


def test_a_release_that_is_refused_issues_nothing_says_why_and_what_to_do(closed, monkeypatch):
    def leaking(*_, **__):
        raise releasing.HistoryLeaks(())

    monkeypatch.setattr(releasing, "release", leaking)
    run = started(closed)
    running.work(run.pk)
    assert set(states(run).values()) == {"refused"}
    assert (LedgerLine.objects.count(), Finished.objects.count(), Standing.objects.count()) == (0, 0, 0)
    said = Piece.objects.filter(run=run).first().why
    assert said.startswith("Nothing was issued: together with what was issued before")
    assert "make it again" in said
    monkeypatch.undo()
    running.again(run, by=None, now=timezone.now())
    assert running.work(run.pk)
    assert states(run)["Anyshire"] == "made"


def test_a_questionnaire_that_nobody_answered_anywhere_is_refused_whole(made_up_world):
    run = started(made_up_world)
    running.work(run.pk)
    assert {piece.why for piece in Piece.objects.filter(run=run)} == {words.NOBODY_ANYWHERE}


def test_one_report_that_breaks_stops_no_other_and_is_made_again(closed, monkeypatch):
    whole = making.report_of

    def breaking(piece, of):
        if piece.name == "Anyshire":
            raise RuntimeError("no room")
        return whole(piece, of)

    monkeypatch.setattr(making, "report_of", breaking)
    run = started(closed)
    running.work(run.pk)
    assert states(run)["Anyshire"] == "failed"
    assert states(run)["Othershire"] == "made"
    assert "RuntimeError: no room" in Piece.objects.get(run=run, name="Anyshire").why
    monkeypatch.undo()
    before = set(Finished.objects.values_list("pk", flat=True))
    running.again(run, by=None, now=timezone.now())
    running.work(run.pk)
    assert states(run)["Anyshire"] == "made"
    assert before < set(Finished.objects.values_list("pk", flat=True)), "what was made stays as it was"
    assert Told.objects.count() == LedgerLine.objects.count() == 1


def test_a_run_that_was_broken_off_goes_on_and_makes_none_twice(closed, monkeypatch):
    whole, made = making.report_of, []

    def stopping(piece, of):
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(piece.name)
        return whole(piece, of)

    monkeypatch.setattr(making, "report_of", stopping)
    run = started(closed)
    with pytest.raises(KeyboardInterrupt):
        running.work(run.pk)
    assert sorted(states(run).values()).count("made") == 2
    first = dict(Finished.objects.values_list("piece__name", "pk"))
    monkeypatch.setattr(making, "report_of", lambda piece, of: made.append(piece.name) or whole(piece, of))
    monkeypatch.setattr(running, "_is_alive", lambda _: False)  # the process that was at it is no more
    assert running.work(run.pk)
    assert len(made) == len(set(made)) == 7
    assert {
        name: key for name, key in Finished.objects.values_list("piece__name", "pk") if name in first
    }.items() >= first.items()
    assert LedgerLine.objects.count() == 1


def test_two_processes_are_never_at_one_run(closed):
    run = started(closed)
    Run.objects.filter(pk=run.pk).update(worker="elsewhere/1/x", beat=timezone.now())
    assert not running.work(run.pk)
    Run.objects.filter(pk=run.pk).update(beat=timezone.now() - timedelta(minutes=11))
    assert running.work(run.pk)


def test_two_runs_of_a_round_at_once_are_refused_kindly(closed):
    started(closed)
    second = running.start(closed.round, "annual", by=None, now=timezone.now())
    assert second == running.NotStarted(words.GOING)
    assert Run.objects.count() == 1


def test_a_round_in_which_people_still_answer_is_not_reported_on(world):
    refused = running.start(world.round, "termly", by=None, now=timezone.now())
    assert isinstance(refused, running.NotStarted)
    assert refused.why.startswith("People can still answer until the end of")
    later = world.round.closes + timedelta(hours=25)
    assert isinstance(running.start(world.round, "termly", by=None, now=later), Run)


def test_regions_of_three_councils_and_more_have_their_report(made_up_world):
    Area.objects.update(region="London")
    answered(made_up_world, areas=(anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE))
    run = started(made_up_world)
    running.work(run.pk)
    assert states(run) == dict.fromkeys(["Anyshire", "Nowhere", "Othershire", "London", "The whole country"], "made")
    told = reports(run)
    assert (told["London"].kind, told["The whole country"].kind) == ("regional", "national")
    (entry,), _ = DatabaseLedger().read()
    assert sorted(entry.draft.structure.partitions) == ["area", "region"]


@pytest.mark.parametrize("elsewhere", [0, 1, 9])
def test_why_a_region_is_refused_says_nothing_of_a_few_answers(closed, elsewhere):
    Area.objects.update(region="London")
    answered(closed, people=elsewhere, areas=(anyshire.NOWHERE,))
    run = started(closed)
    running.work(run.pk)
    refused = Piece.objects.get(run=run, name="London")
    assert (refused.state, refused.why) == ("refused", words.REGIONS_TELL)


def test_where_the_past_tells_too_much_of_a_region_the_councils_are_issued_without_it(made_up_world, client):
    """An entry that no page of today would lead to says that 17 more people answered, ten of them in Overthere: so seven in
    London, and anything from none to seven in each of its councils."""
    Area.objects.update(region="London")
    fourth = Area.objects.create(code="E10900004", name="Overthere", region="South West", kind="x", plans=9)
    made_up_world.links[fourth.pk] = join(made_up_world.round, [fourth])[0]
    answered(made_up_world, people=12, areas=made_up_world.links)
    client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/")
    first = DatabaseLedger().read()[0][0].draft
    told = Respondents("area", None, 65), Respondents("area", "Overthere", 22)
    past = replace(first, waves=Waves(("refresh 1", "refresh 2")), tables=(), respondents=told)
    DatabaseLedger().append(past, DatabaseLedger().head())
    Standing.objects.update(refreshes=2)
    answered(made_up_world, people=10, areas=[fourth.pk])
    answered(made_up_world, people=7, areas=[anyshire.ANYSHIRE])
    run = started(made_up_world)
    running.work(run.pk)
    made = dict.fromkeys(["Anyshire", "Nowhere", "Othershire", "Overthere", "The whole country"], "made")
    assert states(run) == made | {"London": "refused", "South West": "refused"}
    assert Piece.objects.get(run=run, name="London").why == words.REGIONS_TELL
    assert sorted(DatabaseLedger().read()[0][-1].draft.structure.partitions) == ["area"]


def test_a_yearly_report_tells_what_has_changed_since_the_last_run(closed):
    first = started(closed, "annual")
    running.work(first.pk)
    Round.objects.filter(pk=closed.round.pk).update(
        opens=timezone.now() - timedelta(days=800), closes=timezone.now() - timedelta(days=400)
    )
    now = timezone.now()
    later = open_round(slug="later", name="Later", opens=now - timedelta(days=30), closes=now + timedelta(days=30),
                       versions=[closed.version], made_up=True)  # fmt: skip
    links = {link.area_id: link for link in join(later, Area.objects.all())}
    answered(replace(closed, round=later, links=links))
    second = running.start(later, "annual", by=None, now=now)
    running.work(second.pk)
    section = next(one for one in reports(second)["Anyshire"].sections if one.id == "change")
    (chart,) = [block for block in section.blocks if hasattr(block, "dots")]
    assert [dot.text for dot in chart.dots if dot.label == "Clear information"] == [
        "33% then, 33% now: too uncertain to say"
    ]
    none = next(one for one in reports(first)["Anyshire"].sections if one.id == "change")
    assert none.blocks[0].sentences[0].text.startswith("There is no earlier round")


def round_after(before, number):
    """The world in a round of its own, open now, after all that there were: they are moved back by a year each."""
    for one in Round.objects.all():
        Round.objects.filter(pk=one.pk).update(
            opens=one.opens - timedelta(days=400), closes=one.closes - timedelta(days=400)
        )
    now = timezone.now()
    later = open_round(slug=f"later-{number}", name=f"Later {number}", opens=now - timedelta(days=30),
                       closes=now + timedelta(days=30), versions=[before.version], made_up=True)  # fmt: skip
    links = {link.area_id: link for link in join(later, Area.objects.all())}
    after = replace(before, round=later, links=links)
    answered(after)
    return after


def test_from_the_third_round_on_reports_tell_of_the_rounds_as_each_was_issued(made_up_world):
    world = made_up_world
    answered(world)
    digests = []
    for number in range(3):
        world = round_after(world, number) if number else world
        run = running.start(world.round, "annual", by=None, now=timezone.now())
        running.work(run.pk)
        digests.append(Told.objects.get(run=run).digest[:16])
    for name in ("Anyshire", "The whole country"):
        section = next(one for one in reports(run)[name].sections if one.id == "trend")
        (chart,) = [block for block in section.blocks if isinstance(block, Lines)]
        assert chart.rounds == ("Autumn", "Later 1", "Later 2")
        clear = next(line for line in chart.lines if line.label == "Clear information")
        assert [point.text for point in clear.points] == ["33%"] * 3
        assert [claim.release.partition("sha256:")[2] for claim in clear.claims] == digests
    drafts = {draft.place: draft for draft in Draft.objects.filter(round=world.round)}
    writer = somebody(Role.ANALYST, email="a@nation.example").person
    remake(drafts[anyshire.ANYSHIRE], by=writer, at=timezone.now())
    again = content(Draft.objects.get(pk=drafts[anyshire.ANYSHIRE].pk)).report
    assert {"change", "trend"} <= {one.id for one in again.sections}, "made anew it still tells of earlier rounds"
    (chart,) = [b for one in again.sections if one.id == "trend" for b in one.blocks if isinstance(b, Lines)]
    assert [point.text for point in chart.lines[0].points] == ["33%"] * 3


def test_each_finished_report_becomes_a_draft_that_its_parties_write_on(closed):
    run = started(closed)
    running.work(run.pk)
    drafts = {draft.place: draft for draft in Draft.objects.all()}
    assert sorted(drafts) == sorted([*closed.links, "nation"])
    here = drafts[anyshire.ANYSHIRE]
    assert (here.kind, here.state, here.area_id) == ("termly", "draft", anyshire.ANYSHIRE)
    assert content(here).report == reports(run)["Anyshire"]


def test_a_second_run_leaves_what_people_wrote_on_the_first_ones_draft(closed):
    running.work(started(closed).pk)
    here, writer = Draft.objects.get(place=anyshire.ANYSHIRE), somebody(Role.ANALYST, email="a@nation.example").person
    write(here, "summary", "We will look at this.", base=0, by=writer, at=timezone.now())
    running.work(started(closed).pk)
    assert Draft.objects.filter(place=anyshire.ANYSHIRE).count() == 1
    assert content(Draft.objects.get(place=anyshire.ANYSHIRE)).commentary["summary"].text == "We will look at this."


def test_what_was_done_is_written_down(closed):
    run = started(closed)
    running.work(run.pk)
    events = list(Event.objects.filter(kind="reports-issued").order_by("number"))
    assert [event.detail for event in events] == [
        {"what": "Termly summaries, started"}, {"what": "Termly summaries, ended", "how_many": "4"}
    ]  # fmt: skip


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_makes_them_and_says_what_was_not_made(closed, capsys):
    call_command("issue_reports", "autumn", "--kind", "termly")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "4 made, 3 refused, 0 failed."
    assert said[1].startswith("Refused: East Midlands, small/1. Fewer than 3 councils")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("winter",), "Name a round"),
        (("autumn", "--again"), "No reports of this round"),
        (("--run", "7"), "no such run"),
    ],
)
def test_the_command_refuses_what_is_not_there(closed, asked, says):
    with pytest.raises(CommandError, match=says):
        call_command("issue_reports", *asked)


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def publisher(closed):
    return somebody(Role.PUBLISHER)


def test_a_publisher_starts_a_run_by_a_button_and_takes_the_files(closed, publisher, monkeypatch):
    monkeypatch.setattr(running, "begin", lambda run: run.state == "going" and running.work(run.pk))
    assert "No reports of this round have been made yet." in " ".join(publisher.words("/rounds/autumn/reports/"))
    sent = publisher.post("/rounds/autumn/reports/start/", kind="termly")
    run = Run.objects.get()
    assert sent.headers["Location"] == f"/rounds/autumn/reports/{run.pk}/"
    said = " ".join(publisher.words(sent.headers["Location"]))
    assert "4 made, 3 refused, 0 failed." in said
    assert "Fewer than 3 councils of this region take part" in said
    piece = Piece.objects.get(run=run, name="Anyshire")
    place = f"/rounds/autumn/reports/{run.pk}/"
    kept = publisher.get(f"{place}{piece.pk}/report.pdf")
    assert kept.content.startswith(b"%PDF")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="autumn-anyshire-small.pdf"'
    assert b"<html" in publisher.get(f"{place}{piece.pk}/report.html").content
    archive = zipfile.ZipFile(io.BytesIO(b"".join(publisher.get(f"{place}reports-pdf.zip").streaming_content)))
    assert sorted(archive.namelist()) == [
        "councils/anyshire-small.pdf", "councils/nowhere-small.pdf", "councils/othershire-small.pdf", "nation/the-whole-country-small.pdf"
    ]  # fmt: skip
    taken = [event.detail for event in Event.objects.filter(kind="exported").order_by("number")]
    assert taken == [
        {"what": "report: Anyshire", "format": "pdf"},
        {"what": "report: Anyshire", "format": "html"},
        {"what": f"every report of run {run.pk}", "format": "pdf.zip"},
    ]


def test_while_a_run_is_made_the_page_has_a_bar_and_a_second_run_is_refused(closed, publisher, monkeypatch):
    monkeypatch.setattr(running, "begin", lambda _: None)
    publisher.post("/rounds/autumn/reports/start/", kind="termly")
    page = publisher.get(f"/rounds/autumn/reports/{Run.objects.get().pk}/").content.decode()
    assert '<progress class="poet-progress" aria-labelledby="how-far" max="7" value="0">' in page
    assert "0 of 7 reports are through." in page
    refused = publisher.post("/rounds/autumn/reports/start/", kind="annual")
    assert (refused.status_code, words.GOING in refused.content.decode()) == (409, True)
    assert publisher.post("/rounds/autumn/reports/start/", kind="").status_code == 409


def test_the_failed_are_made_again_by_a_button(closed, publisher, monkeypatch):
    monkeypatch.setattr(running, "begin", lambda _: None)
    run = started(closed)
    running.work(run.pk)
    Piece.objects.filter(run=run).exclude(name="Anyshire").update(state="made")
    Piece.objects.filter(run=run, name="Anyshire").update(state="failed", why="x")
    assert publisher.post(f"/rounds/autumn/reports/{run.pk}/again/").status_code == 302
    assert states(run)["Anyshire"] == "queued"
    Piece.objects.filter(run=run).update(state="made")
    Run.objects.update(state="ended", ended=timezone.now())
    refused = publisher.post(f"/rounds/autumn/reports/{run.pk}/again/")
    assert (refused.status_code, words.NOTHING_FAILED in refused.content.decode()) == (409, True)


def test_a_file_that_was_altered_is_not_handed_out(closed, publisher):
    run = started(closed)
    running.work(run.pk)
    kept = Finished.objects.filter(ending="pdf").first()
    Finished.objects.filter(pk=kept.pk).update(digest="0" * 64)
    with pytest.raises(files.Altered, match="was altered since it was made"):
        publisher.get(f"/rounds/autumn/reports/{run.pk}/{kept.piece_id}/report.pdf")


def test_what_was_refused_has_no_file(closed, publisher):
    run = started(closed)
    running.work(run.pk)
    london = Piece.objects.get(run=run, name="London")
    for address in (f"{london.pk}/report.pdf", f"{london.pk}/report.exe", "reports-html.zip"):
        assert publisher.get(f"/rounds/autumn/reports/{run.pk}/{address}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_however_long_they_are(closed, publisher, rows, django_assert_num_queries):
    for _ in range(rows):
        run = started(closed)
        Piece.objects.filter(run=run).exclude(name__in=["Anyshire", "London", "Nowhere"][:rows]).delete()
        Run.objects.filter(pk=run.pk).update(state="ended", ended=timezone.now())
    with django_assert_num_queries(6):
        publisher.get("/rounds/autumn/reports/")
    with django_assert_num_queries(7):
        publisher.get(f"/rounds/autumn/reports/{run.pk}/?sort=name&state=queued")


def test_each_report_of_a_run_leads_to_the_page_on_which_it_is_read_and_written_on(closed, publisher):
    run = started(closed)
    running.work(run.pk)
    page = publisher.get(f"/rounds/autumn/reports/{run.pk}/?state=made").content.decode()
    drafts = {one.pk: one.place for one in Draft.objects.all()}
    assert sorted(drafts.values()) == [anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE, "nation"]
    assert [place for key, place in drafts.items() if f'href="/drafts/{key}/"' not in page] == []


def test_a_process_that_was_killed_is_at_work_no_more_though_nobody_has_looked_after_it(closed):
    run = started(closed)
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Run.objects.filter(pk=run.pk).update(worker=f"{socket.gethostname()}/{child.pid}/x", beat=timezone.now())
    run.refresh_from_db()
    assert running.is_at_work(run, timezone.now())
    os.kill(child.pid, signal.SIGKILL)
    os.waitid(
        os.P_PID, child.pid, os.WEXITED | os.WNOWAIT
    )  # it has ended, and keeps its number until it is looked after
    try:
        assert not running.is_at_work(run, timezone.now())
    finally:
        child.wait()

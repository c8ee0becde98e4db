"""A settled plan's findings are a release: proved beside pages and reports of the same people, in the ledger before anybody reads
them, and refused with the reason where they would tell too much."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import anyshire
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from test_runs_by_background import PLAN as BY_AGE

from poet.__main__ import main
from poet.findings import backgrounds
from poet.protect.planning import HistoryLeaks
from portal.analyses import releasing
from portal.analyses.settling import settle
from portal.audit.models import Event
from portal.capture.models import Response
from portal.issuing import running
from portal.issuing.models import Run, Told
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine, Standing

PLAN = """
id = "small"
title = "What people say"
level = "LEVEL"
[bands.age]
from = [10]
[[measures]]
items = ["all"]
what = ["options"]
[[subgroups]]
by = ["has-budget", "age"]
items = ["information"]
[[models]]
what = "across-areas"
level = "nation"
by = ["has-budget"]
"""


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answers(world, people, places=tuple(range(3))):
    for place in places:
        for number in range(people):
            anyshire.sent(
                list(world.links.values())[place],
                has_budget="yes" if (number + place) % 3 else "no",
                age="5" if number % 2 else "12",
                information=("always", "sometimes", "never")[(number + place) % 3],
                communication=("always", "never")[number % 2],
            )


def settled(world, level, plan=PLAN):
    text = plan.replace("LEVEL", level)
    settle(world.round, world.version, text, "x", seen="", by=None, clock=lambda: world.round.opens - timedelta(days=1))
    return world


@pytest.fixture
def closed(made_up_world):
    answers(settled(made_up_world, "nation"), 40)
    return made_up_world


def found():
    out = io.StringIO()
    call_command("analyse_round", "autumn", "--form", "small", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def reported(world):
    run = running.start(world.round, "termly", by=None, now=timezone.now())
    assert isinstance(run, Run), run
    running.work(run.pk)
    return Told.objects.get(run=run)


def entries():
    return DatabaseLedger().read()[0]


def is_sound(folder, capsys):
    """What an officer and an intruder say of the whole history."""
    file = folder / "ledger.jsonl"
    file.write_bytes(b"".join(bytes(one.line) for one in LedgerLine.objects.all()))
    said = [main(["audit", str(file)]), main(["attack", str(file), "--no-own"])]
    return said, capsys.readouterr()


def test_findings_are_an_entry_with_every_figure_they_print_and_their_models_named(closed):
    told = found()
    (entry,) = entries()
    printed = {(one.partition, one.group, one.item): one for one in entry.draft.tables}
    lines = [one for one in told["lines"] if one["chapter"] == "measures" and one["state"] == "found"]
    assert lines
    assert [one for one in lines if (one["level"], one["group"], one["item"]) not in printed] == []
    assert any(name.endswith("x has-budget") for name in entry.draft.structure.partitions)
    assert entry.draft.outside == (
        "across-areas (nation): 30 people or more, 10 or more in the smallest group, 10 more than parameters",
    )
    assert told["proved"] is True


def test_the_same_plan_over_the_same_answers_issues_nothing_new(closed):
    first = found()
    assert found() == first
    assert len(entries()) == 1
    assert Event.objects.filter(kind="exported").count() == 2


def test_a_run_findings_and_a_run_with_late_answers_hold_together_and_an_intruder_finds_nothing(
    closed, tmp_path, capsys
):
    assert reported(closed).entry
    found()
    answers(closed, 3)
    found()
    answers(closed, 15, (0, 2))
    reported(closed)
    found()
    assert len(entries()) >= 4
    said, printed = is_sound(tmp_path, capsys)
    assert said == [0, 0], printed


def test_councils_by_answers_lie_over_the_councils_of_a_run(made_up_world, tmp_path, capsys):
    # One question of two answers: an intruder's search over nine groups of every question is short enough to wait for.
    world = settled(made_up_world, "area", PLAN.replace('"has-budget", "age"', '"has-budget"'))
    answers(world, 40)
    reported(world)
    found()
    assert "area x has-budget" in entries()[1].draft.structure.partitions
    answers(world, 12, (0,))
    reported(world)
    said, printed = is_sound(tmp_path, capsys)
    assert (len(entries()), said) == (3, [0, 0]), printed


def test_somebody_who_left_in_between_stops_nothing_and_is_not_told_of(closed, tmp_path, capsys):
    found()
    Response.objects.first().delete()
    answers(closed, 12)
    found()
    reported(closed)
    said, printed = is_sound(tmp_path, capsys)
    assert said == [0, 0], printed


def test_councils_pages_show_what_was_issued_and_move_on_from_there(closed, client):
    client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/")
    found()
    assert Standing.objects.get().refreshes == 2
    assert client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/report.json").status_code == 200
    assert len(entries()) == 2
    answers(closed, 30)
    assert client.get(f"/results/autumn/{anyshire.ANYSHIRE}/small/").status_code == 200
    assert entries()[-1].draft.waves.covered == ("refresh 1", "refresh 2", "refresh 3")


def test_what_would_leak_is_refused_with_the_reason_and_nothing_is_printed_or_written_down(closed, monkeypatch):
    def leaking(*_, **__):
        raise HistoryLeaks(("Anyshire: 3 people",))

    monkeypatch.setattr(releasing, "release", leaking)
    with pytest.raises(CommandError, match="Nothing was issued and nothing is printed: beside what was told"):
        found()
    assert (LedgerLine.objects.count(), Standing.objects.count()) == (0, 0)
    assert Event.objects.filter(kind="exported").count() == 0


def test_reports_by_background_and_a_plan_that_parts_people_by_the_same_question_are_not_both_told(closed, monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", lambda: {"small-1": BY_AGE})
    reported(closed)
    assert [entry.draft.population.round.rpartition(" by ")[2] for entry in entries()][-1] == "age"
    with pytest.raises(CommandError, match="tell people apart by “Age” already"):
        found()
    assert len(entries()) == 2


def test_after_findings_reports_leave_out_the_background_that_these_told_apart(closed, monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", lambda: {"small-1": BY_AGE})
    found()
    assert reported(closed).entry == 2
    assert len(entries()) == 2


def test_what_is_issued_while_tables_are_planned_makes_them_be_planned_anew(closed, monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", lambda: {"small-1": BY_AGE})
    real, raced = releasing.release, []

    def late(*said, **more):
        planned = real(*said, **more)
        if not raced:
            raced.append(reported(closed))
        return planned

    monkeypatch.setattr(releasing, "release", late)
    with pytest.raises(CommandError, match="tell people apart by “Age” already"):
        found()


def test_a_ledger_that_is_not_whole_issues_nothing(closed):
    found()
    LedgerLine.objects.update(line=b"{}")
    with pytest.raises(CommandError, match="Restore it from a backup first"):
        found()


def test_nothing_is_issued_of_nobody(made_up_world):
    settled(made_up_world, "nation")
    assert found()["lines"] == []
    assert entries() == ()

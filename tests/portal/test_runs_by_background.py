"""A run tells results by background on the nation and on regions: each question a release of its own in the ledger, beside the main
one and with it or not at all."""

from __future__ import annotations

from dataclasses import replace

import anyshire
import pytest
from django.utils import timezone
from test_report_runs import reports

from poet.findings import backgrounds
from poet.proofread.support import unsupported
from poet.report.model import Dots, Note
from poet.report.register import register
from portal.councils.models import Area
from portal.editing.again import fresh
from portal.editing.generating import NotMade
from portal.editing.models import AsIssued, Draft
from portal.editing.writing import begin, content, remake
from portal.issuing import by_background, releasing, running
from portal.issuing.models import Run, Told
from portal.people.models import Person
from portal.people.rules import Role
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.rounds.taking_part import join
from somebody import somebody

PLAN = """
id = "small-by-background"
title = "By age"
level = "nation"
[bands.age]
from = [10]
[[subgroups]]
by = ["age"]
items = ["information"]
[[subgroups]]
level = "region"
by = ["age"]
items = ["information"]
"""
SAID = ("always", "always", "sometimes", "never", "always")


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", lambda: {"small-1": PLAN})
    results.protected.cache_clear()
    live.forget()


def answered(world, people=50):
    for code in world.links:
        for number in range(people):
            anyshire.sent(world.links[code], age="5" if number % 2 else "12", information=SAID[number % 5])
    return world


def run_of(world):
    run = running.start(world.round, "termly", by=None, now=timezone.now())
    assert isinstance(run, Run), run
    running.work(run.pk)
    return reports(run)


def charts(report):
    return [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Dots) and "-by-" in block.id
    ]


@pytest.fixture
def one_region(made_up_world):
    Area.objects.update(region="London")
    return answered(made_up_world)


def test_the_nation_and_its_regions_are_told_by_background_and_no_council(one_region):
    made = run_of(one_region)
    for name in ("The whole country", "London"):
        (chart,) = charts(made[name])
        assert [(dot.label, dot.base) for dot in chart.dots] == [("Under 10", "n = 75"), ("10 and over", "n = 75")]
    assert charts(made["Anyshire"]) == []


def test_each_background_is_an_entry_of_its_own_behind_the_main_one(one_region):
    run_of(one_region)
    entries, _ = DatabaseLedger().read()
    rounds = [entry.draft.population.round for entry in entries]
    assert rounds == [rounds[0], f"{rounds[0]} by age"]
    assert Told.objects.get().entry == 1
    assert "nation x age" in Told.objects.get().tables
    assert {table.item for table in entries[1].draft.tables} == {"information"}
    assert entries[1].draft.respondents == ()


def test_where_a_region_has_too_few_councils_only_the_nation_is_told_by_background(made_up_world):
    made = run_of(answered(made_up_world))
    assert len(charts(made["The whole country"])) == 1
    entries, _ = DatabaseLedger().read()
    assert sorted(entries[1].draft.structure.partitions) == ["nation", "nation x age"]


@pytest.mark.parametrize("elsewhere", [0, 1, 9])
def test_whether_regions_are_told_by_background_says_nothing_of_a_few_answers_elsewhere(one_region, elsewhere):
    """One council of another region takes part. As long as so few have answered there, nothing of it is told."""
    fourth = Area.objects.create(code="E10900004", name="Overthere", region="South West", kind="x", plans=9)
    links = {fourth.pk: join(one_region.round, [fourth])[0]}
    answered(replace(one_region, links=links), elsewhere)
    run_of(one_region)
    entries, _ = DatabaseLedger().read()
    assert sorted(entries[0].draft.structure.partitions) == ["area", "region"]
    assert sorted(entries[1].draft.structure.partitions) == ["nation", "nation x age"]


def test_a_second_run_is_held_against_the_first(one_region):
    first = charts(run_of(one_region)["The whole country"])[0].dots
    answered(one_region, 2)
    second = charts(run_of(one_region)["The whole country"])
    entries, _ = DatabaseLedger().read()
    assert len(entries) >= 3
    # Six people more are too few to tell apart from those before: what they said stays back.
    assert [dot.base for chart in second for dot in chart.dots] != [dot.base for dot in first] or not second


@pytest.mark.parametrize("where", ["planned_beside", "issue"])
def test_where_a_background_is_refused_the_run_goes_on_without_it(one_region, monkeypatch, where):
    def refusing(*_, **__):
        if where == "planned_beside":
            raise releasing.HistoryLeaks(())

    monkeypatch.setattr(by_background, where, refusing)
    made = run_of(one_region)
    assert len(DatabaseLedger().read()[0]) == 1
    national = made["The whole country"]
    assert charts(national) == []
    (section,) = [one for one in national.sections if one.id == "by-age"]
    assert [type(block) for block in section.blocks] == [Note]
    assert "More answers unlock it." in section.blocks[0].sentences[0].text


def test_drafts_that_begin_with_a_run_tell_by_background(one_region):
    run_of(one_region)
    assert Draft.objects.filter(kind="national").count() == 1


def test_a_questionnaire_without_declared_backgrounds_has_one_entry(one_region, monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", dict)
    run_of(one_region)
    assert len(DatabaseLedger().read()[0]) == 1


def later(world, people=60):
    """Late answers, of which most are favourable, so that every figure moves on."""
    for code in world.links:
        for number in range(people):
            anyshire.sent(world.links[code], age="5" if number % 2 else "12", information="always")
    results.protected.cache_clear()
    live.forget()


def anew(kind, by=None):
    draft = Draft.objects.get(kind=kind)
    by = by or somebody(Role.ANALYST, email=f"{kind}@nation.example").person
    assert remake(draft, by=by, at=timezone.now())
    return content(Draft.objects.get(pk=draft.pk)).report


def note_of(report):
    (section,) = [one for one in report.sections if one.id == "by-background"]
    (first,) = [block for block in section.blocks if isinstance(block, Note)]
    return first.sentences[0].text


def answered_by(report):
    (section,) = [one for one in report.sections if one.id == "who-answered"]
    return section.blocks[0].sentences[0].text


def test_a_national_draft_made_anew_tells_by_background_as_it_was_issued_and_says_so(one_region):
    issued = run_of(one_region)["The whole country"]
    later(one_region)
    fresh = anew("national")
    assert answered_by(issued).startswith("150 ")
    assert answered_by(fresh).startswith("330 "), "the other chapters have moved on"
    told, before = charts(fresh), charts(issued)
    assert [chart.dots for chart in told] == [chart.dots for chart in before] != []
    assert note_of(fresh).startswith("These results by background are printed again as they were issued")
    assert {claim.release for chart in told for dot in chart.dots for claim in dot.claims} == {
        claim.release for chart in before for dot in chart.dots for claim in dot.claims
    }
    assert [one.id for one in fresh.sections] == [one.id for one in issued.sections]
    assert [one.id for one in fresh.annex] == [one.id for one in issued.annex]
    numbers = [b.number for part in fresh.annex for b in part.blocks]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [str(fault) for fault in unsupported(register(fresh))] == []


def test_made_anew_twice_it_says_so_once_and_a_later_run_takes_the_place_of_the_first(one_region):
    run_of(one_region)
    later(one_region)
    anew("national")
    again = run_of(one_region)["The whole country"]
    later(one_region)
    fresh = anew("national", Person.objects.get(email="national@nation.example"))
    assert [chart.dots for chart in charts(fresh)] == [chart.dots for chart in charts(again)]
    note_of(fresh)


def test_a_regions_draft_made_anew_is_what_the_last_run_made_of_it(one_region):
    run_of(one_region)
    later(one_region)
    second = run_of(one_region)["London"]
    assert anew("regional") == second


def test_a_report_on_everybody_that_is_begun_after_a_run_tells_by_background_too(one_region):
    issued = run_of(one_region)["The whole country"]
    draft = begin(one_region.round, one_region.version, "overall", None, by=None, at=timezone.now())
    assert [chart.dots for chart in charts(content(draft).report)] == [chart.dots for chart in charts(issued)]


def test_what_was_issued_before_it_was_kept_apart_is_found_in_the_drafts_own_makings(one_region):
    issued = run_of(one_region)["The whole country"]
    AsIssued.objects.all().delete()
    later(one_region)
    assert [chart.dots for chart in charts(anew("national"))] == [chart.dots for chart in charts(issued)]


def test_before_any_run_a_national_draft_has_no_such_chapter_and_a_regions_is_told_to_wait(one_region):
    draft = begin(one_region.round, one_region.version, "national", None, by=None, at=timezone.now())
    assert charts(content(draft).report) == []
    with pytest.raises(NotMade, match="Start a run"):
        fresh(one_region.round, one_region.version, "regional", None, "London")


def test_what_a_run_made_is_kept_for_regions_and_the_country_and_for_no_council(one_region):
    run_of(one_region)
    assert sorted(AsIssued.objects.values_list("draft__place", flat=True)) == ["London", "nation"]

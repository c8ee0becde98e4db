"""What is published is told to the public: it stands in the ledger for them, and is held against what others were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import anyshire
import pytest
import signed_reports as given
from django.core.management import call_command
from django.utils import timezone
from test_action_plans import answer, written
from test_report_runs import reports
from test_runs_by_background import PLAN
from test_you_said import TELL, consent

from poet.__main__ import main
from poet.findings import backgrounds
from poet.protect import STANDARD_POLICIES, Audience, Waves
from poet.protect.issuing import Issued, issue
from poet.protect.ledger import Cell, MemoryLedger
from poet.protect.proof.audit import Cache, audit
from poet.protect.views import rule_of
from portal.councils.models import Area
from portal.issuing import running
from portal.people.rules import Role
from portal.publishing import releasing
from portal.publishing.models import Publication, Withdrawal
from portal.publishing.withdrawing import withdraw
from portal.reporting import live, passing_on, results
from portal.reporting.ledger import DatabaseLedger
from portal.rounds.taking_part import join, open_round
from somebody import somebody

PAGE = f"/results/autumn/{anyshire.ANYSHIRE}/small/"
SAID = ("always", "sometimes", "never")
OWN, PUBLIC = Audience.OWN.value, Audience.PUBLIC.value


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answered(world, people, *, areas=(anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE), said=SAID):
    for code in areas:
        for number in range(people):
            anyshire.sent(world.links[code], age="5" if number % 2 else "12", information=said[number % len(said)])


@pytest.fixture
def issued(made_up_world):
    """Three councils of one region with thirty answers each, in a run; everybody agrees to everything."""
    Area.objects.update(region="London")
    answered(made_up_world, 30)
    for code in made_up_world.links:
        given.agrees(made_up_world, code)
    return made_up_world


def run_of(world):
    run = running.start(world.round, "termly", by=None, now=timezone.now())
    running.work(run.pk)
    return reports(run)


def published(world, report, *, area=None, region=None):
    one = given.out(given.signed(world, report, area=area, region=region))
    assert one.published is not None, Withdrawal.objects.all()
    return one


def drafts(audience=None):
    found = [entry.draft for entry in DatabaseLedger().read()[0]]
    return [one for one in found if audience in {None, one.audience}]


def printed(draft):
    return {(one.partition, one.group, one.item): one for one in draft.tables}


def is_safe():
    rule = rule_of(STANDARD_POLICIES[Audience.OWN])
    return not audit([one for one in drafts() if " by " not in one.population.round], rule, Cache()).leaks


def commands_say(tmp_path, capsys):
    call_command("ledger")
    file = tmp_path / "ledger.jsonl"
    file.write_text(capsys.readouterr().out)
    return [main([command, str(file)]) for command in ("audit", "attack")]


def test_a_councils_report_is_told_to_the_public_as_it_was_told_to_its_managers(issued, tmp_path, capsys):
    made = run_of(issued)
    published(issued, made["Anyshire"], area=anyshire.ANYSHIRE)
    (own,), (public,) = drafts(OWN), drafts(PUBLIC)
    assert printed(public).items() <= printed(own).items()
    assert {group for _, group, _ in printed(public)} <= {"Anyshire", None}
    assert ("area", "Anyshire", "information") in printed(public)
    assert public.waves == Waves(own.waves.covered)
    assert public.rule == rule_of(STANDARD_POLICIES[Audience.PUBLIC])
    assert commands_say(tmp_path, capsys) == [0, 0]


@pytest.mark.parametrize(("name", "region"), [("London", "London"), ("The whole country", None)])
def test_a_report_on_a_region_or_everybody_tells_the_public_nothing_of_single_councils(issued, name, region):
    made = run_of(issued)
    published(issued, made[name], region=region)
    groups = {group for draft in drafts(PUBLIC) for _, group, _ in printed(draft)}
    assert groups - {None} == ({"London"} if region else set())
    assert [one.outside for one in drafts(PUBLIC)] == [()]


def test_results_by_background_are_told_to_the_public_in_their_own_population(issued, monkeypatch):
    monkeypatch.setattr(backgrounds, "_texts", lambda: {"small-1": PLAN})
    answered(issued, 20, said=("always", "always", "sometimes"))
    published(issued, run_of(issued)["The whole country"])
    by_age = [one for one in drafts(PUBLIC) if one.population.round.endswith(" by age")]
    assert {group for one in by_age for _, group, _ in printed(one)} == {
        "everybody x 10-and-over",
        "everybody x under-10",
    }


def test_what_the_public_was_told_once_is_not_told_again(issued):
    made = run_of(issued)
    first = published(issued, made["Anyshire"], area=anyshire.ANYSHIRE)
    withdraw(first, by=None, who="us", why="", at=timezone.now())
    published(issued, made["Anyshire"], area=anyshire.ANYSHIRE)
    assert len(drafts(PUBLIC)) == 1
    published(issued, made["Othershire"], area=anyshire.OTHERSHIRE)
    assert len(drafts(PUBLIC)) == 2
    assert is_safe()


def test_a_report_of_no_release_names_what_the_proof_does_not_reach(issued):
    run_of(issued)
    edition = given.own(issued, given.chart("Information is clear"))
    given.out(edition)
    assert Publication.objects.get().published is not None
    # Its base of 40 is no table's, so the ledger says nothing of it.
    assert drafts(PUBLIC) == []


def test_the_public_under_a_stricter_rule_is_told_nothing_that_it_refuses(issued, monkeypatch):
    made = run_of(issued)
    strict = replace(STANDARD_POLICIES[Audience.PUBLIC], minimum_base=50, minimum_cell=20, id="strict", digest="")
    monkeypatch.setattr(releasing, "POLICY", strict)
    one = given.out(given.signed(issued, made["Anyshire"], area=anyshire.ANYSHIRE))
    assert (one.published, drafts(PUBLIC)) == (None, [])
    assert one.withdrawn is not None


def more(draft, audience, *, people, waves):
    """The same figures with some people more, all of whom said "always"."""
    tables = tuple(
        replace(
            one,
            base=one.base + people,
            cells=tuple(Cell(cell.codes, cell.count + people * ("always" in cell.codes)) for cell in one.cells),
        )
        for one in draft.tables
        if one.item == "information" and one.group == "Anyshire"
    )
    assert tables
    return replace(
        draft, audience=audience, waves=Waves(waves), tables=tables, respondents=(), at=timezone.now().isoformat()
    )


@pytest.mark.parametrize(
    ("told", "then", "refused"),
    [
        (PUBLIC, OWN, True),
        (OWN, PUBLIC, True),
        (PUBLIC, Audience.RESEARCHERS.value, True),
        (Audience.RESEARCHERS.value, PUBLIC, True),
        (Audience.COUNCILS.value, OWN, True),
        (OWN, Audience.RESEARCHERS.value, False),
    ],
)
def test_two_audiences_figures_beside_one_another_are_refused_where_somebody_reads_both(issued, told, then, refused):
    """What own managers see now less what the public was told tells of three newcomers. Researchers see no managers' pages."""
    run_of(issued)
    (own,) = drafts(OWN)
    ledger = MemoryLedger()
    first = replace(more(own, told, people=0, waves=own.waves.covered), at=own.at)
    ledger.append(first, ledger.read()[1])
    later = more(own, then, people=3, waves=(*own.waves.covered, "later"))
    policy = next(one for one in STANDARD_POLICIES.values() if one.audience.value == then)
    assert isinstance(issue(later, policy, ledger), Issued) is not refused


def test_a_figure_that_waits_is_told_to_the_public_without_those_who_came_since(world, client):
    """Ten newcomers who all said the same move the number of people and no table: that the table holds none of them would be
    untrue, and the next release would be refused for it."""
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(manager, state="done", evidence="The letters go out.")
    consent(world, manager)
    for number in range(10):
        anyshire.sent(world.link, age=str(5 + number % 3), information="always", communication="always")
    manager.get(f"/my/{PAGE}")
    manager.post(TELL, do="publish")
    (public,) = drafts(PUBLIC)
    told = printed(public)["area", "Anyshire", "communication"]
    assert (told.base, public.waves.covered) == (30, ("refresh 1",))
    assert (
        live.waves_now(world.round, world.version, live.gone(world.round, world.version.pk)).covered[-1] != "refresh 1"
    )
    for number in range(12):
        anyshire.sent(world.link, age=str(5 + number % 3), information=SAID[number % 3], communication=SAID[number % 3])
    world.round.made_up = True
    world.round.save()
    assert "Anyshire" in run_of(world)
    assert is_safe()


def test_what_the_next_round_measured_again_is_told_of_both_rounds(world):
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(manager, state="done", evidence="The letters go out.")
    consent(world, manager)
    world.round.closes = timezone.now() - timedelta(days=2)
    world.round.save()
    soon = timezone.now() + timedelta(days=60)
    later = open_round(
        slug="next", name="Next", opens=timezone.now(), closes=soon, versions=[world.version], made_up=False
    )
    links = {one.area_id: one for one in join(later, list(Area.objects.all()))}
    for number in range(60):
        anyshire.sent(links[anyshire.ANYSHIRE], age="5", information="always", communication=SAID[number % 3])
    manager.post(TELL, do="publish")
    told = {one.population.round.partition("/")[0]: printed(one).keys() for one in drafts(PUBLIC)}
    of = {("area", "Anyshire", "communication")}
    assert told == {"autumn": of, "next": of}


def test_another_edition_of_the_same_figures_is_no_other_entry(world):
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(manager, state="done", evidence="The letters go out.")
    consent(world, manager)
    for _ in range(2):
        manager.post(TELL, do="publish")
    assert len(drafts(PUBLIC)) == 1


def test_those_who_left_since_stand_with_the_figures_they_were_counted_in(issued):
    made = run_of(issued)
    (own,) = drafts(OWN)
    ledger = DatabaseLedger()
    left = replace(
        own,
        waves=Waves((*own.waves.covered, "refresh 2"), {"refresh 1": "left refresh 1 before refresh 2"}, 1),
        tables=(),
        respondents=(),
    )
    ledger.append(left, ledger.head())
    published(issued, made["Anyshire"], area=anyshire.ANYSHIRE)
    assert drafts(PUBLIC)[0].waves == Waves(("refresh 1", "left refresh 1 before refresh 2"))
    assert is_safe()


def test_a_figure_that_no_entry_holds_is_published_by_no_council(world, monkeypatch):
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(manager, state="done", evidence="The letters go out.")
    consent(world, manager)
    monkeypatch.setattr(passing_on.Want, "fits", lambda *_: False)
    response = manager.post(TELL, do="publish")
    assert response.status_code == 422
    assert "ledger" in response.content.decode()
    assert drafts(PUBLIC) == []


def test_whoever_else_appends_meanwhile_is_waited_for_three_times(issued, monkeypatch):
    made = run_of(issued)
    with monkeypatch.context() as others:
        others.setattr(DatabaseLedger, "head", lambda _: "0" * 64)
        one = given.out(given.signed(issued, made["Anyshire"], area=anyshire.ANYSHIRE))
    assert (one.published, drafts(PUBLIC)) == (None, [])

"""What is computed from a round's answers is settled before the first of them, written down, and fixed from then on."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import anyshire
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from poet.__main__ import main
from poet.findings import declared, parse
from portal.analyses import words
from portal.analyses.models import AnalysisPlan, Settled
from portal.analyses.settling import NotSettled, settle
from portal.audit.models import Event
from portal.capture.models import Response
from portal.councils.models import Area
from portal.demonstration import clearing
from portal.people.rules import Role
from portal.questionnaires.publish import publish
from portal.rounds.models import Participation, Round
from portal.rounds.planning import first_day, last_day
from portal.rounds.scheduling import open_now
from somebody import somebody

PLACE = "/rounds/autumn/analysis-plan/"
SETTLE = f"{PLACE}small/settle/"
PLAN = """
id = "small"
title = "What {what} say"
level = "nation"
reports = "one for all"

[[subgroups]]
by = ["has-budget", "needs"]

[[models]]
what = "across-areas"
by = ["has-budget"]
"""
OURS, THEIRS = PLAN.replace("{what}", "parents"), PLAN.replace("{what}", "carers")
# Two judged questions; a budget parts people in two groups, of which one is compared, and each of three needs in two.
ALONE = 2 * (1 + 3)
ACROSS = 2


@pytest.fixture
def waiting(world):
    """The round opens tomorrow."""
    Round.objects.filter(pk=world.round.pk).update(opens=timezone.now() + timedelta(days=1))
    world.round.refresh_from_db()
    return world


@pytest.fixture
def coordinator(db):
    return somebody(Role.COORDINATOR)


def file(text=OURS, name="ours.toml"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def opened():
    Round.objects.filter(slug="autumn").update(opens=timezone.now() - timedelta(days=3))


def test_a_plan_is_settled_and_told_with_its_day_its_digest_and_what_it_compares(waiting, coordinator):
    before = coordinator.words(PLACE)
    assert any(said.startswith(words.NO_PLAN) for said in before)
    answer = coordinator.post(SETTLE, file=file(), seen="")
    assert (answer.status_code, answer["Location"]) == (303, PLACE)
    said = coordinator.words(PLACE)
    kept = AnalysisPlan.objects.get()
    assert (kept.by, kept.number, kept.title) == (coordinator.person, 1, "What parents say")
    assert [
        text for text in (digest(OURS), str(coordinator.person), "Personal budget", "Needs") if text not in said
    ] == []
    assert f"{ALONE + ACROSS} subgroup comparisons were declared over the whole country." in said


def test_each_settlement_is_written_down_and_the_one_before_stays(waiting, coordinator):
    coordinator.post(SETTLE, file=file(), seen="")
    coordinator.post(SETTLE, file=file(THEIRS), seen=digest(OURS))
    assert list(AnalysisPlan.objects.values_list("number", "digest")) == [(2, digest(THEIRS)), (1, digest(OURS))]
    told = [(one.actor, one.detail) for one in Event.objects.filter(thing="autumn/small").order_by("number")]
    who = f"person:{coordinator.person.pk}"
    assert told == [
        (who, {"change": f"analysis plan settled: sha256 {digest(OURS)}"}),
        (who, {"change": f"analysis plan settled: sha256 {digest(THEIRS)}"}),
    ]
    assert digest(OURS) in coordinator.words(PLACE)
    with pytest.raises(Settled):
        AnalysisPlan.objects.get(number=1).save()


def test_a_second_click_changes_nothing(waiting, coordinator):
    for _ in range(2):
        assert coordinator.post(SETTLE, file=file(), seen="").status_code == 303
    assert (AnalysisPlan.objects.count(), Event.objects.filter(thing="autumn/small").count()) == (1, 1)


def test_of_two_people_at_once_the_second_is_told_and_reads_the_first_ones(waiting, coordinator):
    coordinator.post(SETTLE, file=file(), seen="")
    late = coordinator.post(SETTLE, file=file(THEIRS), seen="")
    assert late.status_code == 409
    assert words.OVERTAKEN in late.content.decode()
    assert f'name="seen" value="{digest(OURS)}"' in late.content.decode()
    assert AnalysisPlan.objects.count() == 1


@pytest.mark.parametrize("made_up", [False, True])
def test_from_the_rounds_first_moment_its_plan_is_fixed(waiting, coordinator, made_up):
    Round.objects.update(made_up=made_up)
    coordinator.post(SETTLE, file=file(), seen="")
    opens = waiting.round.opens
    settle(
        waiting.round,
        waiting.version,
        THEIRS,
        "x",
        seen=digest(OURS),
        by=None,
        clock=lambda: opens - timedelta.resolution,
    )
    with pytest.raises(NotSettled, match="Its plan is fixed"):
        settle(waiting.round, waiting.version, OURS, "x", seen=digest(THEIRS), by=None, clock=lambda: opens)
    opened()
    late = coordinator.post(SETTLE, file=file(), seen=digest(THEIRS))
    assert late.status_code == 409
    assert "Settle one for the next round before it opens" in late.content.decode()
    assert 'type="file"' not in late.content.decode()
    assert AnalysisPlan.objects.count() == 2


def test_opening_the_round_now_fixes_its_plan(waiting, coordinator):
    open_now(waiting.round, by=coordinator.person, now=timezone.now())
    assert coordinator.post(SETTLE, file=file(), seen="").status_code == 409
    assert any(said.startswith("No plan was settled before the round opened") for said in coordinator.words(PLACE))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OURS.replace('"has-budget", "needs"', '"has-garden"'), "ours.toml, line 8: small/1 has no question "),
        (OURS + "=", "ours.toml, line 13: "),
        (b"\xff\xfe", "ours.toml, line 1: "),
        ("", "ours.toml, line 1: The plan says nothing. Begin with id, title and level"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_with_its_line_and_what_to_do(waiting, coordinator, text, told):
    refused = coordinator.post(SETTLE, file=file(text or b"\n"), seen="")
    assert refused.status_code == 422
    assert f'<a href="#plan-small">{told}' in refused.content.decode()
    assert AnalysisPlan.objects.count() == 0


def test_a_plan_that_comes_with_the_portal_is_taken_by_its_name(waiting, coordinator):
    assert coordinator.post(SETTLE, shipped="national", seen="").status_code == 303
    assert AnalysisPlan.objects.get().title == "Everybody's results"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, words.NOTHING_GIVEN),
        ({"shipped": "../pyproject"}, words.NO_SUCH_PLAN),
        ({"shipped": "local", "file": 1}, words.TWO_GIVEN),
    ],
)
def test_no_plan_two_plans_or_a_strange_name_is_told(waiting, coordinator, fields, told):
    refused = coordinator.post(SETTLE, **{name: said if name == "shipped" else file() for name, said in fields.items()})
    assert (refused.status_code, told in refused.content.decode(), AnalysisPlan.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("text", [OURS, OURS.replace("\n", "\r\n"), "\ufeff" + OURS])
def test_the_digest_is_the_sha256_of_the_file_that_is_taken_away(waiting, coordinator, text):
    coordinator.post(SETTLE, file=file(text), seen="")
    taken = coordinator.get(f"{PLACE}small/1.toml")
    assert taken["Content-Disposition"] == 'attachment; filename="autumn-small-plan-1.toml"'
    assert hashlib.sha256(taken.content).hexdigest() == AnalysisPlan.objects.get().digest == digest(OURS)
    assert parse(taken.content.decode(), "x", waiting.version.instrument).digest == digest(OURS)


def test_who_takes_part_reads_it_and_who_does_not_finds_nothing(waiting, coordinator):
    coordinator.post(SETTLE, file=file(), seen="")
    Participation.objects.filter(area=anyshire.OTHERSHIRE).delete()
    here, there = somebody(Role.MANAGER, anyshire.ANYSHIRE), somebody(Role.MANAGER, anyshire.OTHERSHIRE)
    for address in (PLACE, f"{PLACE}small/1.toml"):
        assert [one.get(address).status_code for one in (here, there)] == [200, 404]
    assert 'type="file"' not in here.get(PLACE).content.decode()
    assert here.post(SETTLE, file=file(THEIRS), seen=digest(OURS)).status_code == 403


def test_the_rounds_pages_lead_to_it(waiting, coordinator):
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    pages = [
        coordinator.get("/rounds/autumn/"),
        coordinator.get("/rounds/autumn/councils/"),
        manager.get(f"/glance/autumn/{anyshire.ANYSHIRE}/"),
    ]
    assert [f'href="{PLACE}"' in page.content.decode() for page in pages] == [True, True, True]


def test_a_demonstration_is_cleared_with_its_plans(waiting, coordinator):
    coordinator.post(SETTLE, file=file(), seen="")
    clearing.clear(["autumn"])
    assert (Round.objects.count(), AnalysisPlan.objects.count()) == (0, 0)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_as_many_statements_for_three_questionnaires_as_for_one(
    waiting, coordinator, many, django_assert_num_queries
):
    for number in range(many - 1):
        text = anyshire.QUESTIONNAIRE.replace('id = "small"', f'id = "small-{number}"', 1)
        waiting.round.versions.add(publish(text, "x.toml", on=timezone.localdate()))
    for version in waiting.round.versions.all():
        settle(waiting.round, version, OURS, "x", seen="", by=coordinator.person)
    coordinator.get(PLACE)
    with django_assert_num_queries(7):
        coordinator.get(PLACE)


def told_by(name, *rest):
    out, err = io.StringIO(), io.StringIO()
    call_command("analyse_round", name, *rest, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def closed(world):
    """The plan was settled a day before the round; thirty people answered in each council; the round is over."""
    settle(world.round, world.version, OURS, "x", seen="", by=None, clock=lambda: world.round.opens - timedelta(days=1))
    for place, link in enumerate(world.links.values()):
        for number in range(30):
            anyshire.sent(
                link,
                has_budget="yes" if (number + place) % 3 else "no",
                needs=("learning", "senses", "learning senses", "none")[number % 4],
                information=("always", "sometimes", "never")[(number + place) % 3],
                communication=("always", "never")[number % 2],
            )
    Round.objects.update(closes=timezone.now() - timedelta(days=2))
    world.round.refresh_from_db()
    return world


def by_poet_analyse(world, folder, capsys):
    """The same from the command for files: the answers written out as a table."""
    rows = list(Response.objects.values_list("area__name", "answers"))
    items = list(world.version.instrument.by_id)
    table = io.StringIO()
    csv.writer(table).writerows(
        [["area", *items], *([area, *(said.get(one, "") for one in items)] for area, said in rows)]
    )
    regions = "area,region\n" + "".join(f"{one.name},{one.region}\n" for one in Area.objects.all())
    files = {
        "answers.csv": table.getvalue(),
        "regions.csv": regions,
        "plan.toml": OURS,
        "small.toml": world.version.text,
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    said = ["--plan", "plan.toml", "--instrument", "small.toml", "--answers", "answers.csv", "--regions", "regions.csv"]
    said = [str(folder / one) if one in files else one for one in said]
    period = [str(first_day(world.round)), str(last_day(world.round))]
    assert main(["analyse", *said, "--area-column", "area", "--period", *period, "--prove"]) == 0
    return capsys.readouterr().out


def test_the_settled_plan_finds_what_poet_analyse_finds_in_the_same_answers(closed, tmp_path, capsys):
    found, head = told_by("autumn", "--form", "small")
    assert found == by_poet_analyse(closed, tmp_path, capsys)
    assert json.loads(found)["plan_digest"] == digest(OURS)
    assert head.strip() == words.headed(
        AnalysisPlan.objects.get().at, declared(parse(OURS, "x", closed.version.instrument))
    )


def test_as_many_comparisons_are_told_as_were_declared(closed):
    found = json.loads(told_by("autumn", "--form", "small")[0])
    assert found["tests"][0]["asked"] == ALONE + ACROSS
    assert [one["state"] for one in found["lines"] if one["chapter"] == "subgroups"].count("found") > 0
    text, _ = told_by("autumn", "--form", "small", "--text")
    first = text.splitlines()[0]
    assert first.endswith(
        f", before the first answer; {ALONE + ACROSS} subgroup comparisons were declared over the whole country."
    )


def test_what_is_written_to_a_file_is_what_is_printed_and_the_log_knows(closed, tmp_path):
    printed, _ = told_by("autumn", "--form", "small", "--text")
    told_by("autumn", "--form", "small", "--text", "--out", str(tmp_path / "found.txt"))
    assert (tmp_path / "found.txt").read_text() == printed
    assert [one.detail for one in Event.objects.filter(kind="exported")] == [{"what": "findings", "format": "text"}] * 2
    with pytest.raises(CommandError, match="Give the path of a file in a folder that is there"):
        told_by("autumn", "--form", "small", "--out", str(tmp_path / "none" / "found.txt"))


def test_nothing_is_run_while_answers_come_in_but_of_made_up_ones(closed):
    Round.objects.update(closes=timezone.now() - timedelta(hours=1))
    with pytest.raises(CommandError, match="Run this after that"):
        told_by("autumn", "--form", "small")
    Round.objects.update(made_up=True, closes=timezone.now() + timedelta(hours=1))
    assert json.loads(told_by("autumn", "--form", "small")[0])["plan"] == "small"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("spring", "--form", "small"), "There is no round 'spring'. Name one as its address does"),
        (("autumn", "--form", "large"), "The round does not ask 'large'. Name one of: small."),
        (("autumn", "--form", "small"), "none can be run as if it had been. Run a plan on exported answers"),
    ],
)
def test_where_there_is_nothing_to_run_it_says_what_to_do(world, said, told):
    with pytest.raises(CommandError, match=told):
        told_by(*said)


def test_before_the_round_opens_it_says_where_a_plan_is_settled(waiting):
    with pytest.raises(CommandError, match=f"Settle one on {PLACE}"):
        told_by("autumn", "--form", "small")


def test_of_a_round_without_answers_the_settled_plan_has_no_comparison(closed):
    Response.objects.all().delete()
    assert json.loads(told_by("autumn", "--form", "small")[0])["lines"] == []

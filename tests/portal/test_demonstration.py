"""The demonstration round: made-up people behave like people, and its answers go through the real doors."""

import email
from collections import Counter
from datetime import timedelta
from email.policy import default
from random import Random

import anyshire
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils import timezone

import mailing
from poet import route
from poet.__main__ import main
from poet.instrument import bank, load
from portal.analyses.models import AnalysisPlan
from portal.capture.models import Channel, Draft, Response
from portal.caseloads.caseload import caseloads
from portal.caseloads.models import Counts, Source
from portal.councils.models import Area
from portal.demonstration import acting, caseload, colleagues, last_year, playing, reaching, words
from portal.demonstration import round as demonstration
from portal.demonstration.people import answers, someone
from portal.demonstration.serving import serving
from portal.demonstration.walking import NotThanked, walk
from portal.editing.models import Draft as Edited
from portal.engagement.models import Action, Event
from portal.issuing.models import Run
from portal.people.models import Person
from portal.publishing.models import Content, Publication
from portal.questionnaires.publish import publish_folder
from portal.rounds.models import Round


def nobody(done):
    """Watches no progress."""


@pytest.fixture(scope="module")
def parents():
    return load(settings.INSTRUMENTS / "ehc-parents" / "2014.toml")


def people(instrument, number=400, area_went=0.0):
    variant = instrument.variants[0]
    return [answers(someone(instrument, area_went, Random(seed)), variant) for seed in range(number)]


def test_the_same_seed_makes_the_same_people(parents):
    assert people(parents, 20) == people(parents, 20)


def test_made_up_people_answer_only_what_they_are_asked(parents):
    said = people(parents)
    assert [route.kept(parents, parents.variants[0], one) for one in said] == said


def test_few_leave_a_question_out(parents):
    said = people(parents)
    always_asked = [item for item in parents.items if not item.when and item.kind != "text"]
    missing = [1 - sum(item.id in one for one in said) / len(said) for item in always_asked]
    assert 0.03 < sum(missing) / len(missing) < 0.08


def favourable(said, parents, section):
    sides = [
        parents.by_id[item].option(cell).side for one in said for item, cell in one.items() if item.startswith(section)
    ]
    judged = [side for side in sides if side]
    return Counter(judged)["favourable"] / len(judged)


def test_areas_differ_and_a_better_process_goes_with_better_outcomes(parents):
    well, badly = people(parents, 200, 0.8), people(parents, 200, -0.8)
    assert favourable(well, parents, "process-") > favourable(badly, parents, "process-") + 0.2
    assert favourable(well, parents, "child-h") > favourable(badly, parents, "child-h") + 0.2


def test_comments_are_plainly_made_up(parents):
    said = people(parents)
    comments = {one[item.id] for one in said for item in parents.items if item.kind == "text" and item.id in one}
    assert len(comments) == 8
    assert [comment for comment in comments if not comment.startswith("Made up: ")] == []


@pytest.fixture
def small_england(db, tmp_path, monkeypatch, settings):
    anyshire.load_areas(tmp_path)
    publish_folder(settings.INSTRUMENTS, on=timezone.localdate())
    few = {place: 1 if place[0].startswith("ehc-young") else 4 for place in demonstration.TARGETS}
    monkeypatch.setattr(demonstration, "TARGETS", few)
    monkeypatch.setattr(last_year, "PEOPLE", 20)
    settings.VAR = tmp_path


def test_every_area_gets_its_target_through_the_submit_action(small_england):
    now = timezone.now()
    plays = demonstration.prepare(now=now)
    demonstration.store(plays, now=now, told=nobody)
    by_area = Counter(Response.objects.values_list("area_id", "version__form"))
    stored = Counter()
    for play in plays:
        stored[play.link.area_id, play.link.version.form] += play.stored
    assert by_area == stored
    assert {play.stored + play.walked for play in plays} == {1, 4}
    assert set(Response.objects.values_list("channel", flat=True)) == {Channel.MADE_UP}
    assert Draft.objects.count() == 0
    assert demonstration.standing() is None


def test_every_third_area_asks_questions_of_its_own_and_they_are_answered(small_england):
    now = timezone.now()
    plays = demonstration.prepare(now=now)
    demonstration.store(plays, now=now, told=nobody)
    assert set(Response.objects.exclude(composed="").values_list("area__name", flat=True)) == {"Anyshire"}
    added = {item.id for play in plays for item in bank.added(play.asked)}
    said = {item for one in Response.objects.values_list("answers", flat=True) for item in one}
    assert len(added & said) >= 4


def test_an_analysis_plan_is_settled_for_each_questionnaire_before_its_round_opens(small_england):
    now = timezone.now()
    demonstration.prepare(now=now)
    last_year.opened(now)
    plans = AnalysisPlan.objects.select_related("round")
    assert Counter(one.round.slug for one in plans) == {
        demonstration.SLUG: len({form for form, _ in demonstration.TARGETS}),
        last_year.SLUG: 1,
    }
    assert {one.at < one.round.opens for one in plans} == {True}


def test_a_made_up_caseload_by_need_setting_and_age_comes_in_by_the_loader_and_says_that_it_is_made_up(
    small_england, tmp_path
):
    for _ in range(2):
        caseload.load_made_up(tmp_path / "demo", now=timezone.now())
    assert {one.name: one.period for one in Source.objects.all()} == {
        "made-up-caseload.csv": "2025, made up",
        "made-up-sen-needs.csv": "2025, made up",
    }
    area = Area.objects.get(pk=anyshire.ANYSHIRE)
    found = caseloads(area, [Counts.PLANS])[Counts.PLANS]
    assert found.people == area.plans
    assert {name: sum(one.people for one in groups) for name, groups in found.groups.items()} == dict.fromkeys(
        ("setting", "age", "need"), area.plans
    )
    demonstration.clear()
    assert not Source.objects.exists()


def test_playing_again_starts_from_nothing(small_england):
    for _ in range(2):
        demonstration.clear()
        now = timezone.now()
        demonstration.store(demonstration.prepare(now=now)[:1], now=now, told=nobody)
    assert Response.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_whole_demonstration_is_played_and_told(small_england, tmp_path, capsys, settings, monkeypatch):
    enough = {
        place: 12 if place[0].startswith("ehc-parents") else many for place, many in demonstration.TARGETS.items()
    }
    monkeypatch.setattr(demonstration, "TARGETS", enough)  # of fewer nothing is told, and there is no report to write
    settings.DEMONSTRATION = True
    playing.play()
    assert demonstration.standing() is not None
    now = Response.objects.filter(round__slug=demonstration.SLUG)
    assert Counter(now.values_list("channel", flat=True)) == {"made-up": 42, "web": 15 + reaching.ANSWERS}
    assert (tmp_path / "demo" / "council.pdf").read_bytes()[:5] == b"%PDF-"
    letters = sorted((tmp_path / "demo" / "letters").glob("*.eml"))
    assert len(letters) == reaching.FAMILIES
    assert "This letter is made up." in mailing.plain(email.message_from_bytes(letters[0].read_bytes(), policy=default))
    what_was_issued_tells_nobody(tmp_path / "demo" / "ledger.jsonl")
    every = Response.objects.count()
    playing.play()
    assert "is there already" in capsys.readouterr().out
    assert Response.objects.count() == every
    what_is_named_is_there(playing.where_to_look("http://127.0.0.1:8000"))
    last_years_reports_went_everywhere_they_can()
    demonstration.clear()
    assert [kind.objects.count() for kind in (Publication, Edited, Run, Content, Round)] == [0, 0, 0, 0, 0]


def what_was_issued_tells_nobody(ledger):
    """The two commands that are printed at the end, on the demonstration's own ledger."""
    assert f".venv/bin/poet attack {ledger}" in playing.where_to_look("http://127.0.0.1:8000")
    assert len(ledger.read_bytes().splitlines()) > 1
    assert main(["audit", str(ledger)]) == 0
    assert main(["attack", str(ledger), "--no-own"]) == 0


def signed_in(colleague):
    client = Client()
    client.post("/account/sign-in/password/", {"login": colleague.email, "password": colleague.password})
    client.post("/account/sign-in/second/", {"code": colleague.code})
    return client


def what_is_named_is_there(told):
    """Every address that is printed opens for the person it is printed for; nothing is named that was not played."""
    looks, unmarked, visitors = {}, set(), {one.role: signed_in(one) for one in colleagues.ready()}
    who = Client()
    for line in told.splitlines():
        who = visitors["Council manager"] if "council manager" in line else who
        who = visitors["National publisher"] if "national publisher" in line else who
        if " http://127.0.0.1:8000" in line:
            what, _, rest = line.strip().partition("  ")
            address = rest.split()[0].removeprefix("http://127.0.0.1:8000")
            page = who.get(address, follow=True)
            looks[what] = page.status_code
            if "made up" not in page.content.decode(errors="replace").lower().replace("-", " "):
                unmarked.add(what)
    assert looks == dict.fromkeys(looks, 200) | {"A report taken back": 410}
    assert {"Published reports", "Letters by e-mail", "Links of groups, counted", "A run of reports, ended"} <= set(
        looks
    )
    assert unmarked <= {"What became of my answers", "Its PDF"}, "a page for any code, and a file"
    code = told.partition("with the code ")[2].partition(")")[0]
    assert "Anyshire" in Client().post("/keepsake", {"code": code}).content.decode()


def last_years_reports_went_everywhere_they_can():
    """Signed by two of each; public where the council lets it be, waiting where it does not, gone where it changed its mind."""
    drafts = Edited.objects.filter(round__slug=last_year.SLUG)
    assert {one.place: str(one.state) for one in drafts if one.place[0] == "E"} == {
        anyshire.ANYSHIRE: "published", anyshire.NOWHERE: "signed", anyshire.OTHERSHIRE: "withdrawn",
    }  # fmt: skip
    assert [one.place for one in drafts if one.place == "nation" and one.state == "published"] == ["nation"]
    assert all(one.made_up for one in Publication.objects.all())


def test_a_made_up_council_acts_on_its_report_and_tells_people(small_england, monkeypatch, client):
    monkeypatch.setattr(demonstration, "TARGETS", {("ehc-parents/2014", "ehc"): 40})
    now = timezone.now()
    plays = [play for play in demonstration.prepare(now=now) if play.link.area.name == "Anyshire"]
    demonstration.store(plays, now=now, told=nobody)
    asking, area, version = playing._shown()
    assert acting.act(asking, area, version, now=now)
    today = timezone.localdate()
    assert sorted((one.state, one.due < today) for one in Action.objects.all()) == [
        ("done", True), ("stopped", False), ("under-way", True),
    ]  # fmt: skip
    page = client.get(f"/you-said/{asking.slug}/{area.pk}/{version.form}/").content.decode()
    assert "Made-up action: a letter to every family each month" in page
    assert "Made-up reason" in page
    assert "poet-made-up" in page
    assert Event.objects.get().facilitation.answer == "accepted"
    assert "You said, we did" in playing.where_to_look("http://127.0.0.1:8000")
    demonstration.clear()
    assert not Action.objects.exists()


def test_made_up_colleagues_sign_in_at_a_demonstration_and_nowhere_else(small_england, settings):
    once, again = colleagues.ready(), colleagues.ready()
    assert [one.email for one in once] == [one.email for one in again]
    assert {one.password for one in once} & {one.password for one in again} == set()
    manager = again[3]
    told = words.who_signs_in(again)
    assert (manager.email in told, manager.password in told, manager.code in told) == (True, True, True)

    def comes_to(demonstration):
        settings.DEMONSTRATION = demonstration
        client, manager = Client(), colleagues.ready()[3]
        assert manager.role == "Council manager"
        client.post("/account/sign-in/password/", {"login": manager.email, "password": manager.password})
        client.post("/account/sign-in/second/", {"code": manager.code})
        return client.get("/people/").status_code

    assert (comes_to(demonstration=False), comes_to(demonstration=True)) == (302, 200)
    assert Person.objects.filter(made_up=False).count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_walk_that_ends_elsewhere_is_told(tmp_path, parents):
    world = anyshire.world(tmp_path)
    type(world.round).objects.update(
        opens=timezone.now() + timedelta(days=1), closes=timezone.now() + timedelta(days=2)
    )
    instrument = world.version.instrument
    with serving(get_wsgi_application()) as site, pytest.raises((NotThanked, OSError)):
        walk(f"{site}/a/{world.link.token}/", someone(instrument, 0, Random(1)))
    assert Area.objects.count() == 3

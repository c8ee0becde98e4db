"""Who are we not hearing? By age, need and setting beside the published caseload, in the real questionnaires; where nothing can
be compared, the page says why and what to do."""

from pathlib import Path

import anyshire
import pytest
from django.utils import timezone

from portal.caseloads import loading
from portal.caseloads.models import Attribute, Counts, Figure
from portal.overview import words
from portal.overview.hearing import Lack
from portal.people.rules import Role
from portal.reporting import live, results
from portal.rounds.models import Link
from somebody import somebody

PUBLISHED = Path(__file__).with_name("published")
INSTRUMENTS = Path(__file__).parents[2] / "instruments"


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def asked(db, tmp_path):
    """A round that asks one of the project's own questionnaires."""
    return lambda form: anyshire.world(tmp_path, text=(INSTRUMENTS / form / "2026.toml").read_text())


def load(name, **more):
    return loading.load(PUBLISHED / name, at=timezone.now(), **more)


def page(form):
    live.forget()
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    return manager.words(f"/glance/autumn/{anyshire.ANYSHIRE}/{form}/hearing/")


def row(said, label):
    return said[said.index(label) :][:6]


def send(link, people, **said):
    for _ in range(people):
        anyshire.sent(link, **said)


def test_parents_stand_beside_the_caseload_by_need_and_by_setting(asked):
    world = asked("ehc-parents")
    load("made-up-sen2-caseload.csv")
    load("made-up-sen2-needs.csv")
    for phase, need, people in (
        ("primary", "communication", 40),
        ("secondary", "learning", 20),
        ("post-16", "wellbeing", 20),
        ("home", "physical", 20),
        ("pre-school", "communication", 20),
    ):
        send(world.link, people, phase=phase, child_needs=need)
    said = page("ehc-parents")
    by_setting = said[said.index("By setting, answers beside the caseload of 202425") :]
    assert row(by_setting, "At home") == ["At home", "20", "17%", "240", "8%", "9 points more than in the caseload"]
    assert row(by_setting, "Primary school or Secondary school")[1:5] == ["60", "50%", "2,230", "77%"]
    assert "By setting: least heard beside the caseload: Primary school or Secondary school" in said
    by_need = said[said.index("By need, answers beside the caseload of 202425") :]
    # 960 with autism and 640 with speech and language needs.
    assert row(by_need, "Talking, understanding and being with others")[1:4] == ["60", "50%", "1,600"]
    assert words.SEVERAL in said
    assert not any("What cannot be compared" in one for one in said), "age, need and setting are all there"


def test_the_first_questionnaire_of_parents_told_special_schools_apart(db, tmp_path):
    world = anyshire.world(tmp_path, text=(INSTRUMENTS / "ehc-parents" / "2014.toml").read_text())
    load("made-up-sen2-caseload.csv")
    for setting in ("special", "primary", "college", "home", "early-years"):
        send(world.link, 20, child_setting=setting)
    said = page("ehc-parents")
    special = Figure.objects.get(area=anyshire.ANYSHIRE, group="special-school").people
    assert [one[1:4] for one in (row(said, "Special school"),)] == [["20", "20%", f"{special:,}"]]


def test_young_people_stand_beside_the_caseload_by_the_age_that_their_wording_is_for(asked):
    asked("ehc-young-people")
    load("made-up-sen2-age.csv")
    links = {one.variant: one for one in Link.objects.filter(area=anyshire.ANYSHIRE)}
    for variant, people in (("young", 44), ("older", 17), ("adult", 23)):
        send(links[variant], people, plan_type="ehcp")
    said = page("ehc-young-people")
    assert row(said, "Young people aged 11 to 15")[:4] == ["Young people aged 11 to 15", "10", "14%", "1,100"]
    assert row(said, "Children aged 5 to 10")[1] == "40", "how they came is told in tens"
    assert "By age: least heard beside the caseload: Young people aged 11 to 15" in said
    told = [one for one in said if one.startswith(("By need:", "By setting:"))]
    assert told[0] == words.lacking("", Counts.PLANS, Attribute.NEED, Lack.NOT_LOADED)
    assert "does not ask this" in told[1]


def test_of_carers_the_page_says_plainly_that_no_group_can_be_compared(asked):
    world = asked("adults-carers")
    load("made-up-adults.csv", counts=Counts.CARERS)
    send(world.link, 30, hours="under-20")
    said, title = page("adults-carers"), world.version.title
    assert any("of 4,000" in one for one in said), "the response rate is known"
    assert [one for one in said if one.startswith("By ")] == [
        words.lacking(title, Counts.CARERS, attribute, Lack.NOT_ASKED) for attribute in (Attribute.AGE, Attribute.NEED)
    ]
    assert words.NOTHING_TO_COMPARE in said


def test_nobody_publishes_how_many_practitioners_there_are(asked):
    world = asked("ehc-practitioners")
    assert words.lacking(world.version.title, None, Attribute.WHOLE, Lack.NOBODY_COUNTS) in page("ehc-practitioners")


def test_what_is_not_loaded_and_what_too_few_have_answered_are_told_apart(asked):
    asked("ehc-parents")
    load("made-up-sen2-needs.csv")
    told = [one for one in page("ehc-parents") if one.startswith("By ")]
    assert told == [
        words.lacking("", Counts.PLANS, Attribute.AGE, Lack.NOT_LOADED),
        words.lacking("", Counts.PLANS, Attribute.NEED, Lack.TOO_FEW),
        words.lacking("", Counts.PLANS, Attribute.SETTING, Lack.NOT_LOADED),
    ]
    assert "caseload.csv" in told[0], "the file is named"


def test_adults_stand_beside_the_caseload_by_reason_for_support(asked):
    world = asked("adults-personal-budget")
    load("made-up-asc-keys.csv", counts=Counts.ADULTS)
    for need, people in (("learning", 20), ("mental", 10), ("physical", 40), ("senses", 10), ("memory", 10)):
        send(world.link, people, need=need)
    said = page("adults-personal-budget")
    people = Figure.objects.get(area=anyshire.ANYSHIRE, group="learning-disability-support").people
    learning = next(one for one in said if one.startswith("Learning") or "learning" in one.lower()[:20])
    assert row(said, learning)[1:4] == ["20", "22%", f"{people:,}"]

"""How everybody is given a round's figures is chosen, dated and kept to: as they are, or with noise, and never both."""

from __future__ import annotations

import csv
import io
import re

import anyshire
import pytest
import signed_reports as given
from django.test import Client
from django.utils import timezone
from test_action_plans import answer, written
from test_you_said import TELL, consent

from poet.commands.attack import attack_ledger
from poet.commands.audit import audit_ledger
from poet.protect import STANDARD_POLICIES, Audience, published
from poet.protect import Opening as Way
from portal.audit.models import Event
from portal.capture.models import Response
from portal.people.rules import Role
from portal.publishing import opening, publish
from portal.publishing import opening_words as words
from portal.publishing.exporting import export
from portal.publishing.models import OpenData, Opening
from portal.publishing.withdrawing import withdraw
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.rounds.taking_part import open_round
from somebody import somebody

PAGE, LIST = "/publishing/ways/autumn/", "/publishing/ways/"
FILE = "/open-data/autumn/small.csv"
SAID = ("always", "sometimes", "never")


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def ann(db):
    return somebody(Role.COORDINATOR)


def answered(world, people=40, areas=(anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE)):
    for code in areas:
        for number in range(people):
            anyshire.sent(world.links[code], age=str(5 + number % 3), information=SAID[number % 3])


@pytest.fixture
def noisy(made_up_world, ann):
    answered(made_up_world)
    for code in made_up_world.links:
        given.agrees(made_up_world, code)
    ann.post(PAGE, policy="cell-keys-2026")
    return made_up_world


def give(ann):
    return ann.post("/publishing/ways/autumn/small/give/")


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_the_ways_are_published_policies_with_date_author_and_source(world, ann):
    page = " ".join(ann.words(PAGE))
    for name in ("standard-2026", "cell-keys-2026"):
        policy = published()[name][Audience.PUBLIC]
        assert f"Policy {name} of {policy.dated}, by {policy.author}. Source: {words.WAY_SOURCES[name]}." in page
    assert not re.search(r"docs/|\.md\b", page), "a file of the repository, which readers of the page do not have"
    assert "Of ten counts about" in page
    assert re.search(r"off by \d\.\d points among 25", page)
    assert words.SET_BY_NOBODY in page


def test_where_nobody_chooses_the_public_meets_counts_as_they_are(world):
    assert opening.set_for(world.round).policy == STANDARD_POLICIES[Audience.PUBLIC]
    assert not opening.set_for(world.round).is_noise
    policy = published()["cell-keys-2026"]
    ways = {audience.value: one.opening for audience, one in policy.items()}
    assert ways == {
        "own managers": Way.EXACT, "other councils": Way.EXACT, "public": Way.NOISE, "researchers": Way.NOISE,
    }  # fmt: skip


def test_a_choice_is_dated_has_its_author_and_stands_in_the_log(world, ann):
    assert ann.post(PAGE, policy="cell-keys-2026").status_code == 302
    kept = Opening.objects.get()
    assert (kept.policy, kept.by, kept.digest) == (
        "cell-keys-2026",
        ann.person,
        opening.choices()["cell-keys-2026"].digest,
    )
    assert Event.objects.filter(kind="published", detail__what="open data for everybody: cell-keys-2026").count() == 1
    assert f"by {ann.person}." in " ".join(ann.words(PAGE))
    ann.post(PAGE, policy="cell-keys-2026")
    assert Opening.objects.count() == 1
    assert ann.post(PAGE, policy="open-data-2026").status_code == 409
    ann.post(PAGE, policy="standard-2026")
    assert not opening.set_for(world.round).is_noise


def test_the_file_holds_noise_for_everybody_and_councils_that_agreed_and_stays_as_it_is(noisy, ann):
    assert Client().get(FILE).status_code == 404
    assert give(ann).status_code == 302
    first = Client().get(FILE)
    told = {(row["group"], row["answer"]): row for row in rows(first.content) if row["item"] == "information"}
    assert {group for group, _ in told} == {"(all)", "Anyshire", "Othershire", "Nowhere"}
    exact = dict.fromkeys(("Anyshire", "Othershire", "Nowhere"), 40) | {"(all)": 120}
    off = [abs(int(row["base_with_noise"]) - exact[group]) for (group, _), row in told.items()]
    assert max(off) <= 5
    assert any(off)
    assert give(ann).status_code == 409
    assert Client().get(FILE).content == first.content
    page = Client().get("/open-data/").content.decode()
    assert FILE in page
    assert "Of ten counts about" in page


@pytest.mark.parametrize(
    ("agree", "groups"), [(0, {"(all)"}), (1, {"(all)"}), (3, {"(all)", "Anyshire", "Othershire", "Nowhere"})]
)
def test_a_council_that_did_not_agree_stands_in_no_line_nor_is_left_over(made_up_world, ann, agree, groups):
    answered(made_up_world)
    for code in list(made_up_world.links)[:agree]:
        given.agrees(made_up_world, code)
    ann.post(PAGE, policy="cell-keys-2026")
    give(ann)
    assert {row["group"] for row in rows(Client().get(FILE).content)} == groups


def test_one_council_that_did_not_agree_is_not_told_as_everybody(made_up_world, ann):
    answered(made_up_world, areas=(anyshire.ANYSHIRE,))
    ann.post(PAGE, policy="cell-keys-2026")
    assert give(ann).status_code == 409
    assert not OpenData.objects.exists()


def test_no_key_of_a_response_and_nothing_small_is_in_the_file(noisy, ann):
    answered(noisy, 7, (anyshire.NOWHERE,))
    give(ann)
    data = Client().get(FILE).content.decode()
    assert not any(str(one.key) in data for one in Response.objects.all())
    assert {int(row["count_with_noise"]) for row in rows(data.encode()) if row["count_with_noise"]} & {1, 2} == set()


def test_beside_noise_no_report_is_published(noisy):
    with pytest.raises(publish.NotPublished, match="with noise"):
        given.out(given.own(noisy))


def test_a_report_on_its_way_when_noise_is_chosen_keeps_the_round_as_it_is(made_up_world, ann):
    answered(made_up_world)
    given.agrees(made_up_world, anyshire.ANYSHIRE)
    one = given.publish(given.own(made_up_world), by=None, at=timezone.now())
    response = ann.post(PAGE, policy="cell-keys-2026")
    assert (response.status_code, words.REPORTS_OUT in response.content.decode()) == (409, True)
    withdraw(one, by=None, who="us", why="", at=timezone.now())
    assert ann.post(PAGE, policy="cell-keys-2026").status_code == 302, "it never went out"


def test_a_report_that_was_read_and_taken_back_counts(made_up_world, ann):
    answered(made_up_world)
    given.agrees(made_up_world, anyshire.ANYSHIRE)
    one = given.out(given.own(made_up_world))
    withdraw(one, by=None, who="us", why="", at=timezone.now())
    assert ann.post(PAGE, policy="cell-keys-2026").status_code == 409


def test_what_the_ledger_told_the_public_is_given_in_no_other_way(world, ann):
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(manager, state="done", evidence="The letters go out.")
    consent(world, manager)
    manager.post(TELL, do="publish")
    response = ann.post(PAGE, policy="cell-keys-2026")
    assert (response.status_code, "Entry 2 of the release ledger" in response.content.decode()) == (409, True)


def test_you_said_is_not_told_beside_noise(world, ann):
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(manager, state="done", evidence="The letters go out.")
    consent(world, manager)
    ann.post(PAGE, policy="cell-keys-2026")
    response = manager.post(TELL, do="publish")
    assert (response.status_code, "with noise" in response.content.decode()) == (422, True)


def test_what_was_given_with_noise_is_not_given_as_it_is_any_more(noisy, ann):
    give(ann)
    assert ann.post(PAGE, policy="standard-2026").status_code == 409
    assert opening.set_for(noisy.round).is_noise


def test_a_round_that_is_open_is_not_given_yet(world, ann):
    answered(world)
    ann.post(PAGE, policy="cell-keys-2026")
    response = give(ann)
    assert (response.status_code, words.WAITS_FOR_THE_END in response.content.decode()) == (409, True)


def test_nothing_is_given_with_noise_where_it_was_not_chosen(made_up_world, ann):
    answered(made_up_world)
    assert give(ann).status_code == 409


def test_the_exported_site_holds_the_file(noisy, ann, tmp_path):
    give(ann)
    export(tmp_path / "site")
    assert (tmp_path / "site" / "open-data" / "autumn" / "small.csv").read_bytes() == Client().get(FILE).content


@pytest.mark.parametrize("rounds", [1, 3])
def test_its_pages_ask_as_much_for_many_rounds_as_for_one(noisy, ann, django_assert_num_queries, rounds):
    now = timezone.now()
    for number in range(rounds - 1):
        at = {"opens": now, "closes": noisy.round.closes, "versions": [noisy.version], "made_up": True}
        later = open_round(slug=f"later-{number}", name=f"Later {number}", **at)
        OpenData.objects.create(round=later, version=noisy.version, data=b"", digest="", cost="", policy="x", at=now)
    give(ann)
    for page, statements in ((LIST, 6), (PAGE, 8)):
        ann.get(page)
        with django_assert_num_queries(statements):
            ann.get(page)
    with django_assert_num_queries(1):
        Client().get("/open-data/")


def test_the_ledger_says_that_a_file_with_noise_was_issued_and_that_no_proof_reaches_it(noisy, ann, tmp_path, capsys):
    give(ann)
    digest = OpenData.objects.get().digest
    entries = DatabaseLedger().read()[0]
    told = entries[-1].draft
    assert (told.audience, told.rule.policy, told.tables, told.respondents) == ("public", "cell-keys-2026", (), ())
    assert told.outside == (
        "open data with noise by cell keys (variance 3, at most 5 people either way, none of 1 to 2), every count of everybody "
        f"and 3 councils by name, sha256:{digest[:16]}",
    )
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join(DatabaseLedger().lines()))
    assert audit_ledger(file) == 0
    said = capsys.readouterr().out
    assert f"sha256:{digest[:16]}" in said
    assert "cell-keys-2026" in said
    assert attack_ledger(file, with_own=False) == 0
    assert give(ann).status_code == 409
    assert len(DatabaseLedger().read()[0]) == len(entries)

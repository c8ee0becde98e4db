"""Live results: one new answer changes nothing on the page, ten do; what was shown is kept and ledgered."""

from __future__ import annotations

import json
import re

import anyshire
import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from poet.__main__ import main
from poet.attack import attack, read
from poet.protect.ledger import LedgerBroken, Overtaken
from portal.issuing import running
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine, Standing

PLACE = f"/results/autumn/{anyshire.ANYSHIRE}/small/"


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answer(world, people, information="always", link=None):
    for number in range(people):
        anyshire.sent(link or world.link, age=str(5 + number % 3), information=information)


@pytest.fixture
def shown(made_up_world, client):
    """Anyshire and Othershire with thirty answers each, looked at once."""
    for link in (made_up_world.links[anyshire.ANYSHIRE], made_up_world.links[anyshire.OTHERSHIRE]):
        for said in ("always", "sometimes", "never"):
            answer(made_up_world, 10, said, link)
    client.get(PLACE)
    return made_up_world


def page(client):
    return client.get(PLACE).content.decode()


def table(client):
    """How many in Anyshire gave each answer about information, as the JSON file says; and how many answered."""
    told = json.loads(client.get(f"{PLACE}report.json").content)
    rows = [row for section in told["figures"] for block in section["blocks"] for row in block["rows"]]
    return [cell["text"] for cell in next(row for row in rows if row[0]["text"] == "Clear information")]


def test_one_new_answer_changes_nothing_on_the_page_nor_in_the_files(shown, client):
    before = page(client), *(client.get(f"{PLACE}report.{ending}").content for ending in ("json", "html", "pdf"))
    answer(shown, 1)
    after = page(client), *(client.get(f"{PLACE}report.{ending}").content for ending in ("json", "html", "pdf"))
    assert after == before


def test_ten_answers_change_how_many_answered_and_ten_and_ten_change_the_table(shown, client):
    assert table(client)[1] == "30"
    answer(shown, 10)
    assert "40 parents and carers answered." in " ".join(page(client).split())
    assert table(client)[1] == "30", "all ten said the same: the table would tell it"
    answer(shown, 10, "never")
    assert table(client)[1] == "50"


def test_nine_and_one_change_no_table(shown, client):
    before = table(client)
    answer(shown, 9, "never")
    answer(shown, 1, "always")
    assert table(client) == before


def test_what_happens_in_another_area_shows_here_under_the_same_rule(shown, client):
    before = page(client)
    answer(shown, 3, link=shown.links[anyshire.OTHERSHIRE])
    assert page(client) == before


def test_what_was_shown_outlives_the_process(shown, client):
    before = table(client)
    answer(shown, 1)
    results.protected.cache_clear()
    live.forget()
    assert table(client) == before


def test_each_refresh_is_a_line_of_the_ledger_and_a_look_that_changes_nothing_is_none(shown, client):
    assert LedgerLine.objects.count() == 1
    answer(shown, 1)
    page(client)
    assert LedgerLine.objects.count() == 1
    answer(shown, 10, "always")
    answer(shown, 11, "never")
    page(client)
    entries, head = DatabaseLedger().read()
    assert [entry.draft.waves.covered for entry in entries] == [("refresh 1",), ("refresh 1", "refresh 2")]
    assert head == DatabaseLedger().head()
    assert Standing.objects.get().refreshes == 2


def test_an_intruder_finds_nothing_in_the_live_history(shown, client):
    for said, people in (("always", 10), ("never", 3), ("never", 9), ("sometimes", 14), ("always", 2)):
        answer(shown, people, said)
        page(client)
    lines = list(DatabaseLedger().lines())
    assert len(lines) > 1
    assert [(reader.found, reader.contradictions) for reader in attack(read(lines), with_own=False)] == [((), ())]


def test_the_ledger_is_written_out_for_the_commands_that_check_it(shown, client, capsys, tmp_path):
    call_command("ledger")
    file = tmp_path / "ledger.jsonl"
    file.write_text(capsys.readouterr().out)
    assert main(["attack", str(file)]) == 0


def test_an_altered_line_is_found(shown):
    kept = LedgerLine.objects.get()
    LedgerLine.objects.filter(pk=1).update(line=bytes(kept.line).replace(b'"minimum_base":10', b'"minimum_base":11'))
    with pytest.raises(LedgerBroken, match="Entry 1 is not what was issued"):
        DatabaseLedger().read()


def test_of_two_releases_that_race_the_later_is_not_appended(shown):
    (entry,), head = DatabaseLedger().read()
    with pytest.raises(Overtaken):
        DatabaseLedger().append(entry.draft, "0" * 64)
    DatabaseLedger().append(entry.draft, head)
    with pytest.raises(IntegrityError):
        LedgerLine.objects.create(number=3, previous=head, hash="1" * 64, line=b"")


def test_every_claim_of_a_live_report_names_the_figures_that_stand(shown, client):
    told = json.loads(client.get(f"{PLACE}report.claims").content)
    kept = Standing.objects.get()
    assert told["release"] == f"sha256:{kept.digest[:16]}"
    assert {claim["release"] for claim in told["claims"]} == {told["release"]}


@pytest.fixture
def all_asked(db, tmp_path):
    """The small world where everybody is asked for the weekly sum: what is asked after an answer moves on no page."""
    before, after = anyshire.QUESTIONNAIRE.split('id = "weekly"\n')
    same, rest = after.split('when = [{ item = "has-budget", is = ["yes"] }]\n', 1)
    return anyshire.world(tmp_path, made_up=True, text=f'{before}id = "weekly"\n{same}{rest}')


def budgets(world, pounds, link=None):
    for number, one in enumerate(pounds):
        said = ("always", "sometimes", "never")[number % 3]
        anyshire.sent(
            link or world.link, age=str(5 + number % 3), information=said, **{"has-budget": "yes", "weekly": str(one)}
        )


def weekly(client):
    """What the page says of the weekly sums in Anyshire: of how many, and their mean."""
    said = re.search(r"Weekly sum: [^<]*?\(n = (\d+)\)", page(client))
    mean = re.search(r"the average was £(\d+)", said[0])
    return int(said[1]), mean and int(mean[1])


def test_ten_newcomers_do_not_move_the_mean_by_what_one_of_them_gets(all_asked, client):
    budgets(all_asked, [20, 30, 40, 50] * 15)
    budgets(all_asked, [20, 30, 40, 50] * 15, all_asked.links[anyshire.OTHERSHIRE])
    assert weekly(client) == (60, 35)
    budgets(all_asked, [0] * 9 + [900])
    assert weekly(client) == (70, None), "the mean of 70 less that of 60 would be what one gets"
    budgets(all_asked, [30, 60] * 20)
    assert weekly(client) == (110, 44)


def test_what_a_report_told_of_a_mean_is_held_against_the_pages_too(all_asked, client):
    """A page told a mean, a run told none beside the newcomers, and the page does not tell the two beside one another."""
    budgets(all_asked, [20, 30, 40, 50] * 15)
    budgets(all_asked, [20, 30, 40, 50] * 15, all_asked.links[anyshire.OTHERSHIRE])
    assert weekly(client) == (60, 35)
    budgets(all_asked, [0] * 9 + [900])
    running.work(running.start(all_asked.round, "termly", by=None, now=timezone.now()).pk)
    assert weekly(client) == (70, None)
    budgets(all_asked, [0] * 5 + [10] * 5)
    assert weekly(client) == (80, None)

"""`poet open-data`: figures for everybody, and what is said of their price."""

import csv
import io
import random
from itertools import islice
from pathlib import Path

import pytest

from poet.__main__ import main
from poet.commands import settings
from poet.protect import Audience, Opening
from poet.protect.ledger import FileLedger
from poet.protect.open_data import Printed, Printing, rows_behind
from poet.protect.publishing import SHELF

ROOT = Path(__file__).parents[2]
PARENTS = ROOT / "instruments/ehc-parents/2014.toml"
OFTEN = ("always", "mostly", "sometimes", "rarely", "never")


@pytest.fixture
def answers(tmp_path):
    """300 made-up parents in three areas."""
    file = tmp_path / "answers.csv"
    dice = random.Random(2026)
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "area", "child-needs", "process-information", "worked-well"])
        for number in range(300):
            needs = ";".join(dice.sample(["communication", "learning", "wellbeing"], dice.randint(1, 3)))
            said = dice.choices(OFTEN, weights=[30, 30, 20, 12, 8])[0]
            writer.writerow([f"r{number}", f"Area {number % 3}", needs, said, "made up" if number % 2 else ""])
    return file


def open_data(answers, capsys, *more):
    code = main(["open-data", "--instrument", str(PARENTS), "--answers", str(answers), "--by", "area", *map(str, more)])
    told = capsys.readouterr()
    return code, list(csv.DictReader(io.StringIO(told.out))), told.err


def rounded_row(rows, group):
    return [row for row in rows if (row["group"], row["item"]) == (group, "process-information")]


def test_rounded_percentages_stand_on_rounded_bases_and_hide_each_row(answers, capsys):
    code, rows, said = open_data(answers, capsys)
    assert code == 0
    for group in ("(all)", "Area 0", "Area 1", "Area 2"):
        told = rounded_row(rows, group)
        how = Printing(base_step=5, tenths=round(float(told[0]["step"]) * 10))
        base = int(told[0]["base"])
        assert base % 5 == 0
        steps = tuple(round(float(row["percent"]) * 10 / how.tenths) for row in told)
        one, *others = islice(rows_behind(Printed(base, steps), how, range(1, base + 5)), 2)
        assert len(one) == len(told)
        assert others != []
    assert "With one decimal" in said
    assert "None can be from these figures" in said


def test_a_hidden_base_is_said_to_be_hidden(answers, capsys):
    _, rows, _ = open_data(answers, capsys, "--base-step", 0)
    assert {row["base"] for row in rows} == {""}


def test_noise_is_the_same_on_every_run_and_another_with_another_secret(answers, capsys, tmp_path):
    secret, other = tmp_path / "secret", tmp_path / "other"
    secret.write_bytes(b"0123456789abcdef")
    other.write_bytes(b"fedcba9876543210")
    code, first, said = open_data(answers, capsys, "--how", "noise", "--secret", secret)
    assert code == 0
    assert "standard deviation 1.73 people, at most 5 either way; 23% of counts stay as they are" in said
    assert open_data(answers, capsys, "--how", "noise", "--secret", secret)[1] == first
    assert open_data(answers, capsys, "--how", "noise", "--secret", other)[1] != first
    assert {row["item"] for row in first} >= {"process-information", "child-needs", "worked-well"}


def test_noise_without_a_secret_or_without_ids_is_refused_with_what_to_do(answers, capsys, tmp_path):
    assert open_data(answers, capsys, "--how", "noise")[::2] == (2, NO_SECRET)
    short = tmp_path / "short"
    short.write_bytes(b"123")
    code, rows, said = open_data(answers, capsys, "--how", "noise", "--secret", short)
    assert (code, rows) == (2, [])
    assert "the secret has 3 bytes; take 16 or more" in said
    nameless = tmp_path / "nameless.csv"
    nameless.write_text("area,process-information\nA,always\n")
    short.write_bytes(b"0123456789abcdef")
    code, rows, said = open_data(nameless, capsys, "--how", "noise", "--secret", short)
    assert (code, rows) == (1, [])
    assert "name it with --id-column" in said


NO_SECRET = "Noise needs a secret that stays the same for all tables and terms: --secret FILE with 16 bytes or more of chance.\n"


def test_rounding_an_empty_table_says_nothing_and_does_not_fail(capsys, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("area,process-information\n")
    code, rows, said = open_data(empty, capsys)
    assert (code, rows) == (0, [])
    assert said.startswith("With one decimal 0 of 0 rows could")


def test_the_policy_says_in_which_way_an_audience_is_given_open_data(answers, capsys, tmp_path):
    noisy = (SHELF / "open-data-2026.toml").read_text().replace('opening = "rounding"', 'opening = "noise"')
    policy, secret = tmp_path / "policy.toml", tmp_path / "secret"
    policy.write_text(noisy)
    secret.write_bytes(b"0123456789abcdef")
    assert "With one decimal" in open_data(answers, capsys)[2]
    assert open_data(answers, capsys, "--policy", policy)[::2] == (2, NO_SECRET)
    code, _, said = open_data(answers, capsys, "--policy", policy, "--secret", secret)
    assert (code, "Noise of standard deviation 1.73 people" in said) == (0, True)


def test_whoever_is_told_counts_as_they_are_is_sent_to_a_release(answers, capsys):
    code, rows, said = open_data(answers, capsys, "--audience", "own managers")
    assert (code, rows) == (2, [])
    assert "issue a release for them (poet release)" in said


def test_another_way_than_the_policys_is_said_to_be_another(answers, capsys, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"0123456789abcdef")
    _, _, said = open_data(answers, capsys, "--how", "noise", "--secret", secret)
    assert "open-data-2026 gives public rounding; it was asked for noise." in said


def test_the_command_line_offers_the_audiences_and_ways_that_policies_know():
    assert tuple(Audience) == settings.AUDIENCES
    assert {Opening.ROUNDING, Opening.NOISE} == {settings.ROUNDING, settings.NOISE}


def some(answers, folder, people):
    """The first so many of them."""
    file = folder / f"first-{people}.csv"
    file.write_text("".join(answers.read_text().splitlines(keepends=True)[: people + 1]))
    return file


def test_nobody_is_given_the_same_people_exactly_and_rounded(answers, tmp_path, capsys):
    """Ninety people of each area stand in a release. Three more come: beside it, a base rounded to fives tells of 3 to 7."""
    ledger, item = tmp_path / "ledger.jsonl", "process-information"
    issued = ["release", "--instrument", str(PARENTS), "--answers", str(some(answers, tmp_path, 270))]
    assert main([*issued, "--round", "autumn", "--waves", "term 1", "--ledger", str(ledger)]) == 0
    tables = FileLedger(ledger).read()[0][0].draft.tables
    exact = next(one.base for one in tables if (one.group, one.item) == ("Area 0", item))
    capsys.readouterr()
    _, rows, _ = open_data(some(answers, tmp_path, 279), capsys)
    base = int(rounded_row(rows, "Area 0")[0]["base"])
    assert (base - 2 - exact, base + 2 - exact) == (3, 7), "an intruder with both files"
    for more in ([], ["--round", "autumn"], ["--how", "noise"]):
        code, rows, said = open_data(some(answers, tmp_path, 279), capsys, "--ledger", ledger, *more)
        assert (code, rows) == (2, [])
        assert "entry 1 of" in said
        assert "Give them the tables of a release" in said
    code, _, _ = open_data(some(answers, tmp_path, 279), capsys, "--ledger", ledger, "--round", "spring")
    assert code == 0

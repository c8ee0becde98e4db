"""Means in a ledger: each beside its people and their rounded sum, and refused where it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from history import STRUCTURE, counted, people
from poet.__main__ import main
from poet.instrument import Kind, load
from poet.protect import STANDARD, Population, Waves
from poet.protect.drafting import Occasion
from poet.protect.ledger import BEGINNING, FileLedger
from poet.protect.release import release

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def draft():
    occasion = Occasion(Population("2026 to 2027", "small/1"), Waves(("term 1",)), STRUCTURE)
    return release(counted(people(1, 1)), occasion, STANDARD).draft("2026-12-18T12:00:00+00:00")


def issued(draft, file, change):
    """The release with a change in its tables, in a ledger of its own."""
    FileLedger(file).append(replace(draft, tables=tuple(map(change, draft.tables))), BEGINNING)
    return str(file)


def test_every_mean_is_kept_with_its_people_and_their_rounded_sum(draft, tmp_path, capsys):
    means = [table for table in draft.tables if "mean" in table.figures]
    assert means
    assert [t.figures["rounded sum"] for t in means] == [pytest.approx(t.base * t.figures["mean"]) for t in means]
    assert main(["audit", issued(draft, tmp_path / "ledger.jsonl", lambda one: one)]) == 0
    assert "each stands beside a base of enough people" in capsys.readouterr().out


@pytest.mark.parametrize("base", [None, 9])
def test_a_mean_without_enough_people_beside_it_is_refused(draft, tmp_path, capsys, base):
    file = issued(draft, tmp_path / "ledger.jsonl", lambda one: replace(one, base=base) if one.figures else one)
    assert main(["audit", file]) == 1
    assert "without 10 or more people beside it" in capsys.readouterr().err


def test_a_sum_that_is_not_its_mean_s_is_refused(draft, tmp_path, capsys):
    def wrong(table):
        return replace(table, figures={**table.figures, "rounded sum": -1.0}) if "mean" in table.figures else table

    assert main(["audit", issued(draft, tmp_path / "ledger.jsonl", wrong)]) == 1
    assert "is not its mean times its base" in capsys.readouterr().err


def test_model_outputs_named_at_the_release_are_named_by_the_audit_as_outside_its_reach(tmp_path, capsys):
    form = ROOT / "instruments/ehc-parents/2014.toml"
    item = next(item for item in load(form).items if item.kind is Kind.ONE)
    answers = tmp_path / "answers.csv"
    answers.write_text(f"id,area,{item.id}\n" + "".join(f"{at},Anyshire,{item.options[0].code}\n" for at in range(20)))
    asked = ["--instrument", str(form), "--answers", str(answers), "--id-column", "id"]
    when = ["--round", "2026 to 2027", "--waves", "term 1", "--ledger", str(tmp_path / "ledger.jsonl")]
    assert main(["release", *asked, *when, "--model", "odds of being heard", "--model", "bands of areas"]) == 0
    assert main(["audit", str(tmp_path / "ledger.jsonl")]) == 0
    assert "record by record (bands of areas, odds of being heard)" in capsys.readouterr().out

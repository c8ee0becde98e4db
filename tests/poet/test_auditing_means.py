"""Means in a ledger: each beside its people and their rounded sum, and refused where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from history import STRUCTURE, counted, people
from poet.__main__ import main
from poet.protect import STANDARD, Population, Waves
from poet.protect.drafting import Occasion
from poet.protect.ledger import BEGINNING, FileLedger
from poet.protect.release import release


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

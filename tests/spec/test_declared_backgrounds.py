"""Every questionnaire declares by what its people are told apart, in a way that can be proved; the docs list them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drawn.parted import REGIONS as REGIONS_OF
from drawn.parted import main, people
from poet.findings import Level
from poet.findings.backgrounds import MOST_CELLS, by_background, declared_for, planned_beside
from poet.findings.plan import Subgroups
from poet.instrument import Kind, load
from poet.instrument.bands import Banded
from poet.protect import STANDARD, Population, Shown, Waves
from poet.protect.proof.audit import Cache

ROOT = Path(__file__).parents[2]
REGIONS = 9
FORMS = {
    form.name: form
    for form in (load(file) for file in sorted((ROOT / "instruments").glob("*/20*.toml")) if file.name.count(".") == 1)
}


def plan_of(name):
    plan = declared_for(FORMS[name])
    assert plan is not None, f"{name} declares no backgrounds"
    return plan


@pytest.mark.parametrize("name", FORMS)
def test_each_questionnaire_tells_the_same_six_judged_items_of_regions_and_of_everybody(name):
    parts = plan_of(name).parts
    assert {type(part) for part in parts} == {Subgroups}
    assert [part.level for part in parts] == [Level.NATION, Level.REGION]
    nation, region = (list(part.items) for part in parts)
    assert nation == region
    assert len(nation) == 6
    assert all(item.judged for item in nation)
    assert [one.name for one in parts[0].by] == [one.name for one in parts[1].by]


@pytest.mark.parametrize("name", FORMS)
def test_each_background_parts_people_into_no_more_cells_than_nine_regions_allow(name):
    by = {one.by.id: one.by for part in plan_of(name).parts for one in part.by}
    assert 1 <= len(by) <= 3
    for item in by.values():
        assert isinstance(item, Banded) or item.kind is Kind.ONE, f"{name}: {item.id}"
        assert REGIONS * (len(item.options) + 1) <= MOST_CELLS, f"{name}: {item.id}"


def test_the_docs_list_every_questionnaire_with_its_backgrounds_and_items():
    page = (ROOT / "docs/reference/protection.md").read_text()
    rows = {row[0]: [re.findall(r"`([^`]+)`", cell) for cell in row[1:]] for row in (
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|") and "/20" in line[:60]
    )}  # fmt: skip
    told = {
        name: [
            list(dict.fromkeys(one.by.id for one in plan_of(name).parts[0].by)),
            [item.id for item in plan_of(name).parts[0].items],
        ]
        for name in FORMS
    }
    assert rows == told


def test_no_plan_belongs_to_a_questionnaire_that_is_not_there():
    there = {file.stem for file in (ROOT / "src/poet/findings/by_background").glob("*.toml")}
    assert there == {name.replace("/", "-") for name in FORMS}


def test_made_up_budget_holders_of_three_regions_are_told_by_each_of_their_backgrounds():
    form, plan = FORMS["adults-personal-budget/2026"], plan_of("adults-personal-budget/2026")
    kept = people(50, of=form)
    whose = Population("2026", form.name, form.digest), Waves(("term 1",))
    rest = main(kept, whose)
    told = {}
    for one in by_background(plan, kept, REGIONS_OF, whose, STANDARD, by_region=True):
        beside = planned_beside(one, rest, STANDARD, (), Cache())
        groups = beside.release.partitions[f"nation x {one.by}"].groups.values()
        shares = [table.favourable for tables in groups for table in tables.values()]
        told[one.by] = sum(isinstance(share, Shown) for share in shares) > len(shares) / 2
    assert told == {"age": True, "need": True, "held": True}

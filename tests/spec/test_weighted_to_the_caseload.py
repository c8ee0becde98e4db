"""Shares weighted to the caseload, and scores that can be banded, from a plan file to what is printed."""

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from test_findings import PARENTS, ROWS, found, kept, line

from poet.__main__ import main
from poet.associate import caseload_share
from poet.associate.words import NO_CASELOAD
from poet.measure import NotEstimable
from poet.protect import Withheld

ROOT = Path(__file__).parents[2]
FORM = ROOT / "instruments/ehc-parents/2014.toml"
PLAN = '[[models]]\nwhat = "weighted"\nlevel = "nation"\nitems = ["needs-now"]\n'
NEEDS, PLANS = PARENTS.by_id["needs-now"], PARENTS.by_id["has-plan"]
GOOD = {option.code for option in NEEDS.in_base if option.side == "favourable"}
CODES = [option.code for option in PLANS.in_base]
CASELOAD = {code: 1000 * (place + 1) for place, code in enumerate(CODES)}


def by_hand(rows, caseload):
    """The share in each group, weighted by the caseload, in fractions."""
    base = {option.code for option in NEEDS.in_base}
    share = Fraction(0)
    for code, people in caseload.items():
        said = [row["needs-now"] for row in rows if row["has-plan"] == code and row["needs-now"] in base]
        share += Fraction(sum(one in GOOD for one in said), len(said)) * Fraction(people, sum(caseload.values()))
    return share


def test_each_group_counts_as_on_the_caseload():
    findings, _ = found(PLAN, caseload={"everybody": {"has-plan": CASELOAD}})
    told = line(findings, item="needs-now", part="has-plan").outcome
    assert told == caseload_share(kept(ROWS).frame, "needs-now", "has-plan", CASELOAD)
    assert told.value.fair.value == pytest.approx(float(by_hand(ROWS, CASELOAD)), abs=1e-9)
    assert told.value.effective < told.value.fair.people == told.value.plain.base
    assert told.value.fair.interval.low < told.value.fair.value < told.value.fair.interval.high


def test_a_caseload_like_those_who_answered_leaves_the_share_as_it_is():
    base = {option.code for option in NEEDS.in_base}
    alike = {code: sum(row["has-plan"] == code and row["needs-now"] in base for row in ROWS) for code in CODES}
    told = caseload_share(kept(ROWS).frame, "needs-now", "has-plan", alike).value
    assert told.fair.value == pytest.approx(told.plain.value, abs=1e-12)
    assert told.effective == pytest.approx(told.fair.people)


def test_an_area_has_its_own_caseload_and_few_people_are_told_nothing():
    area = PLAN.replace("nation", "area")
    findings, _ = found(area, caseload={"Area A": {"has-plan": CASELOAD}})
    assert {one.group for one in findings.lines} == {"Area A"}
    few = [row for row in ROWS if row["area"] == "Area A"][:20] + [row for row in ROWS if row["area"] != "Area A"]
    findings, _ = found(area, rows=few, caseload={"Area A": {"has-plan": CASELOAD}})
    assert isinstance(line(findings, group="Area A").outcome, Withheld)


def test_weights_of_nought_are_told_with_what_to_do():
    frame = kept(ROWS).frame
    assert caseload_share(frame, "needs-now", "has-plan", dict.fromkeys(CODES, 0)) == NotEstimable(NO_CASELOAD)
    assert caseload_share(frame, "needs-now", "has-plan", {}) == NotEstimable(NO_CASELOAD)
    for outcome, attribute, area in (
        ("child-age", "has-plan", None),
        ("needs-now", "no", None),
        ("needs-now", "has-plan", "X"),
    ):
        assert isinstance(caseload_share(frame, outcome, attribute, CASELOAD, area), NotEstimable)


def test_without_a_caseload_the_plan_says_what_is_missing():
    findings, _ = found(PLAN)
    assert findings.lines == ()
    assert [said.split(":")[0] for said in findings.missing] == ["how many people the caseload holds"]


def test_an_area_of_the_caseload_without_answers_is_named():
    findings, _ = found(PLAN, caseload={"everybody": {"has-plan": CASELOAD}, "Nowehre": {"has-plan": CASELOAD}})
    assert findings.missing == (
        "answers of one area on the caseload, 'Nowehre' first: check the names, or nobody there has answered yet",
    )


def written(file, seed):
    """900 made-up parents in twelve areas of three kinds: a good one, a bad one, and ten in between."""
    dice = random.Random(seed)
    judged = [item for item in PARENTS.items if item.judged]
    lines = [",".join(["area", "has-plan", *(item.id for item in judged)])]
    for row in range(900):
        level = {0: -1.5, 1: 1.5}.get(row % 12, 0)
        mood = level + dice.gauss(2, 0.6)
        said = [
            item.in_base[min(max(round(mood + dice.gauss(0, 1)), 0), len(item.in_base) - 1)].code for item in judged
        ]
        lines.append(",".join([f"Area {row % 12:02}", CODES[dice.random() < 0.3], *said]))
    file.write_text("\n".join(lines))
    return file


def test_scores_of_sections_and_of_rounds_together_are_banded_and_shares_weighted_from_a_plan_file(tmp_path, capsys):
    plan, people = tmp_path / "plan.toml", tmp_path / "caseload.csv"
    plan.write_text(
        'id = "scores"\ntitle = "Scores"\nlevel = "area"\n[[models]]\nwhat = "section-bands"\n'
        '[[models]]\nwhat = "pooled-bands"\n[[models]]\nwhat = "weighted"\nlevel = "nation"\nitems = ["needs-now"]\n'
    )
    people.write_text("question,answer,people\n" + "".join(f"has-plan,{code},9000\n" for code in CODES[:2]))
    now, last = written(tmp_path / "now.csv", 1), written(tmp_path / "last.csv", 2)
    asked = ["--instrument", FORM, "--answers", now, "--area-column", "area", "--plan", plan]
    assert main(["analyse", *map(str, asked), "--last", str(last), "--caseload", str(people)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["missing"] == []
    lines = found["lines"]
    for what, most in (("section-bands", 900), ("pooled-bands", 1800)):
        told = {line["group"]: line["outcome"] for line in lines if (line["what"], line["part"]) == (what, "process")}
        bands = {group: outcome["value"]["band"] for group, outcome in told.items()}
        assert bands["Area 00"].endswith("better")
        assert bands["Area 01"].endswith("worse")
        assert {bands[f"Area {place:02}"] for place in range(2, 12)} == {"as expected"}
        assert told["Area 00"]["behind"]["people"] == most
    (share,) = [line["outcome"]["value"] for line in lines if line["what"] == "weighted"]
    assert share["effective"] < share["fair"]["people"] == share["plain"]["base"]

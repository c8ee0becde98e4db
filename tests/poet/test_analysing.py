"""`poet analyse`: a plan, a questionnaire and a table of answers in, findings out, on any questionnaire."""

import hashlib
import json
import random
import re
from pathlib import Path

import pytest

from poet.__main__ import main

ROOT = Path(__file__).parents[2]
PARENTS = ROOT / "instruments/ehc-parents/2014.toml"
PRACTITIONERS = ROOT / "instruments/ehc-practitioners/2014.toml"
LOCAL, NATIONAL = ROOT / "plans/local.toml", ROOT / "plans/national.toml"
AREAS = ("Anyshire", "Othershire", "Nowhere")


def poet(*arguments):
    return main([str(argument) for argument in arguments])


def written(folder, name, seed, columns=("process-information", "process-roles"), number=300):
    dice = random.Random(seed)
    often = ["always", "mostly", "sometimes", "rarely", "never", "dont-know"]
    lines = [",".join(("area", *columns))]
    lines += [",".join((AREAS[row % 3], *dice.choices(often, k=len(columns)))) for row in range(number)]
    file = folder / name
    file.write_text("\n".join(lines))
    return file


@pytest.fixture
def answers(tmp_path):
    return written(tmp_path, "answers.csv", 2014)


@pytest.fixture
def regions(tmp_path):
    file = tmp_path / "regions.csv"
    file.write_text("area,region\nAnyshire,West\nOthershire,West\nNowhere,East\n")
    return file


def analyse(answers, *more, plan=LOCAL, instrument=PARENTS):
    return poet(
        "analyse", "--plan", plan, "--instrument", instrument, "--answers", answers, "--area-column", "area", *more
    )


def test_findings_are_printed_as_json_the_same_for_the_same_answers(answers, regions, capsys):
    assert analyse(answers, "--regions", regions) == 0
    first = capsys.readouterr().out
    found = json.loads(first)
    assert (found["plan"], found["instrument"]) == ("local", "ehc-parents/2014")
    words = {line["what"] for line in found["lines"] if line["chapter"] == "comparisons"}
    assert words == {"rest-of-region", "rest-of-nation", "all-answers", "average-area"}
    analyse(answers, "--regions", regions)
    assert capsys.readouterr().out == first


def test_findings_carry_the_digest_of_the_very_plan_that_was_settled_before(answers, capsys):
    assert analyse(answers) == 0
    assert json.loads(capsys.readouterr().out)["plan_digest"] == hashlib.sha256(LOCAL.read_bytes()).hexdigest()


def test_findings_are_printed_as_a_table_to_read(answers, capsys):
    assert analyse(answers, "--text") == 0
    said = capsys.readouterr().out
    assert "comparisons, area: Anyshire" in said
    assert "Not given, so not computed: which region each area belongs to" in said


@pytest.mark.parametrize("plan", ["national", "questions"])
def test_what_models_say_is_read_as_sentences(answers, capsys, plan):
    assert analyse(answers, "--text", plan=ROOT / f"plans/{plan}.toml") == 0
    said = capsys.readouterr().out
    assert re.search(r"health +\d+ of \d+ asked answered; left out \d", said)
    assert "not estimable: not estimable" not in said


def test_last_rounds_answers_tell_the_change(answers, tmp_path, capsys):
    last = written(tmp_path, "last.csv", 2013)
    assert analyse(answers, "--last", last) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    changes = [line for line in lines if line["chapter"] == "changes" and line["item"] == "process-roles"]
    assert [line["group"] for line in changes] == sorted(AREAS)
    assert {line["outcome"]["verdict"] for line in changes} <= {
        "better",
        "worse",
        "no meaningful change",
        "too uncertain to say",
    }


def test_five_dated_rounds_make_a_trend(answers, tmp_path, capsys):
    earlier = []
    for year in (2012, 2010, 2013, 2011):
        file = written(tmp_path, f"{year}.csv", year)
        earlier += ["--earlier", f"{year}-09-01", f"{year + 1}-08-31", PARENTS, file]
    assert analyse(answers, *earlier, "--period", "2014-09-01", "2015-08-31") == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    trends = [line for line in lines if line["chapter"] == "trends" and line["item"] == "process-roles"]
    assert {(line["part"], line["outcome"]["trend"]["periods"]) for line in trends} == {("2010-09-01 to 2015-08-31", 5)}


def test_voices_on_the_same_areas_are_set_side_by_side(answers, tmp_path, capsys):
    plan = tmp_path / "voices.toml"
    plan.write_text(
        'id = "voices"\ntitle = "Voices"\nlevel = "area"\n[[triangulations]]\nof = "information"\nmargin = 0.1\n'
        'voices = { ehc-parents = "process-information", ehc-practitioners = "process-information" }\n'
    )
    others = written(tmp_path, "practitioners.csv", 3, columns=("process-information",))
    assert analyse(answers, "--voice", PRACTITIONERS, others, plan=plan) == 0
    found = json.loads(capsys.readouterr().out)
    assert [line["outcome"]["verdict"] in {"agree", "differ", "cannot say"} for line in found["lines"]] == [True] * 3
    assert found["missing"] == []


def test_the_friends_and_family_example_is_analysed_by_both_plans(tmp_path, capsys):
    questionnaire = ROOT / "docs/examples/friends-and-family/questionnaire.toml"
    dice = random.Random(2020)
    rows = [
        f"{row},Service {row % 3},{dice.choice(['very-good', 'good', 'neither', 'poor', ''])},{dice.choice(['staff-manner', 'timeliness;pain'])}"
        for row in range(400)
    ]
    file = tmp_path / "fft.csv"
    file.write_text("\n".join(["id,service,experience,about", *rows]))
    for plan in (LOCAL, NATIONAL):
        asked = ("--plan", plan, "--instrument", questionnaire, "--answers", file, "--area-column", "service")
        assert poet("analyse", *asked) == 0
        lines = json.loads(capsys.readouterr().out)["lines"]
        # A line on a section, or on everything, names no question.
        assert {line["item"] for line in lines if line["item"]} == {"experience", "about"}
    assert "models" in {line["chapter"] for line in lines}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area,place\nAnyshire,West\n", "The file of regions needs the columns area and region. It has: area, place."),
        ("area,region\nAnyshire,West\nOthershire,West\n", "'Nowhere' stands in no row of the file of regions."),
        ("area,region\nAnyshire,West\nAnyshire,East\n", "row 3: 'Anyshire' stands in two regions."),
        ("area,region\nAnyshire,\n", "row 2: The cell is empty. Name an area and its region in every row."),
    ],
)
def test_a_file_of_regions_that_does_not_fit_is_refused_with_what_to_do(answers, tmp_path, capsys, text, said):
    file = tmp_path / "regions.csv"
    file.write_text(text)
    assert analyse(answers, "--regions", file) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("then", "2014-08-31"), "'then' is not a day. Write it like 2026-08-31."),
        (("2014-08-31", "2013-09-01"), "A period cannot begin on 2014-08-31 and end on 2013-09-01."),
    ],
)
def test_days_that_are_none_are_refused(answers, capsys, days, said):
    assert analyse(answers, "--earlier", *days, PARENTS, answers) == 1
    assert said in capsys.readouterr().err


def test_a_broken_plan_is_refused_with_its_line(answers, tmp_path, capsys):
    plan = tmp_path / "plan.toml"
    plan.write_text('id = "p"\ntitle = "P"\nlevel = "town"\n[[measures]]\nwhat = ["net"]\n')
    assert analyse(answers, plan=plan) == 1
    assert "line 3: 'town' is not a level. Use one of: area, region, nation." in capsys.readouterr().err


def test_a_table_without_rows_has_no_lines_and_says_so_calmly(tmp_path, capsys):
    empty = tmp_path / "empty.csv"
    empty.write_text("area,process-information\n")
    for plan in (LOCAL, NATIONAL):
        assert analyse(empty, plan=plan) == 0
        assert json.loads(capsys.readouterr().out)["lines"] == []

"""The trade from the command line: files in, reports out, and clear words where it cannot be."""

import csv
import io
import json
import random
from pathlib import Path

import pytest

from poet.__main__ import main
from poet.draw import FORMATS

ROOT = Path(__file__).parents[2]
PARENTS = ROOT / "instruments/ehc-parents/2014.toml"
AREAS = ("Anyshire", "Othershire", "Bournemouth, Christchurch and Poole", "कहीं नहीं", "anyshire!")


@pytest.fixture
def answers(tmp_path):
    """240 made-up parents in five areas."""
    file = tmp_path / "answers.csv"
    dice = random.Random(2014)
    often = ["always", "mostly", "sometimes", "rarely", "never", "dont-know", ""]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ["id", "area", "child-age", "child-needs", "process-information", "process-roles", "worked-well"]
        )
        for number in range(240):
            needs = ";".join(dice.sample(["communication", "learning", "wellbeing"], dice.randint(1, 3)))
            said = dice.choices(often, weights=[30, 30, 15, 10, 8, 4, 3], k=2)
            writer.writerow(
                [number, AREAS[number % 5], dice.randint(2, 19), needs, *said, "made up, 好" if number % 3 else ""]
            )
    return file


def poet(*arguments):
    return main([str(argument) for argument in arguments])


def report(answers, out, *more):
    return poet("report", "--instrument", PARENTS, "--answers", answers, "--area-column", "area", "--out", out, *more)


def test_a_report_is_written_on_everybody_and_on_each_area_in_every_format(answers, tmp_path, capsys):
    assert report(answers, tmp_path / "out", "--date", "2026-11-24", "--made-up") == 0
    stems = ["all", "anyshire", "anyshire-2", "bournemouth-christchurch-and-poole", "othershire", "कह-नह"]
    written = sorted(file.name for file in (tmp_path / "out").iterdir())
    expected = sorted(f"{stem}.{ending}" for stem in stems for ending in FORMATS)
    assert [name for name in written if not name.startswith("कह")] == [n for n in expected if not n.startswith("कह")]
    assert len(written) == len(expected)
    assert "6 reports" in capsys.readouterr().out


def test_one_kind_of_report_is_written_for_those_whose_kind_it_is(answers, tmp_path, capsys):
    assert report(answers, tmp_path / "easy", "--kind", "easy-read", "--formats", "html") == 0
    assert report(answers, tmp_path / "all", "--kind", "national", "--formats", "html") == 0
    assert len(list((tmp_path / "easy").iterdir())) == 5
    assert [file.name for file in (tmp_path / "all").iterdir()] == ["all.html"]
    assert "1 reports in html" in capsys.readouterr().out


def test_an_area_report_tells_the_same_figures_as_counting_does(answers, tmp_path, capsys):
    report(answers, tmp_path / "out", "--formats", "json")
    capsys.readouterr()
    assert poet("count", "--instrument", PARENTS, "--answers", answers, "--by", "area") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    counted = {r["answer"]: r["figure"] for r in rows if (r["group"], r["item"]) == ("Anyshire", "process-information")}
    value = json.loads((tmp_path / "out" / "anyshire.json").read_text())
    tables = {block["id"]: block for section in value["figures"] for block in section["blocks"]}
    line = tables["process-information-counts"]["rows"][0]
    told = dict(
        zip(("always", "mostly", "sometimes", "rarely", "never"), [cell["text"] for cell in line[2:7]], strict=True)
    )
    singles = {answer: figure for answer, figure in counted.items() if answer in told}
    assert {answer: told[answer] for answer in singles} == singles


def test_counting_by_a_question_needs_no_area(answers, capsys):
    assert (
        poet("count", "--instrument", PARENTS, "--answers", answers, "--by", "process-information", "--ignore", "area")
        == 0
    )
    groups = {row["group"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert {"(all)", "always", "mostly"} <= groups


def test_a_wrong_cell_is_named_with_row_and_column_and_nothing_is_written(answers, tmp_path, capsys):
    answers.write_text(answers.read_text().replace("rarely", "seldom", 1))
    assert report(answers, tmp_path / "out") == 1
    said = capsys.readouterr().err
    assert "column 'process-" in said
    assert "'seldom' is not an option of" in said
    assert "row " in said
    assert not (tmp_path / "out").exists()


def test_lenient_says_what_it_leaves_out_and_goes_on(answers, tmp_path, capsys):
    answers.write_text(answers.read_text().replace("rarely", "seldom", 1))
    assert report(answers, tmp_path / "out", "--lenient", "--formats", "json") == 0
    assert capsys.readouterr().err.count("left out:") == 1


@pytest.mark.parametrize("kind", ["answers", "instrument"])
def test_a_file_that_is_not_there_is_named(answers, tmp_path, capsys, kind):
    files = {"answers": answers, "instrument": PARENTS} | {kind: tmp_path / "nowhere.file"}
    arguments = ["--instrument", files["instrument"], "--answers", files["answers"], "--out", tmp_path]
    assert poet("report", *arguments) == 1
    assert "nowhere.file" in capsys.readouterr().err


def test_a_table_without_rows_makes_a_report_that_says_so(tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("area,process-information\n")
    assert report(empty, tmp_path / "out", "--formats", "html") == 0
    assert "There are too few answers to sum up yet" in (tmp_path / "out/all.html").read_text()


def test_an_unknown_format_is_refused_with_those_there_are(answers, tmp_path, capsys):
    assert report(answers, tmp_path / "out", "--formats", "pdf,doc") == 2
    assert "'doc' is not a format" in capsys.readouterr().err


def test_the_same_answers_make_the_same_bytes(answers, tmp_path):
    for out in ("one", "two"):
        report(answers, tmp_path / out, "--date", "2026-11-24")
    first, second = ({f.name: f.read_bytes() for f in (tmp_path / out).iterdir()} for out in ("one", "two"))
    assert first == second


def associate(answers, *more):
    return poet("associate", "--instrument", MANY, "--answers", answers, "--area-column", "area", *more)


MANY = ROOT / "instruments/ehc-parents/2016.toml"


@pytest.fixture
def many_answers(tmp_path):
    """600 made-up parents in twelve areas: whoever had a choice is better off."""
    file, dice = tmp_path / "many.csv", random.Random(2014)
    good = ["very-good", "good", "middling", "poor", "very-poor"]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["area", "amount", "choice", "support-learning", "parent-wellbeing"])
        for number in range(600):
            lived = dice.gauss(0, 1)
            felt = [min(max(int(2 - lived + dice.gauss(0, 1)), 0), 4) for _ in range(4)]
            writer.writerow([f"Area {number % 12}", *(good[place] for place in felt)])
    return file


def test_associations_are_told_as_json_with_what_is_not_told_by_name(many_answers, capsys):
    assert associate(many_answers, "--made-up") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["made_up"] is True
    pairs = {(one["condition"], one["outcome"]): one for one in told["associations"]["pairs"]}
    pair = pairs["choice", "support-learning"]
    assert pair["plain"]["value"]["met"]["base"] + pair["plain"]["value"]["unmet"]["base"] == 600
    effect = pair["odds"]["value"]["effects"][0]
    assert effect["odds_ratio"] > 1
    assert effect["met"]["share"] > effect["unmet"]["share"]
    assert pairs["own-views", "support-learning"]["plain"] == {
        "not_estimable": "Nobody answered both questions. Ask more people, or choose other questions."
    }
    assert told["associations"]["tests"] == 4


def test_associations_are_told_in_sentences_that_never_say_times_more_likely(many_answers, capsys):
    assert associate(many_answers, "--text", "--made-up") == 0
    told = capsys.readouterr().out
    assert told.startswith("The answers are made up")
    assert "Association, not cause: 4 pairs" in told
    assert "answer favourably; where it is not" in told
    assert "odds ratio of" in told
    assert "likely" not in told


def test_few_answers_have_no_associations_to_tell(answers, capsys):
    few = answers.with_name("few.csv")
    few.write_text("\n".join(answers.read_text().splitlines()[:20]))
    assert poet("associate", "--instrument", PARENTS, "--answers", few, "--area-column", "area") == 0
    told = json.loads(capsys.readouterr().out)
    assert {tuple(one["plain"]) for one in told["associations"]["pairs"]} == {("not_estimable",)}


def test_a_questionnaire_without_process_and_outcome_has_nothing_to_associate(tmp_path, capsys):
    form = ROOT / "docs/examples/friends-and-family/questionnaire.toml"
    empty = tmp_path / "empty.csv"
    empty.write_text("experience\n")
    assert poet("associate", "--instrument", form, "--answers", empty) == 1
    assert "asks about both" in capsys.readouterr().err

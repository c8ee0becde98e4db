"""The trade from the command line: files in, reports out, and clear words where it cannot be."""

import csv
import io
import json
import random
from pathlib import Path

import pytest

from poet.__main__ import main

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
    expected = sorted(f"{stem}.{ending}" for stem in stems for ending in ("pdf", "html", "json", "xlsx"))
    assert [name for name in written if not name.startswith("कह")] == [n for n in expected if not n.startswith("कह")]
    assert len(written) == len(expected)
    assert "6 reports" in capsys.readouterr().out


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

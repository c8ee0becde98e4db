"""What the docs show works."""

import subprocess
import sys
from os import environ
from pathlib import Path

from poet.__main__ import main
from poet.instrument import load

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/friends-and-family"


def test_the_friends_and_family_example_makes_one_row_a_respondent(tmp_path):
    instrument = load(EXAMPLE / "questionnaire.toml")
    themes = ["Staff manner & personal attributes", "Staff responsiveness", "Competence & training"]
    script = (EXAMPLE / "to_answers.py").read_text()
    columns = ["Respondent ID", "Service type 1", "FFT categorical answer", *_theme_columns(script)]
    rows = [
        ["a", "Made-up  service", "1", *("1" if column == themes[0] else "" for column in columns[3:])],
        ["a", "Made-up  service", "1", *("1" if column == themes[2] else "" for column in columns[3:])],
        ["b", "Made-up  service", "7", *("" for _ in columns[3:])],
    ]
    source, target = tmp_path / "comments.csv", tmp_path / "answers.csv"
    source.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in (columns, *rows)), encoding="utf-8")
    subprocess.run([sys.executable, EXAMPLE / "to_answers.py", source, target], check=True)
    assert target.read_text().splitlines() == [
        "id,service,experience,about",
        "a,Made-up service,very-good,competence;staff-manner",
        "b,Made-up service,,",
    ]
    assert [item.id for item in instrument.items] == ["experience", "about"]


def _theme_columns(script):
    names = {}
    exec(compile(script.split("def main")[0], "to_answers.py", "exec"), names)
    return list(names["THEMES"])


def test_the_made_up_parents_have_associations_to_tell(tmp_path, capsys):
    questionnaire = ROOT / "instruments/ehc-parents/2026.toml"
    target = tmp_path / "answers.csv"
    script = ROOT / "docs/examples/made-up-parents/make.py"
    here = {**environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, script, questionnaire, target, "12", "40"], check=True, env=here)
    arguments = ["--instrument", questionnaire, "--answers", target, "--area-column", "area", "--text", "--made-up"]
    assert main(["associate", *map(str, arguments)]) == 0
    told = capsys.readouterr().out
    assert "120 pairs of a condition and an outcome were tried" in told
    assert told.count("- Where ") > 60

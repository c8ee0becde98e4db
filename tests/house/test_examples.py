"""What the docs show works."""

import subprocess
import sys
from pathlib import Path

from poet.instrument import load

EXAMPLE = Path(__file__).parents[2] / "docs/examples/friends-and-family"


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

"""The log as a file: every digest can be computed again, and what was changed or broke off is found."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import anyshire
import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import Event
from portal.audit.recording import Kind, record
from portal.people.rules import Role
from somebody import somebody

PAGE = Path(__file__).parents[2] / "docs/reference/audit-log.md"


@pytest.fixture
def areas(db, tmp_path):
    return anyshire.load_areas(tmp_path)


def taken(who):
    answer = who.client.post("/audit/file/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def file(areas, tmp_path):
    """What an officer of the whole country takes away, with things in it that a spreadsheet program would calculate."""
    officer = somebody(Role.PROTECTION_OFFICER)
    for change in ('=1+1; é, "quoted"', "'apostrophe", "@x"):
        record(Kind.ROUND_CHANGED, actor="operator", thing=change[:1] + "thing", detail={"change": change})
    kept = tmp_path / "audit-log.csv"
    kept.write_text(taken(officer), encoding="utf-8", newline="")
    return kept


def test_a_file_says_every_event_and_ends_with_their_number(file):
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [row["number"] for row in rows] == [str(one.number) for one in Event.objects.order_by("number")] + ["end"]
    assert rows[-1]["what"] == f"{Event.objects.count()} events"
    assert rows[-2]["what"] == "Took data away as a file"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d:\d\d", rows[0]["when"])


def test_whoever_has_the_file_can_check_it(file, capsys):
    call_command("check_audit", file=file)
    assert "every line is as it was recorded" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[:-1], "breaks off"),
        (lambda rows: rows[:2] + rows[3:], "does not hold the events|does not follow"),
        (lambda rows: [*rows[:-2], rows[-1]], "does not hold the events"),
        (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], "does not follow"),
        (lambda rows: [re.sub(r"person:\d+", "person:0", row) for row in rows], "it was changed"),
        (lambda rows: [row.replace("apostrophe", "x") for row in rows], "it was changed"),
        (lambda rows: rows[1:], "not the first line"),
        (lambda rows: [*rows, rows[1]], "after the end"),
        (lambda rows: [rows[0], "1,2,3\r\n", *rows[1:]], "cannot be read"),
        (lambda rows: rows[:0], "breaks off"),
    ],
)
def test_what_was_changed_or_left_out_is_found(file, change, said):
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = change(rows)
    assert changed != rows
    file.write_text("".join(changed), encoding="utf-8", newline="")
    with pytest.raises(CommandError, match=said):
        call_command("check_audit", file=file)


def test_a_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    for name in ("picture.png", "nowhere.csv"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("check_audit", file=tmp_path / name)


def test_the_program_on_the_page_of_the_docs_computes_the_same_digests(file, tmp_path):
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "check.py").write_text(program, encoding="utf-8")

    def said():
        command = [sys.executable, tmp_path / "check.py", file]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1::2]

    assert said() == ["unchanged"] * Event.objects.count()
    file.write_text(file.read_text(encoding="utf-8").replace("apostrophe", "x"), encoding="utf-8", newline="")
    assert said().count("CHANGED") == 1


def test_an_officer_of_one_area_has_its_events_alone_and_can_check_them(areas, tmp_path):
    officer = somebody(Role.PROTECTION_OFFICER, anyshire.ANYSHIRE)
    record(Kind.ROUND_CHANGED, actor="operator", thing="x", detail={"change": "elsewhere"})
    record(Kind.ROUND_CHANGED, actor="operator", thing="x", area=anyshire.ANYSHIRE, detail={"change": "here"})
    kept = tmp_path / "audit-log.csv"
    kept.write_text(taken(officer), encoding="utf-8", newline="")
    assert "elsewhere" not in kept.read_text(encoding="utf-8")
    assert "here" in kept.read_text(encoding="utf-8")
    call_command("check_audit", file=kept)

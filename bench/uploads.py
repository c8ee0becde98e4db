"""A council's table of 100,000 people: read and checked by the trade alone, then handed to a portal whose own process checks
it while a bar says how far it is, and stored. Seconds, and the most memory a process took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from bench.rows import Row

PEOPLE, SECONDS, MEGABYTES = 100_000, 60, 500
FORM = Path(__file__).parents[1] / "instruments" / "ehc-parents" / "2026.toml"
# What is measured runs alone, so that the memory is its own. Linux counts it in kilobytes.
CHECK = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from poet.exchange.uploads import check, read
from poet.instrument import load
form, file = load(Path(sys.argv[1])), Path(sys.argv[2])
begun = time.perf_counter()
people = sum(1 for _ in check(form, read(file.read_bytes()), today=date(2026, 11, 24)).people())
print(json.dumps([people, time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


STANDING = Path(__file__).with_name("uploads_standing.py")
# A bar that stood in fewer places than this told nobody how far it was.
PLACES = 5


def measure() -> list[Row]:
    """Rows for the workbook and for the same answers as CSV: by the trade alone, and through the portal."""
    with tempfile.TemporaryDirectory() as folder:
        files = _made_up(Path(folder))
        return [row for name, file in files.items() for row in (*_measured(name, file), *_handed_in(name, file))]


def _handed_in(name: str, file: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        own = {"POET_DATABASE_URL": f"sqlite:///{folder}/poet.sqlite3", "POET_VAR": folder}
        around = os.environ | own | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        command = [sys.executable, STANDING, file]
        said = subprocess.run(command, env=around, capture_output=True, text=True, check=True).stdout
    told = json.loads(said.splitlines()[-1])  # the invitation is printed before, as no mail server is named
    assert told["stored"] == PEOPLE
    assert told["bar"] >= PLACES, f"the bar stood in {told['bar']} places only"
    return [
        _row(
            f"checked and stored by the portal (SQLite), {PEOPLE:,} people from {name}", told["seconds"], "s", SECONDS
        ),
        _row(f"memory of the portal's processes for it, {name}", told["megabytes"], "MB", MEGABYTES),
    ]


def _measured(name: str, file: Path) -> list[Row]:
    said = subprocess.run([sys.executable, "-c", CHECK, FORM, file], capture_output=True, text=True, check=True).stdout
    people, seconds, megabytes = json.loads(said)
    assert people == PEOPLE
    size = f"{PEOPLE:,} people of {FORM.parent.name}/{FORM.stem} from {name}"
    return [
        _row(f"read and check {size}", seconds, "s", SECONDS),
        _row(f"memory for it, {size}", megabytes, "MB", MEGABYTES),
    ]


def _row(name: str, value: float, unit: str, bar: float) -> Row:
    return Row(issue="ways-in", name=name, value=value, unit=unit, bar=f"under {bar} {unit}", ok=value < bar)


def _made_up(folder: Path) -> dict[str, Path]:
    import csv

    from xlsxwriter import Workbook

    from poet.exchange.uploads.template import columns
    from poet.instrument import Kind, load

    form, chance = load(FORM), Random(1)
    names = columns(form)
    files = {"a workbook": folder / "a.xlsx", "CSV": folder / "a.csv"}

    def cell(name: str, row: int) -> str:
        item = form.by_id.get(name)
        if item is None:
            return {"id": f"p{row}", "month": "2026-10"}.get(name, form.variants[row % len(form.variants)].id)
        if item.kind is Kind.TEXT:
            return f"It was late {row} times." if row % 5 == 0 else ""
        if item.kind is Kind.NUMBER:
            return str(chance.randint(int(item.low), int(min(item.high, 18))))
        return chance.choice(item.options).text

    with Workbook(files["a workbook"], {"constant_memory": True}) as book, files["CSV"].open("w", newline="") as text:
        sheet, lines = book.add_worksheet("answers"), csv.writer(text)
        for row in range(PEOPLE + 1):
            cells = [cell(name, row) for name in names] if row else list(names)
            sheet.write_row(row, 0, cells)
            lines.writerow(cells)
    return files

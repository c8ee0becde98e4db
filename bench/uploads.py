"""A council's workbook of 100,000 people checked in full: seconds, and the most memory it took, in a process of its own."""

from __future__ import annotations

import json
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


def measure() -> list[Row]:
    """A row for the workbook and one for the same answers as CSV."""
    with tempfile.TemporaryDirectory() as folder:
        files = _made_up(Path(folder))
        return [row for name, file in files.items() for row in _measured(name, file)]


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

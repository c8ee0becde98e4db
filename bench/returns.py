"""A round of 132,229 returns x 510 columns as data, in each format that holds it, written in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.rows import Row

SECONDS, MEGABYTES = 60, 500
# The size at which a rival's export never ends. Answers are made up row by row, as a database would hand them out.
WRITE = """
import json, resource, sys, tempfile, time
from poet.exchange.returns import FORMATS, Record, columns
from poet.instrument import parse
ROWS, COLUMNS = 132_229, 505
codes = ["always", "mostly", "sometimes", "rarely", "never"]
options = ", ".join(f'{{ code = "{code}", text = "{code}" }}' for code in codes)
item = '[[items]]\\nid = "q{n}"\\nsection = "all"\\nkind = "one"\\nscale = "often"\\nask = "Question {n}?"\\n'
head = f'''id = "wide"
version = "1"
title = "Wide"
respondents = "people"
[[scales]]
id = "often"
options = [{options}]
[[sections]]
id = "all"
title = "All"
kind = "context"
'''
form = parse(head + "".join(item.replace("{n}", str(n)) for n in range(COLUMNS)), "wide.toml")
kept = [{f"q{n}": codes[(n * 7 + row) % 5] for n in range(COLUMNS)} for row in range(5)]
there = columns(form)
records = (Record("E10900001", "2026-10", "standard", "standard", "en", kept[row % 5]) for row in range(ROWS))
with tempfile.TemporaryFile() as out:
    begun = time.perf_counter()
    FORMATS[sys.argv[1]].write(there, records, out)
    seconds, size = time.perf_counter() - begun, out.tell()
print(json.dumps([len(there), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size / 2**20]))
"""


def measure() -> list[Row]:
    """Seconds and memory of each format."""
    rows = []
    for ending in ("csv", "sav", "parquet"):
        command = [sys.executable, "-c", WRITE, ending]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        columns, seconds, megabytes, size = json.loads(said)
        name = f"132,229 returns x {columns} columns as {ending} ({size:.0f} MB)"
        rows.append(_row(f"write {name}", seconds, "s", SECONDS))
        rows.append(_row(f"memory for it, {name}", megabytes, "MB", MEGABYTES))
    return rows


def _row(name: str, value: float, unit: str, bar: float) -> Row:
    return Row(issue="returns-as-data", name=name, value=value, unit=unit, bar=f"under {bar} {unit}", ok=value < bar)

"""`make bench`: ours, the peer and the limit in one run, as a table and as var/bench.json.

python -m bench                                every subject
python -m bench glance --responses 100000      those that are named; how many responses are stored for `glance`
python -m bench national-whole                 what takes minutes, only where it is named
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.glance import RESPONSES
from bench.rows import Row

ROOT = Path(__file__).parents[1]
# What is measured, and where: imported only when it is run, so that a missing peer stops nothing else.
SUBJECTS = {
    "counting": "bench.counting",
    "national": "bench.national",
    "pdf": "bench.pdf",
    "reports": "bench.reports",
    "pages": "bench.pages",
    "glance": "bench.glance",
    "uploads": "bench.uploads",
    "returns": "bench.returns",
    "api": "bench.api",
    "scale": "bench.scale",
    "associating": "bench.associating",
    "protection": "bench.protection",
}
# What takes minutes and is measured only where it is named.
LONG = {"national-whole": "bench.national_whole"}


def main(wanted: Iterable[str]) -> int:
    """Measure the subjects named, or all; 1 if a bar was missed or a peer is not installed."""
    rows: list[Row] = []
    complete = True
    for name in list(wanted) or SUBJECTS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            measure: Callable[[], list[Row]] = import_module((SUBJECTS | LONG)[name]).measure
            rows += measure()
        except (ImportError, OSError) as missing:
            complete = False
            print(f"{name}: {missing}. Install the peers with: python3 start.py --lock bench true", file=sys.stderr)
    Console(width=160).print(_table(rows))
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(row) for row in rows], indent=1))
    return 0 if complete and all(row.ok is not False for row in rows) else 1


def _table(rows: Iterable[Row]) -> Table:
    table = Table("what", "ours", "peer", "limit", "unit", "peer / ours", "ours / limit", "bar", "")
    for row in rows:
        over = f"{row.peer / row.value:.1f}" if row.peer else ""
        above = f"{row.value / row.limit:.1f}" if row.limit else ""
        figures = [f"{figure:.4g}" if figure is not None else "" for figure in (row.value, row.peer, row.limit)]
        verdict = "" if row.ok is None else "ok" if row.ok else "MISSED"
        table.add_row(row.name, *figures, row.unit, over, above, row.bar or "", verdict)
    return table


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m bench")
    reader.add_argument(
        "subjects", nargs="*", choices=[*SUBJECTS, *LONG, []], help="what is measured; all where none is named"
    )
    reader.add_argument("--responses", type=int, help="how many responses are stored before pages are measured")
    said = reader.parse_args()
    if said.responses:
        os.environ[RESPONSES] = str(said.responses)
    sys.exit(main(said.subjects))

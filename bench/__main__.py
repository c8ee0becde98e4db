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
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.glance import RESPONSES
from bench.rows import Row
from bench.subjects import LONG, SUBJECTS, measured

ROOT = Path(__file__).parents[1]


def main(wanted: Iterable[str]) -> int:
    """Measure the subjects named, or all; 1 if a bar was missed or a peer is not installed."""
    rows: list[Row] = []
    complete = True
    for name in list(wanted) or SUBJECTS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            rows += _alone(name)
        except (ImportError, OSError) as missing:
            complete = False
            print(f"{name}: {missing}. Install the peers with: python3 start.py --lock bench true", file=sys.stderr)
    Console(width=160).print(_table(rows))
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(row) for row in rows], indent=1))
    return 0 if complete and all(row.ok is not False for row in rows) else 1


def _alone(name: str) -> list[Row]:
    """The rows of a subject, measured in a process of its own. Linux hands the most memory that a process ever took on to
    those it begins: measured after something large, everything would be as large. Raises ImportError and OSError."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measured, name).result()


def _table(rows: Iterable[Row]) -> Table:
    table = Table("what", "ours", "peer", "limit", "unit", "peer / ours", "ours / limit", "bar", "")
    for row in rows:
        over = f"{row.peer / row.value:.1f}" if row.peer else ""
        above = f"{row.value / row.limit:.2f}" if row.limit else ""
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

"""How soon a council's round at a glance and its live results stand on the screen with 1,000,000 responses stored.

Each page is asked for by somebody signed in, once the state that stands was counted; the counting of the million itself is
what `manage.py refresh_results` does, and is measured beside. Ours is the page at its best, with the first
time after a recount, when its tables are read anew, in a row of its own; the peer counts responses for itself, as pages do
that keep no counts, in two bare statements; the limit is a bare view of as many bytes.
A portal and a database of their own, on SQLite and PostgreSQL.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from bench.databases import NAMED, own_database
from bench.rows import Row

RESPONSES = "POET_BENCH_RESPONSES"
MANY = 1_000_000
BAR = 300
PAGES = {"glance": "a council's round at a glance", "live": "a council's live results"}


def measure() -> list[Row]:
    """Milliseconds of both pages, and seconds of the count behind them."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _measured("SQLite", f"sqlite:///{folder}/poet.sqlite3", folder)
    if not os.environ.get(NAMED):
        print(f"glance: PostgreSQL is left out; set {NAMED} to a server where databases may be made.", file=sys.stderr)
        return rows
    with tempfile.TemporaryDirectory() as folder, own_database() as url:
        return rows + _measured("PostgreSQL", url, folder)


def _measured(name: str, url: str, folder: str) -> list[Row]:
    responses = int(os.environ.get(RESPONSES, MANY))
    surroundings = os.environ | {
        "POET_DATABASE_URL": url,
        "POET_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    command = [sys.executable, "-m", "bench.glance_standing", str(responses)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)
    if said.returncode:
        raise OSError(said.stderr[-2000:])
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    what = f"{responses:,} responses on {name}"
    rows = [row for page in PAGES for row in _rows(page, found, what)]
    counted = f"refresh_results, {what}: counted, protected and kept"
    return [*rows, Row(issue="glance", name=counted, value=found["counted"], unit="s")]


def _rows(page: str, found: dict[str, float], what: str) -> list[Row]:
    bare, peer, bar = found[f"{page} bare"], found["count"], f"under {BAR} ms"
    best, first = found[page], found[f"{page} first"]
    return [
        Row(
            issue="glance", name=f"{PAGES[page]}, {what}", value=best, unit="ms",
            peer=peer, limit=bare, bar=bar, ok=best < BAR,
        ),
        Row(
            issue="glance", name=f"the same, the first time after a recount, {what}", value=first, unit="ms",
            bar=bar, ok=first < BAR,
        ),
    ]  # fmt: skip

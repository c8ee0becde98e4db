"""Answers sent to the API by other computers, through the server of `make serve`, on SQLite and on PostgreSQL.

The soak: 50 complete submissions of 250 items a second for 30 seconds, one POST each; all must be accepted and committed,
and the slowest of a hundred answered within 500 ms. Beside it: submissions of 60 items as fast as they go, against bare
inserts of as many bytes into the same database in the same run. Every commit is on disk before its answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.databases import NAMED, own_database
from bench.rows import Row

ITEMS, EACH_SECOND, SECONDS, P99 = 250, 50, 30, 500
SMALL, FASTEST = 60, 10
# The kernel deals connections out to the processes: of so many each has had some.
ANSWERS_FIRST = 40
SENDING = Path(__file__).with_name("api_sending.py")
STANDING = Path(__file__).with_name("api_standing.py")


def measure() -> list[Row]:
    """Rows for SQLite, and for PostgreSQL where one is named."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _measured("SQLite", f"sqlite:///{folder}/poet.sqlite3", folder)
    if os.environ.get(NAMED):
        with tempfile.TemporaryDirectory() as folder, own_database() as url:
            rows += _measured("PostgreSQL", url, folder)
    else:
        print(f"api: PostgreSQL is left out; set {NAMED} to a server where databases may be made.", file=sys.stderr)
    return rows


def _measured(name: str, url: str, folder: str) -> list[Row]:
    surroundings = os.environ | {
        "POET_DATABASE_URL": url, "POET_VAR": folder, "POET_API_RATE": "1000000", "DJANGO_SETTINGS_MODULE": "portal.settings",
    }  # fmt: skip
    made = subprocess.run(
        [sys.executable, STANDING, "make"], env=surroundings, capture_output=True, text=True, check=True
    )
    token = made.stdout.split()[-1]
    with _served(surroundings) as port:
        soak = _sent(port, token, ITEMS, EACH_SECOND, SECONDS)
        fast = _sent(port, token, SMALL, 0, FASTEST)
    count = [sys.executable, STANDING, "count", str(FASTEST), str(SMALL)]
    counted = subprocess.run(count, env=surroundings, capture_output=True, text=True, check=True)
    kept, bare = json.loads(counted.stdout)
    demanded, rate = EACH_SECOND * SECONDS, fast["accepted"] / fast["seconds"]
    whole = soak["accepted"] == demanded and soak["refused"] == 0 and kept == soak["accepted"] + fast["accepted"]
    return [
        Row(
            issue="ways-in",
            name=f"{demanded:,} submissions of {ITEMS} items at {EACH_SECOND} a second ({name}): accepted and committed",
            value=soak["accepted"],
            unit="submissions",
            bar=f"all {demanded:,}, and as many rows as answers",
            ok=whole,
        ),
        Row(
            issue="ways-in",
            name=f"slowest of a hundred of them ({name})",
            value=soak["p99"],
            unit="ms",
            bar=f"under {P99} ms",
            ok=soak["p99"] < P99,
        ),
        Row(
            issue="ways-in",
            name=f"submissions of {SMALL} items, one POST each, beside bare inserts ({name})",
            value=rate,
            unit="a second",
            limit=bare,
            bar="at least a third of bare inserts",
            ok=rate >= bare / 3,
        ),
    ]


def _until_it_answers(port: int) -> None:
    """Wait until every process of the server has drawn pages: its port is open before it has read the portal's code, and a
    soak is about a server that runs."""
    import http.client
    import time

    answered, end = 0, time.monotonic() + 60
    while answered < ANSWERS_FIRST and time.monotonic() < end:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", "/help")
            answered += line.getresponse().status == 200
            line.close()
        except OSError:
            time.sleep(0.1)


@contextmanager
def _served(surroundings: dict[str, str]) -> Iterator[int]:
    """The portal behind the server and with the load of `make serve`."""
    import socket

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    serve = f"from portal.demonstration.serving import serve; serve({port})"
    server = subprocess.Popen([sys.executable, "-c", serve], env=surroundings, stderr=subprocess.DEVNULL)
    try:
        _until_it_answers(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _sent(port: int, token: str, items: int, rate: int, seconds: int) -> dict[str, float]:
    """Submissions from a process of its own, so that the sender's work is not counted as ours."""
    command = [sys.executable, SENDING, *map(str, (port, items, rate, seconds))]
    said = subprocess.run(command, env={**os.environ, "TOKEN": token}, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(said.stdout)
    return found

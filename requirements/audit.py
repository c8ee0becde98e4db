"""Look every locked package up in an advisory database: 1 where one has a known fault, 0 where none has or nobody answers.

A machine that cannot reach the database is told what was not looked up, and goes on: what is faulty is caught where it can be.
Anything more said on the command line is handed to pip-audit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LOCK = Path(__file__).parent / "run.lock"
# What pip-audit ends with where the line is at fault and not what it was asked.
UNREACHABLE = (
    "ConnectionError",
    "ProxyError",
    "SSLError",
    "Timeout",
    "HTTPError",
    "Could not connect",
    "may be blocking",
)


def main(lock: Path, more: Sequence[str] = ()) -> int:
    """Look up what a lock names, and say what was found."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10", *more]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if not ended.stdout.strip():
        return _nothing(lock, ended.stderr)
    packages = json.loads(ended.stdout)["dependencies"]
    skipped = [one for one in packages if "skip_reason" in one]
    faulty = [(one, fault) for one in packages for fault in one.get("vulns", ())]
    for one in skipped:
        print(f"not looked up: {one['name']}: {one['skip_reason']}")
    for one, fault in faulty:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        print(f"FAULTY: {one['name']} {one['version']}: {fault['id']}; mended in {mended}")
    print(f"{len(packages) - len(skipped)} packages looked up, {len(faulty)} known faults.")
    return 1 if faulty else 0


def _nothing(lock: Path, said: str) -> int:
    """pip-audit gave no list: 0 where it reached nobody, else 1 and its own words."""
    if not any(word in said for word in UNREACHABLE):
        print(said, file=sys.stderr)
        return 1
    names = [line.split("==")[0] for line in lock.read_text().splitlines() if "==" in line and line[0] != " "]
    print(
        f"The advisory database could not be reached, so {len(names)} packages were not looked up: {', '.join(names)}."
    )
    print("Run this again where it can be reached before you publish.")
    return 0


if __name__ == "__main__":
    sys.exit(main(LOCK, sys.argv[1:]))

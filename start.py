"""Make the project's own environment from a hash-locked list, then run a command in it.

Needs nothing but a Python 3.11 or newer:  python3 start.py [--lock run|dev|bench] COMMAND [ARGUMENT ...]
The environment is renewed only when the lock it was made from has changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
UV = "uv>=0.7,<1"
# A larger lock holds all of a smaller one, so `make demo` after `make test` installs nothing.
LOCKS = ("run", "dev", "bench")


def fingerprint(lock: str) -> str:
    """What the environment was made from: the lock, the project's own metadata and the Python."""
    seen = hashlib.sha256(sys.version.encode())
    for file in (ROOT / "requirements" / f"{lock}.lock", ROOT / "pyproject.toml"):
        seen.update(file.read_bytes())
    return f"{lock} {seen.hexdigest()}"


def is_ready(lock: str) -> bool:
    """Whether the environment already holds this lock or a larger one, unchanged."""
    stamp = HOME / "stamp"
    if not stamp.exists():
        return False
    return any(stamp.read_text() == fingerprint(held) for held in LOCKS[LOCKS.index(lock) :])


def run(*command: str | Path) -> int:
    """The exit status of a command, run in the project's root."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def install(lock: str) -> None:
    """Fill the environment with uv where it can be had, with pip where it cannot."""
    python = BIN / "python"
    pins = ROOT / "requirements" / f"{lock}.lock"
    if not python.exists() and run(sys.executable, "-m", "venv", HOME) != 0:
        sys.exit("Could not make .venv. On Debian or Ubuntu: apt-get install python3-venv. Then run the command again.")
    print(f"Installing what requirements/{lock}.lock lists, checked by hash ...", flush=True)
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    own = ("--no-deps", "--no-build-isolation", "--editable", ROOT)
    if run(*pip, UV) == 0:
        uv = (BIN / "uv", "pip", "install", "--quiet", "--python", python)
        done = run(*uv, "--require-hashes", "--requirement", pins) == 0 and run(*uv, *own) == 0
    else:
        done = run(*pip, "--require-hashes", "--requirement", pins) == 0 and run(*pip, *own) == 0
    if not done:
        sys.exit(
            "The packages could not be installed; the lines above say which one and why. Then run the command again."
        )
    (HOME / "stamp").write_text(fingerprint(lock))


def main(arguments: list[str]) -> None:
    """Make the environment if it is not there, then run the command and end as it ends."""
    if sys.version_info < (3, 11):  # noqa: UP036 it is here to tell those who have an older one
        sys.exit(f"POET needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.13 demo")
    lock = "run"
    if arguments[:1] == ["--lock"]:
        lock, arguments = arguments[1], arguments[2:]
    if lock not in LOCKS or not arguments:
        sys.exit(__doc__)
    if not is_ready(lock):
        install(lock)
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    sys.stdout.flush()
    sys.exit(run(*arguments))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Renew the hash-locked lists: names, versions and hashes for every platform, and no address of any registry."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
EXTRAS = {"run": (), "dev": ("dev",), "bench": ("dev", "bench")}


def main() -> None:
    """Each list is held to the one before it, so that a larger environment holds the smaller one unchanged."""
    before: Path | None = None
    for name, extras in EXTRAS.items():
        target = HERE / f"{name}.lock"
        command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
        command += ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
        command += [word for extra in extras for word in ("--extra", extra)]
        command += ["--constraint", str(before)] if before else []
        subprocess.run([*command, str(HERE.parent / "pyproject.toml"), "-o", str(target)], check=True)
        before = target


if __name__ == "__main__":
    sys.exit(main())

"""What is measured, and where."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bench.rows import Row

# Imported only when it is run, so that a missing peer stops nothing else.
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


def measured(name: str) -> list[Row]:
    """The rows of a subject. Raises ImportError where its peer is not installed, and OSError."""
    measure: Callable[[], list[Row]] = import_module((SUBJECTS | LONG)[name]).measure
    return measure()

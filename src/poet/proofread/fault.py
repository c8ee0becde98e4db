"""What is wrong with a finished report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the file says and its claims do not, or the other way about; `said` is the file's own text."""

    what: str
    said: str

    def __str__(self) -> str:
        return f"{self.what}: {self.said!r}"

"""What is wrong with a questionnaire file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a questionnaire file: its line (1-based, 0 for the file as such), what is wrong, and the remedy."""

    file: str
    line: int
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.wrong} {self.remedy}"


class Refused(Exception):
    """A questionnaire file that is not taken in, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

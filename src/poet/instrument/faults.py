"""What is wrong with a questionnaire file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a questionnaire file: its line (1-based, 0 for the file as such), what is wrong, and the remedy.

    `place` says where in the words of the program it came from, for a file that has no lines: "sheet survey, row 7".
    """

    file: str
    line: int
    wrong: str
    remedy: str
    place: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(part for part in (self.file, self.place or line) if part)
        return f"{place}: {self.wrong} {self.remedy}"


class Refused(Exception):
    """A questionnaire file that is not taken in, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

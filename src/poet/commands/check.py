"""`poet check`: whether questionnaire files are sound, and if not, where and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from poet.instrument import Instrument, Refused, load


def check(files: Sequence[Path]) -> int:
    """Print what is to be said about each file: 0 if all are sound, else 1."""
    return max([_checked(file) for file in files], default=0)


def _checked(file: Path) -> int:
    try:
        print(f"{file}: {_sound(load(file))}")
    except Refused as refused:
        print(refused)
        print(f"{file}: not taken in. {_many(len(refused.faults), 'fault')} to mend.")
        return 1
    return 0


def _sound(instrument: Instrument) -> str:
    items, sections = _many(len(instrument.items), "item"), _many(len(instrument.sections), "section")
    wordings = _many(len(instrument.variants), "wording")
    return f"sound. {instrument.name}: {items} in {sections}, {wordings}, digest {instrument.digest}."


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

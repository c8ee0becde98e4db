"""`poet check`: whether questionnaire files are sound, and if not, where and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from poet.instrument import Instrument, Refused, load, parse
from poet.instrument.bank import load_bank, parse_bank
from poet.instrument.faces import dress
from poet.instrument.load import read
from poet.instrument.overlays import Overlay, chain, load_overlay, parse_overlay
from poet.instrument.shelf import Sort, sort


def check(files: Sequence[Path]) -> int:
    """Print what is to be said about each file: 0 if all are sound, else 1."""
    return max([_checked(file) for file in files], default=0)


def _checked(file: Path) -> int:
    try:
        print(f"{file}: {_said(file)}")
    except Refused as refused:
        print(refused)
        print(f"{file}: not taken in. {_many(len(refused.faults), 'fault')} to mend.")
        return 1
    return 0


def _said(file: Path) -> str:
    """What is said of a sound file, by what it is."""
    text = read(file)
    kind = sort(text)
    if kind is Sort.BANK:
        bank = parse_bank(text, str(file))
        return f"sound. Bank {bank.id}: {_many(len(bank.items), 'question')}, digest {bank.digest}."
    if kind is Sort.OVERLAY:
        return _fits(file, parse_overlay(text, str(file)))
    return _sound(parse(text, str(file)))


def _fits(file: Path, overlay: Overlay) -> str:
    """An overlay is tried on the questionnaire or the bank beside it."""
    name, _, version = overlay.of.rpartition("/")
    bank = file.with_name(f"{name.rpartition('/')[2]}.toml")
    base = load_bank(bank).asked if bank.is_file() else load(file.with_name(f"{version}.toml"))
    stem = bank.stem if bank.is_file() else version
    beside = [load_overlay(one) for one in file.parent.glob(f"{stem}.*.toml") if sort(read(one)) is Sort.OVERLAY]
    dressed = dress(base, chain(overlay.face, {one.face: one for one in beside if one.of == overlay.of}))
    draft = ", not yet checked by a speaker" if dressed.draft else ""
    return f"sound. {overlay.of} as {overlay.face}: {dressed.completeness:.0%} in its own words{draft}, digest {overlay.digest}."


def _sound(instrument: Instrument) -> str:
    items, sections = _many(len(instrument.items), "item"), _many(len(instrument.sections), "section")
    wordings = _many(len(instrument.variants), "wording")
    return f"sound. {instrument.name}: {items} in {sections}, {wordings}, digest {instrument.digest}."


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

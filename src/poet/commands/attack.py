"""`poet attack`: the intruder is played on a ledger, and what was found is said in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

from poet.attack import (
    Attacked,
    NoPercentages,
    NotALedger,
    NotReadable,
    attack,
    inverted,
    read,
    read_folder,
    read_percentages,
    regions_of,
    words,
)
from poet.attack.issued import Numbered
from poet.instrument import load

MOST_SAID = 40


def attack_ledger(ledger: Path, *, with_own: bool) -> int:
    """Print what each reader could work out: 0 if nothing, 1 if anything or not all was looked at, 2 if the file is no ledger."""
    try:
        with ledger.open("rb") as lines:
            entries = read(lines)
    except NotALedger as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return _attacked(entries, with_own=with_own)


def attack_folder(folder: Path, instrument: Path, regions: Path | None, *, with_own: bool) -> int:
    """Print what somebody could work out who kept all issued files, and knows which areas are in which region (CSV): 0 if
    nothing, 1 if anything, 2 if there are none."""
    try:
        entries = read_folder(folder, load(instrument), regions_of(regions) if regions else {})
    except NotReadable as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return _attacked(entries, with_own=with_own)


def _attacked(entries: tuple[Numbered, ...], *, with_own: bool) -> int:
    attacks = attack(entries, with_own=with_own)
    for one in attacks:
        _say(one)
    leaks = sum(len(one.found) + len(one.contradictions) for one in attacks)
    if leaks:
        print(words.SUMMARY_FOUND.format(leaks=words.many(leaks, "leak")))
        return 1
    if not all(one.is_safe for one in attacks):
        print(words.SUMMARY_STOPPED)
        return 1
    print(words.SUMMARY_SAFE.format(entries=words.many(len(entries), "release")))
    return 0


def attack_percentages(table: Path, base_step: int, *, with_own: bool) -> int:
    """Print which rows of a table of percentages (CSV) can be worked out: 0 if none, 1 if any, 2 if it is no such table."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            rows = read_percentages(lines, base_step)
    except NoPercentages as wrong:
        print(wrong, file=sys.stderr)
        return 2
    found = [one for one in (inverted(row, with_own=with_own) for row in rows) if one]
    print(*found[:MOST_SAID], sep="\n", end="\n" if found else "")
    of = words.many(len(rows), "row")
    print(words.ROWS_FOUND.format(found=len(found), rows=of) if found else words.ROWS_SAFE.format(rows=of))
    return 1 if found else 0


def _say(one: Attacked) -> None:
    entries = words.many(one.entries, "release")
    print(words.READER.format(audience=one.audience, entries=entries, population=one.population))
    for item in one.contradictions:
        print(words.CONTRADICTION.format(item=item))
    for finding in one.found[:MOST_SAID]:
        print(finding)
    if len(one.found) > MOST_SAID:
        print(f"  ... and {len(one.found) - MOST_SAID:,} more.")
    for said in one.stopped:
        print(f"  {said}")
    if one.is_safe:
        print(words.NOTHING.format(counts=words.many(one.counts, "count"), searched=f"{one.searched:,}"))
    if one.left_out:
        print(words.RESPONDENTS.format(tables=words.many(one.left_out, "table"), most=one.left_out_most))

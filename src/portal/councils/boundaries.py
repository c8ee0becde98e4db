"""How councils came to be and end, and how results follow across it (docs/decisions/0015-boundaries.md).

An answer belongs to the ground it was given on. It follows to a new area only where the new ground is made of whole old
ones; it is never divided. What does not follow is shown beside, under its old name and boundary.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("boundaries.csv")


class Kind(StrEnum):
    """What happened to an area."""

    RECODED = "recoded"  # the same ground under another code
    MERGED = "merged"  # all of it went into one new area, with others
    SPLIT = "split"  # its ground went to several areas


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which ground went from one area to another. `before` is a GSS code, empty where the area never had one;
    `after` a code, or a name until the code is given out.
    """

    on: date
    kind: Kind
    before: str
    before_name: str
    after: str


@dataclass(frozen=True, slots=True)
class Runs:
    """The answers given under these codes count as the area's own: together they are its whole ground."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """The answers given under these codes are context, each under its own boundary: they are not the area's ground."""

    codes: frozenset[str]


Followed = Runs | Beside


@cache
def changes() -> tuple[Change, ...]:
    """The table, in order of time."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            Change(date.fromisoformat(row["on"]), Kind(row["kind"]), row["before"], row["before_name"], row["after"])
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda change: change.on))


def predecessors(code: str, known: Iterable[Change] | None = None) -> tuple[Change, ...]:
    """The changes that made an area."""
    return tuple(change for change in _known(known) if change.after == code)


def successors(code: str, known: Iterable[Change] | None = None) -> tuple[Change, ...]:
    """The changes that ended an area."""
    return tuple(change for change in _known(known) if change.before == code)


def opened(code: str) -> date | None:
    """An area's first day, where the table knows it; a new code for the same ground is no beginning."""
    return next((one.on for one in predecessors(code) if one.kind is not Kind.RECODED), None)


def closed(code: str) -> date | None:
    """An area's last day, where the table knows it."""
    return next((one.on - timedelta(days=1) for one in successors(code) if one.kind is not Kind.RECODED), None)


def present(code: str) -> str:
    """The code that the same ground has now: data sets keep old ones for years."""
    after = next((one.after for one in successors(code) if one.kind is Kind.RECODED), None)
    return present(after) if after else code


def same(code: str) -> frozenset[str]:
    """All codes that the ground of this one had before or has now, itself among them: a new code for the same ground."""
    now = present(code)
    return frozenset({code, now, *(one.before for one in changes() if one.before and present(one.before) == now)})


def known_as(code: str, name: str, known: Iterable[Change] | None = None) -> str:
    """What the table calls an area: its code, or its name where its code was not given out when the table was written."""
    after = {change.after for change in _known(known)}
    return name if name in after and code not in after else code


def older(area: str, known: Iterable[Change] | None = None) -> frozenset[str]:
    """The codes of all areas that an area's ground came of, however many steps ago."""
    return _older(area, tuple(_known(known)))


def ended(code: str) -> Change | None:
    """What ended an area, under whatever code of the same ground; None where nothing did."""
    return next((one for one in successors(present(code)) if one.kind is not Kind.RECODED), None)


def followed(area: str, *, answered: Collection[str], known: Iterable[Change] | None = None) -> Followed:
    """Which answers of an earlier round stand for an area's ground, and which only beside it.

    `answered` are the codes that answers of that round were given under. Where the area itself is among them it stands
    for itself. Where it came of whole areas they are summed, if every one of them has answers; otherwise, and
    where it came of a part, those with answers stand beside.
    """
    table = tuple(_known(known))
    whole = _whole(area, frozenset(answered), table)
    if whole is not None:
        return Runs(whole)
    return Beside(_older(area, table) & frozenset(answered))


def _whole(area: str, answered: frozenset[str], table: tuple[Change, ...]) -> frozenset[str] | None:
    """Codes with answers that together are exactly the area's ground; None where there are none such."""
    if area in answered:
        return frozenset({area})
    made = predecessors(area, table)
    if not made or any(change.kind is Kind.SPLIT for change in made):
        return None
    parts = [_whole(change.before, answered, table) for change in made]
    return None if any(part is None for part in parts) else frozenset().union(*(part for part in parts if part))


def _older(area: str, table: tuple[Change, ...]) -> frozenset[str]:
    codes = frozenset(change.before for change in predecessors(area, table) if change.before)
    return codes.union(*(_older(code, table) for code in codes))


def _known(known: Iterable[Change] | None) -> Iterable[Change]:
    return changes() if known is None else known

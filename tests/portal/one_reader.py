"""Somebody who reads everything: every page and file of every look is kept, and solved for how many newcomers said what.

It knows nothing of the protection. What it takes from a page is what stands there; what it takes from a file are the claims and
tables that anybody can read out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

import anyshire
import msgspec
import numpy as np
from scipy.optimize import linprog

from poet.attack import attack, read_folder
from poet.attack.issued import Numbered, Sheet
from poet.attack.reading import AREA, Reader
from poet.report.model import Report
from portal.publishing.releasing import claims

ITEM = "information"
OPTIONS = ("always", "sometimes", "never", "dont-know")
IN_BASE = OPTIONS[:3]
# What somebody may also have done: come by the group's link or not, and left the question out.
SAID = (*OPTIONS, "left out")
CELL = 5


@dataclass(frozen=True)
class Told:
    """So many people (or, with `most`, between two numbers) by a look: in these areas, who said one of these, by either way."""

    look: int
    areas: tuple[str, ...]
    said: tuple[str, ...]
    people: int
    most: int | None = None
    ways: tuple[int, ...] = (0, 1)


@dataclass
class Kept:
    """All that was seen, look by look."""

    folder: Path
    areas: tuple[str, ...]
    form: Reader
    looks: int = 0
    told: list[Told] = field(default_factory=list)
    seen: dict[tuple[str, str], object] = field(default_factory=dict)
    runs: set[int] = field(default_factory=set)

    def begin(self) -> None:
        """Another look."""
        self.looks += 1

    def keep(self, name: str, data: bytes) -> None:
        """A file of this look."""
        file = self.folder / f"{self.looks:03}" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def report(self, name: str, area: str | None, data: bytes, *, run: bool = False) -> None:
        """A report as JSON: its file, its tables, and what its claims tell besides."""
        self.keep(name, data)
        found, whose = msgspec.json.decode(data, type=Report), (area,) if area else self.areas
        sheets = [one for one in self.form.sheets(area, "json", data) if one.item == ITEM and one.partition == AREA]
        own = dict(_numbers(sheets))
        self._table(whose, own, run=run)
        for claim in (one for one in claims(found) if area and one.id == f"{ITEM}/the rest"):
            # "The rest" is everybody as they stand less the area as it stands: whoever waits there is in it.
            favourable = round(claim.value * claim.base)
            everybody = {("always",): favourable + own[("always",)], IN_BASE: claim.base + own[IN_BASE]}
            self._table(self.areas, everybody, run=run, name="with the rest")
        for claim in claims(found):
            if claim.item == "who-answered" and claim.unit == "people":
                every = self.areas if "in all" in claim.of or area is None else whose
                self._table(every, {SAID: int(claim.value)}, run=run, name="who answered")

    def tally(self, page: str, areas: tuple[str, ...], ways: tuple[int, ...] = (0, 1)) -> None:
        """What a page says in tens: so many or more."""
        for found in re.findall(r"(\d[\d,]*) or more", page)[:1]:
            self._table(areas, {SAID: int(found.replace(",", ""))}, run=False, name="tally", most=10**6, ways=ways)

    def _table(self, areas, numbers, *, run: bool, name: str = "table", **more) -> None:
        """What stands as it stood waits, and tells nothing new. A run counts anew."""
        key, value = (name, f"{areas}{more}"), dict(numbers)
        if run or self.seen.get(key) != value:
            self.seen[key] = value
            self.told += [Told(self.looks, areas, said, people, **more) for said, people in value.items()]


def _numbers(sheets: list[Sheet]) -> Iterator[tuple[tuple[str, ...], int]]:
    for sheet in sheets:
        yield from ((cell.codes, cell.count) for cell in (*sheet.cells, *sheet.apart))
        if sheet.base is not None:
            yield IN_BASE, sheet.base


def issued(kept: Kept, regions: dict[str, str]) -> tuple[Numbered, ...]:
    """The files as `poet attack FOLDER` reads them; what only stood there still is left out."""
    entries, last, found = read_folder(kept.folder, kept.form.form, regions), {}, []
    for entry in entries:
        new = []
        for sheet in entry.draft.tables:
            key = (sheet.partition, sheet.group, sheet.item)
            if entry.number in kept.runs or last.get(key) != sheet:
                new.append(sheet)
            last[key] = sheet
        found.append(Numbered(entry.number, msgspec.structs.replace(entry.draft, tables=tuple(new))))
    return tuple(found)


def attacked(kept: Kept, regions: dict[str, str]) -> list[str]:
    """What the intruder of `poet attack` finds in the files."""
    return [str(one) for found in attack(issued(kept, regions)) for one in (*found.found, *found.contradictions)]


def solved(kept: Kept) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int, int]]:
    """Every count of newcomers between two looks, of an area or all, that is told to fewer than five numbers and may be small."""
    puzzle = _Puzzle(kept)
    return [one for one in puzzle.intervals() if one[4] - one[3] < CELL and one[3] < CELL and one[4] > 0]


class _Puzzle:
    """Unknown numbers of people by look, area, way and answer, and all that was told of them."""

    def __init__(self, kept: Kept) -> None:
        self.kept, self.looks = kept, sorted({one.look for one in kept.told})
        self.shape = (len(self.looks), len(kept.areas), 2, len(SAID))
        equal = [one for one in kept.told if one.most is None]
        within = [one for one in kept.told if one.most is not None]
        self.equal = np.array([self._row(one) for one in equal])
        self.people = np.array([one.people for one in equal])
        self.least = np.array([-self._row(one) for one in within]).reshape(-1, int(np.prod(self.shape)))
        self.bound = np.array([-one.people for one in within])

    def _row(self, one: Told) -> np.ndarray:
        return self._mark((0, self.looks.index(one.look)), one.areas, one.said, one.ways)

    def _mark(self, looks, areas, said, ways=(0, 1)) -> np.ndarray:
        row = np.zeros(self.shape)
        for area in areas:
            for way in ways:
                for answer in said:
                    row[looks[0] : looks[1] + 1, self.kept.areas.index(area), way, SAID.index(answer)] = 1
        return row.ravel()

    def intervals(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], int, int]]:
        groups = [(one,) for one in self.kept.areas] + [self.kept.areas]
        groups += list(combinations(self.kept.areas, 2))
        for first in range(len(self.looks)):
            for last in range(first, len(self.looks)):
                for areas in groups:
                    for said in ((one,) for one in (*OPTIONS,)):
                        low, high = self._ends(self._mark((first, last), areas, said))
                        yield f"{self.looks[first]}-{self.looks[last]}", areas, said, low, high
                    low, high = self._ends(self._mark((first, last), areas, SAID, (1,)))
                    yield f"{self.looks[first]}-{self.looks[last]}", areas, ("not by the group",), low, high

    def _ends(self, aim: np.ndarray) -> tuple[int, int]:
        ends = []
        for side in (1, -1):
            found = linprog(
                side * aim,
                A_ub=self.least if len(self.least) else None,
                b_ub=self.bound if len(self.least) else None,
                A_eq=self.equal,
                b_eq=self.people,
                method="highs",
            )
            ends.append(side * found.fun if found.status == 0 else side * -np.inf if found.status == 3 else np.nan)
        assert not np.isnan(ends).any(), "what was told contradicts itself"
        return int(np.ceil(ends[0] - 1e-6)), 10**6 if np.isinf(ends[1]) else int(np.floor(ends[1] + 1e-6))


def without(kept: Kept, *looks: int) -> Kept:
    """The same reader who was away at some looks."""
    return replace(kept, told=[one for one in kept.told if one.look not in looks])


def words(page: str) -> str:
    """A page's words."""
    return " ".join(anyshire.Reader(page).words)

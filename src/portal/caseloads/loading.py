"""A publisher's file of caseloads: checked in full before anything of it is stored, and kept by its digest."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from portal.audit.recording import OPERATOR, Kind, record
from portal.caseloads import words
from portal.caseloads.models import Attribute, Counts, Figure, Source
from portal.caseloads.shapes import NOT_TOLD, Cell, Place, Shape, shape
from portal.councils.models import Area
from portal.councils.naming import One, Several, council

MOST_TOLD = 200
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: its line (the header is line 1), the column, and what to do."""

    line: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.words}"


class NotLoaded(Exception):
    """A file that is refused whole, with every fault found in it."""

    def __init__(self, *faults: Fault) -> None:
        told = [str(fault) for fault in faults[:MOST_TOLD]]
        more = [f"and {len(faults) - MOST_TOLD} more"] if len(faults) > MOST_TOLD else []
        super().__init__("\n".join([*told, *more]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Read:
    """One row as it will be stored: `people` is None where the publisher does not tell."""

    line: int
    area: str
    place: Place
    people: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A sound file: whom it counts, of when, and its figures."""

    counts: Counts
    period: str
    year: int
    rows: tuple[Read, ...]


def load(file: Path, *, at: datetime, counts: Counts | None = None, period: str = "") -> Source:
    """Store a publisher's file: its newest period, or the one named. Raises NotLoaded, and stores nothing then; OSError
    where there is no such file. A file that was loaded before is not loaded again."""
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    before = Source.objects.filter(digest=digest).first()
    if before is not None:
        raise NotLoaded(Fault(1, "file", words.known(before.name, f"{before.loaded:%d %B %Y}")))
    return _stored(check(data, counts=counts, period=period), file.name[:120], digest, at)


@transaction.atomic
def _stored(checked: Checked, name: str, digest: str, at: datetime) -> Source:
    source = Source.objects.create(
        counts=checked.counts,
        period=checked.period,
        year=checked.year,
        name=name,
        digest=digest,
        loaded=at,
    )
    Figure.objects.bulk_create(
        [
            Figure(
                source=source,
                area_id=row.area,
                attribute=row.place.attribute,
                group=slug(row.place.label),
                label=row.place.label,
                people=row.people,
            )
            for row in checked.rows
        ],
        batch_size=500,
    )
    record(
        Kind.ORGANISATION_CHANGED, actor=OPERATOR, thing=f"caseload:{source.pk}", detail={"change": "caseload loaded"}
    )
    return source


def slug(label: str) -> str:
    """A group's name as data: `Age 5 to 10` is `5-to-10`."""
    return _SLUG.sub("-", label.casefold().removeprefix("age ")).strip("-")


def check(data: bytes, *, counts: Counts | None = None, period: str = "") -> Checked:
    """What a file holds. Raises NotLoaded with every fault."""
    header, lines = _table(data)
    found = shape(header)
    if found is None:
        raise NotLoaded(Fault(1, header[0] if header else "", words.NO_SHAPE))
    whom = Counts.PLANS if found.is_plans else counts
    if whom is None:
        raise NotLoaded(Fault(1, found.people, words.NAME_COUNTS))
    ragged = [
        Fault(at, header[-1], words.ragged(len(row), len(header))) for at, row in lines if len(row) != len(header)
    ]
    named = [(at, dict(zip(header, map(str.strip, row), strict=True))) for at, row in lines if len(row) == len(header)]
    of_use = [(at, row, cell) for at, row in named for cell in found.cells(row)]
    if ragged or not of_use:
        raise NotLoaded(*(ragged or [Fault(2, found.area, words.NO_ROWS)]))
    when = _period(found, [row[found.period] for _, row, _ in of_use], period)
    return Checked(whom, when, _year(when), _read(found, [one for one in of_use if one[1][found.period] == when]))


def _table(data: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotLoaded(Fault(1, "file", words.NOT_UTF8)) from fault
    table = csv.reader(io.StringIO(text))
    # Reports on adult social care of 2017 to 2019 name the same columns AgeBand_Key and the like.
    header = [name.strip().removesuffix("_Key") for name in next(table, [])]
    return header, [(table.line_num, cells) for cells in table if any(cells)]


def _period(found: Shape, there: list[str], wanted: str) -> str:
    periods = sorted(set(there), key=lambda said: (_year(said), said))
    if wanted and wanted not in periods:
        raise NotLoaded(Fault(1, found.period, words.no_period(wanted, periods)))
    if not _year(periods[0]):
        raise NotLoaded(Fault(2, found.period, words.no_year(periods[0])))
    return wanted or periods[-1]


def _year(period: str) -> int:
    """The last year that a period names, 0 where it names none: 2025, 202425, 2024-03-31 and 31/03/2024."""
    academic = re.fullmatch(r"((?:19|20)\d\d)(\d\d)", period)
    if academic and (int(academic[1]) + 1) % 100 == int(academic[2]):
        return int(academic[1]) + 1
    years = re.findall(r"(?:19|20)\d\d", period)
    return int(years[-1]) if years else 0


def _read(found: Shape, rows: list[tuple[int, dict[str, str], Cell]]) -> tuple[Read, ...]:
    names = dict(Area.objects.values_list("name", "code"))
    codes: dict[str, str | None] = {}
    read, faults = list[tuple[Read, Cell]](), list[Fault]()
    for line, row, cell in rows:
        code, people = row[found.area], row[cell.column].replace(",", "")
        if code not in codes:
            now = council(code, names)
            codes[code] = now.code if isinstance(now, One) else None
            if codes[code] is None:
                said = words.several_areas(code) if isinstance(now, Several) else words.no_area(code)
                faults.append(Fault(line, found.area, said))
        if not (people in NOT_TOLD or _is_number(people)):
            faults.append(Fault(line, cell.column, words.not_people(people)))
        elif area := codes[code]:
            read.append((Read(line, area, cell.place, None if people in NOT_TOLD else int(float(people))), cell))
    faults += _twice(read)
    if not faults and all(one.people is None for one, _ in read):
        faults = [Fault(rows[0][0], found.people, words.NOTHING_TOLD)]
    if faults:
        raise NotLoaded(*sorted(faults, key=lambda fault: fault.line))
    return tuple(_whole(_together(read)))


def _is_number(said: str) -> bool:
    whole, _, rest = said.partition(".")
    return whole.isascii() and whole.isdigit() and len(whole) <= 8 and not rest.strip("0")


def _twice(read: list[tuple[Read, Cell]]) -> list[Fault]:
    first: dict[tuple[str, Place, str], int] = {}
    return [
        Fault(one.line, cell.column, words.again(first[one.area, one.place, cell.part]))
        for one, cell in read
        if first.setdefault((one.area, one.place, cell.part), one.line) != one.line
    ]


def _together(read: list[tuple[Read, Cell]]) -> list[Read]:
    """The parts of a group added up; a group of which one part is not told is not told."""
    groups: dict[tuple[str, Place], list[Read]] = {}
    for one, _ in read:
        groups.setdefault((one.area, one.place), []).append(one)
    return [_added(parts) for parts in groups.values()]


def _added(parts: list[Read]) -> Read:
    told = [one.people for one in parts if one.people is not None]
    return replace(parts[0], people=sum(told) if len(told) == len(parts) else None)


def _whole(read: list[Read]) -> Iterator[Read]:
    """The rows, and everybody of an area where the file has no total and tells each of its age bands."""
    yield from read
    have = {one.area for one in read if not one.place.attribute}
    for area in dict.fromkeys(one.area for one in read if one.area not in have):
        ages = [one for one in read if one.area == area and one.place.attribute == Attribute.AGE.value]
        told = [one.people for one in ages if one.people is not None]
        if ages and len(told) == len(ages):
            yield Read(ages[0].line, area, Place("", ""), sum(told))

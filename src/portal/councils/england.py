"""England's councils from our own small table: the whole file is checked before anything of it is stored."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from portal.councils import boundaries, scope, words
from portal.councils.models import Area, Former
from portal.councils.recoding import recode, rename

TABLE = Path(__file__).with_name("england.csv")
COLUMNS = ("code", "name", "region", "kind", "plans_january_2025")
REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and The Humber",
)
_CODE = re.compile(r"E(06|08|09|10)\d{6}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an area file: its line (the header is line 1), the column, and what to do."""

    line: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.words}"


class NotLoaded(Exception):
    """An area file that is refused whole, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Row:
    """One council as the file has it."""

    line: int
    code: str
    name: str
    region: str
    kind: str
    plans: str


@scope.everywhere("England's councils are brought up to date")
@transaction.atomic
def load(file: Path = TABLE) -> int:
    """Store the areas of a file, new ones and changed ones; how many it has. Raises NotLoaded and stores nothing.

    An area whose code has changed for the same ground keeps its row and all that belongs to it, and so does one whose name has.
    """
    rows = read(file)
    there = {area.code: area for area in Area.objects.select_for_update()}
    _make_way(rows, there)
    was = {row.code: area.name for row in rows if (area := _before(row, rows, there))}
    for row in rows:
        area = _before(row, rows, there)
        if area is not None and area.code != row.code:
            there[row.code] = recode(there.pop(area.code), row.code)
    _store(rows)
    for row in rows:
        if row.code in was:
            rename(there[row.code], row.name, was=was[row.code])
    return len(rows)


def _before(row: Row, rows: Sequence[Row], there: Mapping[str, Area]) -> Area | None:
    """The area of a row as it is stored: under its code, or under an older one for the same ground that the file has no more."""
    older = boundaries.same(row.code) - {one.code for one in rows}
    return there.get(row.code) or next((there[code] for code in sorted(older) if code in there), None)


def _make_way(rows: Sequence[Row], there: Mapping[str, Area]) -> None:
    """An area that has ended gives its name to a new one, where the table of changes has another for it. Raises NotLoaded."""
    kept = {area.code for row in rows if (area := _before(row, rows, there))}
    by_name = {area.name: area for code, area in there.items() if code not in kept}
    ended = {one.before: one.before_name for one in boundaries.changes() if one.kind is not boundaries.Kind.RECODED}
    faults = list(_borne(rows, there))
    for row in rows:
        area = by_name.get(row.name)
        if area is None:
            continue
        name = ended.get(area.code, row.name)
        if name == row.name or Area.objects.filter(name=name).exists():
            faults.append(Fault(row.line, "name", words.name_taken(row.name, area.code)))
            continue
        Area.objects.filter(pk=area.pk).update(name=name)
        rename(area, name, was=row.name)
    if faults:
        raise NotLoaded(tuple(faults))
    for code in there.keys() - kept:
        Area.objects.filter(pk=code).update(closed=boundaries.closed(code))


def _borne(rows: Sequence[Row], there: Mapping[str, Area]) -> Iterator[Fault]:
    """New names that another area bears, or bore before, and has not ended: figures of both would stand under one name."""
    kept = {area.pk: row.code for row in rows if (area := _before(row, rows, there))}
    borne = {there[code].name: of for code, of in kept.items()}
    borne |= {one.name: kept[one.area_id] for one in Former.objects.all() if one.area_id in kept}
    for row in rows:
        if borne.get(row.name, row.code) != row.code:
            yield Fault(row.line, "name", words.name_of_another(row.name, borne[row.name]))


def _store(rows: Sequence[Row]) -> None:
    areas = [
        Area(
            code=row.code,
            name=row.name,
            region=row.region,
            kind=row.kind,
            plans=int(row.plans),
            opened=boundaries.opened(boundaries.known_as(row.code, row.name)),
            closed=boundaries.closed(row.code),
        )
        for row in rows
    ]
    Area.objects.bulk_create(
        areas,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "region", "kind", "plans", "opened", "closed"],
    )


def read(file: Path) -> tuple[Row, ...]:
    """The rows of a sound area file. Raises NotLoaded with every fault."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotLoaded((Fault(1, COLUMNS[0], words.not_utf8()),)) from fault
    table = csv.reader(text.splitlines())
    header = [name.strip() for name in next(table, [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise NotLoaded((Fault(1, missing[0], words.no_columns(missing)),))
    return _checked(header, [(table.line_num, cells) for cells in table if cells])


def _checked(header: list[str], numbered: list[tuple[int, list[str]]]) -> tuple[Row, ...]:
    faults = [
        Fault(line, header[-1], words.ragged(len(cells), len(header)))
        for line, cells in numbered
        if len(cells) != len(header)
    ]
    places = [header.index(name) for name in COLUMNS]
    rows = tuple(
        Row(line, *(cells[at].strip() for at in places)) for line, cells in numbered if len(cells) == len(header)
    )
    if not numbered:
        faults.append(Fault(2, COLUMNS[0], words.no_rows()))
    faults += [fault for row in rows for fault in _faults(row)]
    faults += _repeated(rows)
    if faults:
        raise NotLoaded(tuple(sorted(faults, key=lambda fault: fault.line)))
    return rows


def _faults(row: Row) -> Iterable[Fault]:
    if not row.code:
        yield Fault(row.line, "code", words.no_code())
    elif not _CODE.fullmatch(row.code):
        yield Fault(row.line, "code", words.not_a_code(row.code))
    if row.region not in REGIONS:
        yield Fault(row.line, "region", words.not_a_region(row.region, REGIONS))
    if not (row.plans.isascii() and row.plans.isdigit() and len(row.plans) <= 9):
        yield Fault(row.line, "plans_january_2025", words.not_a_number(row.plans))
    yield from (Fault(row.line, name, words.empty(name)) for name in ("name", "kind") if not getattr(row, name))


def _repeated(rows: tuple[Row, ...]) -> list[Fault]:
    faults, codes, names = [], dict[str, int](), dict[str, int]()
    for row in rows:
        if row.code and codes.setdefault(row.code, row.line) != row.line:
            faults.append(Fault(row.line, "code", words.code_again(row.code, codes[row.code])))
        if row.name and names.setdefault(row.name.casefold(), row.line) != row.line:
            faults.append(Fault(row.line, "name", words.name_again(row.name, names[row.name.casefold()])))
    return faults

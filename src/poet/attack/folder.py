"""A folder of issued files of several terms, read as an intruder reads it who kept them all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from poet.attack import words
from poet.attack.by_background import CROSSED, at_home
from poet.attack.files import READERS, NotReadable
from poet.attack.issued import Numbered, Sheet, Told
from poet.attack.reading import AREA, CSV, NOTHING, REGION, Reader
from poet.instrument import Instrument

EVERYBODY = "all"
# The folders of an archive of reports; files beside them are those of everybody and of areas.
COUNCILS, REGIONS, NATION = "councils", "regions", "nation"
ENDINGS = (*READERS, CSV)


def read_folder(folder: Path, form: Instrument, regions: Mapping[str, str] = NOTHING) -> tuple[Numbered, ...]:
    """Each subfolder, in the order of names, holds the reports of one term, with everybody of the terms before: `all` and
    one file an area, in any of the formats, as `poet report` writes them, tables of counts as `poet count` does, or the
    folders `councils`, `regions` and `nation` of an archive. `regions` names each area's region, which is public.
    Raises NotReadable."""
    term = _Term(Reader(form), {_plain(area): _plain(region) for area, region in regions.items()})
    terms = [term.sheets(one) for one in sorted(folder.iterdir()) if one.is_dir()]
    if not any(terms):
        raise NotReadable(words.NO_FILES.format(folder=folder, endings=", ".join(ENDINGS)))
    found = {sheet.group for read in terms for sheet in read if sheet.partition == AREA and sheet.group is not None}
    if regions and (strange := sorted(found - term.regions.keys())):
        raise NotReadable(words.NO_SUCH_AREA.format(name=strange[0]))
    return term.reader.as_issued(terms, sorted(found | term.regions.keys()), term.regions)


def regions_of(file: Path) -> dict[str, str]:
    """The region of each area, from a CSV with these columns. Raises NotReadable."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.DictReader(stream)
        if not {AREA, REGION} <= set(table.fieldnames or ()):
            raise NotReadable(words.NO_AREA_COLUMNS.format(columns=", ".join(table.fieldnames or ())))
        return {row[AREA].strip(): row[REGION].strip() for row in table if row[AREA].strip()}


@dataclass(frozen=True, slots=True)
class _Term:
    """How a term's files are read: with the questionnaire, and each area's region, both by plain names."""

    reader: Reader
    regions: Mapping[str, str]

    def sheets(self, folder: Path) -> list[Sheet]:
        """What a term's files tell."""
        return _merged(one for file in _files(folder) for one in self._of(file))

    def _of(self, file: Path) -> Iterator[Sheet]:
        if file.suffix == f".{CSV}":
            for one in self.reader.csv_sheets(file.read_text("utf-8-sig")):
                named = (AREA, None) if one.group is None else self._called(_plain(one.group))
                yield replace(one, partition=named[0], group=named[1])
            return
        partition, group = self._whose(file)
        for one in self.reader.sheets(group, file.suffix[1:], file.read_bytes()):
            if one.partition.startswith(CROSSED):
                yield at_home(one, partition, group)
            else:
                yield replace(one, partition=partition)

    def _whose(self, file: Path) -> tuple[str, str | None]:
        if file.parent.name == NATION or file.stem == EVERYBODY:
            return AREA, None
        stem = _plain(file.stem)
        if file.parent.name != REGIONS:
            return self._called(stem)
        known = set(self.regions.values())
        if not known:
            raise NotReadable(words.NO_REGIONS.format(file=file.name))
        found = _longest(stem, known)
        if found is None:
            raise NotReadable(words.NO_SUCH_REGION.format(file=file.name, regions=", ".join(sorted(known))))
        return REGION, found

    def _called(self, name: str) -> tuple[str, str]:
        """The area or region that is called so, or whose name a file's begins with; an area where nobody said."""
        area, region = _longest(name, self.regions), _longest(name, self.regions.values())
        if region is not None and (area is None or len(region) > len(area)):
            return REGION, region
        return AREA, name if area is None else area


def _longest(stem: str, known: Iterable[str]) -> str | None:
    """The longest of some names that a file's name is, or begins with before a hyphen."""
    return max((name for name in known if stem == name or stem.startswith(f"{name}-")), key=len, default=None)


def _plain(name: str) -> str:
    """A name as files are called by it."""
    return "-".join("".join(mark if mark.isalnum() else " " for mark in name).split()).lower()


def _files(folder: Path) -> list[Path]:
    """The files of a term, those of its folders included."""
    inner = [one for name in (COUNCILS, REGIONS, NATION) for one in _sorted(folder / name)]
    return [file for file in (*_sorted(folder), *inner) if file.suffix[1:] in ENDINGS]


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _merged(sheets: Iterable[Sheet]) -> list[Sheet]:
    """One sheet a group and question of all that its files tell, in whichever format; what they tell otherwise than one
    another stands in it twice, which no people could have given."""
    found: dict[tuple[str, str | None, str], list[Sheet]] = {}
    for one in sheets:
        found.setdefault((one.partition, one.group, one.item), []).append(one)
    return [sheet for same in found.values() for sheet in _joined(same)]


def _joined(same: list[Sheet]) -> Iterator[Sheet]:
    first = same[0]
    bases: list[int | None] = [*dict.fromkeys(one.base for one in same if one.base is not None)] or [None]
    cells: dict[Told, None] = dict.fromkeys(cell for one in same for cell in one.cells)
    apart: dict[Told, None] = dict.fromkeys(cell for one in same for cell in one.apart)
    yield Sheet(first.partition, first.group, first.item, bases[0], tuple(cells), tuple(apart))
    yield from (Sheet(first.partition, first.group, first.item, other) for other in bases[1:])

"""A folder of issued files of several terms, read as an intruder reads it who kept them all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from poet.attack import words
from poet.attack.files import READERS, NotReadable
from poet.attack.issued import Numbered, Sheet, Told
from poet.attack.reading import Reader
from poet.instrument import Instrument

EVERYBODY = "all"


def read_folder(folder: Path, form: Instrument) -> tuple[Numbered, ...]:
    """Each subfolder, in the order of names, holds the reports of one term, with everybody of the terms before: `all` and
    one file an area, in any of the formats, as `poet report` writes them. Raises NotReadable."""
    reader = Reader(form)
    terms = [_term(reader, one) for one in sorted(folder.iterdir()) if one.is_dir()]
    if not any(terms):
        raise NotReadable(words.NO_FILES.format(folder=folder, endings=", ".join(READERS)))
    areas = sorted({sheet.group for term in terms for sheet in term if sheet.group is not None})
    return reader.as_issued(terms, areas)


def _term(reader: Reader, folder: Path) -> list[Sheet]:
    files = [file for file in sorted(folder.iterdir()) if file.suffix[1:] in READERS]
    named = ((None if file.stem == EVERYBODY else file.stem, file) for file in files)
    return _merged(one for group, file in named for one in reader.sheets(group, file.suffix[1:], file.read_bytes()))


def _merged(sheets: Iterable[Sheet]) -> list[Sheet]:
    """One sheet a group and question of all that its files tell, in whichever format; what they tell otherwise than one
    another stands in it twice, which no people could have given."""
    found: dict[tuple[str | None, str], list[Sheet]] = {}
    for one in sheets:
        found.setdefault((one.group, one.item), []).append(one)
    return [_joined(same) for same in found.values()]


def _joined(same: list[Sheet]) -> Sheet:
    first = same[0]
    bases = [one.base for one in same if one.base is not None]
    cells: dict[Told, None] = dict.fromkeys(cell for one in same for cell in one.cells)
    apart: dict[Told, None] = dict.fromkeys(cell for one in same for cell in one.apart)
    base = bases[0] if bases else None
    return Sheet(first.partition, first.group, first.item, base, tuple(cells), tuple(apart))

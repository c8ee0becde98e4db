"""A workbook's sheets beside the register: every row of a table cell by cell, and no figure beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import isclose

from poet.proofread import text, words
from poet.proofread.fault import Fault
from poet.proofread.squeeze import plain
from poet.report.register import Kind, Register, Statement

Value = str | float | None
Row = tuple[Value, ...]


def faults(register: Register, rows: Sequence[Row]) -> Iterator[Fault]:
    """The faults of a workbook's rows."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        by_label[plain(str(row[0])) if row and row[0] is not None else ""].append(place)
    claimed: set[int] = set()
    for statement in register.statements:
        if statement.kind is not Kind.CELLS:
            continue
        places = by_label[plain(statement.pieces[0])]
        same = [place for place in places if _same(statement, rows[place])]
        claimed.update(same)
        if not same:
            nearest = max(places, key=lambda place: _alike(statement, rows[place]), default=None)
            found = "nothing" if nearest is None else " | ".join("" if v is None else str(v) for v in rows[nearest])
            yield Fault(words.OTHER_CELL.format(found=found), " | ".join(statement.pieces))
            claimed.update(places if nearest is None else [nearest])
    yield from _beside(register, [row for place, row in enumerate(rows) if place not in claimed])


def _beside(register: Register, rows: Sequence[Row]) -> Iterator[Fault]:
    """What stands beside the tables: figures are faults, and texts are read as those of a document."""
    for row in rows:
        if any(isinstance(value, float) for value in row):
            yield Fault(words.UNCLAIMED_NUMBER, " | ".join("" if value is None else str(value) for value in row))
    said = "\n".join(str(value) for row in rows for value in row if isinstance(value, str))
    yield from text.faults(register, said, frozenset())


def _same(statement: Statement, row: Row) -> bool:
    return _alike(statement, row) == len(statement.pieces)


def _alike(statement: Statement, row: Row) -> int:
    filled = (*row, *(None,) * (len(statement.pieces) - len(row)))
    cells = zip(statement.pieces, statement.numbers, filled, strict=False)
    return sum(_equal(piece, number, value) for piece, number, value in cells)


def _equal(piece: str, number: float | None, value: Value) -> bool:
    if number is None:
        return plain(piece) == plain("" if value is None else str(value))
    return isinstance(value, float) and isclose(value, number, rel_tol=1e-9, abs_tol=1e-12)

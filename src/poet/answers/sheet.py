"""Answers as they came, before anything is checked: each column as its distinct cells and where they stand.

A million rows hold few distinct cells, so everything said about a cell is worked out once a distinct cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST_ROW = 2


@dataclass(frozen=True, slots=True, eq=False)
class SheetColumn:
    """`cells[at[row]]` is what stands in a row; `at` is an int32 array, -1 where the cell is empty.

    `cells` are distinct, none of them empty or with blanks around it.
    """

    cells: Sequence[str]
    at: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table of unchecked answers: `rows` long, one column a name."""

    rows: int
    columns: Mapping[str, SheetColumn]

    @staticmethod
    def spreadsheet_row(index: int) -> int:
        """The row number that a spreadsheet shows for the row at this index."""
        return index + FIRST_ROW


def sheet_of(columns: Mapping[str, Sequence[str]]) -> Sheet:
    """A sheet from plain columns of cells, all equally long. Blanks around a cell are no part of it."""
    lengths = {len(cells) for cells in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"columns differ in length: {sorted(lengths)}")
    return Sheet(lengths.pop() if lengths else 0, {name: _column(cells) for name, cells in columns.items()})


def _column(cells: Sequence[str]) -> SheetColumn:
    # Whoever only reads questionnaires, or hears one answer, need not wait for numpy.
    import numpy as np  # noqa: PLC0415

    places: dict[str, int] = {}
    bare = (cell.strip() for cell in cells)
    at = np.fromiter((places.setdefault(cell, len(places)) if cell else -1 for cell in bare), np.int32, len(cells))
    return SheetColumn(tuple(places), at)

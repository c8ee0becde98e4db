"""What is wrong with a table, kept as arrays of rows until it is known how much of it will be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.answers import Refusal, Sheet, capped


@dataclass(frozen=True, slots=True, eq=False)
class Trouble:
    """One fault of one column: `rows` have it (places in the sheet), and `words(row)` says what is wrong there."""

    column: str
    rows: NDArray[np.int64]
    words: Callable[[int], str]


def told(whole: Sequence[Refusal], troubles: Sequence[Trouble], most: int) -> tuple[Refusal, ...]:
    """What is wrong with the table as a whole, then row by row, and past `most` only how many more there are."""
    rows = np.concatenate([np.empty(0, np.int64), *(trouble.rows for trouble in troubles)])
    whose = np.repeat(np.arange(len(troubles)), [trouble.rows.size for trouble in troubles])
    first = np.argsort(rows, kind="stable")[:most]
    refusals = [_refusal(troubles[whose[place]], int(rows[place])) for place in first]
    return capped([*whole, *refusals], found=len(whole) + rows.size, most=most)


def _refusal(trouble: Trouble, row: int) -> Refusal:
    return Refusal(trouble.words(row), trouble.column, Sheet.spreadsheet_row(row))

"""How a column that could point at somebody is coarsened, step by step, until nothing of it is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import floor

from poet.protect.microdata import words
from poet.protect.microdata.declaration import Identifying, NotGiven

HIDDEN = "*"
Cells = tuple[str, ...]
_DATES: dict[str, Callable[[date], str]] = {
    "month": lambda day: f"{day.year}-{day.month:02d}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day.year}",
}


def steps(declared: Identifying, cells: Sequence[str]) -> tuple[Cells, ...]:
    """The column at every step, finest first; the last hides it. Empty cells stay empty until then.

    Raises NotGiven where the declared steps do not fit what stands in the column.
    """
    return (*_declared(declared, cells), (HIDDEN,) * len(cells))


def _declared(declared: Identifying, cells: Sequence[str]) -> Iterator[Cells]:
    if declared.dates:
        days = [_day(declared.column, row, cell) for row, cell in enumerate(cells)]
        for step in declared.dates:
            if step not in _DATES:
                raise NotGiven(words.NO_STEPS.format(column=declared.column, what=f"the date step {step!r}"))
            yield tuple(_DATES[step](day) if day else "" for day in days)
        return
    yield tuple(cells)
    for width in declared.bands:
        yield tuple(_band(declared.column, cell, width) for cell in cells)
    for groups in declared.groups:
        label = {code: "/".join(group) for group in groups for code in group}
        if unlisted := {cell for cell in cells if cell} - set(label):
            raise NotGiven(words.NO_STEPS.format(column=declared.column, what=f"groups without {min(unlisted)!r}"))
        yield tuple(label.get(cell, "") for cell in cells)


def _day(column: str, row: int, cell: str) -> date | None:
    try:
        return date.fromisoformat(cell[:10]) if cell else None
    except ValueError as error:
        raise NotGiven(words.NO_DATE.format(column=column, row=row + 2, cell=cell)) from error


def _band(column: str, cell: str, width: int) -> str:
    if not cell:
        return ""
    try:
        low = floor(float(cell) / width) * width
    except (ValueError, TypeError, ZeroDivisionError) as error:
        raise NotGiven(words.NO_STEPS.format(column=column, what="bands")) from error
    return f"{low}-{low + width - 1}"

"""The precision governor: the finest rounding of percentages from which no row of counts can be worked out.

It is for audiences who are not told bases as they are. Where protected counts are printed with their base there is
nothing to govern: whoever works the count out learns what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from poet.protect.open_data.printing import Limits, Printed, Printing, Row, is_recoverable, printed, rows_behind

# One decimal, halves, whole per cent, twos, fives, tens, twenties, quarters: in tenths of a percentage point.
STEPS = (1, 5, 10, 20, 50, 100, 200, 250)
# So many rows behind a print are looked at before it is held to be unsafe.
MOST_TRIED = 2_000


@dataclass(frozen=True, slots=True)
class Tried:
    """One printing and how many of the table's rows it would have given away."""

    how: Printing
    given_away: int


@dataclass(frozen=True, slots=True)
class Governed:
    """A table's printing: `how`, None where no rounding is safe; the rows as they are printed then; and what each
    finer printing would have given away, finest first."""

    how: Printing | None
    rows: tuple[Printed, ...]
    avoided: tuple[Tried, ...]

    @property
    def leak_rate(self) -> float:
        """The share of rows (0-1) that the finest printing would have given away; 0 of an empty table."""
        return self.avoided[0].given_away / len(self.rows) if self.avoided and self.rows else 0.0


def ladder(base_step: int, limits: Limits | None = None) -> tuple[Printing, ...]:
    """The printings to try, finest first, for bases rounded to `base_step` (0: hidden)."""
    return tuple(Printing(base_step=base_step, tenths=tenths, limits=limits) for tenths in STEPS)


def govern(rows: Sequence[Sequence[int]], rungs: Sequence[Printing], bases: Sequence[int]) -> Governed:
    """The finest printing for all rows of a table, from which no row can be worked out.

    `rows` are counts of people, a row a group, categories that part its base. `bases` are the bases that a reader may
    hold possible. A reader who knows this rule knows too that every finer printing was unsafe; so a row is held to be
    hidden only if another row behind its print would have led to the same choice. Raises ValueError on a row of nobody.
    """
    whole = [tuple(int(count) for count in row) for row in rows]
    alone: list[list[bool]] = []
    for how in rungs:
        given = [is_recoverable(row, how, bases) for row in whole]
        if not any(given) and all(_is_hidden(row, place, how, alone, rungs, bases) for place, row in enumerate(whole)):
            tried = tuple(Tried(rung, sum(marks)) for rung, marks in zip(rungs, alone, strict=False))
            return Governed(how, tuple(printed(row, how) for row in whole), tried)
        alone.append(given)
    tried = tuple(Tried(rung, sum(marks)) for rung, marks in zip(rungs, alone, strict=True))
    return Governed(None, tuple(replace(printed(row, rungs[-1]), shares=(), limits=()) for row in whole), tried)


def _is_hidden(
    row: Row,
    place: int,
    how: Printing,
    finer: Sequence[Sequence[bool]],
    rungs: Sequence[Printing],
    bases: Iterable[int],
) -> bool:
    """Whether some other row behind the same print would have made each finer printing unsafe as well."""
    needed = [rung for rung, marks in zip(rungs, finer, strict=False) if not _others(marks, place)]
    others = (other for other in rows_behind(printed(row, how), how, bases) if other != row)
    return any(all(is_recoverable(other, rung, bases) for rung in needed) for other in islice(others, MOST_TRIED))


def _others(marks: Sequence[bool], place: int) -> bool:
    return any(mark for at, mark in enumerate(marks) if at != place)

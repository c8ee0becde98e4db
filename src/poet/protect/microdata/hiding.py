"""k-anonymity and l-diversity: who stands alone among the records, and how they are hidden among others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poet.protect.microdata import words
from poet.protect.microdata.declaration import Declaration, NotGiven
from poet.protect.microdata.steps import Cells


@dataclass(frozen=True, slots=True)
class Hidden:
    """At which step each identifying column stands, which rows are kept, and what is reached among those: every
    combination is shared by `k` people, with `l` different answers to each sensitive question."""

    steps: tuple[int, ...]
    rows: tuple[int, ...]
    k: int
    l: int  # noqa: E741 the field's own name


def hide(
    columns: Sequence[Sequence[Cells]], sensitive: Sequence[Cells], declaration: Declaration, *, silent: bool = False
) -> Hidden:
    """Coarsen until few enough records stand alone, then leave those out. `columns[c][s]` is identifying column c at step s.

    While too many would be left out, the column with most different values goes a step on; of two alike the one declared
    first. Source: Sweeney 2002 (k-anonymity by generalisation and suppression); Machanavajjhala et al. 2007 (distinct
    l-diversity; a question left out is no answer). Where `silent`, those who share a combination may all have left a question
    out: whoever was asked otherwise has a combination of their own. Raises NotGiven where the last step is not coarse enough.
    """

    def diversity(rows: Sequence[int]) -> int:
        return _diversity(rows, sensitive, declaration.l if silent else 0)

    at = [0] * len(columns)
    while True:
        taken = [column[step] for column, step in zip(columns, at, strict=True)]
        classes = _classes(taken)
        safe = [rows for rows in classes if len(rows) >= declaration.k and diversity(rows) >= declaration.l]
        total, kept = sum(map(len, classes)), sum(map(len, safe))
        if safe and total - kept <= declaration.most_left_out * total:
            rows = tuple(sorted(row for one in safe for row in one))
            return Hidden(tuple(at), rows, min(map(len, safe)), min(map(diversity, safe)))
        coarser = [place for place, column in enumerate(columns) if at[place] < len(column) - 1]
        if not coarser:
            raise NotGiven(words.NOT_REACHED.format(share=declaration.most_left_out, k=declaration.k, l=declaration.l))
        at[max(coarser, key=lambda place: (len(set(taken[place])), -place))] += 1


def _classes(columns: Sequence[Cells]) -> list[list[int]]:
    """The rows that share one combination of identifying values, combination by combination."""
    found: dict[tuple[str, ...], list[int]] = {}
    for row, values in enumerate(zip(*columns, strict=True)):
        found.setdefault(values, []).append(row)
    return list(found.values())


def _diversity(rows: Sequence[int], sensitive: Sequence[Cells], of_none: int) -> int:
    """The least number of different answers that a class gives to a sensitive question; `of_none` where it gives none."""
    return min((len({column[row] for row in rows} - {""}) or of_none for column in sensitive), default=0)

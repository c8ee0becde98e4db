"""When answers were given, and whether two stretches of time share any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day on which answers were taken, both included. Raises ValueError the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period that begins on {self.first} cannot end on {self.last}")


def overlap(periods: Sequence[Period]) -> bool:
    """Whether any two of the periods share a day: then some of the same answers may be in both, as in cumulative counts."""
    return any(later.first <= earlier.last for earlier, later in pairwise(sorted(periods)))

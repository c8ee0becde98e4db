"""One shape for every measurement, and how commands are timed in turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement. `value` is ours, `peer` the peer's and `limit` the machine's own, all in `unit`; `bar` says in
    words what is demanded and `ok` whether it was met (None where nothing is demanded)."""

    issue: str
    name: str
    value: float
    unit: str
    peer: float | None = None
    limit: float | None = None
    bar: str | None = None
    ok: bool | None = None


def in_turns(*works: Work, times: int = 5) -> Sequence[float]:
    """The best seconds of each work, run in turns A B C A B C so that a slow moment of the machine meets all alike."""
    best = [float("inf")] * len(works)
    for _ in range(times):
        for place, work in enumerate(works):
            begun = perf_counter()
            work()
            best[place] = min(best[place], perf_counter() - begun)
    return best

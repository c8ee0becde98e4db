"""The national analysis beside the whole of the script, every question of it: minutes, so only where it is asked for."""

from __future__ import annotations

from bench.national import JUDGED
from bench.national import measure as beside_some
from bench.rows import Row


def measure() -> list[Row]:
    return beside_some(JUDGED)

"""A point of a line over rounds, and how the line runs to it: parts of the report's value, as `model` is."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Join(StrEnum):
    """How a line runs to a point from the one before: on, on with a mark as the words changed, or not at all."""

    RUNS = "runs"
    MARKED = "marked"
    BREAKS = "breaks"


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """One round's share (0-1) with its interval; a point with no value says why in `text`."""

    text: str
    base: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    join: Join = Join.BREAKS

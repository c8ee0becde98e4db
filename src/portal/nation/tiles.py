"""England as a map of equal tiles: a council a tile, roughly where it lies, so that a small one is seen like a large one."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from portal.nation.listing import Line
from portal.rounds.models import State

TABLE = Path(__file__).with_name("tiles.csv")
SIDE, GAP = 46, 3
STEP = SIDE + GAP


@dataclass(frozen=True, slots=True)
class Place:
    """Where a council's tile lies, counted from the upper left, and the few letters that stand on it."""

    column: int
    row: int
    short: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a state looks: shade and sign together, so that neither colour nor eyes for it are needed. Not good or bad."""

    fill: str
    ink: str
    edge: str
    sign: str


LOOKS: Mapping[State, Look] = MappingProxyType(
    {
        State.TAKING_PART: Look("#0a5a63", "#ffffff", "#0a5a63", "●"),
        State.INVITED: Look("#cfe5e4", "#1b2330", "#0a5a63", "○"),
        State.INTERESTED: Look("#eef5f4", "#1b2330", "#0a5a63", "?"),
        State.DECLINED: Look("#dcd8cf", "#1b2330", "#5a6472", "–"),
        State.WITHDRAWN: Look("#dcd8cf", "#1b2330", "#5a6472", "×"),
        State.NONE: Look("#ffffff", "#5a6472", "#9aa1ab", ""),
    }
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile as it is drawn: its corner, its look, its letters, and its words for a pointer that rests on it."""

    x: int
    y: int
    look: Look
    short: str
    title: str


@dataclass(frozen=True, slots=True)
class Map:
    """All tiles with their frame; `beside` are councils that have no tile: those that came after the map was drawn."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    beside: tuple[str, ...]


@cache
def places() -> Mapping[str, Place]:
    """Every council's tile by its code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Place(int(row["column"]), int(row["row"]), row["short"]) for row in csv.DictReader(file)}


def drawn(lines: Sequence[Line]) -> Map:
    """The map of a round."""
    there = places()
    tiles = tuple(
        Tile(place.column * STEP, place.row * STEP, LOOKS[line.state], place.short, f"{line.area}: {line.state.label}")
        for line in lines
        if (place := there.get(line.area.pk))
    )
    columns = max((one.column for one in there.values()), default=0) + 1
    rows = max((one.row for one in there.values()), default=0) + 1
    beside = tuple(line.area.name for line in lines if line.area.pk not in there)
    return Map(columns * STEP, rows * STEP, tiles, beside)

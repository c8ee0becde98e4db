"""Which words stand for which figures, read from `rules.toml` once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec


class Band(msgspec.Struct, frozen=True):
    """Words and the shares (0-1, unrounded, both ends included) that they may stand for."""

    words: str
    low: float = msgspec.field(name="from")
    high: float = msgspec.field(name="to")

    def holds(self, value: float) -> bool:
        """Whether the words may stand for this share."""
        return self.low <= value <= self.high


class Small(msgspec.Struct, frozen=True):
    """Under how many answers a figure needs a caveat, and its words."""

    fewer_than: int
    words: str


class Changing(msgspec.Struct, frozen=True):
    """From which share (0-1) on a change since last time is one that matters."""

    margin: float


class Rules(msgspec.Struct, frozen=True):
    """The words of fractions, of weights (Easy Read has its own) and of comparison, with the way each points: 1 or -1."""

    fraction: tuple[Band, ...]
    weight: tuple[Band, ...]
    easy: tuple[Band, ...]
    comparison: Mapping[str, int]
    small: Small
    change: Changing

    def said(self, words: str) -> Band | None:
        """The band of these words, whatever their case."""
        return next(
            (band for band in (*self.fraction, *self.weight, *self.easy) if band.words == words.casefold()), None
        )


@cache
def rules() -> Rules:
    """The rules that stand beside this module."""
    return msgspec.toml.decode(files("poet.report").joinpath("rules.toml").read_bytes(), type=Rules)


def weight(value: float) -> str:
    """The words for the weight of a share; "half" and "nobody" where it is just that."""
    return next((band.words for band in rules().weight if band.holds(value)), "half" if value else "nobody")


def easy_weight(value: float) -> str:
    """The words for the weight of a share in Easy Read; "nobody" where it is none."""
    return next((band.words for band in rules().easy if band.holds(value)), "nobody")

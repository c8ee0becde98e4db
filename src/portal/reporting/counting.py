"""How the figures of the pages are counted when that is needed, and what comes of a count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from poet.instrument import Instrument
from poet.protect import Protected
from poet.protect.between import Largest


@dataclass(frozen=True, slots=True)
class Counted:
    """The tables of a count, and the largest answers to its numbers: raw, for what decides whether a mean moves."""

    tables: Protected
    largest: Mapping[str, Mapping[str, Largest]]


@dataclass(frozen=True, slots=True)
class Counting:
    """How a questionnaire is counted when that is needed: all that was asked anywhere in the round, how many responses
    there are, and the tables of so many, when so many have left."""

    asked: Callable[[], Instrument]
    responses: Callable[[], int]
    now: Callable[[int, int], Counted]

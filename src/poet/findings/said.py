"""One result before the tests of a report are held in check together."""

from __future__ import annotations

from typing import NamedTuple

from poet.findings.model import Outcome
from poet.findings.plan import Level
from poet.measure import Caveat


class Said(NamedTuple):
    """A result of a group: on which item, what, and of which part of it. `p` is there where a test was made, and its
    `family` where one was asked for."""

    level: Level
    group: str
    item: str
    what: str
    part: str
    outcome: Outcome
    caveats: tuple[Caveat, ...] = ()
    family: str | None = None
    p: float | None = None

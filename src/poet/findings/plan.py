"""An analysis plan as frozen values: what a kind of report computes, settled before the answers are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from poet.instrument import Item


class Level(StrEnum):
    """Whose results are computed: each area's, each region's, or everybody's together."""

    AREA = "area"
    REGION = "region"
    NATION = "nation"


class Reports(StrEnum):
    """Which tests are held in check together: those of each group's own report, or all of one report on everybody."""

    EACH = "one for each group"
    ONE = "one for all"


@dataclass(frozen=True, slots=True)
class Grouping:
    """What parts people into subgroups: a question of one answer, a number in the plan's bands, or one option (`tick`) of a
    question of several."""

    by: Item
    tick: str | None

    @property
    def name(self) -> str:
        """How plans and findings call it: `child-setting`, `child-needs=autism`."""
        return self.by.id if self.tick is None else f"{self.by.id}={self.tick}"


@dataclass(frozen=True, slots=True)
class Measures:
    """These measures of these items."""

    level: Level
    items: tuple[Item, ...]
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The items' favourable shares beside these comparators. `groups` are the areas of those that the plan names itself.
    `family` names the tests held in check together; empty: those of the item's section."""

    level: Level
    items: tuple[Item, ...]
    beside: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    family: str


@dataclass(frozen=True, slots=True)
class Subgroups:
    """The groups of each grouping beside each other, on each item."""

    level: Level
    items: tuple[Item, ...]
    by: tuple[Grouping, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The items' change since the round before, against a margin (a share, like .05)."""

    level: Level
    items: tuple[Item, ...]
    margin: float
    family: str


@dataclass(frozen=True, slots=True)
class Trends:
    """The items' lines over all rounds."""

    level: Level
    items: tuple[Item, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Voices:
    """One area of life as seen by several: `voices` names each one's item, by the id of its questionnaire."""

    level: Level
    of: str
    voices: Mapping[str, str]
    margin: float


@dataclass(frozen=True, slots=True)
class Models:
    """A model's results: the word of the model, and what it is asked about."""

    level: Level
    what: str
    items: tuple[Item, ...]
    by: tuple[Grouping, ...]
    family: str


Part = Measures | Comparisons | Subgroups | Changes | Trends | Voices | Models


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan fitted to a questionnaire. `parts` stand in the order of the chapters; `digest` is the file's SHA-256."""

    id: str
    title: str
    reports: Reports
    parts: tuple[Part, ...]
    digest: str

    def levels(self) -> Iterator[Level]:
        """Every level that some part is computed at, in the order of their size."""
        used = {part.level for part in self.parts}
        yield from (level for level in Level if level in used)

    def subgroups(self) -> Mapping[tuple[Level, str], Grouping]:
        """Every grouping that tables are needed for, by level and name."""
        parts = [part for part in self.parts if isinstance(part, Subgroups)]
        return {(part.level, one.name): one for part in parts for one in part.by}

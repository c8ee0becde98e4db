"""An analysis plan as frozen values: what a kind of report computes, settled before the answers are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from poet.instrument import Item, Kind
from poet.protect.joining import Cut, Node


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
    question of several.

    `joined` are the answers that may be told together instead, each joining under its name; of a question of several
    answers `tick` then is the one joining's name, and whoever chose any of its answers is in."""

    by: Item
    tick: str | None
    joined: tuple[Node, ...] = ()

    @property
    def name(self) -> str:
        """How plans and findings call it: `child-setting`, `child-needs=autism`."""
        return self.by.id if self.tick is None else f"{self.by.id}={self.tick}"

    @property
    def is_joining(self) -> bool:
        """Whether it stands for several options of a question of several answers."""
        return self.tick is not None and bool(self.joined)


@dataclass(frozen=True, slots=True)
class Joining:
    """The ways in which a question's answers may be told together where each alone would tell too much, finest first."""

    by: Item
    cuts: tuple[Cut, ...]

    @property
    def is_of_several(self) -> bool:
        """Whether people may give several of the answers, so that each parts people by itself."""
        return self.by.kind is Kind.MANY

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every joining of two answers or more, each once, the finest first."""
        found = dict.fromkeys(node for cut in self.cuts for node in cut if len(node.answers) > 1)
        return tuple(sorted(found, key=lambda node: len(node.answers)))


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
    """A plan fitted to a questionnaire. `parts` stand in the order of the chapters; `digest` is the file's SHA-256;
    `joinings` say by question which answers may be told together."""

    id: str
    title: str
    reports: Reports
    parts: tuple[Part, ...]
    digest: str
    joinings: Mapping[str, Joining] = field(default_factory=lambda: MappingProxyType({}))

    def levels(self) -> Iterator[Level]:
        """Every level that some part is computed at, in the order of their size."""
        used = {part.level for part in self.parts}
        yield from (level for level in Level if level in used)

    def subgroups(self) -> Mapping[tuple[Level, str], Grouping]:
        """Every grouping that tables are needed for, by level and name."""
        parts = [part for part in self.parts if isinstance(part, Subgroups)]
        return {(part.level, one.name): one for part in parts for one in part.by}

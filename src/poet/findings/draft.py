"""A plan file as it came: every key it may have, with what each may hold, before it is fitted to a questionnaire."""

# ruff: noqa: RUF009 key() makes a field, as dataclasses.field does

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from poet.findings.plan import Level, Reports
from poet.findings.sentences import Misplanned
from poet.instrument import shapes
from poet.instrument.places import Path
from poet.instrument.sentences import Found
from poet.instrument.shapes import Drafted, key

LEVEL = shapes.one_of(Level, "level")
REPORTS = shapes.one_of(Reports, "way of reporting")
JUDGED = ("judged",)


def numbers(value: object, at: Path, found: list[Found]) -> tuple[float, ...] | None:
    """A list of finite numbers."""
    entries = value if isinstance(value, list) else ()
    if not entries or not all(
        isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one) for one in entries
    ):
        found.append(Misplanned.NOT_NUMBERS.at(at, key=at[-1]))
        return None
    return tuple(map(float, entries))


@dataclass(frozen=True, slots=True)
class DraftPart(Drafted):
    """What all tables of a plan have."""

    level: Level | None = key(LEVEL)
    items: tuple[str, ...] = key(shapes.texts, otherwise=JUDGED)


@dataclass(frozen=True, slots=True)
class DraftMeasures(DraftPart):
    """Measures of items."""

    table: ClassVar[str] = "Measures"
    what: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=())


@dataclass(frozen=True, slots=True)
class DraftComparisons(DraftPart):
    """Comparisons with others."""

    table: ClassVar[str] = "Comparisons"
    beside: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=())
    family: str = key(shapes.text, otherwise="")


@dataclass(frozen=True, slots=True)
class DraftSubgroups(DraftPart):
    """Subgroups beside each other."""

    table: ClassVar[str] = "Subgroups"
    by: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=())
    family: str = key(shapes.text, otherwise="")


@dataclass(frozen=True, slots=True)
class DraftChanges(DraftPart):
    """Change since the round before."""

    table: ClassVar[str] = "Changes"
    margin: float | None = key(shapes.number, needed=True)
    family: str = key(shapes.text, otherwise="")


@dataclass(frozen=True, slots=True)
class DraftTrends(DraftPart):
    """Lines over all rounds."""

    table: ClassVar[str] = "Trends"
    family: str = key(shapes.text, otherwise="")


@dataclass(frozen=True, slots=True)
class DraftVoices(Drafted):
    """One area of life in several voices."""

    table: ClassVar[str] = "A triangulation"
    level: Level | None = key(LEVEL)
    of: str | None = key(shapes.text, needed=True)
    margin: float | None = key(shapes.number, needed=True)
    voices: Mapping[str, str] = key(shapes.words, needed=True, otherwise=MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class DraftModels(DraftPart):
    """A model's results."""

    table: ClassVar[str] = "Models"
    what: str | None = key(shapes.text, needed=True)
    by: tuple[str, ...] = key(shapes.texts, otherwise=())
    family: str = key(shapes.text, otherwise="")


@dataclass(frozen=True, slots=True)
class DraftGroup(Drafted):
    """A named group of areas."""

    table: ClassVar[str] = "A group"
    areas: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=())


@dataclass(frozen=True, slots=True)
class DraftBands(Drafted):
    """The bands in which a number parts people."""

    table: ClassVar[str] = "Bands"
    starts: tuple[float, ...] = key(numbers, needed=True, otherwise=(), word="from")


@dataclass(frozen=True, slots=True)
class DraftJoining(Drafted):
    """Answers to a question that may be told together: those that stand beside each other, or these under a name."""

    table: ClassVar[str] = "A joining"
    by: str | None = key(shapes.text, needed=True)
    neighbours: bool = key(shapes.flag, otherwise=False)
    into: str | None = key(shapes.text)
    answers: tuple[str, ...] = key(shapes.texts, otherwise=())


@dataclass(frozen=True, slots=True)
class DraftPlan(Drafted):
    """The whole file."""

    table: ClassVar[str] = "A plan"
    id: str | None = key(shapes.text, needed=True)
    title: str | None = key(shapes.text, needed=True)
    level: Level | None = key(LEVEL, needed=True)
    reports: Reports = key(REPORTS, otherwise=Reports.EACH)
    groups: Mapping[str, DraftGroup] = key(shapes.named(DraftGroup), otherwise=MappingProxyType({}))
    bands: Mapping[str, DraftBands] = key(shapes.named(DraftBands), otherwise=MappingProxyType({}))
    joinings: tuple[DraftJoining, ...] = key(shapes.tables(DraftJoining), otherwise=())
    measures: tuple[DraftMeasures, ...] = key(shapes.tables(DraftMeasures), otherwise=())
    comparisons: tuple[DraftComparisons, ...] = key(shapes.tables(DraftComparisons), otherwise=())
    subgroups: tuple[DraftSubgroups, ...] = key(shapes.tables(DraftSubgroups), otherwise=())
    changes: tuple[DraftChanges, ...] = key(shapes.tables(DraftChanges), otherwise=())
    trends: tuple[DraftTrends, ...] = key(shapes.tables(DraftTrends), otherwise=())
    triangulations: tuple[DraftVoices, ...] = key(shapes.tables(DraftVoices), otherwise=())
    models: tuple[DraftModels, ...] = key(shapes.tables(DraftModels), otherwise=())

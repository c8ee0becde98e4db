"""By which questions the reports on regions and on everybody tell people apart: declared with the questionnaire, before any
answer. Each question is a release of its own beside the main one, over regions and its own answers.

That they may be looked at apart rests on three things that are held here. No table crosses such a question with councils or
with another such question. Only favourable or not is told, and base. Of an item that is told by background, everybody's
favourable answers, and where regions are told by it every region's, are told in the main release. So whatever the councils'
tables tell of a group comes through figures that the release by background holds as well; of people at a crossing that nothing
prints, no more follows than from the two sides of it (docs/decisions/0044-results-by-background.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from poet.count import Counts, OptionCounts, Packed, cells, crossing_name, merged
from poet.findings.load import parse
from poet.findings.material import partition_name
from poet.findings.parting import Parted, home, leaves
from poet.findings.plan import Grouping, Level, Plan, Subgroups
from poet.findings.tables import crossings, of_all, told
from poet.findings.words import EVERYBODY
from poet.instrument import Instrument, Item, Option, Side
from poet.protect import (
    OptionTable,
    Policy,
    Population,
    Protected,
    Release,
    Shown,
    Structure,
    Table,
    Waves,
    Why,
    Withheld,
)

if TYPE_CHECKING:
    from poet.protect.drafting import Occasion
    from poet.protect.ledger import Entry
    from poet.protect.proof.audit import Cache
    from poet.protect.release import Prepared

AREA, REGION, NATION = (str(level.value) for level in Level)
# With more cells than this a question's proof takes longer than anybody waits.
MOST_CELLS = 128
_HALVES = (Option("favourable", "Favourable", Side.FAVOURABLE), Option("other", "Any other answer", Side.NEUTRAL))


def declared_for(instrument: Instrument) -> Plan | None:
    """The plan of results by background that comes with a questionnaire; None where none was declared."""
    text = _texts().get(instrument.name.replace("/", "-"))
    return parse(text, f"{instrument.name} by background", instrument) if text is not None else None


@cache
def _texts() -> Mapping[str, str]:
    found = files("poet.findings").joinpath("by_background").iterdir()
    return MappingProxyType({file.name.removesuffix(".toml"): file.read_text("utf-8") for file in found})


@dataclass(frozen=True, slots=True, eq=False)
class ByBackground:
    """A question that parts people, raw counts by region and answer, and how what is told lies over them: for the planner
    alone."""

    by: str
    counts: Counts
    occasion: Occasion


def by_background(
    plan: Plan,
    kept: Packed,
    regions: Mapping[str, str],
    whose: tuple[Population, Waves],
    policy: Policy,
    *,
    by_region: bool,
) -> Iterator[ByBackground]:
    """The answers to the plan's items, question of background by question; `regions` are those of all areas, whether anybody
    answered there or not, and `by_region` says whether regions are told at all.

    The cells are all there could be, so that each release of a round has the same. What is told together is chosen by what
    these answers alone allow. Raises ValueError where a question makes more than MOST_CELLS, or joins answers of which
    people may give several.
    """
    for by in dict.fromkeys(grouping.by.id for grouping in plan.subgroups().values()):
        groupings = {key: one for key, one in plan.subgroups().items() if one.by.id == by}
        finest = Level.REGION if any(level is Level.REGION for level, _ in groupings) else Level.NATION
        if any(one.is_joining for one in groupings.values()):
            raise ValueError(f"{by} lets people give several answers: they are told one by one, and joined in no group")
        own = _of_question(plan, by, by_region=by_region)
        if own.subgroups():
            yield _laid(own, kept, Ground(regions, finest), whose, policy)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The `regions` of all areas, and the level whose groups the answers to a question part."""

    regions: Mapping[str, str]
    finest: Level

    def name(self, area: str) -> str:
        """The group of that level in which an area lies."""
        return home(self.finest, area, self.regions)


def _of_question(plan: Plan, by: str, *, by_region: bool) -> Plan:
    """The plan's subgroups by one question alone."""
    parts = [
        replace(part, by=tuple(one for one in part.by if one.by.id == by), items=_other(part.items, by))
        for part in plan.parts
        if isinstance(part, Subgroups) and (by_region or part.level is not Level.REGION)
    ]
    return replace(plan, parts=tuple(part for part in parts if part.by))


def _other(items: Sequence[Item], by: str) -> tuple[Item, ...]:
    return tuple(item for item in items if item.id != by)


def _laid(plan: Plan, kept: Packed, ground: Ground, whose: tuple[Population, Waves], policy: Policy) -> ByBackground:
    from poet.protect.drafting import Occasion  # noqa: PLC0415 it loads scipy

    groupings, regions = plan.subgroups(), ground.regions
    asked = leaves(groupings.values())
    by = asked[0].by.id
    items = {item.id for part in plan.parts if isinstance(part, Subgroups) for item in part.items}
    some_area = {ground.name(area): area for area in sorted(regions, reverse=True)}
    every = {_called(name, said): (some_area[name], said) for name in sorted(some_area) for said in _sayings(asked)}
    if len(every) > MOST_CELLS:
        raise ValueError(f"results by {by} would make {len(every)} cells, more than {MOST_CELLS}")
    counts = _counted(kept, asked, ground, items)
    parted = Parted(list(every.values()), asked, regions)
    chosen = told(plan, counts, Parted([every[name] for name in counts.groups], asked, regions), policy, whose)
    levels = dict.fromkeys(level for level, _ in groupings)
    partitions = {level.value: parted.homes(level) for level in levels}
    for (level, _), grouping in groupings.items():
        groups = crossings(parted.groups(level, grouping), grouping, of_all(plan, level, by, parted, chosen))
        partitions[partition_name(level, grouping)] = groups
    population = replace(whose[0], round=f"{whose[0].round} by {by}")
    return ByBackground(by, counts, Occasion(population, whose[1], Structure(tuple(every), partitions)))


def _sayings(asked: Sequence[Grouping]) -> list[tuple[int, ...]]:
    """Every combination of answers to a question, no answer being the last: one of its options, or, of a question of several
    answers, any of them chosen (0) or not (1)."""
    if asked[0].tick is None:
        return [(place,) for place in range(len(asked[0].by.options) + 1)]
    return [*product((0, 1), repeat=len(asked)), (2,) * len(asked)]


def _called(name: str, said: tuple[int, ...]) -> str:
    return crossing_name(name, " ".join(map(str, said)))


def _counted(kept: Packed, asked: Sequence[Grouping], ground: Ground, items: set[str]) -> Counts:
    """The items by cell, favourable or not."""
    found = cells(kept, [(one.by, one.tick) for one in asked])
    into = {
        name: _called(ground.name(kept.frame.areas[area]), tuple(int(one[at]) for one in found.answers))
        for at, (name, area) in enumerate(zip(found.counts.groups, found.areas.tolist(), strict=True))
    }
    some = {
        item: _halved(raw)
        for item, raw in found.counts.items.items()
        if item in items and isinstance(raw, OptionCounts)
    }
    return merged(replace(found.counts, items=some), into)


def _halved(raw: OptionCounts) -> OptionCounts:
    """An item's answers in its base as favourable or not; what stands apart is in neither."""
    good, other = (
        raw.by_option[:, [at for at, one in enumerate(raw.item.options) if not one.apart and _is_good(one) is wanted]]
        for wanted in (True, False)
    )
    halves = np.stack([good.sum(axis=1), other.sum(axis=1)], axis=1)
    return OptionCounts(replace(raw.item, options=_HALVES), halves, halves.sum(axis=1))


def _is_good(option: Option) -> bool:
    return option.side is Side.FAVOURABLE


def planned_beside(
    laid: ByBackground, main: Release, policy: Policy, history: Sequence[Entry], cache: Cache
) -> Prepared | None:
    """What may be told by a background beside the main release of the same people: of the items of which everybody's
    favourable answers are told there, and of regions where every region's are. None where nothing may.

    Raises what `poet.protect.release.release` raises."""
    from poet.protect.release import release as planned  # noqa: PLC0415 it loads scipy

    prepared = planned(laid.counts, laid.occasion, policy, history, cache)
    own = prepared.release.partitions
    everybody = {
        item for item in laid.counts.items if _is_same(own[NATION].groups[EVERYBODY], main.partitions[AREA].whole, item)
    }
    by_region = {
        item for item in everybody if REGION in own and _are_same(own[REGION], main.partitions.get(REGION), item)
    }
    if not everybody:
        return None
    items = {name: by_region if name.startswith(REGION) else everybody for name in own}
    partitions = {name: _only(tables, items[name]) for name, tables in own.items() if items[name]}
    return replace(prepared, release=replace(prepared.release, partitions=partitions))


def _is_same(own: Mapping[str, Table], main: Mapping[str, Table], item: str) -> bool:
    """Whether the favourable answers to an item, and all, are told of the same people in both."""
    one, other = own.get(item), main.get(item)
    if not isinstance(one, OptionTable) or not isinstance(other, OptionTable):
        return False
    figures = one.favourable, one.base
    return all(isinstance(figure, Shown) for figure in figures) and figures == (other.favourable, other.base)


def _are_same(own: Protected, main: Protected | None, item: str) -> bool:
    return main is not None and all(_is_same(own.groups[name], tables, item) for name, tables in main.groups.items())


def _only(tables: Protected, items: set[str]) -> Protected:
    """The tables of some items, without how many people there are in all: no report tells it."""

    def some(of: Mapping[str, Table]) -> dict[str, Table]:
        return {name: table for name, table in of.items() if name in items}

    nothing = Withheld(Why.NOT_TOLD)
    return replace(
        tables,
        whole=some(tables.whole),
        groups={name: some(of) for name, of in tables.groups.items()},
        respondents=dict.fromkeys(tables.respondents, nothing),
        all_respondents=nothing,
    )

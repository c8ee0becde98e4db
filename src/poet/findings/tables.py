"""The protected tables that a plan needs, of all its levels and subgroups, decided together.

By rule alone a whole national plan takes about a second: nothing small is left anywhere when told groups are taken from
the groups around them. With proof it takes minutes: also what inequalities would tell is searched for and held back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from poet.count import Counts, Packed, cells, count_packed, crossing_name, merged, uncrossed
from poet.findings import words
from poet.findings.material import partition_name
from poet.findings.parting import Cell, Parted, Told, home, leaves, told_together
from poet.findings.plan import Grouping, Level, Plan, Subgroups
from poet.protect import STANDARD, Policy, Population, Release, Structure, Waves, protect
from poet.protect.joining import Groups, Places

if TYPE_CHECKING:
    from poet.protect.drafting import Occasion
    from poet.protect.ledger import Entry

NOTHING: Mapping[str, str] = MappingProxyType({})


def release(
    plan: Plan,
    kept: Packed,
    regions: Mapping[str, str] = NOTHING,
    policy: Policy = STANDARD,
    *,
    proved: bool = False,
) -> Release:
    """All protected tables that the plan needs from a packed frame: of each level, and of each level crossed with each
    grouping that its subgroups name, protected together so that no group can be worked out from those around it.
    Without `regions` there are none of regions.

    By rule, as `poet.protect.release` plans; `proved` has the plan audited as well. Raises ValueError on an area that
    the regions leave out.
    """
    # What plans releases loads scipy: who only reads findings need not wait for it.
    from poet.protect.release import release as planned  # noqa: PLC0415

    if not kept.frame.areas:
        nobody = protect(count_packed(kept), policy)
        return Release(kept.frame.instrument, policy, {level.value: nobody for level in plan.levels()})
    counts, occasion = laid_out(plan, kept, regions, policy)
    return planned(counts, occasion, policy, proved=proved).release


def laid_out(
    plan: Plan,
    kept: Packed,
    regions: Mapping[str, str] = NOTHING,
    policy: Policy = STANDARD,
    history: Sequence[Entry] = (),
    whose: tuple[Population, Waves] | None = None,
    *,
    by_area: bool = False,
    over_areas: bool = False,
) -> tuple[Counts, Occasion]:
    """Raw counts by the smallest groups that the plan can tell apart, and how all its groups lie over them: for the
    planner alone. Where the plan lets answers be told together, that is chosen here, beside what was issued before
    (`history`) of the same people (`whose`).

    `by_area` is for people of whom areas are told too, before or after, by others than this plan: areas are groups of their
    own then, whatever levels the plan names, no cell holds people of two of them, and every cell that an earlier release had
    is there still, so that all releases lie over one another. What is told together follows from these answers alone then,
    the same on every run."""
    from poet.protect.drafting import Occasion  # noqa: PLC0415

    levels = [level for level in plan.levels() if level is not Level.REGION or regions]
    groupings = {key: one for key, one in plan.subgroups().items() if key[0] in levels}
    asked = leaves(groupings.values())
    own, is_laid = levels, by_area or over_areas
    if is_laid:
        levels = list(dict.fromkeys((Level.AREA, *levels)))
    counts, members = _cells(kept, asked, levels[0] if levels else Level.AREA, regions)
    parted = Parted(members, asked, regions)
    instrument = kept.frame.instrument
    people = whose or (Population(words.ROUND, instrument.name, instrument.digest), Waves((words.ROUND,)))
    chosen = told(plan, counts, parted, policy, people, () if by_area else history)
    every = dict(zip(counts.groups, members, strict=True))
    if is_laid:
        every |= {name: cell for name, cell in _before(history, people[0], asked) if name not in every}
        parted = Parted(list(every.values()), asked, regions)
    partitions = {level.value: parted.homes(level) for level in levels}
    for (level, _), grouping in groupings.items():
        groups = parted.groups(level, grouping)
        partitions[partition_name(level, grouping)] = crossings(
            groups, grouping, of_all(plan, level, grouping.by.id, parted, chosen)
        )
    beneath = {level.value for level in levels} - {level.value for level in own} if over_areas else set()
    return counts, Occasion(*people, Structure(tuple(every), partitions), frozenset(partitions.keys() - beneath))


def _before(history: Sequence[Entry], population: Population, asked: Sequence[Grouping]) -> Iterator[tuple[str, Cell]]:
    """The cells of areas and answers that earlier releases of the same people were made of, by their names."""
    names = {
        name
        for entry in history
        if entry.draft.population.key == population.key
        for name in entry.draft.structure.cells
    }
    for name in sorted(names):
        cell = uncrossed(name) if asked else (name, ())
        if cell is not None and len(cell[1]) == len(asked):
            yield name, cell


def of_all(plan: Plan, level: Level, by: str, parted: Parted, chosen: Mapping[tuple[Level, str], Told]) -> Told | None:
    """What each home of a level tells together; None where the plan joins nothing. Where nobody answered nothing is joined."""
    if (level, by) not in chosen:
        return None
    finest = frozenset(node.name for node in plan.joinings[by].cuts[0])
    return {**dict.fromkeys(parted.homes(level), finest), **chosen[level, by]}


def crossings(groups: Groups, grouping: Grouping, told: Told | None) -> dict[str, Places]:
    """The groups of a level by a grouping's answers as they are told: each home's own choice where answers may be told
    together (`told`)."""
    return {
        crossing_name(name, answer): places
        for name, one in groups.items()
        for answer, places in one.items()
        if _is_told(name, answer, grouping, told)
    }


def _is_told(name: str, answer: str, grouping: Grouping, told: Told | None) -> bool:
    if told is None:
        return True
    return (answer if grouping.tick is None else grouping.tick) in told[name]


def told(
    plan: Plan,
    counts: Counts,
    parted: Parted,
    policy: Policy,
    whose: tuple[Population, Waves],
    history: Sequence[Entry] = (),
) -> Mapping[tuple[Level, str], Told]:
    """By level and question what is told together, where the plan lets it be: chosen beside what was issued before."""
    from poet.protect.drafting import Occasion  # noqa: PLC0415

    def planned(some: Counts, lying: Structure) -> Release:
        return _planned(some, Occasion(*whose, lying), policy, history)

    items: dict[tuple[Level, str], dict[str, None]] = {}
    for part in (one for one in plan.parts if isinstance(one, Subgroups)):
        for grouping in part.by:
            if grouping.by.id in plan.joinings and (part.level is not Level.REGION or parted.regions):
                wanted = items.setdefault((part.level, grouping.by.id), {})
                wanted |= dict.fromkeys(item.id for item in part.items if item.id != grouping.by.id)
    return {
        (level, name): told_together(
            parted, level, plan.joinings[name], counts.groups, partial(planned, _only(counts, wanted))
        )
        for (level, name), wanted in items.items()
    }


def _only(counts: Counts, items: Mapping[str, None]) -> Counts:
    return replace(counts, items={name: raw for name, raw in counts.items.items() if name in items})


def _planned(counts: Counts, occasion: Occasion, policy: Policy, history: Sequence[Entry]) -> Release:
    """By rule: what is issued is proved afterwards, whichever way was taken. Cells that no group parts are one, unless
    earlier releases know them by name."""
    from poet.protect.release import release as planned  # noqa: PLC0415

    if not history:
        counts, occasion = _together(counts, occasion)
    return planned(counts, occasion, policy, history, proved=False).release


def _together(counts: Counts, occasion: Occasion) -> tuple[Counts, Occasion]:
    """The same groups over as few cells as can be."""
    groups = [(name, group) for name, one in occasion.structure.partitions.items() for group in one]
    inside: list[list[str]] = [[] for _ in occasion.structure.cells]
    for at, (name, group) in enumerate(groups):
        for place in occasion.structure.partitions[name][group]:
            inside[place].append(f"{at}")
    into = {cell: " ".join(marks) for cell, marks in zip(occasion.structure.cells, inside, strict=True)}
    few = merged(counts, into)
    places = {cell: at for at, cell in enumerate(few.groups)}
    partitions = {
        name: {
            group: tuple(sorted({places[into[occasion.structure.cells[place]]] for place in members}))
            for group, members in one.items()
        }
        for name, one in occasion.structure.partitions.items()
    }
    return few, replace(occasion, structure=Structure(few.groups, partitions))


def _cells(
    kept: Packed, asked: Sequence[Grouping], finest: Level, regions: Mapping[str, str]
) -> tuple[Counts, tuple[Cell, ...]]:
    """Counts by the smallest groups that the plan can tell apart, and what each of them is."""
    found = cells(kept, [(grouping.by, grouping.tick) for grouping in asked])
    said: list[Cell] = [
        (kept.frame.areas[area], tuple(int(answer[place]) for answer in found.answers))
        for place, area in enumerate(found.areas.tolist())
    ]
    names = [_cell_name(home(finest, area, regions), answer) for area, answer in said]
    known = dict(zip(names, said, strict=True))
    counts = found.counts
    if finest is not Level.AREA:
        counts = merged(counts, dict(zip(counts.groups, names, strict=True)))
        return counts, tuple(known[name] for name in counts.groups)
    return counts, tuple(said)


def _cell_name(group: str, answer: tuple[int, ...]) -> str:
    return crossing_name(group, " ".join(map(str, answer))) if answer else group

"""The protected tables that a plan needs, of all its levels and subgroups, decided together.

By rule alone a whole national plan takes about a second: nothing small is left anywhere when told groups are taken from
the groups around them. With proof it takes minutes: also what inequalities would tell is searched for and held back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from poet.count import Counts, Packed, cells, count_packed, crossing_name, merged
from poet.findings import words
from poet.findings.material import answers, partition_name
from poet.findings.plan import Grouping, Level, Plan
from poet.protect import STANDARD, Policy, Population, Release, Structure, Waves, protect

if TYPE_CHECKING:
    from poet.protect.drafting import Occasion

Places = list[int]
# A cell: one of its areas (they share every group they stand in), and the place of its answer to each grouping.
Cell = tuple[str, tuple[int, ...]]
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
    counts, occasion = laid_out(plan, kept, regions)
    return planned(counts, occasion, policy, proved=proved).release


def laid_out(plan: Plan, kept: Packed, regions: Mapping[str, str] = NOTHING) -> tuple[Counts, Occasion]:
    """Raw counts by the smallest groups that the plan can tell apart, and how all its groups lie over them: for the
    planner alone."""
    from poet.protect.drafting import Occasion  # noqa: PLC0415

    levels = [level for level in plan.levels() if level is not Level.REGION or regions]
    groupings = {key: one for key, one in plan.subgroups().items() if key[0] in levels}
    asked = tuple(dict.fromkeys(groupings.values()))
    counts, members = _cells(kept, asked, levels[0] if levels else Level.AREA, regions)
    partitions = {level.value: _groups(level, members, regions) for level in levels}
    for (level, _), grouping in groupings.items():
        name, at = partition_name(level, grouping), asked.index(grouping)
        partitions[name] = _subgroups(level, grouping, at, members, regions)
    instrument = kept.frame.instrument
    return counts, Occasion(
        Population(words.ROUND, instrument.name, instrument.digest),
        Waves((words.ROUND,)),
        Structure(counts.groups, partitions),
    )


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


def _groups(level: Level, members: Sequence[Cell], regions: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """The groups of a level, in alphabetical order whatever their case, with the places of their cells."""
    found: dict[str, Places] = {}
    for place, (area, _) in enumerate(members):
        found.setdefault(home(level, area, regions), []).append(place)
    return {name: tuple(found[name]) for name in sorted(found, key=lambda one: (one.casefold(), one))}


def _subgroups(
    level: Level, grouping: Grouping, at: int, members: Sequence[Cell], regions: Mapping[str, str]
) -> dict[str, tuple[int, ...]]:
    """Each group of a level by each answer that is compared; those who gave another answer, or none, are in no group."""
    told = {place: answer for answer, place in _told(grouping)}
    found: dict[str, Places] = {
        crossing_name(group, answer): [] for group in _groups(level, members, regions) for answer in answers(grouping)
    }
    for place, (area, said) in enumerate(members):
        if said[at] in told:
            found[crossing_name(home(level, area, regions), told[said[at]])].append(place)
    return {name: tuple(places) for name, places in found.items()}


def _told(grouping: Grouping) -> Iterator[tuple[str, int]]:
    """The answers that are compared, each with its place among a crossing's answers."""
    if grouping.tick is not None:
        yield from zip(answers(grouping), (0, 1), strict=True)
        return
    codes = [option.code for option in grouping.by.options]
    yield from ((code, codes.index(code)) for code in answers(grouping))


def home(level: Level, area: str, regions: Mapping[str, str]) -> str:
    """The group of a level that an area belongs to. Raises ValueError where nobody said."""
    match level:
        case Level.AREA:
            return area
        case Level.REGION if area not in regions:
            raise ValueError(f"{area!r} belongs to no region")
        case Level.REGION:
            return regions[area]
        case Level.NATION:
            return words.EVERYBODY

"""Releases laid over one another: the waves and the smallest groups that all of them are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poet.attack import words
from poet.attack.issued import Numbered

Members = frozenset[int]
GroupName = tuple[str, str | None]


class NoOverlay(Exception):
    """Groups of two releases lie across one another; the message says which."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What all releases are made of: `waves` and `cells` by name; which of them each release covers (`covered[e]`) and
    each of its groups holds (`groups[e][partition, group]`); how many people the waves that left hold at most, and the waves
    that somebody left (`split`)."""

    waves: tuple[str, ...]
    cells: tuple[str, ...]
    covered: tuple[Members, ...]
    groups: tuple[dict[GroupName, Members], ...]
    left: tuple[tuple[Members, int], ...]
    split: Members


def overlay(entries: Sequence[Numbered]) -> Overlay:
    """The common waves and cells of some releases over one population. Raises NoOverlay."""
    waves, covered, left = _waves(entries)
    cells, groups = _cells(entries)
    parted = {wave for one in entries for wave in one.draft.waves.left}
    split = frozenset(at for at, wave in enumerate(waves) if wave in parted)
    return Overlay(waves, cells, covered, groups, left, split)


def _waves(
    entries: Sequence[Numbered],
) -> tuple[tuple[str, ...], tuple[Members, ...], tuple[tuple[Members, int], ...]]:
    covers = [set(one.draft.waves.covered) for one in entries]
    for at, one in enumerate(entries):
        for wave, gone in one.draft.waves.left.items():
            for earlier in covers[:at]:
                if wave in earlier:
                    earlier.add(gone)
    names = tuple(dict.fromkeys(wave for cover in covers for wave in sorted(cover)))
    places = {wave: at for at, wave in enumerate(names)}
    left = tuple(
        (frozenset(places[gone] for gone in one.draft.waves.left.values() if gone in places), one.draft.waves.withdrawn)
        for one in entries
        if one.draft.waves.left
    )
    return names, tuple(frozenset(places[wave] for wave in cover) for cover in covers), left


def _cells(entries: Sequence[Numbered]) -> tuple[tuple[str, ...], tuple[dict[GroupName, Members], ...]]:
    """The finest cells first; a larger cell of another release is the group of the same name among them."""
    finest = max(entries, key=lambda one: len(one.draft.structure.cells)).draft.structure
    cells = list(finest.cells)
    meaning = {name: frozenset({at}) for at, name in enumerate(cells)}
    for partition in finest.partitions.values():
        for name, places in partition.items():
            meaning.setdefault(name, frozenset(places))
    found = []
    for one in entries:
        for name in one.draft.structure.cells:
            if name not in meaning:
                meaning[name] = frozenset({len(cells)})
                cells.append(name)
        found.append(_groups(one, meaning))
    _refuse_strangers(entries, found)
    return tuple(cells), tuple(found)


def _refuse_strangers(entries: Sequence[Numbered], groups: Sequence[dict[GroupName, Members]]) -> None:
    """Raises NoOverlay where a group has figures in two releases and none of its smallest groups in both."""
    before: dict[GroupName, list[Members]] = {}
    for one, found in zip(entries, groups, strict=True):
        told = {(sheet.partition, sheet.group) for sheet in one.draft.tables}
        for name in told | {(people.partition, people.group) for people in one.draft.respondents}:
            members = found.get(name)
            if members and any(not members & other for other in before.get(name, ())):
                raise NoOverlay(words.NO_OVERLAY.format(number=one.number, item="every item", why=words.STRANGERS))
            if members and members not in before.setdefault(name, []):
                before[name].append(members)


def _groups(one: Numbered, meaning: dict[str, Members]) -> dict[GroupName, Members]:
    lying = [meaning[name] for name in one.draft.structure.cells]
    if sum(map(len, lying)) != len(frozenset[int]().union(*lying)):
        raise NoOverlay(
            words.NO_OVERLAY.format(number=one.number, item="every item", why="its smallest groups lie across others")
        )
    groups: dict[GroupName, Members] = {}
    for partition, named in one.draft.structure.partitions.items():
        for name, places in named.items():
            groups[partition, name] = frozenset[int]().union(*(lying[place] for place in places))
        everybody = frozenset[int]().union(*(groups[partition, name] for name in named))
        groups[partition, None] = everybody
    return groups

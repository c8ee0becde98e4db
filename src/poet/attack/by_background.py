"""Tables of results by background as an outsider lays them over areas and regions: who is in which group is known from the
questionnaire and the words of the table alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product

from msgspec.structs import replace

from poet.attack.issued import Groups, Sheet
from poet.instrument import Instrument, Item, Kind

# How the first column of such a table is called, and how its partition begins until it is known whose people these are.
GROUP, CROSSED = "Group of people", "x "
NATION, AREA, REGION = "nation", "area", "region"
_AND, _EDGE = "; ", " to "
_BAND = re.compile(r"under (?P<below>\S+)|(?P<low>\S+) to under (?P<high>\S+)|(?P<above>\S+) and over", re.IGNORECASE)


def parted_by(form: Instrument, caption: str) -> tuple[Item, Item] | None:
    """The question that a table is on, and the one that parts the people, from its caption."""
    plain = caption.casefold()
    ways = [
        (item, by)
        for by in form.items
        for before, named, _ in (plain.partition(f", by {by.label.casefold()}"),)
        for item in form.items
        if named and item.judged and before.endswith(item.label.casefold())
    ]
    return max(ways, key=lambda way: (len(way[0].label), len(way[1].label)), default=None)


def group_named(by: Item, label: str) -> str | None:
    """The answers that make up a group, parted by a stroke: codes, or where a band begins and ends."""
    if by.kind is Kind.NUMBER:
        found = _BAND.fullmatch(label)
        return found and f"{found['low'] or found['above'] or ''}{_EDGE}{found['below'] or found['high'] or ''}"
    texts = {option.text.casefold(): option.code for option in by.in_base}
    for many in range(1, len(texts)):
        for some in combinations(texts, many):
            if label.casefold() == _AND.join(some):
                return "|".join(texts[one] for one in some)
    return None


def at_home(sheet: Sheet, partition: str, group: str | None) -> Sheet:
    """The sheet with the people whose report it stands in: an area's, a region's, everybody's."""
    level = NATION if group is None else partition
    return replace(sheet, partition=f"{level} {sheet.partition}", group=f"{group or ''} x {sheet.group}")


def crossed(form: Instrument, whole: Groups, sheets: Sequence[Sheet]) -> Groups:
    """Areas and regions over cells of an area's people by all questions that some table parts them by."""
    named = {(one.partition, one.group) for one in sheets if f" {CROSSED}" in one.partition and one.group}
    if not named:
        return whole
    asked = sorted({partition.partition(f" {CROSSED}")[2] for partition, _ in named})
    smallest = {by: _smallest(form.by_id[by], [group for _, group in _of(named, by)]) for by in asked}
    said = list(product(*(smallest[by] for by in asked)))
    cells = tuple(" x ".join((area, *one)) for area in whole.cells for one in said)
    inside = {at: tuple(range(at * len(said), (at + 1) * len(said))) for at in range(len(whole.cells))}
    parts = {
        name: {group: tuple(cell for at in places for cell in inside[at]) for group, places in groups.items()}
        for name, groups in whole.partitions.items()
    }
    for partition, group in sorted(named):
        level, _, by = partition.partition(f" {CROSSED}")
        home, _, key = group.partition(" x ")
        people = range(len(cells)) if level == NATION else parts[level].get(home, ())
        place = asked.index(by)
        found = tuple(cell for cell in people if _is_in(said[cell % len(said)][place], key))
        parts.setdefault(partition, {})[group] = found
    return Groups(cells, parts)


def _of(named: set[tuple[str, str]], by: str) -> Iterator[tuple[str, str]]:
    return ((partition, group) for partition, group in named if partition.endswith(f" {CROSSED}{by}"))


def _smallest(by: Item, groups: Sequence[str]) -> list[str]:
    """The smallest groups that the named ones are made of, and those who gave no answer, whose name is empty."""
    if by.kind is not Kind.NUMBER:
        return [*(option.code for option in by.in_base), ""]
    edges = {edge for group in groups for edge in group.partition(" x ")[2].split(_EDGE) if edge}
    rising = ["", *sorted(edges, key=float), ""]
    return [*(f"{low}{_EDGE}{high}" for low, high in pairwise(rising)), ""]


def _is_in(smallest: str, key: str) -> bool:
    """Whether a smallest group is part of a named one."""
    if not smallest or _EDGE not in key:
        return smallest != "" and smallest in key.split("|")
    (low, high), (begins, ends) = (_edges(one) for one in (smallest, key))
    return begins <= low and high <= ends


def _edges(band: str) -> tuple[float, float]:
    low, high = band.split(_EDGE)
    return float(low or "-inf"), float(high or "inf")

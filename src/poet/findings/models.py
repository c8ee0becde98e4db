"""What models say: each opens raw counts or the frame, and lets out only what enough people stand behind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from poet.compare import AcrossAreas, NotTested
from poet.compare import across_areas_each as compared
from poet.count import Crossed, crossed
from poet.findings.chapters import family
from poet.findings.material import Material, answers
from poet.findings.plan import Grouping, Level, Models
from poet.findings.said import Said
from poet.findings.words import EVERYBODY
from poet.instrument import Item, Side
from poet.protect import Behind, ModelOutput, Withheld, best_first, let_out

Result = ModelOutput[AcrossAreas] | Withheld | NotTested


def across_areas(part: Models, material: Material) -> Iterator[Said]:
    """Each subgroup beside the others within every area, put together over the areas of a region or the nation."""
    for grouping in part.by if material.kept else ():
        assert material.kept is not None
        found = crossed(material.kept, grouping.by, grouping.tick, {item.id for item in part.items})
        for group in material.groups(part.level):
            items = [item for item in part.items if item.id != grouping.by.id]
            for alike in _by_scale(items):
                yield from _groups(part, material, grouping, found, group, alike)


def _by_scale(items: list[Item]) -> Iterator[list[Item]]:
    """Items whose options in the base are as many, with the favourable ones in the same places."""
    kinds: dict[tuple[bool, ...], list[Item]] = {}
    for item in items:
        kinds.setdefault(_favourable(item), []).append(item)
    yield from kinds.values()


def _favourable(item: Item) -> tuple[bool, ...]:
    return tuple(option.side is Side.FAVOURABLE for option in reversed(best_first(item)))


def _groups(
    part: Models, material: Material, grouping: Grouping, found: Crossed, group: str, items: list[Item]
) -> Iterator[Said]:
    """Items of one scale are worked out together."""
    is_here = [_home(part.level, area, material) == group for area in found.areas]
    wanted = [found.answers.index(answer) for answer in answers(grouping)]
    counts = np.stack([_lowest_first(found, item)[is_here][:, wanted] for item in items])
    whole = counts.sum(axis=2)
    favourable = np.array(_favourable(items[0]))
    for place, answer in enumerate(answers(grouping)[: 1 if len(wanted) == 2 else None]):
        here = counts[:, :, place]
        for item, one in zip(items, compared(here, whole - here, favourable), strict=True):
            outcome = _let_out(one, material)
            p = outcome.value.superiority.p if isinstance(outcome, ModelOutput) else None
            own = family(part.family, item)
            yield Said(part.level, group, item.id, grouping.name, answer, outcome, family=own, p=p)


def _lowest_first(found: Crossed, item: Item) -> NDArray[np.int64]:
    """People by area, answer and option in the base, from the least to the most favourable."""
    return found.options(item.id)[:, :, [item.options.index(option) for option in reversed(best_first(item))]]


def _let_out(found: AcrossAreas | NotTested, material: Material) -> Result:
    if isinstance(found, NotTested):
        return found
    behind = Behind(found.people + found.others, min(found.people, found.others), int(found.superiority.freedom))
    return let_out("a subgroup beside the others, within areas", found, behind, material.release.policy)


def _home(level: Level, area: str, material: Material) -> str:
    return EVERYBODY if level is Level.NATION else material.regions.get(area, "")

"""What models say: each opens raw counts or the frame, and lets out only what enough people stand behind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from poet.compare import AcrossAreas, NotTested
from poet.compare import across_areas as compared
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
    for grouping in part.by:
        if grouping.name not in material.crossed:
            continue
        for group in material.groups(part.level):
            for item in part.items:
                if item.id != grouping.by.id:
                    yield from _groups(part, material, grouping, group, item)


def _groups(part: Models, material: Material, grouping: Grouping, group: str, item: Item) -> Iterator[Said]:
    found = material.crossed[grouping.name]
    is_here = [_home(part.level, area, material) == group for area in found.areas]
    wanted = [found.answers.index(answer) for answer in answers(grouping)]
    lowest_first = [item.options.index(option) for option in reversed(best_first(item))]
    counts = found.options(item.id)[is_here][:, wanted][:, :, lowest_first]
    favourable = np.array([item.options[place].side is Side.FAVOURABLE for place in lowest_first])
    whole = counts.sum(axis=1)
    for place, answer in enumerate(answers(grouping)[: 1 if len(wanted) == 2 else None]):
        outcome = _let_out(compared(counts[:, place], whole - counts[:, place], favourable), material)
        p = outcome.value.superiority.p if isinstance(outcome, ModelOutput) else None
        own = family(part.family, item)
        yield Said(part.level, group, item.id, grouping.name, answer, outcome, family=own, p=p)


def _let_out(found: AcrossAreas | NotTested, material: Material) -> Result:
    if isinstance(found, NotTested):
        return found
    behind = Behind(found.people + found.others, min(found.people, found.others), int(found.superiority.freedom))
    return let_out("a subgroup beside the others, within areas", found, behind, material.release.policy)


def _home(level: Level, area: str, material: Material) -> str:
    return EVERYBODY if level is Level.NATION else material.regions.get(area, "")

"""The chapters of findings and the models, by the words of a plan: whoever adds one adds a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from poet.findings import area_models, chapters, models, over_time, people_models
from poet.findings.material import Material
from poet.findings.plan import Changes, Comparisons, Level, Measures, Models, Part, Subgroups, Trends, Voices
from poet.findings.said import Said

Work = Callable[[Any, Material], Iterator[Said]]

AREA, REGION, NATION = Level.AREA, Level.REGION, Level.NATION


@dataclass(frozen=True, slots=True)
class Model:
    """What a [[models]] table may name: `work` takes the table and the material, and yields ModelOutput values that passed
    `let_out`, or why there is none. It is told at `levels`, and may need `by`."""

    work: Callable[[Models, Material], Iterator[Said]]
    levels: tuple[Level, ...]
    needs_by: bool = False


MODELS: Mapping[str, Model] = MappingProxyType(
    {
        "across-areas": Model(models.across_areas, (REGION, NATION), needs_by=True),
        "bands": Model(area_models.bands, (AREA, NATION)),
        "section-bands": Model(area_models.section_bands, (AREA, NATION)),
        "pooled-bands": Model(area_models.pooled_bands, (AREA, NATION)),
        "shrunken": Model(area_models.shrunken, (AREA,)),
        "rank-intervals": Model(area_models.rank_intervals, (AREA,)),
        "fair": Model(area_models.fair, (AREA,)),
        "process-with-outcome": Model(people_models.process_with_outcome, (NATION,)),
        "other-raters": Model(people_models.other_raters, (NATION,)),
        "scale": Model(people_models.scale, (NATION,)),
        "health": Model(people_models.health, (NATION,)),
        "pooling": Model(people_models.pooling, (NATION,), needs_by=True),
        "weighted": Model(people_models.weighted, (AREA, NATION)),
        "who-is-heard": Model(people_models.heard, (AREA, NATION)),
        "tipping-point": Model(area_models.tipping_points, (AREA,)),
    }
)


def _model(part: Models, material: Material) -> Iterator[Said]:
    if material.kept is not None and not material.kept.frame.respondents:
        return iter(())  # of nobody there is nothing to say, not even that it cannot be estimated
    return MODELS[part.what].work(part, material)


# What computes a table of the plan, and the chapter its lines stand in.
CHAPTERS: Mapping[type[Part], tuple[str, Work]] = MappingProxyType(
    {
        Measures: ("measures", chapters.measures),
        Comparisons: ("comparisons", chapters.comparisons),
        Subgroups: ("subgroups", chapters.subgroups),
        Changes: ("changes", over_time.changes),
        Trends: ("trends", over_time.trends),
        Voices: ("triangulations", chapters.triangulations),
        Models: ("models", _model),
    }
)

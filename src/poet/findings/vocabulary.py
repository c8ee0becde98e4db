"""The chapters of findings and the models, by the words of a plan: whoever adds one adds a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from poet.findings import chapters, models, over_time
from poet.findings.material import Material
from poet.findings.plan import Changes, Comparisons, Measures, Models, Part, Subgroups, Trends, Voices
from poet.findings.said import Said

Work = Callable[[Any, Material], Iterator[Said]]

# What a [[models]] table may name. Each takes the table and the material, and yields ModelOutput values that passed
# `let_out`, or why there is none.
MODELS: Mapping[str, Callable[[Models, Material], Iterator[Said]]] = MappingProxyType(
    {"across-areas": models.across_areas}
)


def _model(part: Models, material: Material) -> Iterator[Said]:
    return MODELS[part.what](part, material)


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

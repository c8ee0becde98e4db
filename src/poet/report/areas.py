"""In how many areas so many say so: the national report's own sentence. No area is named, and none is counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from poet.instrument import Item, Side
from poet.measure import Estimate, favourable
from poet.protect import OptionTable
from poet.report import texts, words
from poet.report.claims import claim_level
from poet.report.model import Claim, Note, Points, Section, Words
from poet.report.scope import Scope
from poet.report.sentences import HIGH_LEVELS, answer_words

FEW = 3


def areas(scope: Scope) -> Iterator[Section]:
    """For each judged question, the highest level that half of the areas reach."""
    judged = [item for item in scope.instrument.items if item.judged]
    lines = tuple(line for line in (areas_sentence(scope, item) for item in judged) if line)
    yield Section(
        "areas",
        f"How it differs from {scope.one_group} to {scope.one_group}",
        (Points(lines) if lines else Note((Words(texts.FEW_AREAS.format(groups=scope.about.groups)),)),),
    )


def areas_sentence(scope: Scope, item: Item) -> Words | None:
    """In how many areas the favourable share reaches the highest level that half of them reach; none for few areas."""
    found = [favourable(table) for table in _tables(scope, item)]
    shares = [estimate for estimate in found if isinstance(estimate, Estimate)]
    if len(shares) < FEW:
        return None
    counted = ((level, sum(one.value >= level for one in shares)) for level in HIGH_LEVELS)
    best = next(((level, reached) for level, reached in counted if 2 * reached >= len(shares)), None)
    if best is None:
        return None
    level, reached = best
    asked = answer_words(scope, item, Side.FAVOURABLE)
    text = (
        f"{scope.label(item)}: in {words.so_many(reached, len(shares))} {scope.about.groups} at least "
        f"{level:.0%} answered {asked}."
    )
    return Words(text, (_claim(scope, item, reached, len(shares), level),))


def _claim(scope: Scope, item: Item, reached: int, asked: int, level: float) -> Claim:
    return claim_level(scope, item, "favourable", reached, asked, level, counted=scope.about.groups)


def _tables(scope: Scope, item: Item) -> Iterator[OptionTable]:
    for tables in scope.protected.groups.values():
        table = tables.get(item.id)
        if isinstance(table, OptionTable):
            yield table

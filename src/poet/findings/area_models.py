"""Areas beside each other: bands, shrunken shares, rank intervals, and shares evened out by what people bring along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poet.associate import BROUGHT, Released, fair_share
from poet.associate.areas import (
    AreaBand,
    AreaBands,
    BetaBinomial,
    RankInterval,
    Shrunken,
    rank_tables,
    release_every_band,
    release_model,
    release_score_bands,
    scores,
    shrink_table,
)
from poet.associate.certainty import TippingPoint, tipping_point
from poet.count import OptionCounts, Packed
from poet.findings.material import Material
from poet.findings.plan import Level, Models
from poet.findings.said import Said
from poet.findings.words import EVERYBODY
from poet.instrument import Item, Kind
from poet.instrument.bands import Banded
from poet.measure import NotEstimable, favourable
from poet.protect import Behind, ModelOutput, OptionTable, Policy, Shown, Table, Why, Withheld, let_out


def bands(part: Models, material: Material) -> Iterator[Said]:
    """The areas' bands on each question: each area's own, or those of all areas as one result on everybody."""
    if material.kept is None:
        return
    found = release_every_band(material.counts(), policy=material.release.policy)
    for item in part.items:
        if item.id in found:
            yield from _banded(part, material, item.id, "", found[item.id])


def section_bands(part: Models, material: Material) -> Iterator[Said]:
    """The same of one score a person on the questions of each section."""
    rounds = () if material.kept is None else (material.kept,)
    yield from _scored(part, material, rounds)


def pooled_bands(part: Models, material: Material) -> Iterator[Said]:
    """The same of this round's scores and those of earlier rounds whose answers were given, together."""
    earlier = tuple(one.kept for one in material.earlier if one.kept is not None)
    if material.kept is not None and earlier:
        yield from _scored(part, material, (*earlier, material.kept))


def _scored(part: Models, material: Material, rounds: tuple[Packed, ...]) -> Iterator[Said]:
    for section, items in by_section(part.items).items() if rounds else ():
        found = scores([one.frame for one in rounds], [item.id for item in items], of=section)
        told = found if isinstance(found, NotEstimable) else release_score_bands(found, policy=material.release.policy)
        yield from _banded(part, material, "", section, told)


def by_section(items: Sequence[Item]) -> dict[str, list[Item]]:
    """The questions of one answer, by their section."""
    sections: dict[str, list[Item]] = {}
    for item in items:
        if item.kind is Kind.ONE:
            sections.setdefault(item.section, []).append(item)
    return sections


def _banded(part: Models, material: Material, item: str, section: str, found: Released[AreaBands]) -> Iterator[Said]:
    if part.level is Level.NATION:
        yield Said(part.level, EVERYBODY, item, part.what, section, found)
        return
    for area in material.groups(part.level):
        yield Said(part.level, area, item, part.what, section, _own(found, area))


def _own(found: Released[AreaBands], area: str) -> Released[AreaBand]:
    """One area's band, with what it was banded around."""
    if not isinstance(found, ModelOutput):
        return found
    band = found.value.of_area[area]
    if isinstance(band, NotEstimable):
        return band
    return found.made_into(AreaBand(found.value.target, found.value.tau, band))


def shrunken(part: Models, material: Material) -> Iterator[Said]:
    """Each area's share drawn towards all areas' mean, from its protected counts and what was let out of all areas."""
    if material.kept is None:
        return
    counts = material.counts()
    for item in part.items:
        raw = counts.items[item.id]
        if not isinstance(raw, OptionCounts):
            continue
        model = release_model(raw, policy=material.release.policy)
        for area, table in _tables(part, material, item).items():
            yield Said(part.level, area, item.id, part.what, "", _shrunk(item, table, model))


def _shrunk(item: Item, table: OptionTable, model: Released[BetaBinomial]) -> Released[Shrunken]:
    if not isinstance(model, ModelOutput):
        return model
    found = shrink_table(table, model)
    return model.made_into(found, item.id) if isinstance(found, Shrunken) else found


def rank_intervals(part: Models, material: Material) -> Iterator[Said]:
    """The ranks that each area may have among the areas whose share is shown; no rank is ever told alone."""
    for item in part.items:
        tables = _tables(part, material, item)
        found = rank_tables(tables)
        bases = [
            table.base.value
            for table in tables.values()
            if isinstance(table.base, Shown) and isinstance(table.favourable, Shown)
        ]
        for area, table in tables.items():
            outcome: Released[RankInterval]
            if isinstance(table.base, Withheld):
                outcome = table.base
            elif isinstance(table.favourable, Withheld):
                outcome = table.favourable
            else:
                own = found if isinstance(found, NotEstimable) else found[area]
                outcome = _ranked(item, own, bases, material)
            yield Said(part.level, area, item.id, part.what, "", outcome)


def _ranked(
    item: Item, own: RankInterval | NotEstimable, bases: Sequence[int], material: Material
) -> Released[RankInterval]:
    if isinstance(own, NotEstimable):
        return own
    behind = Behind(sum(bases), min(bases), sum(bases) - len(bases))
    return let_out(f"{item.id} among {len(bases)} areas", own, behind, material.release.policy)


def fair(part: Models, material: Material) -> Iterator[Said]:
    """Each area's share as it would be with everybody's mix of people: by the questions that `by` names, or else by all
    that the questionnaire has on what people bring with them."""
    if material.kept is None:
        return
    frame, policy = material.kept.frame, material.release.policy
    named = tuple(dict.fromkeys(one.by if isinstance(one.by, Banded) else one.by.id for one in part.by))
    brought = tuple(item.id for item in frame.instrument.items if item.id in BROUGHT and item.kind is Kind.ONE)
    for area in material.groups(part.level):
        for item in part.items:
            outcome = fair_share(frame, area, item.id, named or brought, policy)
            yield Said(part.level, area, item.id, part.what, "", outcome)


def tipping_points(part: Models, material: Material) -> Iterator[Said]:
    """What those of an area's caseload who did not answer would have to say for the area to stand where everybody does."""
    whole = material.whole(part.level)
    for item in part.items:
        for area, table in _tables(part, material, item).items():
            people = max((sum(mix.values()) for mix in material.caseload.get(area, {}).values()), default=0)
            if people:
                outcome = _tipped(item, table, whole.get(item.id), people, material.release.policy)
                yield Said(part.level, area, item.id, part.what, "", outcome)


def _tipped(item: Item, table: OptionTable, whole: Table | None, people: int, policy: Policy) -> Released[TippingPoint]:
    level = favourable(whole) if isinstance(whole, OptionTable) else Withheld(Why.NOT_ASKED)
    own = favourable(table)
    if isinstance(own, Withheld):
        return own
    if isinstance(level, Withheld):
        return level
    found = tipping_point(own.count, own.base, people, level.value)
    if isinstance(found, NotEstimable):
        return found
    return let_out(f"{item.id} if all {people} had answered", found, Behind(own.base, own.base, own.base - 1), policy)


def _tables(part: Models, material: Material, item: Item) -> dict[str, OptionTable]:
    return {group: table for group, _, table in material.options(part.level, (item,))}

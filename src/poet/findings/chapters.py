"""What each chapter of a plan computes from protected tables."""

from __future__ import annotations

from collections.abc import Iterator

from poet.compare import Difference, GroupDifference, NotTested, groups_apart, triangulated
from poet.findings import words
from poet.findings.beside import beside
from poet.findings.material import Material, groups_of
from poet.findings.model import Outcome
from poet.findings.plan import Comparisons, Measures, Subgroups, Voices
from poet.findings.said import Said
from poet.instrument import Item, Kind
from poet.measure import MEASURES, Caveat, Estimate, caveats, numbers, options_of_each
from poet.protect import NumberTable, OptionTable, Why, Withheld

OPTIONS, NUMBERS = "options", "numbers"


def measures(part: Measures, material: Material) -> Iterator[Said]:
    """Every measure of the items it is defined for: judged ones, all that are answered by choosing, or numbers."""
    for what in part.what:
        if what == NUMBERS:
            yield from _numbers(part, material)
        elif what == OPTIONS:
            yield from _options(part, material)
        else:
            yield from _measured(part, material, what)


def _measured(part: Measures, material: Material, what: str) -> Iterator[Said]:
    statistic = MEASURES[what]
    asked = list(material.options(part.level, tuple(item for item in part.items if item.judged)))
    found = statistic.each([table for _, _, table in asked])
    for (group, item, _), outcome in zip(asked, found, strict=True):
        yield Said(part.level, group, item.id, what, "", outcome, _caveats(outcome, statistic.span))


def _options(part: Measures, material: Material) -> Iterator[Said]:
    asked = list(material.options(part.level, part.items))
    found = options_of_each([table for _, _, table in asked])
    for (group, item, table), shares in zip(asked, found, strict=True):
        if not shares:
            why = table.base if isinstance(table.base, Withheld) else Withheld(Why.TOO_TELLING)
            yield Said(part.level, group, item.id, OPTIONS, "", why)
        for category, outcome in shares:
            yield Said(part.level, group, item.id, OPTIONS, category.key, outcome, _caveats(outcome, 1.0))


def _numbers(part: Measures, material: Material) -> Iterator[Said]:
    asked = [item for item in part.items if item.kind is Kind.NUMBER]
    for group, tables in material.groups(part.level).items():
        for item in asked:
            table = tables[item.id]
            assert isinstance(table, NumberTable)
            yield Said(part.level, group, item.id, NUMBERS, "", numbers(table))


def comparisons(part: Comparisons, material: Material) -> Iterator[Said]:
    """The items beside each comparator."""
    for word, found, compared in beside(part, material):
        for group, item, outcome in compared:
            p = outcome.p if isinstance(outcome, Difference) else None
            yield Said(
                part.level,
                group,
                item.id,
                word,
                "",
                outcome,
                family=family(part.family, item) if found.tests else None,
                p=p,
            )


def subgroups(part: Subgroups, material: Material) -> Iterator[Said]:
    """Each group beside the others, on the finest scale that all of them show."""
    asked = (
        (grouping, group, item)
        for grouping in part.by
        for group in material.groups(part.level)
        for item in part.items
        if item.id != grouping.by.id
    )
    for grouping, group, item in asked:
        if not material.told_answers(part.level, grouping, group):
            if not grouping.is_joining:
                yield Said(part.level, group, item.id, grouping.name, "", Withheld(Why.JOINED))
            continue
        tables = material.subgroups(part.level, grouping, group, item)
        own = family(part.family, item)
        if not tables:
            yield Said(part.level, group, item.id, grouping.name, "", Withheld(Why.TOO_TELLING), family=own)
        for answer, outcome in groups_apart(tables).items():
            p = outcome.superiority.p if isinstance(outcome, GroupDifference) else None
            yield Said(part.level, group, item.id, grouping.name, answer, outcome, family=own, p=p)


def triangulations(part: Voices, material: Material) -> Iterator[Said]:
    """One area of life, as each voice answered its own question."""
    for group in material.groups(part.level):
        tables = _voices(part, material, group)
        outcome: Outcome = tables if isinstance(tables, NotTested) else triangulated(tables, part.margin)
        yield Said(part.level, group, "", part.of, "", outcome)


def _voices(part: Voices, material: Material, group: str) -> dict[str, OptionTable] | NotTested:
    """Each voice's table in the group. A voice that was not given, or of whom nobody answered there, is silent."""
    releases = {**material.voices, material.release.instrument.id: material.release}
    tables: dict[str, OptionTable] = {}
    for voice, item_id in part.voices.items():
        release = releases.get(voice)
        if release is None:
            continue
        item = release.instrument.by_id.get(item_id)
        if item is None or not item.judged:
            return NotTested(words.NOT_IN_VOICE.format(voice=voice, item=item_id))
        table = groups_of(release, part.level).get(group, {}).get(item_id)
        if isinstance(table, OptionTable):
            tables[voice] = table
    return tables


def family(named: str, item: Item) -> str:
    """The tests that are held in check together: those the plan names so, else those of the item's section."""
    return named or item.section


def _caveats(outcome: Outcome, span: float) -> tuple[Caveat, ...]:
    return caveats(outcome, span=span) if isinstance(outcome, Estimate) else ()

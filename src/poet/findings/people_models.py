"""What single answers say together: process with outcome, scales that hold together, questions that work, who is heard."""

from __future__ import annotations

from collections.abc import Iterator

from poet.associate import (
    Associations,
    across_raters,
    associations,
    caseload_share,
    holds_together,
    instrument_health,
    pooled_by,
    who_is_heard,
)
from poet.findings.area_models import by_section
from poet.findings.chapters import family
from poet.findings.material import Material
from poet.findings.plan import Level, Models
from poet.findings.said import Said
from poet.findings.words import EVERYBODY
from poet.instrument import Instrument, Item, SectionKind
from poet.instrument.bands import Banded
from poet.measure import NotEstimable
from poet.protect import ModelOutput

# What is told of a condition with an outcome, and of an outcome with all conditions together.
OF_PAIRS = ("plain", "odds", "together", "without", "halo")
OF_OUTCOMES = ("dose", "importance")


def process_with_outcome(part: Models, material: Material) -> Iterator[Said]:
    """Every process condition with every outcome of the table's questions; the part of a line names the condition.

    Each pair is one test (that of the plain figures): it is counted, and adjusted among all tests of the report."""
    if material.kept is None:
        return
    found = associations(material.kept.frame, material.release.policy)
    if isinstance(found, NotEstimable):
        yield Said(part.level, EVERYBODY, "", part.what, "", found)
        return
    yield from _pairs(part, found)
    asked = {item.id for item in part.items}
    for one in found.outcomes:
        if one.outcome in asked:
            for what in OF_OUTCOMES:
                yield Said(part.level, EVERYBODY, one.outcome, what, "", getattr(one, what))


def _pairs(part: Models, found: Associations) -> Iterator[Said]:
    items = {item.id: item for item in part.items}
    for pair in found.pairs:
        if {pair.condition, pair.outcome} <= items.keys():
            p = pair.plain.value.p if isinstance(pair.plain, ModelOutput) else None
            own = family(part.family, items[pair.outcome])
            for what in OF_PAIRS:
                is_test = what == "plain"
                yield Said(
                    part.level,
                    EVERYBODY,
                    pair.outcome,
                    what,
                    pair.condition,
                    getattr(pair, what),
                    family=own if is_test else None,
                    p=p if is_test else None,
                )


def other_raters(part: Models, material: Material) -> Iterator[Said]:
    """Each outcome as people here tell it with each condition as another voice tells it, over the areas of both: a good
    mood of one kind of people cannot make both rise. The part of a line names the voice and its question."""
    for voice, told in material.voice_answers.items() if material.kept else ():
        assert material.kept is not None
        asked = told.frame.instrument
        for item in (one for one in part.items if _is(material.kept.frame.instrument, one, SectionKind.OUTCOME)):
            for condition in (one for one in asked.items if one.judged and _is(asked, one, SectionKind.PROCESS)):
                outcome = across_raters(told.frame, condition.id, material.kept.frame, item.id, material.release.policy)
                yield Said(part.level, EVERYBODY, item.id, part.what, f"{voice} {condition.id}", outcome)


def _is(instrument: Instrument, item: Item, kind: SectionKind) -> bool:
    return instrument.section(item.section).kind is kind


def scale(part: Models, material: Material) -> Iterator[Said]:
    """Whether the questions of each section hold together as one scale."""
    for section, items in by_section(part.items).items() if material.kept else ():
        assert material.kept is not None
        names = tuple(item.id for item in items)
        outcome = holds_together(material.kept.frame, names, material.release.policy)
        yield Said(part.level, EVERYBODY, "", part.what, section, outcome)


def health(part: Models, material: Material) -> Iterator[Said]:
    """How well each question works, beside the others of its section."""
    for items in by_section(part.items).values() if material.kept else ():
        assert material.kept is not None
        names = tuple(item.id for item in items)
        for item, outcome in instrument_health(material.kept.frame, names, material.release.policy).items():
            yield Said(part.level, EVERYBODY, item, part.what, "", outcome)


def pooling(part: Models, material: Material) -> Iterator[Said]:
    """Whether the questions of each section mean the same to people who gave different answers to the questions that
    `by` names."""
    for by in dict.fromkeys(grouping.by for grouping in part.by) if material.kept else ():
        assert material.kept is not None
        name = by.id
        for section, items in by_section(part.items).items():
            names = tuple(item.id for item in items if item.id != name)
            outcome = pooled_by(
                material.kept.frame, by if isinstance(by, Banded) else name, names, material.release.policy
            )
            yield Said(part.level, EVERYBODY, name, part.what, section, outcome)


def heard(part: Models, material: Material) -> Iterator[Said]:
    """How alike the groups of the caseload answered, for each question on which the caseload was given."""
    if material.kept is None:
        return
    groups = (EVERYBODY,) if part.level is Level.NATION else tuple(material.groups(part.level))
    for group in groups:
        area = None if part.level is Level.NATION else group
        for question, people in material.caseload.get(group, {}).items():
            outcome = who_is_heard(material.kept.frame, question, people, area, material.release.policy)
            yield Said(part.level, group, question, part.what, "", outcome)


def weighted(part: Models, material: Material) -> Iterator[Said]:
    """Each share as it is and weighted to the caseload, for each question on which the caseload was given; the part of a
    line names that question."""
    if material.kept is None:
        return
    frame, policy = material.kept.frame, material.release.policy
    groups = (EVERYBODY,) if part.level is Level.NATION else tuple(material.groups(part.level))
    for group in groups:
        area = None if part.level is Level.NATION else group
        for question, people in material.caseload.get(group, {}).items():
            for item in (one for one in part.items if one.id != question):
                outcome = caseload_share(frame, item.id, question, people, area, policy)
                yield Said(part.level, group, item.id, part.what, question, outcome)

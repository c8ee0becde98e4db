"""The words by which a plan names several questions at once, so that one plan fits every questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from poet.findings.plan import Grouping
from poet.instrument import Instrument, Item, Kind, SectionKind

Chosen = Callable[[Item, SectionKind], bool]


def _of(kind: SectionKind) -> Chosen:
    return lambda item, section: section is kind and item.kind is not Kind.TEXT


SELECTIONS: Mapping[str, Chosen] = MappingProxyType(
    {
        "all": lambda item, _: item.kind is not Kind.TEXT,
        "judged": lambda item, _: item.judged,
        "process": _of(SectionKind.PROCESS),
        "outcome": _of(SectionKind.OUTCOME),
        "context": _of(SectionKind.CONTEXT),
        "choices": lambda item, _: item.kind is Kind.MANY,
        "numbers": lambda item, _: item.kind is Kind.NUMBER,
    }
)


def selected(instrument: Instrument, word: str) -> tuple[Item, ...] | None:
    """The questions that a word or an id names, in the questionnaire's order; None where it names nothing known.
    Questions of a private section are never among them: their answers are for the respondent's eyes alone."""
    wanted = SELECTIONS.get(word)
    if wanted is None:
        item = instrument.by_id.get(word)
        return None if item is None or instrument.section(item.section).private else (item,)
    sections = {section.id: section for section in instrument.sections}
    return tuple(
        item
        for item in instrument.items
        if not sections[item.section].private and wanted(item, sections[item.section].kind)
    )


def groupings(item: Item, bands: Mapping[str, Item]) -> tuple[Grouping, ...]:
    """How a question parts people: by its one answer, by each of its options in turn, or by its number in the bands that
    the plan declares; not at all by a number without."""
    match item.kind:
        case Kind.NUMBER if item.id in bands:
            return (Grouping(bands[item.id], None),)
        case Kind.ONE if len(item.in_base) > 1:
            return (Grouping(item, None),)
        case Kind.MANY:
            return tuple(Grouping(item, option.code) for option in item.in_base)
        case _:
            return ()

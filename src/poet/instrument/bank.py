"""The bank of supplementary questions, and a questionnaire with those a council chose added after its locked core."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from poet.instrument import shapes
from poet.instrument.build import instrument
from poet.instrument.drafts import Draft, DraftItem, DraftScale, DraftSection
from poet.instrument.faults import Refused
from poet.instrument.load import in_order, read, take_in
from poet.instrument.model import Instrument, Item, Option, Section, SectionKind
from poet.instrument.places import Places
from poet.instrument.rules import broken
from poet.instrument.sentences import Found, Misfit, nearest
from poet.instrument.shapes import Drafted, key

MOST_CHOSEN = 10
MORE = "more"
MORE_TITLE = "More questions from your council"


@dataclass(frozen=True, slots=True)
class BankItem(DraftItem):
    """A question of the bank: like an item, but for several questionnaires and in no section of its own."""

    table: ClassVar[str] = "An item of the bank"
    section: str | None = key(shapes.text, otherwise=MORE)
    suits: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=(), word="for")


@dataclass(frozen=True, slots=True)
class DraftBank(Drafted):
    """The whole file."""

    table: ClassVar[str] = "A bank"
    id: str | None = key(shapes.text, needed=True)
    version: str | None = key(shapes.text, needed=True)
    title: str | None = key(shapes.text, needed=True)
    language: str | None = key(shapes.text)
    scales: tuple[DraftScale, ...] = key(shapes.tables(DraftScale), otherwise=())
    items: tuple[BankItem, ...] = key(shapes.tables(BankItem), needed=True, otherwise=())


@dataclass(frozen=True)
class Bank:
    """Supplementary questions on one topic. `suits` says for which questionnaires each item is.

    `asked` is the bank as a questionnaire of one section, which its faces are put on.
    """

    id: str
    version: str
    title: str
    language: str
    items: tuple[Item, ...]
    suits: dict[str, frozenset[str]]
    digest: str
    asked: Instrument

    def __hash__(self) -> int:
        return hash(self.digest)

    def for_form(self, form: str) -> tuple[Item, ...]:
        """The questions that suit a questionnaire."""
        return tuple(item for item in self.items if form in self.suits[item.id])


def load_bank(file: Path) -> Bank:
    """The bank in a file. Raises Refused."""
    return parse_bank(read(file), str(file))


def parse_bank(text: str, name: str) -> Bank:
    """The bank in a text; `name` is what faults call the file. Raises Refused."""
    draft, lines, digest, found = take_in(DraftBank, text, name)
    asked = _as_questionnaire(draft)
    found += [Misfit.IN_SECTION.at((*item.at, "section")) for item in draft.items if "section" in item.given]
    found += broken(asked)
    if found:
        raise Refused(in_order(found, name, lines))
    built = instrument(asked, digest)
    suits = {item.id or "": frozenset(item.suits) for item in draft.items}
    return Bank(built.id, built.version, built.title, built.language, built.items, suits, digest, built)


def _as_questionnaire(draft: DraftBank) -> Draft:
    """The bank as a questionnaire of one section: it keeps the same rules."""
    section = DraftSection((), frozenset(), MORE, MORE_TITLE, SectionKind.OUTCOME)
    return Draft(
        at=draft.at,
        given=draft.given,
        id=draft.id,
        version=draft.version,
        title=draft.title,
        language=draft.language,
        respondents="people",
        scales=draft.scales,
        sections=(section,),
        items=tuple(replace(item, section=MORE) for item in draft.items),
    )


def compose(core: Instrument, banks: Sequence[Bank], chosen: Sequence[str]) -> Instrument:
    """The core, unchanged, with the chosen questions after its judged sections. Raises Refused.

    Its digest is its own; `core` tells the digest of what councils share and compare.
    """
    found = list(_unsuitable(core, banks, chosen))
    if found:
        raise Refused(in_order(found, f"{core.name} with added questions", Places({})))
    if not chosen:
        return core
    by_id = {item.id: item for bank in banks for item in bank.items}
    return _with(core, [_offering(core, by_id[one]) for one in chosen], _digest(core, banks, chosen))


def added(composed: Instrument) -> tuple[Item, ...]:
    """The questions that a council added; none of a questionnaire as it was published."""
    return tuple(item for item in composed.items if item.section == MORE) if composed.core else ()


def gathered(core: Instrument, composed: Iterable[Instrument]) -> Instrument:
    """The core with every question that any of its composed forms adds, each once: what answers to all of them are
    counted by. One id stands for one question in all of them."""
    more = {item.id: item for one in composed for item in added(one)}
    if not more:
        return core
    digest = hashlib.sha256("\n".join([core.digest, *sorted(more)]).encode()).hexdigest()
    return _with(core, [more[one] for one in sorted(more)], digest)


def _with(core: Instrument, more: Sequence[Item], digest: str) -> Instrument:
    at = _place(core)
    before = {section.id for section in core.sections[:at]}
    split = next((place for place, item in enumerate(core.items) if item.section not in before), len(core.items))
    return replace(
        core,
        sections=(*core.sections[:at], Section(MORE, MORE_TITLE, SectionKind.OUTCOME), *core.sections[at:]),
        items=(*core.items[:split], *more, *core.items[split:]),
        digest=digest,
        core=core.digest,
    )


def _offering(core: Instrument, item: Item) -> Item:
    """The item offering what every item of the core offers: that it was not understood."""
    offered = next((one.not_understood for one in core.items if one.not_understood), None)
    if offered is None:
        return item
    return replace(item, not_understood=offered, options=(*item.options, offered) if item.options else ())


def _place(core: Instrument) -> int:
    """Before the comments, and before what is only for the respondent's eyes."""
    last = (SectionKind.COMMENT,)
    return next((at for at, one in enumerate(core.sections) if one.kind in last or one.private), len(core.sections))


def _digest(core: Instrument, banks: Sequence[Bank], chosen: Sequence[str]) -> str:
    used = sorted(bank.digest for bank in banks if {item.id for item in bank.items} & set(chosen))
    return hashlib.sha256("\n".join([core.digest, *used, *chosen]).encode()).hexdigest()


def _unsuitable(core: Instrument, banks: Sequence[Bank], chosen: Sequence[str]) -> Iterator[Found]:
    if core.core:
        yield Misfit.COMPOSED_ALREADY.at((), id=core.name)
    if len(chosen) > MOST_CHOSEN:
        yield Misfit.TOO_MANY_CHOSEN.at((), number=len(chosen), most=MOST_CHOSEN)
    suits = {name: forms for bank in banks for name, forms in bank.suits.items()}
    suited = [name for name, forms in suits.items() if core.id in forms]
    for place, name in enumerate(chosen):
        if name in chosen[:place]:
            yield Misfit.CHOSEN_TWICE.at((), id=name)
        if name not in suits:
            yield Misfit.NOT_IN_BANK.at((), id=name, nearest=nearest(name, suited))
        elif name not in suited:
            yield Misfit.NOT_FOR.at((), id=name, form=core.id, nearest=nearest(name, suited))
    yield from _clashes(core, banks, chosen)


def _clashes(core: Instrument, banks: Sequence[Bank], chosen: Sequence[str]) -> Iterator[Found]:
    if any(section.id == MORE for section in core.sections):
        yield Misfit.CLASH.at((), id=MORE, what="section")
    taken = {item.id.casefold() for item in core.items}
    scales = {item.scale: item.in_base for item in core.items if item.scale}
    for item in (item for bank in banks for item in bank.items if item.id in chosen):
        if item.id.casefold() in taken:
            yield Misfit.CLASH.at((), id=item.id, what="question")
        if item.scale in scales and _codes(item.in_base) != _codes(scales[item.scale]):
            yield Misfit.CLASH.at((), id=item.scale, what="scale")


def _codes(options: Sequence[Option]) -> list[str]:
    return [option.code for option in options]

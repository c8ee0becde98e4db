"""Wordings: every {placeholder} has a word in each, every word is used, and each wording asks something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from poet.instrument.drafts import Draft, DraftItem, DraftSection, DraftVariant
from poet.instrument.places import Path
from poet.instrument.rules.options import option_lists
from poet.instrument.sentences import Found, Wrong, nearest

_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}")
_WORD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

_Text = tuple[Path, str]


def variants_are_known(draft: Draft) -> Iterator[Found]:
    """Items name wordings that are there, and each wording asks something."""
    known = [variant.id for variant in draft.variants if variant.id]
    for item in draft.items:
        for name in item.variants:
            if name not in known:
                yield Wrong.UNKNOWN_VARIANT.at((*item.at, "variants"), id=name, nearest=nearest(name, known))
    for variant in draft.variants:
        asked = any(not item.variants or variant.id in item.variants for item in draft.items)
        if draft.items and not asked:
            yield Wrong.IDLE_VARIANT.at(variant.at, id=variant.id)


def placeholders_have_words(draft: Draft) -> Iterator[Found]:
    """A placeholder without a word would stop the page; where it is first met is told."""
    met: set[str] = set()
    for path, text in _worded(draft):
        if re.search("[{}]", _PLACEHOLDER.sub("", text)):
            yield Wrong.LONE_BRACE.at(path, key=path[-1])
        for name in _PLACEHOLDER.findall(text):
            yield from () if name in met else _wordless(draft, path, name)
            met.add(name)
    for path, text in _fixed(draft):
        for name in re.findall(r"[{}]([^{}]*)", text)[:1]:
            yield Wrong.FIXED_TEXT.at(path, key=path[-1], name=name)


def _wordless(draft: Draft, path: Path, name: str) -> Iterator[Found]:
    if not draft.variants:
        yield Wrong.NO_WORDINGS.at(path, name=name)
    for variant in draft.variants:
        if name not in variant.words:
            yield Wrong.NO_WORD.at(path, name=name, variant=variant.id, first=(*variant.at, "words"))


def words_are_used(draft: Draft) -> Iterator[Found]:
    """A word that no text uses is a slip of the pen."""
    used = {name for _, text in _worded(draft) for name in _PLACEHOLDER.findall(text)}
    for variant in draft.variants:
        for name in variant.words:
            if not _WORD_NAME.fullmatch(name):
                yield Wrong.BAD_WORD_NAME.at((*variant.at, "words", name), name=name)
            elif name not in used:
                yield Wrong.UNUSED_WORD.at((*variant.at, "words", name), name=name)


def _worded(draft: Draft) -> Iterator[_Text]:
    """The texts that may hold placeholders."""
    yield ("about",), draft.about
    yield from chain.from_iterable(_of_section(section) for section in draft.sections)
    yield from chain.from_iterable(_of_item(item) for item in draft.items)


def _of_section(section: DraftSection) -> Iterator[_Text]:
    yield (*section.at, "title"), section.title or ""
    yield (*section.at, "intro"), section.intro


def _of_item(item: DraftItem) -> Iterator[_Text]:
    yield (*item.at, "ask"), item.ask or ""
    yield (*item.at, "label"), item.label or ""
    yield (*item.at, "hint"), item.hint


def _of_variant(variant: DraftVariant) -> Iterator[_Text]:
    yield (*variant.at, "title"), variant.title or ""
    yield from (((*variant.at, "words", name), word) for name, word in variant.words.items())


def _fixed(draft: Draft) -> Iterator[_Text]:
    """The texts that are the same in every wording."""
    yield ("title",), draft.title or ""
    yield ("respondents",), draft.respondents or ""
    yield from chain.from_iterable(_of_variant(variant) for variant in draft.variants)
    for option in chain.from_iterable(option_lists(draft)):
        yield (*option.at, "text"), option.text or ""

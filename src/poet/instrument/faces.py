"""A questionnaire in one of its faces: the same ids and codes in other words, with pictures and recordings.

Only a short scale has other codes: an answer on three faces is never taken for one on five.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from poet.instrument.faults import Refused
from poet.instrument.fitting import misfits
from poet.instrument.load import in_order
from poet.instrument.model import NOT_UNDERSTOOD, Instrument, Item, Option, Section, Variant
from poet.instrument.overlays import STANDARD, ItemWords, Overlay, ScaleWords, Words

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})
# ("section", id), ("item", id) or ("option", item id, code); texts have the field's name besides.
Spot = tuple[str, ...]
_NO_WORDS = ItemWords(at=(), given=frozenset())
NOTHING: Mapping[Spot, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Media:
    """Recordings of one item by file name, each empty where there is none."""

    audio: str = ""
    video: str = ""
    captions: str = ""


@dataclass(frozen=True)
class Dressed:
    """A questionnaire in a face.

    `instrument` is what is asked, `base` what was published; items in `short` are asked on a short scale. `worn` are the
    digests of the overlays put on, the lowest first. `draft` marks words no speaker has checked. `completeness` is the
    share (0 to 1) of the base's texts that the face has in its own words; `untranslated` are the spots that still show
    the base's.
    """

    instrument: Instrument
    base: Instrument
    face: str = STANDARD
    words: Words = Words.STANDARD
    worn: tuple[str, ...] = ()
    draft: bool = False
    completeness: float = 1.0
    pictures: Mapping[Spot, str] = field(default_factory=lambda: NOTHING)
    media: Mapping[str, Media] = field(default_factory=lambda: MappingProxyType({}))
    untranslated: frozenset[Spot] = frozenset()
    short: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash(self.instrument.digest)

    @property
    def language(self) -> str:
        """The language it speaks."""
        return self.instrument.language

    @property
    def right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language.partition("-")[0] in RIGHT_TO_LEFT


def undressed(instrument: Instrument) -> Dressed:
    """The questionnaire in its own words."""
    return Dressed(instrument, instrument)


def dress(instrument: Instrument, overlays: Sequence[Overlay]) -> Dressed:
    """The questionnaire with the overlays put on one over the other. Raises Refused with every misfit."""
    worn = undressed(instrument)
    for overlay in overlays:
        if found := misfits(worn.instrument, instrument, overlay):
            raise Refused(in_order(found, overlay.name, overlay.lines))
        worn = _put_on(worn, overlay)
    return _measured(worn, overlays)


def _put_on(worn: Dressed, overlay: Overlay) -> Dressed:
    own, before = overlay.own, worn.instrument
    dressed = replace(
        before,
        title=own.title or before.title,
        language=own.language,
        respondents=own.respondents or before.respondents,
        about=own.about or before.about,
        not_understood=own.not_understood or before.not_understood,
        sections=tuple(_section(section, overlay) for section in before.sections),
        items=tuple(_item(item, overlay) for item in before.items),
        variants=tuple(_variant(variant, overlay) for variant in before.variants),
        digest=hashlib.sha256(f"{before.digest} {overlay.digest}".encode()).hexdigest(),
    )
    shortened = {item.id for item in before.items if (scale := own.scales.get(item.scale or "")) and scale.short}
    return replace(
        worn,
        instrument=dressed,
        face=overlay.face,
        words=own.words,
        worn=(*worn.worn, overlay.digest),
        draft=worn.draft or own.draft,
        pictures=MappingProxyType({**worn.pictures, **dict(_pictures(before, overlay))}),
        media=MappingProxyType({**worn.media, **dict(_media(overlay))}),
        short=worn.short | shortened,
    )


def _section(section: Section, overlay: Overlay) -> Section:
    words = overlay.own.sections.get(section.id)
    if words is None:
        return section
    return replace(section, title=words.title or section.title, intro=words.intro or section.intro)


def _variant(variant: Variant, overlay: Overlay) -> Variant:
    words = overlay.own.variants.get(variant.id)
    if words is None:
        return variant
    said = MappingProxyType({**variant.words, **words.words})
    return replace(variant, title=words.title or variant.title, words=said)


def _item(item: Item, overlay: Overlay) -> Item:
    own, scale = overlay.own.items.get(item.id), overlay.own.scales.get(item.scale or "")
    not_understood = item.not_understood
    if not_understood and overlay.own.not_understood:
        not_understood = replace(not_understood, text=overlay.own.not_understood)
    texts = {**(scale.options if scale else {}), **(own.options if own else {})}
    if not_understood:
        texts[not_understood.code] = not_understood.text
    options = tuple(replace(one, text=texts.get(one.code, one.text)) for one in _offered(item, scale))
    worded = replace(item, options=options, not_understood=not_understood)
    if own is None:
        return worded
    # A label is the question itself where an item has none: it follows the question into another language.
    label = own.label or (own.ask if item.label == item.ask and own.ask else item.label)
    return replace(worded, ask=own.ask or item.ask, label=label, hint=own.hint or item.hint)


def _offered(item: Item, scale: ScaleWords | None) -> tuple[Option, ...]:
    """The item's options, or the fewer that stand in their place before those counted apart."""
    if scale is None or not scale.short:
        return item.options
    short = tuple(Option(one.code or "", one.text or "", one.side) for one in scale.short)
    return (*short, *item.apart)


def _pictures(instrument: Instrument, overlay: Overlay) -> Iterator[tuple[Spot, str]]:
    own = overlay.own
    for section_id, section in own.sections.items():
        if section.picture:
            yield ("section", section_id), section.picture
    for item in instrument.items:
        scale, words = own.scales.get(item.scale or ""), own.items.get(item.id, _NO_WORDS)
        if words.picture:
            yield ("item", item.id), words.picture
        short = {one.code or "": one.picture for one in scale.short if one.picture} if scale else {}
        for code, name in {**(scale.pictures if scale else {}), **short, **words.pictures}.items():
            yield ("option", item.id, code), name


def _media(overlay: Overlay) -> Iterator[tuple[str, Media]]:
    for item_id, words in overlay.own.items.items():
        if words.audio or words.video:
            yield item_id, Media(words.audio or "", words.video or "", words.captions or "")


def _measured(worn: Dressed, overlays: Sequence[Overlay]) -> Dressed:
    """How much of the base the face says in its own words. A face in the base's language is never incomplete."""
    if worn.language == worn.base.language:
        return worn
    own = (overlay for overlay in overlays if overlay.own.language == worn.language)
    given = {spot for overlay in own for spot in _given(worn.base, overlay)}
    asked = frozenset(_asked(worn.base))
    left = asked - given
    return replace(worn, untranslated=left, completeness=1 - len(left) / len(asked))


def _asked(instrument: Instrument) -> Iterator[Spot]:
    """Every text that people read. Labels stand in reports, not in questionnaires, and are not among them."""
    texts: list[tuple[Spot, str]] = [(("title",), instrument.title), (("about",), instrument.about)]
    for section in instrument.sections:
        texts += [(("section", section.id, "title"), section.title), (("section", section.id, "intro"), section.intro)]
    for item in instrument.items:
        texts += [(("item", item.id, "ask"), item.ask), (("item", item.id, "hint"), item.hint)]
        texts += [(("option", item.id, option.code), option.text) for option in item.options]
    texts += [(("variant", one.id, name), word) for one in instrument.variants for name, word in one.words.items()]
    yield from (spot for spot, text in texts if text)


def _given(base: Instrument, overlay: Overlay) -> Iterator[Spot]:
    """The spots that the overlay has words for."""
    own = overlay.own
    yield from ((name,) for name in ("title", "about") if getattr(own, name))
    for section_id, section in own.sections.items():
        yield from (("section", section_id, name) for name in ("title", "intro") if getattr(section, name))
    for item in base.items:
        words, scale = own.items.get(item.id, _NO_WORDS), own.scales.get(item.scale or "")
        yield from (("item", item.id, name) for name in ("ask", "hint") if getattr(words, name))
        codes = {*(scale.options if scale else ()), *words.options}
        codes |= {option.code for option in item.in_base} if scale and scale.short else set()
        codes |= {NOT_UNDERSTOOD} if own.not_understood else set()
        yield from (("option", item.id, code) for code in codes)
    for variant_id, variant in own.variants.items():
        yield from (("variant", variant_id, name) for name in variant.words)

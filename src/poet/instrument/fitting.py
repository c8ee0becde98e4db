"""Whether an overlay fits the questionnaire it is put on: every name in it must be there, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from poet.instrument.model import NOT_UNDERSTOOD, Instrument, Item
from poet.instrument.overlays import ItemWords, Overlay
from poet.instrument.pictures import pictures
from poet.instrument.places import Path
from poet.instrument.sentences import Found, Misfit, Wrong, nearest
from poet.instrument.shortening import short_misfits

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Recordings lie side by side in one folder: a name is never a way to another.
_RECORDING = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}(\.[a-z0-9]{2,5}){1,2}")


def misfits(worn: Instrument, base: Instrument, overlay: Overlay) -> list[Found]:
    """What of the overlay does not fit. `worn` is the questionnaire as it stands below it, `base` as published."""
    if overlay.of != base.name:
        return [Misfit.OTHER_BASE.at(("of",), of=overlay.of, name=base.name)]
    return [
        *_unknown(base, overlay),
        *_codes(worn, overlay),
        *_alike(worn, overlay),
        *_pictures(overlay),
        *_recordings(overlay),
        *_placeholders(base, overlay),
        *_fixed(overlay),
    ]


def _unknown(base: Instrument, overlay: Overlay) -> Iterator[Found]:
    """Ids of sections, items, scales and wordings that the questionnaire does not have."""
    own = overlay.own
    there: list[tuple[str, str, Iterable[str], list[str]]] = [
        ("wording", "variants", own.variants, [one.id for one in base.variants]),
        ("section", "sections", own.sections, [one.id for one in base.sections]),
        ("item", "items", own.items, [one.id for one in base.items]),
        ("scale", "scales", own.scales, sorted({one.scale for one in base.items if one.scale})),
    ]
    for what, table, named, known in there:
        for name in named:
            if name not in known:
                yield Misfit.NOT_THERE.at((table, name), what=what, id=name, nearest=nearest(name, known))
    words = sorted({name for one in base.variants for name in one.words})
    for variant_id, variant in own.variants.items():
        for name in (name for name in variant.words if name not in words):
            path = ("variants", variant_id, "words", name)
            yield Misfit.NOT_THERE.at(path, what="word", id=name, nearest=nearest(name, words))


def _codes(worn: Instrument, overlay: Overlay) -> Iterator[Found]:
    """Codes of options that are not there, and short scales that do not cover theirs."""
    for item in worn.items:
        if words := overlay.own.items.get(item.id):
            yield from _codes_there(item, ("items", item.id), words.options, words.pictures)
    for name, scale in overlay.own.scales.items():
        scaled = next((item for item in worn.items if item.scale == name), None)
        if scaled is not None:
            yield from short_misfits(scaled, scale, ("scales", name))
            yield from _codes_there(scaled, ("scales", name), scale.options, scale.pictures)


def _codes_there(item: Item, at: Path, *tables: Mapping[str, str]) -> Iterator[Found]:
    known = [option.code for option in item.options] + [NOT_UNDERSTOOD] * bool(item.not_understood)
    for table, named in zip(("options", "pictures"), tables, strict=True):
        for code in named:
            if code not in known:
                yield Misfit.NOT_THERE.at((*at, table, code), what="option", id=code, nearest=nearest(code, known))


def _alike(worn: Instrument, overlay: Overlay) -> Iterator[Found]:
    """Two options of one question that say the same."""
    for item in worn.items:
        for table, name in (("scales", item.scale or ""), ("items", item.id)):
            words = (overlay.own.scales if table == "scales" else overlay.own.items).get(name)
            own = words.options if words else {}
            said = {option.text.casefold(): option.code for option in item.in_base if option.code not in own}
            for code, text in own.items():
                if (other := said.setdefault(text.casefold(), code)) != code:
                    yield Misfit.ALIKE.at((table, name, "options", code), code=code, other=other, text=text)


def _recordings(overlay: Overlay) -> Iterator[Found]:
    """Names of recordings that are no names, and captions to nothing."""
    for item_id, words in overlay.own.items.items():
        yield from _recording(words, ("items", item_id))


def _recording(words: ItemWords, at: Path) -> Iterator[Found]:
    for part, name in (("audio", words.audio), ("video", words.video), ("captions", words.captions)):
        if name and not _RECORDING.fullmatch(name):
            yield Misfit.BAD_RECORDING.at((*at, part), id=name)
    if words.captions and not words.video and not words.audio:
        yield Misfit.CAPTIONS_ALONE.at((*at, "captions"), id=words.captions)


def _pictures(overlay: Overlay) -> Iterator[Found]:
    known = pictures()
    for path, name in _named_pictures(overlay):
        if name not in known:
            yield Misfit.UNKNOWN_PICTURE.at(path, id=name, nearest=nearest(name, known))


def _named_pictures(overlay: Overlay) -> Iterator[tuple[Path, str]]:
    own = overlay.own
    for table, named in (("sections", own.sections), ("items", own.items)):
        yield from (((table, name, "picture"), one.picture) for name, one in named.items() if one.picture)
    for table, several in (("items", own.items), ("scales", own.scales)):
        for name, one in several.items():
            yield from (((table, name, "pictures", code), picture) for code, picture in one.pictures.items())
    for scale in own.scales.values():
        yield from (((*one.at, "picture"), one.picture) for one in scale.short if one.picture)


def _placeholders(base: Instrument, overlay: Overlay) -> Iterator[Found]:
    """A placeholder without a word would stop the page."""
    known = {name for variant in base.variants for name in variant.words}
    for path, text in _texts(overlay):
        if re.search("[{}]", _PLACEHOLDER.sub("", text)):
            yield Wrong.LONE_BRACE.at(path, key=path[-1])
        for name in _PLACEHOLDER.findall(text):
            if name not in known:
                yield Misfit.NO_PLACEHOLDER.at(path, name=name, nearest=nearest(name, known))


def _texts(overlay: Overlay) -> Iterator[tuple[Path, str]]:
    """The texts that may hold placeholders."""
    own = overlay.own
    yield ("about",), own.about or ""
    for name, section in own.sections.items():
        yield from ((("sections", name, part), getattr(section, part) or "") for part in ("title", "intro"))
    for name, item in own.items.items():
        yield from ((("items", name, part), getattr(item, part) or "") for part in ("ask", "label", "hint"))


def _fixed(overlay: Overlay) -> Iterator[Found]:
    """Braces in texts that are the same in every wording."""
    for path, text in _fixed_texts(overlay):
        for name in re.findall(r"[{}]([^{}]*)", text)[:1]:
            yield Wrong.FIXED_TEXT.at(path, key=path[-1], name=name)


def _fixed_texts(overlay: Overlay) -> Iterator[tuple[Path, str]]:
    own = overlay.own
    yield from (((key,), getattr(own, key) or "") for key in ("title", "respondents", "not_understood"))
    for name, variant in own.variants.items():
        yield ("variants", name, "title"), variant.title or ""
        yield from ((("variants", name, "words", word), text) for word, text in variant.words.items())
    for table, several in (("items", own.items), ("scales", own.scales)):
        for name, one in several.items():
            yield from (((table, name, "options", code), text) for code, text in one.options.items())
    yield from (((*one.at, "text"), one.text or "") for scale in own.scales.values() for one in scale.short)

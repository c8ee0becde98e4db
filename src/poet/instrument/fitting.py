"""Whether an overlay fits the questionnaire it is put on: every name in it must be there, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from poet.instrument.model import NOT_UNDERSTOOD, Instrument, Item
from poet.instrument.overlays import Overlay, ScaleWords
from poet.instrument.pictures import pictures
from poet.instrument.places import Path
from poet.instrument.sentences import Found, Misfit, Wrong, nearest

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def misfits(worn: Instrument, base: Instrument, overlay: Overlay) -> list[Found]:
    """What of the overlay does not fit. `worn` is the questionnaire as it stands below it, `base` as published."""
    if overlay.of != base.name:
        return [Misfit.OTHER_BASE.at(("of",), of=overlay.of, name=base.name)]
    return [*_unknown(base, overlay), *_codes(worn, overlay), *_pictures(overlay), *_placeholders(base, overlay)]


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


def _codes(worn: Instrument, overlay: Overlay) -> Iterator[Found]:
    """Codes of options that are not there, and short scales that do not cover theirs."""
    for item in worn.items:
        if words := overlay.own.items.get(item.id):
            yield from _codes_there(item, ("items", item.id), words.options, words.pictures)
    for name, scale in overlay.own.scales.items():
        scaled = next((item for item in worn.items if item.scale == name), None)
        if scaled is not None:
            yield from _short(scaled, scale)
            yield from _codes_there(scaled, ("scales", name), scale.options, scale.pictures)


def _codes_there(item: Item, at: Path, *tables: Mapping[str, str]) -> Iterator[Found]:
    known = [option.code for option in item.options] + [NOT_UNDERSTOOD] * bool(item.not_understood)
    for table, named in zip(("options", "pictures"), tables, strict=True):
        for code in named:
            if code not in known:
                yield Misfit.NOT_THERE.at((*at, table, code), what="option", id=code, nearest=nearest(code, known))


def _short(item: Item, scale: ScaleWords) -> Iterator[Found]:
    codes = [option.code for option in item.in_base]
    for one in scale.short:
        if one.code in {option.code for option in item.options}:
            yield Misfit.SHORT_CODE.at((*one.at, "code"), code=one.code)
    if scale.short and [code for one in scale.short for code in one.covers] != codes:
        yield Misfit.SHORT_COVERS.at(scale.short[0].at[:-1], id=item.scale, codes=", ".join(codes))


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

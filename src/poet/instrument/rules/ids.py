"""Names: what may be an id, a version, a language or a code, and that no two are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from poet.instrument.drafts import Draft, DraftItem, DraftOption, DraftScale, DraftSection, DraftVariant
from poet.instrument.places import Path
from poet.instrument.rules.options import option_lists
from poet.instrument.sentences import Found, Wrong

# Answer files use this column name for the respondent.
RESERVED = "id"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CODE = re.compile(r"[^\s;]{1,60}")

_Named = tuple[str, Path]


def ids_are_sound(draft: Draft) -> Iterator[Found]:
    """Ids become column names, file names and parts of links."""
    own = ((_ID, Wrong.BAD_ID, "id", draft.id), (_VERSION, Wrong.BAD_VERSION, "version", draft.version))
    for pattern, wrong, key, name in (*own, (_LANGUAGE, Wrong.BAD_LANGUAGE, "language", draft.language)):
        if name is not None and not pattern.fullmatch(name):
            yield wrong.at((key,), id=name)
    for named in _ids(draft).values():
        for name, path in named:
            if not _ID.fullmatch(name):
                yield Wrong.BAD_ID.at(path, id=name)
    for name, path in _ids(draft)["item"]:
        if name.casefold() == RESERVED:
            yield Wrong.RESERVED_ID.at(path, id=name)


def ids_differ(draft: Draft) -> Iterator[Found]:
    """Ids that differ in capitals only are one id to a spreadsheet."""
    for what, named in _ids(draft).items():
        for name, path, first in _repeated(named):
            yield Wrong.REPEATED_ID.at(path, id=name, what=what, first=first)


def codes_are_sound(draft: Draft) -> Iterator[Found]:
    """Codes are written into the cells of answer files; codes and texts tell the options of one list apart."""
    for options in option_lists(draft):
        for option in options:
            if option.code is not None and not _CODE.fullmatch(option.code):
                yield Wrong.BAD_CODE.at((*option.at, "code"), code=option.code)
        for code, path, first in _repeated(_named(options, "code")):
            yield Wrong.REPEATED_CODE.at(path, code=code, first=first)
        for text, path, first in _repeated(_named(options, "text")):
            yield Wrong.REPEATED_TEXT.at(path, text=text, first=first)


def labels_differ(draft: Draft) -> Iterator[Found]:
    """Two bars of one chart must not have the same name."""
    for section in draft.sections:
        items = (item for item in draft.items if item.section == section.id and item.label)
        for label, path, first in _repeated([(item.label or "", (*item.at, "label")) for item in items]):
            yield Wrong.REPEATED_LABEL.at(path, label=label, first=first)


def _ids(draft: Draft) -> dict[str, list[_Named]]:
    tables: dict[str, tuple[DraftItem | DraftSection | DraftScale | DraftVariant, ...]]
    tables = {"item": draft.items, "section": draft.sections, "scale": draft.scales, "wording": draft.variants}
    return {what: [(one.id, (*one.at, "id")) for one in some if one.id is not None] for what, some in tables.items()}


def _named(options: Iterable[DraftOption], key: str) -> list[_Named]:
    return [(name, (*option.at, key)) for option in options if (name := getattr(option, key)) is not None]


def _repeated(named: Iterable[_Named]) -> Iterator[tuple[str, Path, Path]]:
    """Names that were there before, where they stand and where they stood first."""
    first: dict[str, Path] = {}
    for name, path in named:
        if first.setdefault(name.casefold(), path) is not path:
            yield name, path, first[name.casefold()]

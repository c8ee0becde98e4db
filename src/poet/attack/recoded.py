"""One question with other options in another release: laid over the others as if a code meant the same in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from poet.attack.answers import Parts, parts_of
from poet.attack.issued import Item, Numbered, Sheet, Told

Asked = tuple[str, str, tuple[str, ...]]


def recoded(asked: Mapping[Asked, Item], seen: Sequence[Numbered]) -> Iterator[tuple[str, Parts, Sequence[Numbered]]]:
    """Each question of one answer that was asked with other options at another time, over the options of all times: the base
    of a release is whoever gave one of its own."""
    for name in names(asked):
        own = [item for (other, kind, _), item in asked.items() if other == name and kind == "one"]
        if len(own) > 1:
            every = tuple(dict.fromkeys(code for item in own for code in item.options))
            rests = [(item.options, tuple(code for code in every if code not in item.options)) for item in own]
            groupings = (*(one for item in own for one in item.groupings), *(both for both in rests if all(both)))
            whole = Item(name, "one", every, groupings=tuple(dict.fromkeys(groupings)))
            yield name, parts_of(whole), [_laid(one, whole) for one in seen]


def names(asked: Mapping[Asked, Item]) -> list[str]:
    """The questions that were asked with other options at another time."""
    every = [name for name, _, _ in asked]
    return [name for name in dict.fromkeys(every) if every.count(name) > 1]


def _laid(one: Numbered, whole: Item) -> Numbered:
    """The entry with each base of the question as the people who gave one of the options it was asked with."""
    options = {item.item: item.options for item in one.draft.questions}.get(whole.item, ())
    tables = [_based(sheet, options) if sheet.item == whole.item else sheet for sheet in one.draft.tables]
    return one if options == whole.options else replace(one, draft=replace(one.draft, tables=tuple(tables)))


def _based(sheet: Sheet, options: tuple[str, ...]) -> Sheet:
    if sheet.base is None:
        return sheet
    return replace(sheet, base=None, cells=(*sheet.cells, Told(options, sheet.base)), apart=())

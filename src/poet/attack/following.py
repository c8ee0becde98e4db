"""A question that is asked only after an answer tells of that answer: nobody was asked it who answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from poet.attack import words
from poet.attack.answers import Codes, Parts, parts_of
from poet.attack.issued import Item, Numbered, Sheet, Told
from poet.attack.overlay import Members

Asked = tuple[str, str, tuple[str, ...]]
# The answer that leads to a question, and the questions it leads to.
_Led = dict[tuple[str, Codes], dict[str, Item]]


def led_by(seen: Sequence[Numbered], asked: Mapping[Asked, Item]) -> Iterator[tuple[str, Parts, Sequence[Numbered]]]:
    """Each question, and the number who took part, with how many answered what is asked after it."""
    led = _led(seen)
    for name in dict.fromkeys(name for name, _ in led):
        inside = {codes: after for (own, codes), after in led.items() if own == name}
        for (own, kind, options), item in asked.items():
            fitting = {codes: after for codes, after in inside.items() if set(codes) <= set(options)}
            if own == name and kind in {"one", "many"} and fitting:
                entries = [one for one in seen if _asks(one, (own, kind, options))]
                yield name, _parts(parts_of(item), item, fitting), [_beside(one, name, fitting) for one in entries]
    for (name, codes), after in led.items():
        both = (words.ASKED, words.NOT_ASKED)
        took_part = Item("", "one", tuple(one.format(item=name, answer=words.OR.join(codes)) for one in both))
        inside = {took_part.options[:1]: after}
        yield (
            words.TOOK_PART,
            _parts(parts_of(took_part), took_part, inside),
            [_beside(one, words.TOOK_PART, inside) for one in seen],
        )


def _asks(one: Numbered, asked: Asked) -> bool:
    return any((item.item, item.kind, item.options) == asked for item in one.draft.questions)


def _led(seen: Sequence[Numbered]) -> _Led:
    found: _Led = {}
    for one in seen:
        for item in one.draft.questions:
            for before in item.after:
                found.setdefault((before.item, before.codes), {})[item.item] = item
    return found


def _parts(own: Parts, item: Item, led: Mapping[Codes, Mapping[str, Item]]) -> Parts:
    """The answers to a question, and beside them how many answered each that follows, and how many of these gave an answer
    that stands apart: no more than gave the answer that leads there."""
    size, printed, orders, sets, telling = (
        own.size,
        dict(own.printed),
        list(own.orders),
        dict(own.sets),
        set(own.telling),
    )
    for codes, after in led.items():
        leading = frozenset[int]().union(*(own.printed[code,] for code in codes))
        others = (own.base or frozenset()) - leading if item.kind == "one" else frozenset[int]()
        if others:
            sets.setdefault(leading, words.OR.join(codes))
            sets.setdefault(others, words.NOT.format(answer=sets[leading]))
            telling |= {leading, others}
        for name, following in after.items():
            row: dict[int, int] = {}
            for code in ("", *following.apart):
                printed[_mark(name, code)] = frozenset({size})
                row[size] = 1
                size += 1
            orders += [row | dict.fromkeys(around, -1) for around in _around(leading, own, item)]
    return Parts(size, printed, sets, frozenset(telling), own.bonds, tuple(orders), shared=True)


def _around(leading: Members, own: Parts, item: Item) -> Iterator[Members]:
    yield leading
    if item.kind == "many" and own.base:
        yield own.base


def _mark(name: str, code: str) -> Codes:
    return ("after", name, code)


def _beside(one: Numbered, name: str, led: Mapping[Codes, Mapping[str, Item]]) -> Numbered:
    """The entry as it tells of one question and of those that follow it, as figures of that one question."""
    follows = {item for after in led.values() for item in after}
    told = {item.item for item in one.draft.questions if item.after} & follows
    if name == words.TOOK_PART:
        own = [Sheet(people.partition, people.group, name, people.count) for people in one.draft.respondents]
    else:
        own = [msgspec.structs.replace(sheet, apart=()) for sheet in one.draft.tables if sheet.item == name]
    beside = [
        Sheet(sheet.partition, sheet.group, name, None, tuple(_marked(sheet)))
        for sheet in one.draft.tables
        if sheet.item in told
    ]
    return msgspec.structs.replace(one, draft=msgspec.structs.replace(one.draft, tables=(*own, *beside)))


def _marked(sheet: Sheet) -> Iterator[Told]:
    if sheet.base is not None:
        yield Told(_mark(sheet.item, ""), sheet.base)
    yield from (Told(_mark(sheet.item, cell.codes[0]), cell.count) for cell in sheet.apart if cell.codes)

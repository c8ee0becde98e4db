"""Protected tables as JSON and back: the form in which what was issued last is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from poet.instrument import Instrument, Item
from poet.protect.model import Grain, NumberTable, OptionTable, Part, Protected, Shown, Table, TextTable, Why, Withheld
from poet.protect.policy import Policy

# A figure is its number, or the name of the reason why it is withheld.
Figure = float | int | str


class _Part(msgspec.Struct, array_like=True):
    key: str
    label: str
    codes: tuple[str, ...]
    count: Figure


class _Options(msgspec.Struct, tag="options"):
    grain: str
    base: Figure
    parts: list[_Part]
    apart: list[_Part]
    favourable: Figure
    unfavourable: Figure


class _Numbers(msgspec.Struct, tag="numbers"):
    base: Figure
    quartiles: tuple[Figure, Figure, Figure]
    mean: Figure
    lowest: Figure
    highest: Figure


class _Text(msgspec.Struct, tag="text"):
    base: Figure


_Tables = dict[str, _Options | _Numbers | _Text]


class _Kept(msgspec.Struct):
    respondents: dict[str, Figure]
    all_respondents: Figure
    whole: _Tables
    groups: dict[str, msgspec.Raw]


class _Groups(Mapping[str, Mapping[str, Table]]):
    """The tables of each area, each read when it is first asked for: a page tells one area of a hundred and fifty."""

    def __init__(self, kept: Mapping[str, msgspec.Raw], items: Mapping[str, Item]) -> None:
        self._kept, self._items = kept, items
        self._read: dict[str, Mapping[str, Table]] = {}

    def __getitem__(self, group: str) -> Mapping[str, Table]:
        found = self._read.get(group)
        if found is None:
            found = self._read[group] = _loaded(msgspec.json.decode(self._kept[group], type=_Tables), self._items)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def dump(tables: Protected) -> bytes:
    """The tables as JSON; `load` gives them back for the same instrument and policy."""
    return msgspec.json.encode(
        _Kept(
            {group: _figure(cell) for group, cell in tables.respondents.items()},
            _figure(tables.all_respondents),
            _tables(tables.whole),
            {group: msgspec.Raw(msgspec.json.encode(_tables(of))) for group, of in tables.groups.items()},
        )
    )


def load(data: bytes, instrument: Instrument, policy: Policy) -> Protected:
    """The tables that `dump` wrote, of the questions that the instrument asks; a group's are read when it is asked for.
    Raises msgspec.DecodeError where the bytes hold something else: at once, or when a group is read."""
    kept = msgspec.json.decode(data, type=_Kept)
    return Protected(
        instrument=instrument,
        policy=policy,
        respondents={group: _count(cell) for group, cell in kept.respondents.items()},
        all_respondents=_count(kept.all_respondents),
        whole=_loaded(kept.whole, instrument.by_id),
        groups=_Groups(kept.groups, instrument.by_id),
    )


def _tables(tables: Mapping[str, Table]) -> _Tables:
    return {item_id: _kept(table) for item_id, table in tables.items()}


def _kept(table: Table) -> _Options | _Numbers | _Text:
    match table:
        case OptionTable():
            sides = _figure(table.favourable), _figure(table.unfavourable)
            return _Options(table.grain.name, _figure(table.base), _parts(table.parts), _parts(table.apart), *sides)
        case NumberTable():
            low, middle, high = (_figure(one) for one in table.quartiles)
            ends = _figure(table.lowest), _figure(table.highest)
            return _Numbers(_figure(table.base), (low, middle, high), _figure(table.mean), *ends)
        case TextTable():
            return _Text(_figure(table.base))


def _parts(parts: tuple[Part, ...]) -> list[_Part]:
    return [_Part(part.key, part.label, part.codes, _figure(part.count)) for part in parts]


def _figure(figure: Shown[int] | Shown[float] | Withheld) -> Figure:
    return figure.value if isinstance(figure, Shown) else figure.why.name


def _loaded(tables: _Tables, items: Mapping[str, Item]) -> dict[str, Table]:
    return {item_id: _table(items[item_id], table) for item_id, table in tables.items() if item_id in items}


def _table(item: Item, kept: _Options | _Numbers | _Text) -> Table:
    match kept:
        case _Options():
            parts, apart = (
                tuple(Part(one.key, one.label, one.codes, _count(one.count)) for one in list_)
                for list_ in (kept.parts, kept.apart)
            )
            sides = _count(kept.favourable), _count(kept.unfavourable)
            return OptionTable(item, Grain[kept.grain], _count(kept.base), parts, apart, *sides)
        case _Numbers():
            low, middle, high = (_measure(one) for one in kept.quartiles)
            ends = _measure(kept.lowest), _measure(kept.highest)
            return NumberTable(item, _count(kept.base), (low, middle, high), _measure(kept.mean), *ends)
        case _Text():
            return TextTable(item, _count(kept.base))


def _count(figure: Figure) -> Shown[int] | Withheld:
    return Withheld(Why[figure]) if isinstance(figure, str) else Shown(int(figure))


def _measure(figure: Figure) -> Shown[float] | Withheld:
    return Withheld(Why[figure]) if isinstance(figure, str) else Shown(float(figure))

"""Groups of which nothing is told: whether nobody in them has answered or a few have is nobody's to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from poet.protect.model import Protected, Shown, Table

Tables = Mapping[str, Table]


class _Some(Mapping[str, Tables]):
    """Some of the groups, each read when it is asked for."""

    def __init__(self, every: Mapping[str, Tables], names: Sequence[str]) -> None:
        self._every, self._names = every, dict.fromkeys(names)

    def __getitem__(self, group: str) -> Tables:
        if group not in self._names:
            raise KeyError(group)
        return self._every[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def telling(tables: Protected) -> Protected:
    """The same tables without the groups of which they tell nothing."""
    names = [group for group in tables.groups if _tells(tables, group)]
    if len(names) == len(tables.groups):
        return tables
    people = {group: cell for group, cell in tables.respondents.items() if group in set(names)}
    return replace(tables, respondents=people, groups=_Some(tables.groups, names))


def _tells(tables: Protected, group: str) -> bool:
    people = tables.respondents.get(group)
    return isinstance(people, Shown) or any(isinstance(one.base, Shown) for one in tables.groups[group].values())

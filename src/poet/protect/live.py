"""What pages that move from day to day may tell at all, before it is asked when they may move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from poet.protect.model import Protected, Shown, Table, Why
from poet.protect.refresh import nothing


def of_everybody(tables: Protected) -> Protected:
    """The tables without those of questions that are asked only after an answer. Beside the number who took part, which moves
    on by itself, each move of theirs would tell how few newcomers were not asked: a release that is proved tells them."""
    return _with(tables, _left_to_reports)


def as_told(tables: Protected) -> Protected:
    """The tables of a release as pages show them from then on: what it told stays, and what it did not is left to the next."""
    return _with(tables, lambda one: one if isinstance(one.base, Shown) else _left_to_reports(one))


def _left_to_reports(table: Table) -> Table:
    return nothing(table, Why.IN_REPORTS)


def _with(tables: Protected, shown: Callable[[Table], Table]) -> Protected:
    """The tables, those of questions that are asked only after an answer as they are `shown`."""
    whole, groups = _of(tables.whole, shown), {group: _of(one, shown) for group, one in tables.groups.items()}
    return replace(tables, whole=whole, groups=groups)


def _of(tables: Mapping[str, Table], shown: Callable[[Table], Table]) -> dict[str, Table]:
    return {name: shown(one) if one.item.when else one for name, one in tables.items()}

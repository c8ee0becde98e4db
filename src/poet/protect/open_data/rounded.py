"""Open data by rounding: bases rounded or hidden, and percentages in the finest step that gives no row of counts away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet.instrument import Instrument, Item, Kind
from poet.protect.model import OptionTable, Protected, Shown, Table, Why, Withheld
from poet.protect.open_data.precision import Governed, govern, ladder
from poet.protect.open_data.printing import Printed, Printing, Row, base_printed
from poet.protect.policy import Policy

EVERYBODY = None


@dataclass(frozen=True, slots=True)
class RoundedPart:
    """One category: its words, and its percentage of the base (0-100, rounded)."""

    key: str
    label: str
    percent: Shown[float] | Withheld


@dataclass(frozen=True, slots=True)
class RoundedTable:
    """An item of one group: its base as it is printed (withheld where it is hidden), and its categories."""

    item: Item
    base: Shown[int] | Withheld
    parts: tuple[RoundedPart, ...]


@dataclass(frozen=True, slots=True)
class Rounded:
    """All option tables of a release, rounded. `precision` says of each item what was chosen and what that avoided."""

    instrument: Instrument
    policy: Policy
    base_step: int
    precision: Mapping[str, Governed]
    tables: Mapping[str | None, Mapping[str, RoundedTable]]


def rounded(release: Protected, base_step: int) -> Rounded:
    """The release with bases rounded to `base_step` (0: hidden), each item in its own finest safe step.

    It takes protected counts, so that whoever should find a way round the rounding finds no more than those.
    """
    everywhere: dict[str | None, Mapping[str, Table]] = {EVERYBODY: release.whole}
    everywhere.update(release.groups.items())
    precision: dict[str, Governed] = {}
    tables: dict[str | None, dict[str, RoundedTable]] = {group: {} for group in everywhere}
    for item in release.instrument.items:
        if item.kind not in {Kind.ONE, Kind.MANY}:
            continue
        found = {group: table for group, of in everywhere.items() if (table := _told(of.get(item.id)))}
        rows = {group: _rows(table) for group, table in found.items()}
        governed = govern([row for of in rows.values() for row in of], ladder(base_step), _bases(release))
        precision[item.id] = governed
        seen = iter(governed.rows)
        for group, table in found.items():
            tables[group][item.id] = _table(table, base_step, [next(seen) for _ in rows[group]], governed.how)
    return Rounded(release.instrument, release.policy, base_step, precision, tables)


def _told(table: Table | None) -> OptionTable | None:
    """The table if it shows how many answered and how many gave each of its answers."""
    if isinstance(table, OptionTable) and isinstance(table.base, Shown) and table.base.value and table.parts:
        return table
    return None


def _bases(release: Protected) -> range:
    """The bases that a reader may hold possible: none under the policy's minimum, none above all respondents."""
    tables = (table for of in (release.whole, *release.groups.values()) for table in of.values())
    bases = [table.base.value for table in tables if _told(table) and isinstance(table.base, Shown)]
    return range(release.policy.minimum_base, max(bases, default=0) + release.policy.minimum_base + 1)


def _rows(table: OptionTable) -> list[Row]:
    """The table's rows: its categories part the base, but each answer of a "tick all" question is a row of its own."""
    assert isinstance(table.base, Shown)
    counts = [part.count.value for part in table.parts if isinstance(part.count, Shown)]
    if table.item.kind is Kind.MANY:
        return [(count, table.base.value - count) for count in counts]
    return [tuple(counts)]


def _table(table: OptionTable, base_step: int, seen: Sequence[Printed], how: Printing | None) -> RoundedTable:
    assert isinstance(table.base, Shown)
    base = base_printed(table.base.value, base_step)
    shares = iter(_shares(table, seen, how))
    parts = tuple(
        RoundedPart(part.key, part.label, next(shares) if isinstance(part.count, Shown) else part.count)
        for part in table.parts
    )
    return RoundedTable(table.item, Withheld(Why.NOT_TOLD) if base is None else Shown(base), parts)


def _shares(table: OptionTable, seen: Sequence[Printed], how: Printing | None) -> Sequence[Shown[float] | Withheld]:
    if how is None:
        return [Withheld(Why.NOT_TOLD)] * len(table.parts)
    steps = [row.shares[0] for row in seen] if table.item.kind is Kind.MANY else seen[0].shares
    return [Shown(step * how.tenths / 10) for step in steps]

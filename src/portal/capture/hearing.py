"""From the fields of a posted page to cells: only the page's own items are heard, each by the trade's rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from poet.answers import Refusal, hear, hear_number, together
from poet.instrument import Item, Kind, Unit

YEARS, MONTHS = ".years", ".months"
UNCLEAR_FIELD = ".unclear"


class Fields(Protocol):
    """Posted fields by name, each with one or several values."""

    def getlist(self, name: str) -> list[str]:
        """All values of a field; none if it was not posted."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a posted page says: accepted cells, refusals, and what stood in the fields of the refused items."""

    cells: Mapping[str, str]
    refusals: Mapping[str, Refusal]
    posted: Mapping[str, Mapping[str, str]]


NOTHING = Heard({}, {}, {})


def listen(items: Sequence[Item], fields: Fields) -> Heard:
    """Hear each item of a page. An item without a posted field is unanswered; other items' fields are not looked at."""
    cells: dict[str, str] = {}
    refusals: dict[str, Refusal] = {}
    posted: dict[str, Mapping[str, str]] = {}
    for item in items:
        heard = _hear(item, fields)
        if isinstance(heard, Refusal):
            refusals[item.id] = heard
            posted[item.id] = {name: together(fields.getlist(name)) for name in names(item)}
        else:
            cells[item.id] = heard
    return Heard(cells, refusals, posted)


def names(item: Item) -> tuple[str, ...]:
    """The names of an item's fields: its id, or two boxes for a length of time."""
    return (item.id + YEARS, item.id + MONTHS) if is_duration(item) else (item.id,)


def is_duration(item: Item) -> bool:
    """Whether the item is asked in years and months, and kept in months."""
    return item.kind is Kind.NUMBER and item.unit is Unit.MONTHS


def boxes(item: Item, cell: str) -> dict[str, str]:
    """A kept length of time as it stands in its two boxes."""
    if not cell:
        return {item.id + YEARS: "", item.id + MONTHS: ""}
    years, months = divmod(float(cell), 12)
    return {item.id + YEARS: f"{years:g}", item.id + MONTHS: f"{months:g}"}


def _hear(item: Item, fields: Fields) -> str | Refusal:
    # Whoever wrote something has answered, whatever they ticked beside it.
    written = any(_last(fields, name).strip() for name in names(item))
    if item.not_understood and not item.options and not written and fields.getlist(item.id + UNCLEAR_FIELD):
        return item.not_understood.code
    if is_duration(item):
        return _hear_duration(item, *(_last(fields, name) for name in names(item)))
    if item.kind is Kind.MANY or item.kind is Kind.ONE:
        return hear(item, together(fields.getlist(item.id)))
    return hear(item, _last(fields, item.id))


def _last(fields: Fields, name: str) -> str:
    posted = fields.getlist(name)
    return posted[-1] if posted else ""


def _hear_duration(item: Item, years: str, months: str) -> str | Refusal:
    if not years.strip() and not months.strip():
        return ""
    parts = [
        hear_number(replace(item, unit=Unit.YEARS, low=0, high=item.high / 12), years) if years.strip() else 0.0,
        hear_number(replace(item, unit=Unit.COUNT, low=0), months) if months.strip() else 0.0,
    ]
    refused = next((part for part in parts if isinstance(part, Refusal)), None)
    if refused is not None:
        return refused
    whole, rest = (part for part in parts if not isinstance(part, Refusal))
    return hear(item, f"{whole * 12 + rest:.10g}")

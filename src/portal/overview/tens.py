"""How tallies are told: in tens, from figures that have passed protection, so that no single answer ever shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from poet.protect import OptionTable, Protected, Shown, Withheld, tally
from poet.protect import tens as down_to_tens

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tally:
    """At least `people` (a multiple of ten) by this way; None where it is not told."""

    label: str
    people: int | None


def tens(cell: Shown[int] | Withheld | None) -> int | None:
    """A shown figure down to tens; None where it is withheld or under ten."""
    found = tally(cell) if cell is not None else None
    return found.value if isinstance(found, Shown) else None


def tallies(tables: Protected, area: str, item: str) -> tuple[Tally, ...]:
    """The answers of an area by the options of a question, as finely as they are told; () where they are not."""
    table = tables.groups.get(area, {}).get(item)
    if not isinstance(table, OptionTable):
        return ()
    found = [Tally(part.label, tens(part.count)) for part in table.parts]
    return tuple(found) if any(one.people for one in found) else ()


@dataclass(frozen=True, slots=True)
class Week:
    """The last seven days as the pages showed them: how many more in tens; None where it is not known, `since` when
    figures are kept."""

    more: int | None
    since: date | None = None


def last_week(steps: Iterable[tuple[date, int]], *, opened: date, today: date) -> Week:
    """How many more an area's pages show than seven days ago; `steps` are the figures shown, by day."""
    told = sorted(steps)
    if not told:
        return Week(None)
    then = [people for day, people in told if day <= today - WEEK]
    if not then and opened < today - WEEK and told[0][0] > opened + timedelta(days=1):
        return Week(None, told[0][0])
    return Week(down_to_tens(told[-1][1]) - down_to_tens(then[-1] if then else 0))

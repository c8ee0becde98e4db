"""The last door of every import: tables out of another format are asked every rule of our own, in that format's places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from poet.exchange.carrying import Brought, Loss, Spot, Spots
from poet.exchange.toml import Table, text
from poet.instrument import Fault, Refused, parse
from poet.instrument.drafts import Draft
from poet.instrument.places import Path, Places
from poet.instrument.rules import broken
from poet.instrument.sentences import Found
from poet.instrument.shapes import take


@dataclass(frozen=True, slots=True)
class _Spots(Places):
    """Places that are told as spots of the file that came in, each under a number of its own."""

    spots: Spots

    def spot(self, path: Path) -> Spot:
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, Spot(""))


def settled(raw: Table, spots: Spots, name: str, losses: Iterable[Loss]) -> Brought:
    """The tables as the text of a sound questionnaire file. Raises Refused with every fault and where it stood."""
    found: list[Found] = []
    draft = take(Draft, raw, (), found)
    found += broken(draft)
    if found:
        places = _Spots({}, spots)
        faults = dict.fromkeys(_fault(one, places, name) for one in found)
        raise Refused(tuple(sorted(faults, key=lambda fault: (fault.place.rpartition(" ")[0], fault.line))))
    told = tuple(losses)
    content = text(raw, [f"Left out: {one}" for one in told])
    parse(content, name)
    return Brought(content, told)


def _fault(found: Found, places: _Spots, name: str) -> Fault:
    """The fault with its spot in place of a line, and so for every other place it names."""
    gaps = {key: _Told(places.spot(gap).words) if isinstance(gap, tuple) else gap for key, gap in found.gaps.items()}
    spot = places.spot(found.path)
    fault = replace(found, gaps=gaps).fault(name, places)
    wrong, remedy = (said.replace(f"line {_OPEN}", "").replace(_CLOSE, "") for said in (fault.wrong, fault.remedy))
    return Fault(name, spot.row, wrong, remedy, spot.words)


# Sentences say "in line {first}"; a spot brings its own noun, so the word before it is taken away again.
_OPEN, _CLOSE = "\x02", "\x03"


class _Told(str):
    """The words of a spot, marked so that the noun before them can be found."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return _OPEN + self + _CLOSE

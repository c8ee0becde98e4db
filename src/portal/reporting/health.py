"""How the questions of a version fare in a round: sums over everybody, through the same door as every other figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from poet import route
from poet.count.model import Counts, OptionCounts
from poet.instrument import Instrument, Item, Kind, Option, Side
from poet.measure import share
from poet.protect import OptionTable, Protected, Withheld, protect
from poet.report.words import whole_percent
from portal.capture.models import Tally
from portal.questionnaires.models import Version
from portal.reporting import words
from portal.reporting.extract import asked_in
from portal.rounds.models import Round

_DONE = ("answered", "left_out", "not_known", "not_understood")
# The bands have sides so that, where few people are joined, neighbours are joined with neighbours.
_OPEN = {
    "under_5": Side.FAVOURABLE,
    "under_15": Side.FAVOURABLE,
    "under_30": Side.NEUTRAL,
    "under_60": Side.UNFAVOURABLE,
    "longer": Side.UNFAVOURABLE,
}
_WENT = ("gone_on", "stopped")
# Where more than so many in a hundred do so, authors are pointed to the question.
TELLING = {"not_understood": 5, "left_out": 15, "stopped": 5}


@dataclass(frozen=True, slots=True)
class Line:
    """What some of the people did, in words, and how many in a hundred; `codes` say which of the figures it joins."""

    codes: tuple[str, ...]
    text: str
    percent: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of about so many people (to the nearest ten: neighbouring pages would give small differences away)."""

    about: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fares:
    """One question: what was done with it, how long its page was open, and who stopped there. None is withheld."""

    item: Item
    done: Figures | None
    open: Figures | None
    went: Figures | None

    @property
    def telling(self) -> tuple[Line, ...]:
        """What authors should look at."""
        lines = chain(*(one.lines for one in (self.done, self.went) if one))
        return tuple(line for line in lines if line.percent > min(TELLING.get(code, 100) for code in line.codes))


@dataclass(frozen=True, slots=True)
class Health:
    """A version in a round: its questions in their order, the last look, and the faces there are figures for."""

    instrument: Instrument
    questions: tuple[Fares, ...]
    sent: Figures | None
    faces: tuple[str, ...]


def health(asking: Round, version: Version, face: str | None = None) -> Health:
    """How the questions fare in one face, or (None) in all of them together. An unknown face has no figures."""
    asked = asked_in(asking, version)
    tallies = {(one.face, one.item): one for one in Tally.objects.filter(round=asking, version=version)}
    faces = tuple(sorted({name for name, _ in tallies}))
    protected = protect(_counts(asked, tallies, faces)) if faces else None
    pages = _pages(asked)
    return Health(
        asked,
        tuple(_fares(protected, face, item, pages[item.id]) for item in asked.items),
        _figures(protected, face, _WENT[0] + Tally.REVIEW),
        faces,
    )


def _pages(asked: Instrument) -> Mapping[str, str]:
    """The page each question stands on."""
    found: dict[str, str] = {}
    for variant in asked.variants:
        for page in route.pages(asked, variant):
            for item in page.items:
                found.setdefault(item.id, page.id)
    return found


def _fares(protected: Protected | None, face: str | None, item: Item, page: str) -> Fares:
    done, opened, went = ((_DONE[0], item.id), (next(iter(_OPEN)), page), (_WENT[0], page))
    return Fares(item, *(_figures(protected, face, kind + name) for kind, name in (done, opened, went)))


def _figures(protected: Protected | None, face: str | None, name: str) -> Figures | None:
    if protected is None:
        return None
    table = protected.whole.get(name) if face is None else protected.groups.get(face, {}).get(name)
    if not isinstance(table, OptionTable) or isinstance(table.base, Withheld):
        return None
    return Figures(round(table.base.value, -1), tuple(_lines(table)))


def _lines(table: OptionTable) -> Iterable[Line]:
    for part in table.parts:
        estimate = share(part.count, table.base, part.key)
        if not isinstance(estimate, Withheld) and estimate.count:
            text = words.joined([words.FARED[code] for code in part.codes])
            yield Line(part.codes, text, whole_percent(estimate.count, estimate.base))


def _counts(asked: Instrument, tallies: Mapping[tuple[str, str], Tally], faces: Sequence[str]) -> Counts:
    """The tallies as raw counts by face, as if each were a question of its own."""
    nothing = Tally()
    found: dict[str, OptionCounts] = {}
    for name in (*asked.by_id, Tally.REVIEW):
        rows = [tallies.get((face, name), nothing) for face in faces]
        for codes, sides in ((_DONE, {}), (tuple(_OPEN), _OPEN), (_WENT, {})):
            item = _item(codes[0] + name, codes, sides)
            by_option = np.array([[_figure(row, code) for code in codes] for row in rows], np.int64)
            found[item.id] = OptionCounts(item, by_option, by_option.sum(axis=1))
    met = np.array([tallies.get((face, asked.items[0].id), nothing).met for face in faces], np.int64)
    shaped = replace(asked, items=tuple(one.item for one in found.values()))
    return Counts(shaped, tuple(faces), met, found)


def _figure(row: Tally, code: str) -> int:
    """How many stopped is what is left of those the page came next for; a way that was changed leaves nobody over."""
    return max(0, row.met - row.gone_on) if code == "stopped" else int(getattr(row, code))


def _item(name: str, codes: Sequence[str], sides: Mapping[str, Side]) -> Item:
    options = tuple(Option(code, words.FARED[code], sides.get(code)) for code in codes)
    return Item(name, "", Kind.ONE, "", name, options=options)

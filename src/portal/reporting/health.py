"""How the questions of a version fare in a round: sums over everybody, through the same door as every other figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from poet.instrument import Instrument, Item
from poet.measure import share
from poet.protect import OptionTable, Protected, Withheld
from poet.report.words import whole_percent
from portal.capture.models import Tally
from portal.questionnaires.models import Version
from portal.reporting import words
from portal.reporting.extract import asked_in
from portal.reporting.faring import faces_of, faring
from portal.reporting.tallied import DONE, OPEN, WENT, named, pages
from portal.rounds.models import Round

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
    """How the questions fare in one face, or (None) in all of them together, as it stands by now. An unknown face has no
    figures."""
    asked, protected = asked_in(asking, version), faring(asking, version)
    page, faces = pages(asked), faces_of(protected) if protected else ()
    if face is not None and face not in faces:
        protected = None
    return Health(
        asked,
        tuple(_fares(protected, face, item, page[item.id]) for item in asked.items),
        _figures(protected, face, named(WENT, Tally.REVIEW)),
        faces,
    )


def _fares(protected: Protected | None, face: str | None, item: Item, page: str) -> Fares:
    tables = named(DONE, item.id), named(OPEN, page), named(WENT, page)
    return Fares(item, *(_figures(protected, face, name) for name in tables))


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

"""From files to answers and protected counts: the first half of every command on answers."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from poet.answers import Sheet
from poet.commands.settings import AnswerSettings
from poet.count import count
from poet.exchange import answers_csv
from poet.frame import Frame, Framed, frame
from poet.instrument import Instrument, load
from poet.protect import Protected, protect


@dataclass(frozen=True, slots=True, eq=False)
class TakenIn:
    """The answers as they stood in the file, and their frame."""

    sheet: Sheet
    framed: Framed


def taken_in(instrument: Instrument, settings: AnswerSettings) -> TakenIn:
    """The answers, grouped by the named column.

    Raises NotAccepted on answers that cannot be taken in; with `lenient`, what was dropped is said on standard error
    instead.
    """
    sheet = answers_csv.read(settings.answers)
    taken = frame(
        instrument,
        sheet,
        area_column=settings.by,
        id_column=settings.id_column,
        ignored=settings.ignored,
        lenient=settings.lenient,
    )
    for refusal in taken.dropped:
        print(f"left out: {refusal}", file=sys.stderr)
    return TakenIn(sheet, taken)


def framed(instrument: Instrument, settings: AnswerSettings) -> Frame:
    """The frame alone. Raises as `taken_in` does."""
    return taken_in(instrument, settings).framed.frame


def protected(settings: AnswerSettings) -> Protected:
    """The protected counts of the answers, by the named column. Raises Refused, and as `taken_in` does."""
    return protect(count(framed(load(settings.instrument), settings)))

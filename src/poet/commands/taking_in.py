"""From files to protected counts: the first half of every command on answers."""

from __future__ import annotations

import sys

from poet.commands.settings import AnswerSettings
from poet.count import count
from poet.exchange import answers_csv
from poet.frame import Frame, frame
from poet.instrument import Instrument, load
from poet.protect import Protected, protect


def protected(settings: AnswerSettings) -> Protected:
    """The protected counts of the answers, by the named column. Raises Refused, and as `framed` does."""
    return protect(count(framed(load(settings.instrument), settings)))


def framed(instrument: Instrument, settings: AnswerSettings) -> Frame:
    """The answers as a frame, grouped by the named column.

    Raises NotAccepted on answers that cannot be taken in; with `lenient`, what was dropped is said on standard error
    instead.
    """
    taken = frame(
        instrument,
        answers_csv.read(settings.answers),
        area_column=settings.by,
        id_column=settings.id_column,
        ignored=settings.ignored,
        lenient=settings.lenient,
    )
    for refusal in taken.dropped:
        print(f"left out: {refusal}", file=sys.stderr)
    return taken.frame

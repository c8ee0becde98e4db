"""From files to protected counts: the first half of every command on answers."""

from __future__ import annotations

import sys

from poet.commands.settings import AnswerSettings
from poet.count import count
from poet.exchange import answers_csv
from poet.frame import Frame, frame
from poet.instrument import load
from poet.protect import Protected, protect


def protected(settings: AnswerSettings) -> Protected:
    """The protected counts of the answers, by the named column. Raises as `framed` does."""
    return protect(count(framed(settings)))


def framed(settings: AnswerSettings) -> Frame:
    """The answers as columns, grouped by the named one.

    Raises Refused on a broken questionnaire and NotAccepted on answers that cannot be taken in; with `lenient`, what
    was dropped is said on standard error instead.
    """
    instrument = load(settings.instrument)
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

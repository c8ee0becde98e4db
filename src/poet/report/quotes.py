"""What people said in their own words, where somebody chose and approved it: read from a file, set beside its question.

Nothing of it is taken from the answers. A quote stands only beside a question of which figures are shown, and says no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from poet.instrument import Instrument, Item
from poet.protect import Shown
from poet.report import texts, words
from poet.report.model import Quote, Words
from poet.report.scope import Approved, Scope

LONGEST = 300
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(words.SMALL_NUMBERS[2:])})\b", re.IGNORECASE)


class NotApproved(ValueError):
    """A file of quotes cannot be used; each line says what to mend."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    about: str
    approved_by: str
    approved_on: date
    area: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    quote: tuple[_Entry, ...] = ()


def approved(file: Path, instrument: Instrument) -> tuple[Approved, ...]:
    """The approved quotes of a TOML file. Raises NotApproved with every fault found in it."""
    try:
        found = msgspec.toml.decode(file.read_bytes(), type=_File).quote
    except (OSError, ValueError) as error:
        raise NotApproved(texts.QUOTES_UNREADABLE.format(file=file.name, why=error)) from error
    faults = [
        f"{file.name}, {place}: {fault}" for place, one in enumerate(found, 1) for fault in _faults(one, instrument)
    ]
    if faults:
        raise NotApproved("\n".join(faults))
    return tuple(
        Approved(" ".join(one.text.split()), one.about, one.approved_by, one.approved_on.isoformat(), one.area)
        for one in found
    )


def _faults(one: _Entry, instrument: Instrument) -> Iterator[str]:
    if not one.text.strip() or len(one.text) > LONGEST:
        yield texts.QUOTE_LENGTH.format(longest=LONGEST)
    if number := _NUMBER.search(one.text):
        yield texts.QUOTE_NUMBER.format(number=number.group())
    if not one.approved_by.strip():
        yield texts.QUOTE_NOBODY
    if one.about not in instrument.by_id:
        yield texts.QUOTE_ABOUT.format(about=one.about)


def quotes(scope: Scope, items: Sequence[Item]) -> tuple[Quote, ...]:
    """The approved quotes about these questions, in the order of the file, where figures of the question are shown."""
    told = {item.id for item in items if _is_told(scope, item)}
    here = (one for one in scope.about.quotes if one.area == scope.group and one.about in told)
    return tuple(Quote((Words(one.text),), one.by, one.on) for one in here)


def _is_told(scope: Scope, item: Item) -> bool:
    table = scope.tables.get(item.id)
    return table is not None and isinstance(table.base, Shown)

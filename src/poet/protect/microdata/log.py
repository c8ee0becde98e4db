"""The log of extracts: one line each, chained to the one before, so that none can be dropped or changed unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from poet.protect.microdata.extract import Microdata

BEGINNING = "0" * 64


class Given(msgspec.Struct, frozen=True):
    """One extract: when, to whom, for what, under which licence, approved by whom; which columns, hidden how far; the
    digest of the file that was given; and the digest of the line before."""

    at: str
    researcher: str
    purpose: str
    licence: str
    approved_by: str
    columns: tuple[str, ...]
    k: int
    l: int  # noqa: E741 the field's own name
    records: int
    digest: str
    previous: str


def line(extract: Microdata, drawn: bytes, at: str, before: bytes | None) -> bytes:
    """The log's line for an extract as it was drawn, at a time (ISO 8601), behind the line before (None: the first)."""
    asked = extract.declaration
    return msgspec.json.encode(
        Given(
            at=at,
            researcher=asked.researcher,
            purpose=asked.purpose,
            licence=asked.licence,
            approved_by=asked.approved_by,
            columns=extract.columns,
            k=extract.hidden.k,
            l=extract.hidden.l,
            records=len(extract.rows),
            digest=hashlib.sha256(drawn).hexdigest(),
            previous=hashlib.sha256(before).hexdigest() if before else BEGINNING,
        )
    )


def first_broken(lines: Iterable[bytes]) -> int | None:
    """The number (from 1) of the first line that does not follow the one before; None where the log is whole."""
    before: bytes | None = None
    for number, one in enumerate(lines, 1):
        bare = one.rstrip(b"\n")
        expected = hashlib.sha256(before).hexdigest() if before else BEGINNING
        try:
            if msgspec.json.decode(bare, type=Given).previous != expected:
                return number
        except msgspec.DecodeError:
            return number
        before = bare
    return None

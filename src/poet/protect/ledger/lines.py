"""An entry as one line of JSON with its hash, and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import cast

import msgspec

from poet.protect.ledger.model import Entry

FORMAT = "poet-ledger/1"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was written: the hash it claims, the hash of what stands in it, and the entry."""

    claimed: str
    found: str
    entry: Entry


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """The shape of a line: the hash covers the exact bytes of the entry."""

    format: str
    hash: str
    entry: msgspec.Raw


def line_of(entry: Entry) -> tuple[bytes, str]:
    """The line of an entry, ending in a line feed, and its hash."""
    body = msgspec.json.encode(entry, order="sorted")
    own = hashlib.sha256(body).hexdigest()
    return msgspec.json.encode(_Written(FORMAT, own, msgspec.Raw(body))) + b"\n", own


def read_line(line: bytes) -> Line:
    """The line read. Raises ValueError, saying why, where it holds no entry of this format."""
    try:
        written = msgspec.json.decode(line, type=_Written)
        if written.format != FORMAT:
            raise ValueError(f"the format is {written.format!r}, not {FORMAT!r}")
        body = bytes(cast("memoryview", memoryview(written.entry)))
        return Line(written.hash, hashlib.sha256(body).hexdigest(), msgspec.json.decode(body, type=Entry))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error

"""Addresses as somebody pastes or uploads them: read line by line, each fault told with its line and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.outreach import words

_MOST_TOLD = 20
_PARTS = re.compile(r"[,;\t]")
_INSIDE = re.compile(r"<([^<>]*)>")
_LONGEST = 254


@dataclass(frozen=True, slots=True)
class Read:
    """The addresses in their order, and what is wrong, line by line."""

    addresses: tuple[str, ...]
    faults: tuple[str, ...]


def decoded(data: bytes) -> str:
    """The text of a file, as spreadsheets write it: UTF-8 with or without a mark, or Windows' Western letters."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(said: str) -> Read:
    """All addresses of a text: one or more a line, with names or other columns beside them, which are left out."""
    found: dict[str, int] = {}
    taken: list[str] = []
    faults: list[str] = []
    for number, line in enumerate(said.splitlines(), 1):
        if not line.strip() or (number == 1 and "@" not in line and "mail" in line.lower()):
            continue  # nothing, or the head of a column
        for one in _in_line(line):
            fault = _fault(one, number, found)
            if fault:
                faults.append(fault)
            else:
                found[one.casefold()] = number
                taken.append(_plain(one))
    return Read(tuple(taken), _told(faults))


def _in_line(line: str) -> list[str]:
    """What has an @ in it; the whole line where nothing has."""
    parts = [part.strip().strip('"').strip() for part in _PARTS.split(line)]
    inside = [(_INSIDE.findall(part) or [part])[-1].strip() for part in parts if "@" in part]
    return inside or [line.strip()]


def _fault(one: str, number: int, found: dict[str, int]) -> str:
    if not is_address(one):
        return words.no_address(number, one[:60])
    first = found.get(one.casefold())
    return words.address_twice(number, first) if first else ""


def is_address(one: str) -> bool:
    """Whether it has the form of an address. Letters of every script may stand before the @."""
    name, _, domain = one.rpartition("@")
    latin = "".join("a" if letter.isalnum() and not letter.isascii() else letter for letter in name)
    if len(one.encode()) > _LONGEST:
        return False
    try:
        validate_email(f"{latin}@{domain}")
    except (ValidationError, UnicodeError):
        return False
    return True


def _plain(one: str) -> str:
    """With its domain as the net spells it."""
    name, _, domain = one.rpartition("@")
    return f"{name}@{domain if domain.isascii() else domain.encode('idna').decode()}"


def _told(faults: list[str]) -> tuple[str, ...]:
    more = [words.more_faults(len(faults) - _MOST_TOLD)] if len(faults) > _MOST_TOLD else []
    return (*faults[:_MOST_TOLD], *more)

"""Councils by whatever people call them: a code, today's name, a shorter one, or the name of one that is no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.councils.boundaries import Kind, changes, present

# What people write for names that are written otherwise in the table.
CALLED = {
    "hammersmith": "Hammersmith and Fulham",
    "leicester city": "Leicester",
    "nottingham city": "Nottingham",
    "city of york": "York",
    "durham": "County Durham",
    "east riding": "East Riding of Yorkshire",
    "hull": "Kingston upon Hull",
    "herefordshire county of": "Herefordshire",
    "bristol city of": "Bristol",
}
_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class One:
    """One council of today, by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Several:
    """A council that is no more: its ground belongs to these today, and only a person can say which is meant."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody by that name."""


def council(said: str, names: Mapping[str, str]) -> One | Several | Unknown:
    """The council that somebody means. `names` are today's: codes by name."""
    code = present(said.strip().upper())
    if code in set(names.values()):
        return One(code)
    by_words = {_plain(name): code for name, code in names.items()}
    plain = _plain(said)
    plain = _plain(CALLED.get(plain, plain))
    if plain in by_words:
        return One(by_words[plain])
    return _former(said, plain, by_words)


def _former(said: str, plain: str, by_words: Mapping[str, str]) -> One | Several | Unknown:
    ended = [one for one in changes() if _plain(one.before_name) == plain or one.before == said.strip().upper() != ""]
    after = tuple(sorted({present(one.after) for one in ended} & set(by_words.values())))
    if len(after) == 1 and all(one.kind is not Kind.SPLIT for one in ended):
        return One(after[0])
    return Several(after) if after else Unknown()


def _plain(said: str) -> str:
    """A name without its capitals, points and small words."""
    words = _WORDS.sub(" ", said.lower().replace("&", " and ").replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word not in {"council", "the"})

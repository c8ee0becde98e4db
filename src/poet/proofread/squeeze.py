"""A text without what typesetting does to it: case, spaces, line breaks, hyphens; each letter knows where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# A letter that no typeface has is printed as its code point.
_CODE_POINT = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


@dataclass(frozen=True, slots=True)
class Squeezed:
    """The squeezed text, and for each of its letters where in `raw` it stood."""

    text: str
    places: tuple[int, ...]
    raw: str


def squeezed(text: str) -> Squeezed:
    """Letters and digits in lower case with %, £ and signs; points and commas only within numbers.

    Letters that read from right to left, and those that stand in no European alphabet, are left out: what a program finds
    in a PDF is in the order in which they are drawn.
    """
    raw = _CODE_POINT.sub(lambda found: " " * len(found.group()), text)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(raw):
        for kept in _plain(letter) if letter.isalnum() else _sign(raw, place, letter):
            letters.append(kept)
            places.append(place)
    return Squeezed("".join(letters), tuple(places), raw)


def plain(text: str) -> str:
    """The squeezed text alone."""
    return squeezed(text).text


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    folded = unicodedata.normalize("NFKC", letter).casefold()
    return "".join(one for one in folded if _european(one))


def _european(letter: str) -> bool:
    return unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT and unicodedata.east_asian_width(letter) not in "WF"


def _sign(raw: str, place: int, letter: str) -> str:
    before, behind = raw[place - 1 : place], raw[place + 1 : place + 2]
    if letter in "%£":
        return letter
    if letter in "+-−":
        return letter.replace("−", "-") if behind.isdigit() and not before.isalnum() else ""
    return letter if letter in ".," and before.isdigit() and behind.isdigit() else ""

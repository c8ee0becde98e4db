"""How text fits: about how wide it is, where a line may break, and which characters can be drawn at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Advance widths of Atkinson Hyperlegible Next in em, rounded up; the fallback face is narrower.
_WIDTHS = {
    letter: width
    for width, letters in (
        (0.22, "',.:;"),
        (0.30, ' `ijl|"!()[f'),
        (0.37, "-]_rt{}"),
        (0.42, "/1I\\"),
        (0.47, "svyz"),
        (0.52, "*7?Jackx"),
        (0.57, "2<>EFLT^bdeghnopqu~"),
        (0.62, "$+345689BPRSVXYZ"),
        (0.67, "#0=ACDK"),
        (0.75, "GHNOQUw&"),
        (0.88, "@MWm%"),
    )
    for letter in letters
}
# A text of one letter alone may be by so much wider than these sums say: widths stand for several letters each, and a
# serif of the fallback face has wider letters than ours too.
_WIDEST = 1.15
_OTHER = 0.65
_WIDE = 1.05
_LONG_WORD = re.compile(r"\S{25,}")
_BREAK_EVERY = 12
# Room that was worked out from a text's own width holds that text, however the sums were rounded.
_HAIR = 1e-6


def width(text: str, size: float) -> float:
    """Return about how wide `text` is at `size`, in the unit of `size`; rather too wide than too narrow."""
    return size * _ems(text)


def surely_fits(text: str, ems: float) -> bool:
    """Whether `text` stands in one line of `ems`, whatever its letters: yes only where the width of each is known."""
    return _ems(text) * _WIDEST <= ems and _WIDTHS.keys() >= set(text)


@lru_cache(maxsize=1 << 14)
def _ems(text: str) -> float:
    return sum(map(_advance, text))


def _advance(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return `text` as lines that fit into `room`; a word wider than the room is broken."""
    lines = [""]
    for word in _words(text, size, room):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room + _HAIR:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line for line in lines if line) or ("",)


def _words(text: str, size: float, room: float) -> Iterator[str]:
    for word in text.split():
        if width(word, size) <= room + _HAIR:
            yield word
            continue
        piece = ""
        for letter in word:
            if piece and width(piece + letter, size) > room + _HAIR:
                yield piece
                piece = ""
            piece += letter
        yield piece


def drawable(text: str, missing: frozenset[str] = frozenset()) -> str:
    """Return `text` without control characters, and with each character of `missing` named by its code point."""
    if text.isprintable() and missing.isdisjoint(text):
        return text
    return "".join(_drawn(letter, missing) for letter in text)


def _drawn(letter: str, missing: frozenset[str]) -> str:
    if letter in missing:
        return f"[U+{ord(letter):04X}]"
    return letter if unicodedata.category(letter) not in _UNDRAWABLE or letter in _JOINERS else " "


_UNDRAWABLE = frozenset({"Cc", "Cs", "Cn", "Co"})
_JOINERS = frozenset("\u200b\u200c\u200d\u2060")


def breakable(text: str) -> str:
    """Return `text` with places to break put into its very long words, for a page that cannot scroll."""
    return _LONG_WORD.sub(_with_breaks, text)


def _with_breaks(found: re.Match[str]) -> str:
    word = found.group()
    return "\u200b".join(word[start : start + _BREAK_EVERY] for start in range(0, len(word), _BREAK_EVERY))

"""What differs between two texts, for two columns side by side: words taken out on the left, words put in on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+\s*|\s+")
# Of longer paragraphs the whole is told as changed: comparing them word by word would keep a reader waiting.
_MOST_WORDS = 1_500


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stands in both texts, or (`differs`) in this one alone."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph before and after; an empty side where there is none."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        """Whether anything in it has changed."""
        return any(piece.differs for piece in (*self.before, *self.after))


def rows(before: str, after: str) -> tuple[Row, ...]:
    """Two texts paragraph by paragraph."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Row] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found += [Row((Piece(text, False),), (Piece(text, False),)) for text in old[first:last]]  # noqa: FBT003
        else:
            found += _changed(old[first:last], new[start:end])
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else ""
        after = new[place] if place < len(new) else ""
        yield Row(*_words(before, after))


def _words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or max(len(old), len(new)) > _MOST_WORDS:
        return _whole(before), _whole(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        left += [Piece("".join(old[first:last]), kind != "equal")] if last > first else []
        right += [Piece("".join(new[start:end]), kind != "equal")] if end > start else []
    return tuple(left), tuple(right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, differs=True),) if text else ()

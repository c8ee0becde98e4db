"""What the pictures for coming back are called in each language, and which picture somebody means who says a word."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("pictures.toml")
# Marks above and below Latin letters; those of Urdu tell words apart.
_ACCENTS = range(0x300, 0x370)


@cache
def called() -> Mapping[str, Mapping[str, str]]:
    """The words for the pictures by language and name; English has none beside the names."""
    kept: Mapping[str, Mapping[str, str]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return kept


def word(name: str, language: str) -> str:
    """What a picture is called in a language; its own name where there is no other."""
    return called().get(language.partition("-")[0], {}).get(name, name)


def meant(said: str) -> str:
    """The name of the picture that a word of any language means; the word as it was said where it means none.

    Whoever has written a word down may come back in another language, or on a keyboard without accents.
    """
    plain = folded(said)
    return _by_word().get(plain, plain)


@cache
def _by_word() -> Mapping[str, str]:
    return {folded(one): name for words in called().values() for name, one in words.items()}


def folded(said: str) -> str:
    """A word without capitals, accents and blanks around it."""
    letters = unicodedata.normalize("NFKD", said.strip().casefold().replace("ł", "l"))
    return unicodedata.normalize("NFC", "".join(one for one in letters if ord(one) not in _ACCENTS))

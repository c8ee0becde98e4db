"""What paper says beside the questions themselves, in each language a questionnaire may be printed in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "words.toml"


def words(language: str) -> Mapping[str, str]:
    """The words of a language; English ones where it has none."""
    return _words().get(language.partition("-")[0], _words()["en"])


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    said: Mapping[str, Mapping[str, str]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return said

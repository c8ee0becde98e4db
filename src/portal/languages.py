"""The words around the questions in each language, for the templates: `say.continue`, English where a language has none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_TABLE = Path(__file__).with_suffix(".toml")
ENGLISH = "en"


def said(language: str = ENGLISH) -> Mapping[str, str]:
    """The words of a language."""
    return of(catalogues(), language)


def of(tables: Mapping[str, T], language: str) -> T:
    """What a language has of tables by language; the English one where it has none."""
    return tables.get(language.partition("-")[0], tables[ENGLISH])


@cache
def catalogues() -> Mapping[str, Mapping[str, str]]:
    """Every language's words by their name."""
    kept: Mapping[str, Mapping[str, str]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return kept

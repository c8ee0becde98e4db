"""The pictures that faces may name: each a name, the glyph it is built from, and what it shows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

# Beside the questionnaires: an installation serves what the repository lists.
TABLE = Path(__file__).resolve().parents[3] / "instruments" / "pictures.toml"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture. `word` marks those unmistakable enough to be one of the three words for coming back."""

    name: str
    glyph: str
    says: str
    word: bool = False


@cache
def pictures(table: Path = TABLE) -> Mapping[str, Picture]:
    """Every picture by its name."""
    raw = tomllib.loads(table.read_text(encoding="utf-8"))
    return MappingProxyType({name: Picture(name, **one) for name, one in raw.items()})

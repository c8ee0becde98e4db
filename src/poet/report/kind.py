"""The kinds of report, each a file that picks its chapters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec


class Kind(msgspec.Struct, frozen=True):
    """What a kind is for, whose report it is, what its cover calls it, and its chapters: on the first page, and then.
    `listed` is its name in a list where the cover says none; `steps` are what to do with it next; `groups` says what the
    groups of its release are, where they can be nothing else; `large` asks for large letters."""

    about: str
    of: Literal["area", "everybody"]
    called: str
    annex: bool
    first: tuple[str, ...]
    then: tuple[str, ...]
    groups: str = ""
    steps: tuple[str, ...] = ()
    large: bool = False
    listed: str = ""

    @property
    def name(self) -> str:
        """What the kind is called wherever it is named."""
        return self.called or self.listed


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by name, in alphabetical order."""
    found = sorted(files("poet.report").joinpath("kinds").iterdir(), key=lambda file: file.name)
    decode = msgspec.toml.decode
    return {f.name.removesuffix(".toml"): decode(f.read_bytes(), type=Kind) for f in found if f.name.endswith(".toml")}

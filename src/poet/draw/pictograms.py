"""The small pictures beside the sentences of Easy Read: read from the folder of built assets, and none where it is not there."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_IDS = re.compile(r'\sid="[^"]*"')
_NAME = re.compile(r"[a-z0-9-]+")


def beside(fonts: Path | None) -> Path | None:
    """The folder of pictures of an installation, from that of its fonts: both are built together."""
    return fonts.parent / "pictures" if fonts else None


@lru_cache(maxsize=512)
def svg(name: str, folder: Path | None) -> str:
    """A picture as SVG without ids, so that several stand in one page; nothing where there is none."""
    file = folder / f"{name}.svg" if folder and _NAME.fullmatch(name) else None
    return _IDS.sub("", file.read_text(encoding="utf-8")) if file and file.is_file() else ""

"""Charts as PNG pictures, for Word and PowerPoint: the same marks and words, set by the PDF's typesetter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import typst

from poet.draw import letters, palette
from poet.draw.charts import Picture, Sheet

_TEMPLATE = Path(__file__).parent / "typst" / "pictures.typ"
_DOTS_AN_INCH = 160.0


def png(pictures: Sequence[Picture], sheet: Sheet, fonts: Path | None) -> list[bytes]:
    """Return each picture as PNG bytes; a letter that no typeface has is drawn as an empty box."""
    if not pictures:
        return []
    data = msgspec.json.encode({"pictures": list(_given(pictures, sheet)), "colours": palette.NAMED}).decode()
    drawn = _compiler(fonts).compile(sys_inputs={"pictures": data}, format="png", ppi=_DOTS_AN_INCH)
    return [drawn] if isinstance(drawn, bytes) else list(drawn or ())


def _given(pictures: Iterable[Picture], sheet: Sheet) -> Iterable[dict[str, object]]:
    for picture in pictures:
        yield {
            "width": picture.width,
            "height": picture.height,
            "size": sheet.size,
            "shapes": picture.shapes,
            "words": [word._replace(text=letters.drawable(word.text))._asdict() for word in picture.ink.words],
        }


@lru_cache(maxsize=2)
def _compiler(fonts: Path | None) -> typst.Compiler:
    folders = [str(fonts)] if fonts and fonts.is_dir() else []
    faces = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(str(_TEMPLATE), font_paths=faces)

"""`poet paper`: a questionnaire as printable sheets, in any of its faces."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from poet.instrument.overlays import STANDARD
from poet.instrument.shelf import shelf
from poet.paper import Print, sheets

SIZES = (12, 18)


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """What is to be printed: a questionnaire file among the faces beside it, and for whom."""

    instrument: Path
    out: Path
    assets: Path
    face: str = STANDARD
    variant: str | None = None
    size: int = 12
    area: str = ""
    area_code: str = ""


def paper(settings: PaperSettings) -> int:
    """Write the sheets: 0, or 1 with what there is where the face or the wording is not. Raises Refused."""
    on = shelf(settings.instrument.parent.parent)
    name = f"{settings.instrument.parent.name}/{settings.instrument.stem}"
    if name not in on.instruments:
        print(
            f"{settings.instrument}: there is no questionnaire of this name. Give the file of one, like FORM/VERSION.toml."
        )
        return 1
    faces = {dressed.face: dressed for dressed in on.faces(name)}
    if settings.face not in faces:
        print(f"{name} has no face {settings.face!r}. Use one of: {', '.join(faces)}.")
        return 1
    dressed = faces[settings.face]
    wordings = {variant.id: variant for variant in dressed.instrument.variants}
    if settings.variant is not None and settings.variant not in wordings:
        print(f"{name} has no wording {settings.variant!r}. Use one of: {', '.join(wordings)}.")
        return 1
    variant = dressed.instrument.variant(settings.variant)
    one = Print(dressed, variant, settings.assets, settings.size, settings.area, settings.area_code)
    settings.out.write_bytes(sheets(one))
    return 0

"""The code on each side of a sheet: which form, version, face and wording it is, whose, and which side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

import segno

MARK = "POET1"
DIGEST_LENGTH = 8
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class FormCode:
    """What a side says of itself. `digest` begins the SHA-256 of the exact words; `area` may be empty; sides count from 1."""

    form: str
    face: str
    variant: str
    area: str
    digest: str
    side: int = 1

    def __str__(self) -> str:
        parts = (MARK, self.form, self.face, self.variant, self.area, self.digest, str(self.side))
        return _BETWEEN.join(parts)

    def on(self, side: int) -> FormCode:
        """The code of another side."""
        return replace(self, side=side)

    def picture(self) -> str:
        """The code as a QR code in SVG, with what can be lost of a quarter of it."""
        drawn = BytesIO()
        segno.make(str(self), error="q", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
        return drawn.getvalue().decode()


def read(text: str) -> FormCode | None:
    """The code that a scanner or a typist read; None for anything else."""
    match text.strip().split(_BETWEEN):
        case [mark, form, face, variant, area, digest, side] if mark == MARK and side.isascii() and side.isdigit():
            return FormCode(form, face, variant, area, digest, int(side))
    return None

"""`poet export-instrument` and `poet import-instrument`: questionnaires for other programs, and from them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from poet.exchange.carrying import Loss
from poet.exchange.formats import FORMATS, guessed
from poet.instrument import load


def export_instrument(file: Path, to: str, out: Path | None) -> int:
    """Write the questionnaire in another format; what other programs will not see is said on standard error."""
    one = FORMATS[to]
    carried = one.carried(load(file))
    target = out or Path(f"{file.stem}{one.suffix}")
    target.write_bytes(carried.content)
    _tell(carried.losses)
    print(f"{target}: written.")
    return 0


def import_instrument(file: Path, source: str | None, out: Path | None) -> int:
    """Write another program's questionnaire as our own file; what was left out is said on standard error."""
    data = file.read_bytes()
    brought = FORMATS[source or guessed(file, data)].brought(data, str(file))
    _tell(brought.losses)
    if out:
        out.write_text(brought.text, encoding="utf-8")
        print(f"{out}: written. Read it through, then ask poet check.")
    else:
        print(brought.text, end="")
    return 0


def _tell(losses: Iterable[Loss]) -> None:
    for loss in losses:
        print(loss, file=sys.stderr)

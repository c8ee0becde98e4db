"""`poet microdata`: an extract of records for one researcher, refused until everything is declared, and logged."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from poet.commands.settings import AnswerSettings
from poet.commands.taking_in import taken_in
from poet.draw import microdata_csv
from poet.frame.build import ID_COLUMN
from poet.instrument import load
from poet.protect.microdata import Microdata, NotGiven, Redacted, declared, extract, line

COMMENT_COLUMNS = ("id", "text", "redacted_by", "approved_by")
WRITTEN = "{records} records written to {out}, their licence to {licence}, and a line to {log}."
WRONG_COMMENTS = "{file}: the columns must be {columns}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrodataSettings:
    """Which answers, what was declared (None: nothing), where the extract and the log go, and when this is (ISO 8601)."""

    answers: AnswerSettings
    declaration: Path | None
    comments: Path | None
    out: Path
    log: Path
    at: str


def microdata(settings: MicrodataSettings) -> int:
    """Write the extract, its licence and a line of the log; 1 with what to declare where there is none."""
    try:
        asked = declared(settings.declaration.read_text(encoding="utf-8") if settings.declaration else None)
        taken = taken_in(load(settings.answers.instrument), settings.answers)
        made = extract(
            taken.framed,
            taken.sheet,
            asked,
            area_column=settings.answers.by,
            id_column=settings.answers.id_column or ID_COLUMN,
            comments=_comments(settings.comments) if settings.comments else (),
        )
    except NotGiven as refused:
        print(refused, file=sys.stderr)
        return 1
    drawn, licence = microdata_csv.draw(made).encode(), settings.out.with_suffix(".licence.txt")
    _append(settings.log, drawn, settings.at, made)
    settings.out.write_bytes(drawn)
    licence.write_text(microdata_csv.licence(made), encoding="utf-8")
    print(WRITTEN.format(records=len(made.rows), out=settings.out, licence=licence, log=settings.log))
    return 0


def _append(log: Path, drawn: bytes, at: str, made: Microdata) -> None:
    """The log is written before the extract: nothing leaves unlogged."""
    kept = log.read_bytes().splitlines() if log.exists() else []
    with log.open("ab") as out:
        out.write(line(made, drawn, at, kept[-1] if kept else None) + b"\n")


def _comments(file: Path) -> Sequence[Redacted]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COMMENT_COLUMNS:
            raise NotGiven(WRONG_COMMENTS.format(file=file, columns=", ".join(COMMENT_COLUMNS)))
        return [Redacted(row["id"], row["text"], row["redacted_by"], row["approved_by"]) for row in reader]

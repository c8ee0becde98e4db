"""What the command line asks for, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Where `make assets` puts the fonts of the PDF, seen from the project's root.
BUILT_ASSETS = Path("var/assets")
BUILT_FONTS = BUILT_ASSETS / "ttf"
# How open data are protected, and for whom: the words of `poet.protect`, which loads more than a command line needs.
ROUNDING, NOISE = "rounding", "noise"
PUBLIC = "public"
AUDIENCES = ("own managers", "other councils", PUBLIC, "researchers")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSettings:
    """Which answers to which questionnaire, and how to take them in. `by` names the column that groups the rows,
    `ignored` those that are no questions."""

    instrument: Path
    answers: Path
    by: str | None
    id_column: str | None
    ignored: tuple[str, ...]
    lenient: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociateSettings:
    """Which answers are to be looked at for associations, and how they are told: as sentences, or as JSON."""

    answers: AnswerSettings
    text: bool
    made_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """What to write, where, and what the reports say of themselves. `fonts` holds TTF files, if there are any;
    `kind` is one of `poet.report.kinds`, none for an area's local report and the report on everybody; `last` are the
    answers of the round before, `last_name` what it is called; `before_last` are the rounds before that one, newest first, each
    with its name; `quotes` is a file of approved quotes."""

    answers: AnswerSettings
    out: Path
    formats: tuple[str, ...]
    date: str
    round_name: str
    made_up: bool
    fonts: Path | None
    kind: str | None = None
    last: AnswerSettings | None = None
    last_name: str = ""
    before_last: tuple[tuple[str, AnswerSettings], ...] = ()
    licence: str = ""
    publisher: str = ""
    quotes: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationSettings:
    """What chance begins from, how many rounds and draws are made up, and the page that takes the tables."""

    seed: int = 2026
    rounds: int = 2_000
    draws: int = 4_000
    page: Path | None = None

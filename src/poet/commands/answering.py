"""How every command on a table of answers is told which answers, and how to take them in."""

from __future__ import annotations

import argparse
from pathlib import Path

from poet.commands.settings import AnswerSettings


def add_answers(parser: argparse.ArgumentParser) -> None:
    """What a command on answers may be told of them."""
    parser.add_argument("--instrument", type=Path, required=True, metavar="FILE", help="the questionnaire (TOML)")
    parser.add_argument("--answers", type=Path, required=True, metavar="FILE", help="the answers (CSV)")
    parser.add_argument("--id-column", metavar="NAME", help="the column that tells rows apart (default: id, if there)")
    parser.add_argument("--ignore", action="append", default=[], metavar="NAME", help="a column that is no question")
    parser.add_argument("--lenient", action="store_true", help="report and drop only what is wrong, and go on")


def answers(said: argparse.Namespace, by: str | None) -> AnswerSettings:
    """The answers as they were asked for, grouped by the named column."""
    return AnswerSettings(
        instrument=said.instrument,
        answers=said.answers,
        by=by,
        id_column=said.id_column,
        ignored=tuple(said.ignore),
        lenient=said.lenient,
    )

"""How the commands that tell of a table of answers are asked for: count, associate, report."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from poet.commands.answering import add_answers, answers
from poet.commands.settings import BUILT_FONTS, AssociateSettings, ReportSettings


def add_count(parser: argparse.ArgumentParser) -> None:
    """What `poet count` may be told."""
    add_answers(parser)
    parser.add_argument("--by", metavar="NAME", help="the column, or the item, to count by")


def run_count(said: argparse.Namespace) -> int:
    """Run `poet count` as it was asked for."""
    from poet.commands.count import count  # noqa: PLC0415 no command waits for what another needs to load

    return count(answers(said, said.by))


def add_associate(parser: argparse.ArgumentParser) -> None:
    """What `poet associate` may be told."""
    add_answers(parser)
    parser.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    parser.add_argument("--text", action="store_true", help="print sentences (default: JSON)")
    parser.add_argument("--made-up", action="store_true", help="mark the answers as made up")


def run_associate(said: argparse.Namespace) -> int:
    """Run `poet associate` as it was asked for."""
    from poet.commands.associate import associate  # noqa: PLC0415 as above

    own = answers(said, said.area_column)
    return associate(AssociateSettings(answers=own, text=said.text, made_up=said.made_up))


def add_report(parser: argparse.ArgumentParser) -> None:
    """What `poet report` may be told."""
    from poet.draw import FORMATS  # noqa: PLC0415 as above
    from poet.report import kinds  # noqa: PLC0415 as above

    add_answers(parser)
    parser.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    every = ",".join(FORMATS)
    parser.add_argument("--formats", default=every, help=f"some of {every} (default: all)")
    parser.add_argument("--date", type=date.fromisoformat, help="the reports' date, YYYY-MM-DD (default: today)")
    parser.add_argument("--round", default="", metavar="WORDS", help="what the round is called, e.g. 2025 to 2026")
    parser.add_argument("--last", type=Path, metavar="FILE", help="the last round's answers (CSV), for what changed")
    parser.add_argument("--last-instrument", type=Path, metavar="FILE", help="its questionnaire, if it was another")
    parser.add_argument("--last-round", default="", metavar="WORDS", help="what the last round is called")
    parser.add_argument(
        "--before-last",
        nargs=3,
        action="append",
        default=[],
        metavar=("WORDS", "QUESTIONNAIRE", "FILE"),
        help="a round before the last: its name, questionnaire and answers; again for each, newest first",
    )
    parser.add_argument("--made-up", action="store_true", help="mark the answers as made up on every page")
    parser.add_argument("--publisher", default="", metavar="WORDS", help="who publishes the reports")
    parser.add_argument("--licence", default="", metavar="WORDS", help="on what terms they may be passed on")
    parser.add_argument("--quotes", type=Path, metavar="FILE", help="approved quotes (TOML) to stand beside questions")
    parser.add_argument("--kind", choices=kinds(), help="one kind of report (default: local, and overall)")
    parser.add_argument("--fonts", type=Path, metavar="DIR", help="a folder of TTF fonts for the PDF")


def run_report(said: argparse.Namespace) -> int:
    """Run `poet report` as it was asked for."""
    from poet.commands.report import report  # noqa: PLC0415 as above

    now = answers(said, said.area_column)
    before = replace(now, instrument=said.last_instrument or said.instrument, answers=said.last) if said.last else None
    settings = ReportSettings(
        answers=now,
        last=before,
        last_name=said.last_round,
        before_last=tuple(
            (name, replace(now, instrument=Path(instrument), answers=Path(file)))
            for name, instrument, file in said.before_last
        ),
        out=said.out,
        formats=tuple(said.formats.split(",")),
        date=(said.date or date.today()).isoformat(),  # noqa: DTZ011 the one clock of the trade, at its edge
        round_name=said.round,
        made_up=said.made_up,
        licence=said.licence,
        publisher=said.publisher,
        quotes=said.quotes,
        kind=said.kind,
        fonts=said.fonts or (BUILT_FONTS if BUILT_FONTS.is_dir() else None),
    )
    return report(settings)

"""How the commands that give data out, or try to break what was given out, are asked for."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from poet.commands.answering import add_answers, answers
from poet.commands.settings import AUDIENCES, NOISE, PUBLIC, ROUNDING

NO_INSTRUMENT = "Issued files are read by the questionnaire that was asked: --instrument FILE."


def add_open_data(parser: argparse.ArgumentParser) -> None:
    """What `poet open-data` may be told."""
    add_answers(parser)
    parser.add_argument("--by", metavar="NAME", help="the column, or the item, to count by")
    parser.add_argument("--audience", choices=AUDIENCES, default=PUBLIC)
    parser.add_argument("--policy", type=Path, metavar="FILE", help="another policy than the one of open data (TOML)")
    parser.add_argument(
        "--how", choices=(ROUNDING, NOISE), help="the protection (default: what the policy says for the audience)"
    )
    parser.add_argument("--base-step", type=int, default=5, metavar="N", help="round bases to N (0 hides them)")
    parser.add_argument("--secret", type=Path, metavar="FILE", help="the secret of the noise, 16 bytes or more")
    parser.add_argument(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="the ledger of releases: nobody is given the same people in two ways",
    )
    parser.add_argument("--round", default="", metavar="NAME", help="the round in the ledger (default: any of it)")


def run_open_data(said: argparse.Namespace) -> int:
    """Run `poet open-data` as it was asked for."""
    from poet.commands.open_data import OpenSettings, open_data, policy_for  # noqa: PLC0415 no command waits for what another loads
    from poet.protect import Audience, Opening  # noqa: PLC0415 as above

    settings = OpenSettings(
        answers=answers(said, said.by),
        policy=policy_for(Audience(said.audience), said.policy),
        how=Opening(said.how) if said.how else None,
        base_step=said.base_step,
        secret=said.secret,
        ledger=said.ledger,
        round=said.round,
    )
    return open_data(settings)


def add_attack(parser: argparse.ArgumentParser) -> None:
    """What `poet attack` may be told."""
    parser.add_argument(
        "ledger",
        type=Path,
        metavar="LEDGER",
        help="the ledger's file, a CSV of percentages, or a folder of issued files",
    )
    parser.add_argument(
        "--instrument", type=Path, metavar="FILE", help="the questionnaire by which a folder's files are read"
    )
    parser.add_argument(
        "--regions", type=Path, metavar="FILE", help="which areas are in which region (CSV: area, region), for a folder"
    )
    parser.add_argument(
        "--base-step",
        type=int,
        default=1,
        metavar="N",
        help="the multiple that a CSV's bases are rounded to (default: 1)",
    )
    parser.add_argument("--no-own", action="store_true", help="as somebody who gave no answer themselves")


def run_attack(said: argparse.Namespace) -> int:
    """Run `poet attack` as it was asked for."""
    from poet.commands.attack import attack_folder, attack_ledger, attack_percentages  # noqa: PLC0415 it loads scipy

    if said.ledger.is_dir():
        if said.instrument is None:
            print(NO_INSTRUMENT, file=sys.stderr)
            return 2
        return attack_folder(said.ledger, said.instrument, said.regions, with_own=not said.no_own)
    if said.ledger.suffix == ".csv":
        return attack_percentages(said.ledger, said.base_step, with_own=not said.no_own)
    return attack_ledger(said.ledger, with_own=not said.no_own)


def add_microdata(parser: argparse.ArgumentParser) -> None:
    """What `poet microdata` may be told."""
    add_answers(parser)
    parser.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    parser.add_argument("--declaration", type=Path, metavar="FILE", help="who asks, and which columns identify (TOML)")
    parser.add_argument("--comments", type=Path, metavar="FILE", help="redacted and approved comments (CSV)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the extract to write (CSV)")
    parser.add_argument("--log", type=Path, required=True, metavar="FILE", help="the log to add a line to")


def run_microdata(said: argparse.Namespace) -> int:
    """Run `poet microdata` as it was asked for."""
    from poet.commands.microdata import MicrodataSettings, microdata  # noqa: PLC0415 as above

    settings = MicrodataSettings(
        answers=answers(said, said.area_column),
        declaration=said.declaration,
        comments=said.comments,
        out=said.out,
        log=said.log,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return microdata(settings)

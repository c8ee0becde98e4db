"""How the commands on releases and their ledger are asked for."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from poet.commands import words
from poet.commands.answering import add_answers, answers
from poet.protect import Audience

HISTORY_INSTRUMENT = Path("instruments/ehc-parents/2026.toml")


def add_release(parser: argparse.ArgumentParser) -> None:
    """What `poet release` may be told."""
    add_answers(parser)
    parser.add_argument("--area-column", default="area", metavar="NAME", help="the column with each row's area")
    parser.add_argument("--ledger", type=Path, required=True, metavar="FILE", help="the ledger (made if there is none)")
    parser.add_argument("--regions", type=Path, metavar="FILE", help="areas and their regions (CSV: area, region)")
    parser.add_argument(
        "--by", action="append", default=[], metavar="ITEM", help="a question to part the tables by too"
    )
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="an analysis plan whose groups, bands and joinings part the tables (TOML)",
    )
    parser.add_argument("--round", required=True, metavar="WORDS", help="the round, like 2026 to 2027")
    parser.add_argument(
        "--waves", required=True, metavar="LIST", help="the waves of people in the answers: term 1,term 2"
    )
    parser.add_argument("--left", action="append", default=[], metavar="WAVE", help="a wave that lost people since")
    parser.add_argument("--withdrawn", type=int, default=0, metavar="N", help="how many people left in all")
    parser.add_argument("--audience", type=Audience, choices=list(Audience), default=Audience.PUBLIC)
    parser.add_argument("--policy", type=Path, metavar="FILE", help="another policy than the standard (TOML)")
    parser.add_argument(
        "--at", type=_moment, metavar="TIME", help="when it is issued, ISO 8601 with a zone (default: now)"
    )
    parser.add_argument(
        "--look", action="store_true", help="issue nothing: say what could be, and what would unlock more"
    )
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="WORDS",
        help="a model output issued with it, for the ledger to name",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write reports and tables of what was issued to a folder"
    )
    parser.add_argument("--formats", type=_formats, default=("csv",), metavar="LIST", help="in which formats: html,csv")
    parser.add_argument("--made-up", action="store_true", help="mark the answers as made up on every page")
    parser.add_argument(
        "--workers", type=_some, default=1, metavar="N", help="plan with so many processes; the outcome is the same"
    )


def _formats(said: str) -> tuple[str, ...]:
    """Formats of files, parted by commas. Raises ArgumentTypeError."""
    from poet.commands.issued_files import CHOICES  # noqa: PLC0415 it loads what draws

    found = tuple(said.split(","))
    if not set(found) <= set(CHOICES):
        raise argparse.ArgumentTypeError(words.NO_FORMAT.format(said=said, choices=", ".join(CHOICES)))
    return found


def _moment(said: str) -> str:
    """A moment with its time zone, as it was written. Raises ArgumentTypeError."""
    try:
        zone = datetime.fromisoformat(said).tzinfo
    except ValueError:
        zone = None
    if zone is None:
        raise argparse.ArgumentTypeError(words.NO_MOMENT.format(said=said))
    return said


def _some(said: str) -> int:
    """A whole number from 1. Raises ArgumentTypeError."""
    if not said.isdecimal() or int(said) < 1:
        raise argparse.ArgumentTypeError(words.WORKERS.format(said=said))
    return int(said)


def run_release(said: argparse.Namespace) -> int:
    """Run `poet release` as it was asked for."""
    from poet.commands.release import ReleaseSettings, issue_release  # noqa: PLC0415 planning loads scipy

    if said.plan and said.by:
        print(words.BY_OR_PLAN, file=sys.stderr)
        return 2
    waves = tuple(one.strip() for one in said.waves.split(",") if one.strip())
    settings = ReleaseSettings(
        answers=answers(said, said.area_column),
        ledger=said.ledger,
        regions=said.regions,
        by=tuple(said.by),
        round=said.round,
        waves=waves,
        left={wave: f"left {wave} before {waves[-1]}" for wave in said.left},
        withdrawn=said.withdrawn,
        audience=said.audience,
        policy=said.policy,
        at=said.at or datetime.now(UTC).isoformat(timespec="seconds"),
        look=said.look,
        workers=said.workers,
        outside=tuple(said.model),
        plan=said.plan,
        out=said.out,
        formats=said.formats,
        made_up=said.made_up,
    )
    return issue_release(settings)


def add_audit(parser: argparse.ArgumentParser) -> None:
    """What `poet audit` may be told."""
    parser.add_argument("ledger", type=Path, metavar="LEDGER", help="the ledger's file")
    parser.add_argument("--head", metavar="HASH", help="the last hash it had, to see that its end is still there")


def run_audit(said: argparse.Namespace) -> int:
    """Run `poet audit` as it was asked for."""
    from poet.commands.audit import audit_ledger  # noqa: PLC0415 proving loads scipy

    return audit_ledger(said.ledger, said.head)


def add_demo_history(parser: argparse.ArgumentParser) -> None:
    """What `poet demo-history` may be told."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to write to")
    parser.add_argument("--instrument", type=Path, default=HISTORY_INSTRUMENT, metavar="FILE")
    parser.add_argument("--items", type=int, default=12, metavar="N", help="how many of its questions (default: 12)")
    parser.add_argument("--by", metavar="ITEM", help="a question to part the tables by too")
    parser.add_argument("--formats", type=_formats, default=(), metavar="LIST", help="write files of each term too")


def run_demo_history(said: argparse.Namespace) -> int:
    """Run `poet demo-history` as it was asked for."""
    from poet.commands.history import demo_history  # noqa: PLC0415 planning loads scipy

    return demo_history(said.instrument, said.folder, said.items, said.by, said.formats)

"""The trade from the command line: no database and no web needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

from poet.answers import NotAccepted
from poet.instrument import Refused


class Command(NamedTuple):
    """Where a command is asked for (a module of `poet.commands`, loaded only for it), and what it does in a line."""

    module: str
    help: str

    def add(self, word: str, parser: argparse.ArgumentParser) -> None:
        """Add what the command may be told."""
        self._named("add", word)(parser)

    def run(self, word: str, said: argparse.Namespace) -> int:
        """Run it as it was asked for."""
        return int(self._named("run", word)(said))

    def _named(self, what: str, word: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(
            import_module(f"poet.commands.{self.module}"), f"{what}_{word.replace('-', '_')}"
        )
        return found


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "check": Command("asking", "say whether questionnaire files are sound, and if not, where and why"),
        "catalogue": Command("asking", "print a page on every questionnaire of a folder"),
        "paper": Command("asking", "write a questionnaire as sheets to print and tick (PDF)"),
        "count": Command("telling", "print protected counts of a table of answers as CSV"),
        "associate": Command("telling", "print which process conditions go along with which outcomes"),
        "report": Command("telling", "write the report on everybody and one for each area"),
        "analyse": Command("analysing", "print what an analysis plan finds in a table of answers, as JSON"),
        "export-instrument": Command("carrying", "write a questionnaire for other programs"),
        "import-instrument": Command("carrying", "write another program's questionnaire as a questionnaire file"),
        "simulate": Command("analysing", "put made-up areas through the statistics: how often are they wrong?"),
        "release": Command("issuing", "issue all tables that may be told of a table of answers, into a ledger"),
        "audit": Command("issuing", "verify a release ledger again, from its chain to every hidden count"),
        "demo-history": Command("issuing", "write three terms of made-up answers and issue them into a ledger"),
        "open-data": Command("privacy", "print figures for everybody, rounded or with noise, as CSV"),
        "microdata": Command("privacy", "write an extract of records for a researcher; refused by default"),
        "attack": Command("privacy", "play the intruder on a release ledger and say what can be found out"),
        "lint-report": Command("proofreading", "open a finished report and hold each figure against its claims"),
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked, 1 if the input was refused, 2 if the command line was wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    said = _parser(given[0] if given else "").parse_args(given)
    try:
        return COMMANDS[said.command].run(said.command, said)
    except (NotAccepted, Refused) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Check the name and try again.", file=sys.stderr)
        return 1


def _parser(word: str) -> argparse.ArgumentParser:
    """What may be asked for: all commands by name, and what the one that is asked for may be told."""
    parser = argparse.ArgumentParser(prog="poet", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = {name: commands.add_parser(name, help=command.help) for name, command in COMMANDS.items()}
    if word in asked:
        COMMANDS[word].add(word, asked[word])
    return parser


if __name__ == "__main__":
    sys.exit(main())

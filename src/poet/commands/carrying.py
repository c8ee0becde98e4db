"""How the commands that carry questionnaires to other programs, and from them, are asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from poet.commands.exchange import export_instrument, import_instrument
from poet.exchange.formats import FORMATS


def add_export_instrument(parser: argparse.ArgumentParser) -> None:
    """What `poet export-instrument` may be told."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the questionnaire (TOML)")
    parser.add_argument("--to", choices=FORMATS, required=True, help="the format")
    _add_out(parser)


def run_export_instrument(said: argparse.Namespace) -> int:
    """Run `poet export-instrument` as it was asked for."""
    return export_instrument(said.file, said.to, said.out)


def add_import_instrument(parser: argparse.ArgumentParser) -> None:
    """What `poet import-instrument` may be told."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the other program's file")
    parser.add_argument("--from", choices=FORMATS, dest="source", help="the format (default: by the file's name)")
    _add_out(parser)


def run_import_instrument(said: argparse.Namespace) -> int:
    """Run `poet import-instrument` as it was asked for."""
    return import_instrument(said.file, said.source, said.out)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", type=Path, metavar="OUT", help="the file to write")

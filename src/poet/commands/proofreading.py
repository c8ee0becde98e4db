"""`poet lint-report`: a finished report beside the claims that were made with it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

from poet.proofread import NotReadable, proofread, words
from poet.report.register import Register


def add_lint_report(parser: argparse.ArgumentParser) -> None:
    """What `poet lint-report` may be told."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the report, in any of its formats")
    parser.add_argument("--claims", type=Path, required=True, metavar="CLAIMS", help="its .claims file")


def run_lint_report(said: argparse.Namespace) -> int:
    """Print every fault; 0 if there is none, 1 if there are some, 2 if a file cannot be read as what it should be."""
    try:
        register = msgspec.json.decode(said.claims.read_bytes(), type=Register)
        return max([_linted(register, file) for file in said.files])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        print(words.NOT_A_REGISTER.format(why=error), file=sys.stderr)
    except NotReadable as error:
        print(error, file=sys.stderr)
    return 2


def _linted(register: Register, file: Path) -> int:
    faults = proofread(register, file.name, file.read_bytes())
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(words.FAULTY.format(name=file.name, faults=len(faults)))
        return 1
    print(words.SOUND.format(name=file.name, statements=len(register.statements), claims=len(register.claims)))
    return 0

"""How the commands on questionnaires are asked for: check, catalogue, paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from poet.commands.settings import BUILT_ASSETS


def add_check(parser: argparse.ArgumentParser) -> None:
    """What `poet check` may be told."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")


def run_check(said: argparse.Namespace) -> int:
    """Run `poet check` as it was asked for."""
    from poet.commands.check import check  # noqa: PLC0415 no command waits for what another needs to load

    return check(said.files)


def add_catalogue(parser: argparse.ArgumentParser) -> None:
    """What `poet catalogue` may be told."""
    parser.add_argument("folder", type=Path, metavar="FOLDER")


def run_catalogue(said: argparse.Namespace) -> int:
    """Run `poet catalogue` as it was asked for."""
    from poet.commands.catalogue import catalogue  # noqa: PLC0415 as above

    return catalogue(said.folder)


def add_paper(parser: argparse.ArgumentParser) -> None:
    """What `poet paper` may be told."""
    from poet.commands.paper import SIZES  # noqa: PLC0415 as above

    parser.add_argument("instrument", type=Path, metavar="FILE", help="the questionnaire, among its faces")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="PDF")
    parser.add_argument("--face", default="standard", help="the face, like easy or cy (default: its own words)")
    parser.add_argument("--variant", metavar="WORDING", help="the wording (default: the first)")
    parser.add_argument("--size", type=int, choices=SIZES, default=SIZES[0], help="points: 18 is large print")
    parser.add_argument("--area", default="", metavar="NAME", help="for which area, and --area-code its code")
    parser.add_argument("--area-code", default="", metavar="CODE")
    parser.add_argument("--assets", type=Path, default=BUILT_ASSETS, metavar="DIR", help="what `make assets` built")


def run_paper(said: argparse.Namespace) -> int:
    """Run `poet paper` as it was asked for."""
    from poet.commands.paper import PaperSettings, paper  # noqa: PLC0415 as above

    return paper(
        PaperSettings(
            instrument=said.instrument,
            out=said.out,
            assets=said.assets,
            face=said.face,
            variant=said.variant,
            size=said.size,
            area=said.area,
            area_code=said.area_code,
        )
    )

"""How the commands on analysis plans, and on how often statistics are wrong, are asked for: analyse, simulate."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from poet.commands.answering import add_answers, answers
from poet.commands.settings import SimulationSettings


def add_analyse(parser: argparse.ArgumentParser) -> None:
    """What `poet analyse` may be told."""
    add_answers(parser)
    parser.add_argument("--plan", type=Path, required=True, metavar="FILE", help="the analysis plan (TOML)")
    parser.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    parser.add_argument("--regions", type=Path, metavar="FILE", help="areas and regions (CSV: area, region)")
    parser.add_argument("--last", type=Path, metavar="FILE", help="the last round's answers (CSV)")
    parser.add_argument("--last-instrument", type=Path, metavar="FILE", help="its questionnaire, if it was another")
    parser.add_argument("--period", nargs=2, type=date.fromisoformat, metavar="DAY", help="first and last day")
    parser.add_argument(
        "--earlier",
        nargs=4,
        action="append",
        default=[],
        metavar=("FIRST", "LAST", "INSTRUMENT", "ANSWERS"),
        help="an earlier round with its first and last day; may be given several times",
    )
    parser.add_argument(
        "--voice",
        nargs=2,
        action="append",
        default=[],
        type=Path,
        metavar=("INSTRUMENT", "ANSWERS"),
        help="another voice on the same areas; may be given several times",
    )
    parser.add_argument(
        "--caseload", type=Path, metavar="FILE", help="who could answer (CSV: area, question, answer, people)"
    )
    parser.add_argument("--prove", action="store_true", help="audit the tables as `release` does (takes minutes)")
    parser.add_argument("--text", action="store_true", help="print a table to read instead of JSON")


def run_analyse(said: argparse.Namespace) -> int:
    """Run `poet analyse` as it was asked for."""
    from poet.commands.analyse import AnalysisSettings, EarlierSettings, analyse  # noqa: PLC0415 no command waits for what another loads

    def earlier(first: str, last: str, instrument: str, answers: str) -> EarlierSettings:
        return EarlierSettings((first, last), Path(instrument), Path(answers))

    last = [EarlierSettings(None, said.last_instrument or said.instrument, said.last)] if said.last else []
    settings = AnalysisSettings(
        answers=answers(said, said.area_column),
        plan=said.plan,
        regions=said.regions,
        period=tuple(said.period) if said.period else None,
        earlier=(*(earlier(*one) for one in sorted(said.earlier)), *last),
        voices=tuple((instrument, answers) for instrument, answers in said.voice),
        caseload=said.caseload,
        text=said.text,
        proved=said.prove,
    )
    return analyse(settings)


def add_simulate(parser: argparse.ArgumentParser) -> None:
    """What `poet simulate` may be told."""
    usual = SimulationSettings()
    parser.add_argument("--seed", type=int, default=usual.seed, help="what chance begins from")
    parser.add_argument(
        "--rounds", type=int, default=usual.rounds, help="made-up rounds of 9 areas (of 153, a twentieth)"
    )
    parser.add_argument("--draws", type=int, default=usual.draws, help="draws for each truth of an interval")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables between the marks of this page")


def run_simulate(said: argparse.Namespace) -> int:
    """Run `poet simulate` as it was asked for."""
    from poet.commands.simulate import simulate  # noqa: PLC0415 as above

    return simulate(SimulationSettings(seed=said.seed, rounds=said.rounds, draws=said.draws, page=said.page))

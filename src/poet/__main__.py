"""The trade from the command line: no database and no web needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from poet.answers import NotAccepted
from poet.commands.catalogue import catalogue
from poet.commands.check import check
from poet.commands.count import count
from poet.commands.exchange import export_instrument, import_instrument
from poet.commands.issuing import add_audit, add_history, add_release, run_audit, run_history, run_release
from poet.commands.paper import SIZES, PaperSettings, paper
from poet.commands.privacy import add_attack, add_microdata, add_open_data, run_attack, run_microdata, run_open_data
from poet.commands.proofreading import add_lint_report, run_lint_report
from poet.commands.report import report
from poet.commands.settings import AnswerSettings, AssociateSettings, ReportSettings, SimulationSettings
from poet.draw import FORMATS
from poet.exchange.formats import FORMATS as EXCHANGED
from poet.instrument import Refused
from poet.report import kinds

# Where `make assets` puts the fonts of the PDF, seen from the project's root.
BUILT_ASSETS = Path("var/assets")
BUILT_FONTS = BUILT_ASSETS / "ttf"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked, 1 if the input was refused, 2 if the command line was wrong."""
    said = _parser().parse_args(arguments)
    try:
        return _COMMANDS[said.command](said)
    except (NotAccepted, Refused) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Check the name and try again.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="poet", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_asking(commands)
    _add_telling(commands)
    _add_analysis(commands)
    _add_exchange(commands)
    _add_simulation(commands)
    add_release(commands, _add_answers)
    add_audit(commands)
    add_history(commands)
    add_open_data(commands, _add_answers)
    add_microdata(commands, _add_answers)
    add_attack(commands)
    add_lint_report(commands)
    return parser


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    checking = commands.add_parser("check", help="say whether questionnaire files are sound, and if not, where and why")
    checking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    listing = commands.add_parser("catalogue", help="print a page on every questionnaire of a folder")
    listing.add_argument("folder", type=Path, metavar="FOLDER")
    printing = commands.add_parser("paper", help="write a questionnaire as sheets to print and tick (PDF)")
    printing.add_argument("instrument", type=Path, metavar="FILE", help="the questionnaire, among its faces")
    printing.add_argument("-o", "--out", type=Path, required=True, metavar="PDF")
    printing.add_argument("--face", default="standard", help="the face, like easy or cy (default: its own words)")
    printing.add_argument("--variant", metavar="WORDING", help="the wording (default: the first)")
    printing.add_argument("--size", type=int, choices=SIZES, default=SIZES[0], help="points: 18 is large print")
    printing.add_argument("--area", default="", metavar="NAME", help="for which area, and --area-code its code")
    printing.add_argument("--area-code", default="", metavar="CODE")
    printing.add_argument("--assets", type=Path, default=BUILT_ASSETS, metavar="DIR", help="what `make assets` built")


def _add_telling(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    counting = commands.add_parser("count", help="print protected counts of a table of answers as CSV")
    _add_answers(counting)
    counting.add_argument("--by", metavar="NAME", help="the column, or the item, to count by")
    associating = commands.add_parser("associate", help="print which process conditions go along with which outcomes")
    _add_answers(associating)
    associating.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    associating.add_argument("--text", action="store_true", help="print sentences (default: JSON)")
    associating.add_argument("--made-up", action="store_true", help="mark the answers as made up")
    reporting = commands.add_parser("report", help="write the report on everybody and one for each area")
    _add_answers(reporting)
    reporting.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    reporting.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    every = ",".join(FORMATS)
    reporting.add_argument("--formats", default=every, help=f"some of {every} (default: all)")
    reporting.add_argument("--date", type=date.fromisoformat, help="the reports' date, YYYY-MM-DD (default: today)")
    reporting.add_argument("--round", default="", metavar="WORDS", help="what the round is called, e.g. 2025 to 2026")
    reporting.add_argument("--last", type=Path, metavar="FILE", help="the last round's answers (CSV), for what changed")
    reporting.add_argument("--last-instrument", type=Path, metavar="FILE", help="its questionnaire, if it was another")
    reporting.add_argument("--last-round", default="", metavar="WORDS", help="what the last round is called")
    reporting.add_argument("--made-up", action="store_true", help="mark the answers as made up on every page")
    reporting.add_argument("--kind", choices=kinds(), help="one kind of report (default: local, and overall)")
    reporting.add_argument("--fonts", type=Path, metavar="DIR", help="a folder of TTF fonts for the PDF")


def _add_simulation(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    usual = SimulationSettings()
    trying = commands.add_parser("simulate", help="put made-up areas through the statistics: how often are they wrong?")
    trying.add_argument("--seed", type=int, default=usual.seed, help="what chance begins from")
    trying.add_argument(
        "--rounds", type=int, default=usual.rounds, help="made-up rounds of 9 areas (of 153, a twentieth)"
    )
    trying.add_argument("--draws", type=int, default=usual.draws, help="draws for each truth of an interval")
    trying.add_argument("--page", type=Path, metavar="FILE", help="put the tables between the marks of this page")


def _add_analysis(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    analysing = commands.add_parser("analyse", help="print what an analysis plan finds in a table of answers, as JSON")
    _add_answers(analysing)
    analysing.add_argument("--plan", type=Path, required=True, metavar="FILE", help="the analysis plan (TOML)")
    analysing.add_argument("--area-column", metavar="NAME", help="the column that says which area a row belongs to")
    analysing.add_argument("--regions", type=Path, metavar="FILE", help="areas and regions (CSV: area, region)")
    analysing.add_argument("--last", type=Path, metavar="FILE", help="the last round's answers (CSV)")
    analysing.add_argument("--last-instrument", type=Path, metavar="FILE", help="its questionnaire, if it was another")
    analysing.add_argument("--period", nargs=2, type=date.fromisoformat, metavar="DAY", help="first and last day")
    analysing.add_argument(
        "--earlier",
        nargs=4,
        action="append",
        default=[],
        metavar=("FIRST", "LAST", "INSTRUMENT", "ANSWERS"),
        help="an earlier round with its first and last day; may be given several times",
    )
    analysing.add_argument(
        "--voice",
        nargs=2,
        action="append",
        default=[],
        type=Path,
        metavar=("INSTRUMENT", "ANSWERS"),
        help="another voice on the same areas; may be given several times",
    )
    analysing.add_argument(
        "--caseload", type=Path, metavar="FILE", help="who could answer (CSV: area, question, answer, people)"
    )
    analysing.add_argument("--prove", action="store_true", help="audit the tables as `release` does (takes minutes)")
    analysing.add_argument("--text", action="store_true", help="print a table to read instead of JSON")


def _add_exchange(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    going = commands.add_parser("export-instrument", help="write a questionnaire for other programs")
    going.add_argument("file", type=Path, metavar="FILE", help="the questionnaire (TOML)")
    going.add_argument("--to", choices=EXCHANGED, required=True, help="the format")
    coming = commands.add_parser(
        "import-instrument", help="write another program's questionnaire as a questionnaire file"
    )
    coming.add_argument("file", type=Path, metavar="FILE", help="the other program's file")
    coming.add_argument("--from", choices=EXCHANGED, dest="source", help="the format (default: by the file's name)")
    for one in (going, coming):
        one.add_argument("-o", "--out", type=Path, metavar="OUT", help="the file to write")


def _add_answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--instrument", type=Path, required=True, metavar="FILE", help="the questionnaire (TOML)")
    parser.add_argument("--answers", type=Path, required=True, metavar="FILE", help="the answers (CSV)")
    parser.add_argument("--id-column", metavar="NAME", help="the column that tells rows apart (default: id, if there)")
    parser.add_argument("--ignore", action="append", default=[], metavar="NAME", help="a column that is no question")
    parser.add_argument("--lenient", action="store_true", help="report and drop only what is wrong, and go on")


def _answers(said: argparse.Namespace, by: str | None) -> AnswerSettings:
    return AnswerSettings(
        instrument=said.instrument,
        answers=said.answers,
        by=by,
        id_column=said.id_column,
        ignored=tuple(said.ignore),
        lenient=said.lenient,
    )


def _printing(said: argparse.Namespace) -> PaperSettings:
    return PaperSettings(
        instrument=said.instrument,
        out=said.out,
        assets=said.assets,
        face=said.face,
        variant=said.variant,
        size=said.size,
        area=said.area,
        area_code=said.area_code,
    )


def _report(said: argparse.Namespace) -> int:
    now = _answers(said, said.area_column)
    before = replace(now, instrument=said.last_instrument or said.instrument, answers=said.last) if said.last else None
    settings = ReportSettings(
        answers=now,
        last=before,
        last_name=said.last_round,
        out=said.out,
        formats=tuple(said.formats.split(",")),
        date=(said.date or date.today()).isoformat(),  # noqa: DTZ011 the one clock of the trade, at its edge
        round_name=said.round,
        made_up=said.made_up,
        kind=said.kind,
        fonts=said.fonts or (BUILT_FONTS if BUILT_FONTS.is_dir() else None),
    )
    return report(settings)


def _simulation(said: argparse.Namespace) -> int:
    # No other command waits for what only this one and the next two need to load.
    from poet.commands.simulate import simulate  # noqa: PLC0415

    return simulate(SimulationSettings(seed=said.seed, rounds=said.rounds, draws=said.draws, page=said.page))


def _analyse(said: argparse.Namespace) -> int:
    from poet.commands.analyse import AnalysisSettings, EarlierSettings, analyse  # noqa: PLC0415 as above

    def earlier(first: str, last: str, instrument: str, answers: str) -> EarlierSettings:
        return EarlierSettings((first, last), Path(instrument), Path(answers))

    last = [EarlierSettings(None, said.last_instrument or said.instrument, said.last)] if said.last else []
    settings = AnalysisSettings(
        answers=_answers(said, said.area_column),
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


def _associate(said: argparse.Namespace) -> int:
    from poet.commands.associate import associate  # noqa: PLC0415 as above

    answers = _answers(said, said.area_column)
    return associate(AssociateSettings(answers=answers, text=said.text, made_up=said.made_up))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "analyse": _analyse,
    "associate": _associate,
    "audit": run_audit,
    "attack": run_attack,
    "catalogue": lambda said: catalogue(said.folder),
    "check": lambda said: check(said.files),
    "count": lambda said: count(_answers(said, said.by)),
    "demo-history": run_history,
    "lint-report": run_lint_report,
    "release": lambda said: run_release(said, _answers),
    "microdata": lambda said: run_microdata(said, _answers),
    "open-data": lambda said: run_open_data(said, _answers),
    "paper": lambda said: paper(_printing(said)),
    "report": _report,
    "export-instrument": lambda said: export_instrument(said.file, said.to, said.out),
    "simulate": _simulation,
    "import-instrument": lambda said: import_instrument(said.file, said.source, said.out),
}

if __name__ == "__main__":
    sys.exit(main())

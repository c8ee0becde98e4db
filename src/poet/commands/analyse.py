"""`poet analyse`: what an analysis plan finds in a table of answers, as JSON or as a table to read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unicodedata import normalize

from poet.answers import NotAccepted, Refusal, SheetColumn
from poet.commands.caseload import caseload
from poet.commands.settings import AnswerSettings
from poet.commands.taking_in import framed
from poet.compare import Period
from poet.count import Packed, packed
from poet.exchange import answers_csv
from poet.findings import Material, Plan, Round, dump, load, release, run, text
from poet.instrument import load as load_instrument
from poet.protect import Release

AREA, REGION = "area", "region"
NO_COLUMN = "The file of regions needs the columns {area} and {region}. It has: {columns}."
EMPTY_REGION = "The cell is empty. Name an area and its region in every row."
TWO_REGIONS = "{area!r} stands in two regions. Keep one of the rows."
NO_REGION = "{area!r} stands in no row of the file of regions. Add it with its region."
NOT_A_DAY = "{said!r} is not a day. Write it like 2026-08-31."
WRONG_WAY = "A period cannot begin on {first} and end on {last}. Write the first day first."


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisSettings:
    """Which plan to run on which answers, and what they may be held against. `earlier` rounds stand oldest first;
    `voices` are questionnaires with answers; `text` asks for a table to read, `proved` for
    tables that are audited and not only planned by rule."""

    answers: AnswerSettings
    plan: Path
    regions: Path | None
    period: tuple[date, date] | None
    earlier: tuple[EarlierSettings, ...]
    voices: tuple[tuple[Path, Path], ...]
    caseload: Path | None
    text: bool
    proved: bool = False


@dataclass(frozen=True, slots=True)
class EarlierSettings:
    """An earlier round: its first and last day as written (None where nobody said), its questionnaire and answers."""

    period: tuple[str, str] | None
    instrument: Path
    answers: Path


def analyse(settings: AnalysisSettings) -> int:
    """Print what the plan finds. Raises Refused and NotAccepted with what to do."""
    instrument = load_instrument(settings.answers.instrument)
    plan = load(settings.plan, instrument)
    regions = _regions(settings.regions) if settings.regions else {}
    kept = packed(framed(instrument, settings.answers))
    own = _released(plan, kept, regions, proved=settings.proved)
    others = [_other(plan, settings, *pair, regions) for pair in settings.voices]
    found = run(
        plan,
        Material(
            release=own,
            regions=regions,
            period=_period(*settings.period) if settings.period else None,
            earlier=tuple(_round(plan, settings, one, regions) for one in settings.earlier),
            voices={tables.instrument.id: tables for tables, _ in others},
            voice_answers={tables.instrument.id: told for tables, told in others},
            kept=kept,
            caseload=caseload(settings.caseload) if settings.caseload else {},
            proved=settings.proved,
        ),
    )
    sys.stdout.write(text(found) if settings.text else dump(found).decode())
    return 0


def _released(plan: Plan, kept: Packed, regions: Mapping[str, str], *, proved: bool) -> Release:
    homeless = [area for area in kept.frame.areas if regions and area not in regions]
    if homeless:
        raise NotAccepted(tuple(Refusal(NO_REGION.format(area=area)) for area in homeless))
    return release(plan, kept, regions, proved=proved)


def _other(
    plan: Plan, settings: AnalysisSettings, instrument: Path, answers: Path, regions: Mapping[str, str]
) -> tuple[Release, Packed]:
    """The tables of other answers over the same areas, taken in as the plan's own are, and those answers; of subgroups
    there are none."""
    own = replace(settings.answers, instrument=instrument, answers=answers)
    kept = packed(framed(load_instrument(instrument), own))
    return _released(_whole(plan), kept, regions, proved=settings.proved), kept


def _whole(plan: Plan) -> Plan:
    """The plan without what parts people into subgroups."""
    return replace(plan, parts=tuple(part for part in plan.parts if not hasattr(part, "by")))


def _round(plan: Plan, settings: AnalysisSettings, one: EarlierSettings, regions: Mapping[str, str]) -> Round:
    period = _period(*(_day(said) for said in one.period)) if one.period else None
    instrument = load_instrument(one.instrument)
    kept = packed(framed(instrument, replace(settings.answers, instrument=one.instrument, answers=one.answers)))
    return Round(one.answers.stem, period, _released(_whole(plan), kept, regions, proved=settings.proved), kept)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise NotAccepted((Refusal(NOT_A_DAY.format(said=said)),)) from None


def _period(first: date, last: date) -> Period:
    if last < first:
        raise NotAccepted((Refusal(WRONG_WAY.format(first=first, last=last)),))
    return Period(first, last)


def _regions(file: Path) -> Mapping[str, str]:
    """The region of each area. Raises NotAccepted on missing columns, empty cells and areas in two regions."""
    sheet = answers_csv.read(file)
    if not {AREA, REGION} <= sheet.columns.keys():
        told = NO_COLUMN.format(area=AREA, region=REGION, columns=", ".join(sheet.columns))
        raise NotAccepted((Refusal(told),))
    found: dict[str, str] = {}
    refusals = []
    for row in range(sheet.rows):
        area, region = (_cell(sheet.columns[name], row) for name in (AREA, REGION))
        if not area or not region:
            refusals.append(Refusal(EMPTY_REGION, row=sheet.spreadsheet_row(row)))
        elif found.setdefault(area, region) != region:
            refusals.append(Refusal(TWO_REGIONS.format(area=area), row=sheet.spreadsheet_row(row)))
    if refusals:
        raise NotAccepted(tuple(refusals))
    return found


def _cell(column: SheetColumn, row: int) -> str:
    place = int(column.at[row])
    return normalize("NFC", column.cells[place]) if place >= 0 else ""
